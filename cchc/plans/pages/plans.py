"""The list of plans."""

from dataclasses import dataclass

from django.core.paginator import Page as Slice

from cchc.core.pages import Page
from cchc.plans.models import Plan
from cchc.plans.selectors.lists import DraftRow, PlanYear


@dataclass(frozen=True)
class PlanListPage(Page):
    """`slice`: the page of plans behind `years`; `query`: the address's filter for its links."""

    template = "plans/list.html"
    drafts: list[DraftRow]
    years: list[PlanYear]
    slice: "Slice[Plan]"
    query: str
    search: str
    is_filtered: bool
    shows_agency: bool
    may_import: bool
