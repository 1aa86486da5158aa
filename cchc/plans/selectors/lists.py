"""Reads for the list of plans and drafts."""

from collections.abc import Iterable
from dataclasses import dataclass

from cchc.plans.models import Draft, Plan
from cchc.plans.states import DraftState, PlanState

_DRAFT_LOOKS = {
    DraftState.READING: ("quiet", "loader"),
    DraftState.UNREADABLE: ("late", "alert-triangle"),
    DraftState.REVIEW: ("soon", "pencil"),
    DraftState.SIGNING: ("soon", "writing-sign"),
    DraftState.ISSUED: ("done", "circle-check"),
    DraftState.DISCARDED: ("quiet", "trash"),
}
_PLAN_LOOKS = {
    PlanState.IN_FORCE: ("ontime", "player-play"),
    PlanState.CLOSED: ("quiet", "archive"),
}


@dataclass(frozen=True, slots=True)
class StateMark:
    """A state as shown: word, tone and icon, never colour alone."""

    label: str
    tone: str
    icon: str


def draft_mark(draft: Draft) -> StateMark:
    """How a draft's state is shown."""
    state = DraftState(draft.state)
    return StateMark(str(state.label), *_DRAFT_LOOKS[state])


def plan_mark(plan: Plan) -> StateMark:
    """How a plan's state is shown."""
    state = PlanState(plan.state)
    return StateMark(str(state.label), *_PLAN_LOOKS[state])


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft in the list."""

    draft: Draft
    mark: StateMark


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan in the list."""

    plan: Plan
    mark: StateMark


@dataclass(frozen=True, slots=True)
class PlanYear:
    """The plans of one year, latest put in force first."""

    year: int
    rows: list[PlanRow]


def draft_rows(drafts: Iterable[Draft]) -> list[DraftRow]:
    """Drafts with their marks, in the order given."""
    return [DraftRow(draft, draft_mark(draft)) for draft in drafts]


def by_year(plans: Iterable[Plan]) -> list[PlanYear]:
    """Plans grouped by year, in the order given (sorted by year before)."""
    years: list[PlanYear] = []
    for plan in plans:
        if not years or years[-1].year != plan.year:
            years.append(PlanYear(plan.year, []))
        years[-1].rows.append(PlanRow(plan, plan_mark(plan)))
    return years
