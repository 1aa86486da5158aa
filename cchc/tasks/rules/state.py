"""One table of truth: the state of a task follows from its facts and today's date, here and in SQL.

`TABLE` is read by `state_of` and by `selectors.with_state`; docs/algorithms/task-state.md prints it and is
compared with it. The first row whose conditions all hold gives the state.
"""

import operator
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, StrEnum
from functools import lru_cache
from typing import Any

from cchc.tasks.rules.facts import TaskFacts

_COMPARE = {
    "lt": operator.lt,
    "lte": operator.le,
    "gt": operator.gt,
    "gte": operator.ge,
    "exact": operator.eq,
}


class State(StrEnum):
    """Stable codes; labels, icons and tones stand beside them."""

    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    SUBMITTED = "submitted"
    AWAITING_GUIDANCE = "awaiting_guidance"
    IN_PROGRESS = "in_progress"
    NOT_STARTED = "not_started"
    CONTINUOUS_WITHOUT_RESULT = "continuous_without_result"
    CONTINUOUS_WITH_RESULT = "continuous_with_result"
    ON_EVENT = "on_event"
    UNSCHEDULED = "unscheduled"
    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    NOT_ARISING = "not_arising"
    DISCONTINUED = "discontinued"

    @property
    def label(self) -> str:
        return LOOKS[self].label

    @property
    def icon(self) -> str:
        return LOOKS[self].icon

    @property
    def tone(self) -> str:
        """ontime, soon, late, done or quiet: the colour, never shown without icon and word."""
        return LOOKS[self].tone

    @property
    def is_done(self) -> bool:
        return self in {State.DONE_ON_TIME, State.DONE_LATE}


@dataclass(frozen=True, slots=True)
class Look:
    label: str
    icon: str
    tone: str


LOOKS = {
    State.OVERDUE: Look("Quá hạn", "alert-circle", "late"),
    State.DUE_SOON: Look("Sắp đến hạn", "clock-exclamation", "soon"),
    State.SUBMITTED: Look("Đã trình, chờ ban hành", "send", "ontime"),
    State.AWAITING_GUIDANCE: Look("Chờ hướng dẫn", "hourglass", "quiet"),
    State.IN_PROGRESS: Look("Đang thực hiện, trong hạn", "progress", "ontime"),
    State.NOT_STARTED: Look("Chưa thực hiện", "circle-dashed", "quiet"),
    State.CONTINUOUS_WITHOUT_RESULT: Look("Chưa có kết quả trong kỳ", "repeat-off", "soon"),
    State.CONTINUOUS_WITH_RESULT: Look("Có kết quả trong kỳ", "repeat", "ontime"),
    State.ON_EVENT: Look("Khi phát sinh", "bolt", "quiet"),
    State.UNSCHEDULED: Look("Chưa có thời hạn", "calendar-question", "quiet"),
    State.DONE_ON_TIME: Look("Hoàn thành đúng hạn", "circle-check", "done"),
    State.DONE_LATE: Look("Hoàn thành quá hạn", "circle-check", "late"),
    State.NOT_ARISING: Look("Không phát sinh", "circle-minus", "quiet"),
    State.DISCONTINUED: Look("Thôi thực hiện", "ban", "quiet"),
}


class Day(Enum):
    """Days that a condition compares with."""

    TODAY = "hôm nay"
    SOON = "hôm nay + số ngày báo trước"


@dataclass(frozen=True, slots=True)
class Row:
    """A state and the conditions for it: field and comparison (lt, lte, gt, gte, isnull, exact) -> value."""

    state: State
    when: dict[str, Any]


TABLE: tuple[Row, ...] = (
    Row(State.DISCONTINUED, {"discontinued_on__lte": Day.TODAY}),
    Row(State.OVERDUE, {"next_due_on__lt": Day.TODAY}),
    Row(State.AWAITING_GUIDANCE, {"awaiting_since__lte": Day.TODAY, "open_count__gt": 0}),
    Row(State.DUE_SOON, {"next_due_on__lte": Day.SOON}),
    Row(State.SUBMITTED, {"submitted_count__gt": 0}),
    Row(
        State.UNSCHEDULED,
        {"open_count__gt": 0, "nature__exact": "unscheduled", "done_count__lt": 1},
    ),
    Row(State.NOT_STARTED, {"open_count__gt": 0, "done_count__lt": 1, "starts_on__gt": Day.TODAY}),
    Row(State.IN_PROGRESS, {"open_count__gt": 0}),
    Row(State.IN_PROGRESS, {"unplaced_count__gt": 0, "done_count__gt": 0}),
    Row(State.UNSCHEDULED, {"unplaced_count__gt": 0}),
    Row(
        State.DONE_LATE,
        {
            "has_standing__exact": True,
            "ends_on__lt": Day.TODAY,
            "result_until__isnull": False,
            "late_count__gt": 0,
        },
    ),
    Row(
        State.DONE_ON_TIME,
        {"has_standing__exact": True, "ends_on__lt": Day.TODAY, "result_until__isnull": False},
    ),
    Row(
        State.CONTINUOUS_WITH_RESULT,
        {"has_standing__exact": True, "result_until__gte": Day.TODAY},
    ),
    Row(State.CONTINUOUS_WITHOUT_RESULT, {"has_standing__exact": True}),
    Row(State.ON_EVENT, {"nature__exact": "on_event", "ends_on__gte": Day.TODAY}),
    Row(State.NOT_ARISING, {"not_arising_count__gt": 0, "done_count__lt": 1}),
    Row(State.DONE_LATE, {"done_count__gt": 0, "late_count__gt": 0}),
    Row(State.DONE_ON_TIME, {"done_count__gt": 0}),
    Row(State.ON_EVENT, {}),
)


FIELDS = tuple(dict.fromkeys(key.split("__")[0] for row in TABLE for key in row.when))
"""The facts that TABLE asks for, each once."""


def state_of(facts: TaskFacts, today: date, soon_days: int) -> State:
    """The state of a task on a day: the first row of TABLE that holds.

    soon_days: a task is "sắp đến hạn" on its due day and that many days before it.
    A thường xuyên task is never overdue: it has no due day.
    """
    for state, conditions in _CONDITIONS:
        for field, holds, value in conditions:
            if not holds(getattr(facts, field), on(value, today, soon_days)):
                break
        else:
            return state
    raise AssertionError("the last row holds for everything")


def on(value: Any, today: date, soon_days: int) -> Any:
    """A condition's value on a day: Day members become dates, others stay."""
    if value is Day.TODAY:
        return today
    return today + timedelta(days=soon_days) if value is Day.SOON else value


def _comparison(name: str) -> Callable[[Any, Any], bool]:
    """As in SQL: an unknown day is neither before nor after another."""
    if name == "isnull":
        return lambda value, wanted: (value is None) is wanted
    compare = _COMPARE[name]
    return lambda value, wanted: value is not None and compare(value, wanted)


def _taken_apart(row: Row) -> list[tuple[str, Callable[[Any, Any], bool], Any]]:
    keys = ((key.split("__"), value) for key, value in row.when.items())
    return [(field, _comparison(name), value) for (field, name), value in keys]


_CONDITIONS = [(row.state, _taken_apart(row)) for row in TABLE]


@lru_cache(maxsize=20_000)
def counted_as(facts: tuple[Any, ...]) -> tuple[Any, ...]:
    """Of facts in the order of FIELDS what the state can depend on, on whatever day; the rest as if nothing was said.

    Two tasks with the same answer are in the same state every day, so that they are counted together: a done task
    keeps no due day, an open one no number of what was done. Counts are 0 or 1. Tested against `state_of`.
    """
    known = dict(zip(FIELDS, facts, strict=True))
    kept: set[str] = set()
    for _state, conditions in _CONDITIONS:
        fixed = [each for each in conditions if not isinstance(each[2], Day)]
        asked = {field for field, _holds, value in conditions if isinstance(value, Day)}
        if any(known[field] is None for field in asked):
            continue
        if not all(holds(known[field], value) for field, holds, value in fixed):
            continue
        kept |= asked | {field for field, _holds, _value in fixed}
        if not asked:
            break
    return tuple(_least(name, known[name]) if name in kept else UNSAID[name] for name in FIELDS)


def _least(name: str, value: Any) -> Any:
    return min(value, 1) if name.endswith("_count") else value


UNSAID = {
    name: 0 if name.endswith("_count") else {"nature": "", "has_standing": False}.get(name)
    for name in FIELDS
}
