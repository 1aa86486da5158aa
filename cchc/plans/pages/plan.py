"""One plan."""

from dataclasses import dataclass
from datetime import date

from cchc.audit.selectors import Line
from cchc.core.locks import Lock
from cchc.core.pages import Page
from cchc.plans.models import Plan
from cchc.plans.selectors.as_of import PlanOnDay
from cchc.plans.selectors.lists import StateMark
from cchc.plans.selectors.plan import PlanContents
from cchc.plans.selectors.source import SourcePlace


@dataclass(frozen=True)
class PlanPage(Page):
    """`may_number`: enter number and signed file; `may_issue`: correct the reading; `may_import`: add an annex.

    `lock`: why its content is not edited here, and how it changes.
    `may_check`: look at what the checks find. `day`: today, which the form for an earlier day starts with.
    """

    template = "plans/plan.html"
    plan: Plan
    mark: StateMark
    contents: PlanContents
    history: list[Line]
    may_number: bool
    may_issue: bool
    may_import: bool
    may_check: bool
    lock: Lock
    day: date


@dataclass(frozen=True)
class PlanOnDayPage(Page):
    """The plan as it stood on `day`; `found` None when that day cannot be looked at, as `errors` say."""

    template = "plans/plan_on_day.html"
    plan: Plan
    day: date
    found: PlanOnDay | None
    errors: list[str]


@dataclass(frozen=True)
class SourcePage(Page):
    """The plan's text with one task's words marked."""

    template = "plans/source.html"
    plan: Plan
    place: SourcePlace
