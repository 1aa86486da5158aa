"""What a task's occurrences add up to: the few figures from which its state follows.

Prose and worked cases: docs/algorithms/task-state.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

NEVER = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Fact:
    """One occurrence as the rules see it.

    `unit`, `product`: any keys that tell units and products apart (None: no unit, the task as a whole).
    `is_standing`: a result or none in a window that ends on `ends_on` (thường xuyên). `is_optional`: "nếu có".
    `by_submission`: a higher level issues the product, so the day of submission decides on lateness.
    `not_arising`: said to be không phát sinh. `is_asked_back`: given back for evidence or as not good enough.
    `key`: of the row it was read from, None for a fact that was not.
    """

    due_on: date | None = None
    submitted_on: date | None = None
    delivered_on: date | None = None
    unit: int | None = None
    product: int | None = None
    period: str = ""
    ends_on: date | None = None
    is_standing: bool = False
    is_optional: bool = False
    by_submission: bool = False
    not_arising: bool = False
    is_confirmed: bool = False
    is_asked_back: bool = False
    key: int | None = None

    @property
    def is_settled(self) -> bool:
        """Whether something stands recorded that ends it: a delivery, or that nothing arises."""
        return self.delivered_on is not None or self.not_arising

    @property
    def is_waived(self) -> bool:
        """Nothing arises and somebody else has confirmed it: owed no more, in no percentage."""
        return self.not_arising and self.is_confirmed

    @property
    def is_arisen(self) -> bool:
        """Whether it must be finished: always, unless it is "nếu có" and nothing was recorded."""
        return not self.is_optional or self.submitted_on is not None

    @property
    def judged_on(self) -> date | None:
        """The day that decides on lateness: of submission where a higher level issues, else of delivery."""
        if self.by_submission and self.submitted_on is not None:
            return self.submitted_on
        return self.delivered_on

    @property
    def days_late(self) -> int:
        """Whole days from the last allowed day to the judged one; 0 when on time, undated or not judged."""
        if self.due_on is None or self.judged_on is None:
            return 0
        return max(0, (self.judged_on - self.due_on).days)


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """Sums over a task's occurrences, stored with the task, plus what the task itself says.

    next_due_on: earliest due day neither submitted nor delivered. open_count: required occurrences not
    delivered, submitted ones included; standing ones and what an alternative settled are left out.
    late_count: delivered after their day. result_until: last day of the latest window with a result.
    awaiting_since: the day from which it waits for the guidance of a higher level, None when it does not.
    unplaced_count: milestones that follow a calendar which names no day yet. not_arising_count: confirmed as
    không phát sinh.
    """

    nature: str
    ends_on: date
    starts_on: date | None = None
    discontinued_on: date | None = None
    awaiting_since: date | None = None
    next_due_on: date | None = None
    last_due_on: date | None = None
    open_count: int = 0
    done_count: int = 0
    late_count: int = 0
    submitted_count: int = 0
    last_done_on: date | None = None
    has_standing: bool = False
    result_until: date | None = None
    unplaced_count: int = 0
    not_arising_count: int = 0


@dataclass(frozen=True, slots=True)
class Sums:
    """The columns of a task that `sums_of` fills."""

    next_due_on: date | None
    last_due_on: date | None
    open_count: int
    done_count: int
    late_count: int
    submitted_count: int
    last_done_on: date | None
    result_until: date | None
    products_done: int
    not_arising_count: int
    unconfirmed_count: int
    asked_back_count: int

    @property
    def due_key(self) -> date:
        """`next_due_on` for sorting: tasks without one come last."""
        return self.next_due_on or NEVER


def products_owed(products: int, products_rule: str) -> int:
    """How many products complete a task that names so many: all of them, or one of the alternatives."""
    return min(1, products) if products_rule == "any" else products


def sums_of(facts: Sequence[Fact], products_rule: str, owed: int = 0) -> Sums:
    """Add up the occurrences of one task. Without any occurrence every count is 0 and every day None.

    `owed`: `products_owed` of the task, of which `products_done` are done; 0 where nobody asks for them.
    Lateness is counted for the occurrence that was late, for no other.
    """
    dated = [fact for fact in facts if not fact.is_standing]
    done = [fact for fact in dated if fact.delivered_on is not None]
    open_ones = owed_of(facts, products_rule)
    waiting = [fact for fact in open_ones if fact.submitted_on is not None]
    standing = [fact for fact in facts if fact.is_standing and fact.delivered_on is not None]
    days = [day for fact in (*done, *standing) if (day := fact.delivered_on)]
    return Sums(
        next_due_on=min(
            (f.due_on for f in open_ones if f.due_on and not f.submitted_on), default=None
        ),
        last_due_on=max((f.due_on for f in dated if f.due_on), default=None),
        open_count=len(open_ones),
        done_count=len(done),
        late_count=sum(fact.days_late > 0 for fact in done),
        submitted_count=len(waiting),
        last_done_on=max(days, default=None),
        result_until=max((f.ends_on for f in standing if f.ends_on), default=None),
        products_done=_products_done(facts, products_rule, owed),
        not_arising_count=sum(fact.is_waived for fact in facts),
        unconfirmed_count=sum(
            f.is_settled and not f.is_confirmed and not f.is_asked_back for f in facts
        ),
        asked_back_count=sum(fact.is_asked_back for fact in facts),
    )


def owed_of(facts: Sequence[Fact], products_rule: str) -> list[Fact]:
    """The dated occurrences of one task that must still be delivered, submitted ones included, as given.

    Left out: "nếu có" of which nothing arose, what is confirmed as không phát sinh, and under "any" the products
    of a unit and period of which another was delivered.
    """
    settled = _settled(facts) if products_rule == "any" else set()
    return [
        fact
        for fact in facts
        if not fact.is_standing
        and fact.delivered_on is None
        and fact.is_arisen
        and not fact.is_waived
        and (fact.product is None or (fact.unit, fact.period) not in settled)
    ]


def share_is_done(facts: Sequence[Fact], unit: int | None, products_rule: str) -> bool:
    """Whether one unit has delivered its whole share; a unit that owes nothing has.

    Standing work has no end: its share counts as done with a result in any window.
    """
    own = [fact for fact in facts if fact.unit == unit]
    standing = [fact for fact in own if fact.is_standing]
    if standing and not any(fact.delivered_on for fact in standing):
        return False
    return sums_of(own, products_rule).open_count == 0


def _settled(facts: Sequence[Fact]) -> set[tuple[int | None, str]]:
    return {
        (fact.unit, fact.period)
        for fact in facts
        if fact.product is not None and fact.delivered_on is not None
    }


def _products_done(facts: Sequence[Fact], products_rule: str, owed: int) -> int:
    """Products of which nothing is owed any more, at most `owed`.

    The occurrences of the task as a whole stand for every product that has none of its own.
    """
    timed = {fact.product for fact in facts if fact.product is not None}
    whole = is_delivered([fact for fact in facts if fact.product is None])
    if products_rule == "any":
        return owed if whole or any(f.product in timed and f.delivered_on for f in facts) else 0
    own = sum(is_delivered([f for f in facts if f.product == product]) for product in timed)
    return min(owed, own + (owed - len(timed) if whole else 0))


def is_delivered(facts: Sequence[Fact]) -> bool:
    """Whether each of these occurrences that arises is delivered, and there is one."""
    arising = [fact for fact in facts if not fact.is_waived]
    return bool(arising) and all(fact.delivered_on is not None for fact in arising)
