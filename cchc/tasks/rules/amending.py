"""Which due date becomes which under an amended wording. Plain Python; prose: docs/algorithms/amendment.md."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher

from cchc.core.text import fold

_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Slot:
    """A due date as the pairing sees it.

    `product`: position among the products of the new wording, None for the task as a whole, -1 for one that is gone.
    `day`: the due day, or the last day of its window. `is_done`: delivered or settled before the amendment's day.
    `is_recorded`: something was said of it. `is_event`: it arose.
    """

    unit: int | None
    product: int | None
    recurrence: str
    period: str
    day: date | None
    is_done: bool = False
    is_recorded: bool = False
    is_event: bool = False


@dataclass(slots=True)
class Paired:
    """Places in the two lists: old and new that are one, old that stay, old that are withdrawn, new to be added."""

    one: list[tuple[int, int]] = field(default_factory=list)
    stay: list[int] = field(default_factory=list)
    withdrawn: list[int] = field(default_factory=list)
    added: list[int] = field(default_factory=list)


def pair_slots(old: Sequence[Slot], new: Sequence[Slot], on: date) -> Paired:
    """Pair the due dates of the wording before with those of the wording after, from this day on.

    1. Same unit, product, rhythm and period: one and the same, in order.
    2. Same but for the unit: the work was re-assigned. What is done settles it only where one unit owed it; where each
       unit owes its own, a unit that joins owes its own.
    3. Same unit or not, where one wording names a product and the other does not.
    What is left of the old: done, recorded and arisen stay; so does a period of recurring work that was due before the
    day, while its unit still leads; the rest is withdrawn. What is left of the new is added, recurring periods only
    from the day on.
    """
    open_old, open_new = dict(enumerate(old)), dict(enumerate(new))
    found = Paired()
    owing = {slot.unit for slot in new}
    shared = _counts(old, _place)

    def take(key: Callable[[Slot], Hashable], fits: Callable[[Slot, Slot], bool]) -> None:
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for place, slot in open_new.items():
            waiting[key(slot)].append(place)
        for place, slot in list(open_old.items()):
            match = next((n for n in waiting[key(slot)] if fits(slot, new[n])), None)
            if match is not None:
                waiting[key(slot)].remove(match)
                del open_old[place], open_new[match]
                found.one.append((place, match))

    take(lambda slot: (slot.unit, _place(slot)), lambda _old, _new: True)
    take(_place, lambda was, _now: not was.is_done or shared[_place(was)] == 1)
    take(
        lambda slot: (slot.recurrence, slot.period),
        lambda was, now: (
            (was.product is None) != (now.product is None)
            and was.product != -1
            and was.unit == now.unit
        ),
    )
    for place, slot in open_old.items():
        is_past = bool(slot.recurrence) and slot.day is not None and slot.day < on
        keeps = slot.is_done or slot.is_recorded or slot.is_event
        (found.stay if keeps or (is_past and slot.unit in owing) else found.withdrawn).append(place)
    found.added = [
        place
        for place, slot in open_new.items()
        if not slot.recurrence or slot.day is None or slot.day >= on
    ]
    return found


def pair_products(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Which product of the new wording is which of the old, by place: the same words first, then the likest.

    As many left on both sides are paired in order: they were reworded.
    """
    left_old, left_new = dict(enumerate(map(fold, old))), dict(enumerate(map(fold, new)))
    pairs: dict[int, int] = {}

    def pair(now: int, was: int) -> None:
        pairs[now] = was
        del left_new[now], left_old[was]

    for now, words in list(left_new.items()):
        was = next((place for place, held in left_old.items() if held == words), None)
        if was is not None:
            pair(now, was)
    if len(left_old) == len(left_new):
        for now, was in zip(list(left_new), list(left_old), strict=True):
            pair(now, was)
    likeness = sorted(
        (
            (SequenceMatcher(None, held, words).ratio(), now, was)
            for now, words in left_new.items()
            for was, held in left_old.items()
        ),
        key=lambda each: (-each[0], each[1], each[2]),
    )
    for score, now, was in likeness:
        if score >= _ALIKE and now in left_new and was in left_old:
            pair(now, was)
    return pairs


def _place(slot: Slot) -> Hashable:
    return slot.product, slot.recurrence, slot.period


def _counts(slots: Sequence[Slot], key: Callable[[Slot], Hashable]) -> dict[Hashable, int]:
    counts: dict[Hashable, int] = defaultdict(int)
    for slot in slots:
        counts[key(slot)] += 1
    return counts
