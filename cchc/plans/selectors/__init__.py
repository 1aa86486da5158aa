"""Reads for the pages of plans and drafts; one module per screen."""

from cchc.plans.selectors.lists import StateMark, draft_mark, plan_mark

__all__ = ["StateMark", "draft_mark", "plan_mark"]
