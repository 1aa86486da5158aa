"""The page with the two doors: issued already, or a draft on its way to be signed."""

from dataclasses import dataclass

from cchc.core.pages import Page
from cchc.plans.forms.issue import IssueForm, NumberForm, ReturnForm
from cchc.plans.models import Draft, Plan
from cchc.plans.services.summary import IssueSummary


@dataclass(frozen=True)
class IssuePage(Page):
    """`summary`: what will be made; `is_signing`: the paper is out to be signed."""

    template = "plans/issue.html"
    draft: Draft
    summary: IssueSummary
    form: IssueForm
    return_form: ReturnForm
    replaceable: list[Plan]
    is_signing: bool


@dataclass(frozen=True)
class NumberPage(Page):
    template = "plans/number.html"
    plan: Plan
    form: NumberForm
