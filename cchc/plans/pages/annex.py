"""Pairing the rows of a late annex with the plan's tasks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cchc.core.pages import Page
from cchc.plans.models import Draft, Plan
from cchc.plans.selectors.annex import AnnexRow, PlanTaskChoice


@dataclass(frozen=True)
class AnnexPairsPage(Page):
    """`chosen`: per row key what its select shows; `errors`: why the last attempt was refused."""

    template = "plans/annex_pairs.html"
    draft: Draft
    plan: Plan
    rows: Sequence[AnnexRow]
    choices: Sequence[PlanTaskChoice]
    chosen: Mapping[str, str]
    to_ask: int
    errors: Sequence[str]
