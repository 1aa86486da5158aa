"""Two plans side by side: choosing the other one, the comparison, and deciding about one task."""

from collections.abc import Sequence
from dataclasses import dataclass

from cchc.core.pages import Page
from cchc.plans.pages.comparing_rows import Chosen, Row, Tab
from cchc.plans.selectors.sides import Facing, Other, Side


@dataclass(frozen=True)
class CompareChoicePage(Page):
    """`above`, `years`: what may be laid beside ours for either question; `may_import`: a plan can be uploaded."""

    template = "plans/compare_choose.html"
    ours: Side
    above: Sequence[Other]
    years: Sequence[Other]
    may_import: bool


@dataclass(frozen=True)
class ComparisonPage(Page):
    """`rows`: those under `heading`; `left_out`: tasks that do not concern us, asked about with `asks_all`."""

    template = "plans/comparison.html"
    facing: Facing
    heading: str
    tabs: Sequence[Tab]
    rows: Sequence[Row]
    left_out: int
    asks_all: bool
    asked: str
    may_decide: bool


@dataclass(frozen=True)
class PairingPage(Page):
    """One task with every task of ours to choose from, the likeliest first; `errors`: why it was refused."""

    template = "plans/comparison_task.html"
    facing: Facing
    row: Row
    chosen: Chosen
    back: str
    errors: Sequence[str]
