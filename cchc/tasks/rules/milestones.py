"""From the times of a reading to the milestones of a task. Prose: docs/algorithms/occurrences.md."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from cchc.tasks.rules.products import kind_of

REPEATING = frozenset({"monthly", "quarterly", "semiannual", "annual"})
REPORTING = frozenset({"with_reports", "periodic"})
STANDING = frozenset({"continuous", "as_planned"})


@dataclass(frozen=True, slots=True)
class Time:
    """One time as the plan words it; `product` counts from 0 among the task's products, None: the task.

    Fields as in plan-format.md: `due` is the date as written, `before` says that it is itself too late.
    """

    what: str = ""
    product: int | None = None
    due: date | None = None
    start: date | None = None
    before: bool = False
    recurrence: str = ""
    on: tuple[str, ...] = ()

    @property
    def is_once(self) -> bool:
        return not self.recurrence


def milestones_for(times: Sequence[Time], products: Sequence[str], rule: str) -> list[Time]:
    """The milestones of a task: each product that is owed gets a time, each time a product or the task.

    - The one product of a task takes every time that names none.
    - A product without a time shares the times of a product of its kind ("Kế hoạch" of two leads).
    - One single date for several products (rule "all") gives each product its own milestone.
    - Under rule "any" a time without product stays with the task: one product completes it.
    - A product that still has no time, in a task whose every time belongs to another product, gets one
      without date. No time at all gives one milestone without date.
    """
    times = list(times) or [Time()]
    if len(products) == 1:
        return [replace(time, product=0) for time in times]
    if rule == "any" or not products:
        return times
    linked = _linked(times)
    times += _shared(times, products, linked)
    linked = _linked(times)
    open_times = [time for time in times if time.product is None]
    unlinked = [index for index in range(len(products)) if index not in linked]
    if len(open_times) == 1 and open_times[0].is_once and unlinked:
        spread = [replace(open_times[0], product=index) for index in unlinked]
        return [time for time in times if time.product is not None] + spread
    if not open_times:
        return times + [Time(product=index) for index in unlinked]
    return times


def nature_of(milestones: Sequence[Time]) -> str:
    """dated, continuous, on_event or unscheduled: the first of these that any milestone has.

    "Quý I ban hành kế hoạch; thường xuyên thực hiện" is dated: its date can pass.
    """
    codes = {milestone.recurrence for milestone in milestones}
    if codes & (REPEATING | REPORTING) or any(m.due for m in milestones if m.is_once):
        return "dated"
    if codes & STANDING:
        return "continuous"
    return "on_event" if "on_event" in codes else "unscheduled"


def _shared(times: Sequence[Time], products: Sequence[str], linked: set[int]) -> list[Time]:
    """Times of the first product of the same kind, for each product that has none."""
    kinds = [kind_of(product) for product in products]
    shared: list[Time] = []
    for index, kind in enumerate(kinds):
        model = next((i for i in sorted(linked) if kinds[i] == kind), None)
        if index not in linked and kind and model is not None:
            shared += [replace(time, product=index) for time in times if time.product == model]
    return shared


def _linked(times: Sequence[Time]) -> set[int]:
    return {time.product for time in times if time.product is not None}
