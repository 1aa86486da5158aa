"""Replacing a plan by another."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from cchc.core.pages import Page
from cchc.plans.forms.issue import ReplaceForm
from cchc.plans.models import Draft, Plan
from cchc.plans.selectors.replacing import HeirRow, OldTask
from cchc.plans.services.summary import IssueSummary


@dataclass(frozen=True)
class ReplacePage(Page):
    """`chosen`: per key of a new task what its select shows; `left`: old tasks nobody takes up, `ending` as said."""

    template = "plans/replace.html"
    draft: Draft
    old: Plan
    rows: Sequence[HeirRow]
    tasks: Sequence[OldTask]
    left: Sequence[OldTask]
    chosen: Mapping[str, str]
    ending: Collection[str]
    to_ask: int
    summary: IssueSummary
    form: ReplaceForm
