"""Two plans compared: is the plan above covered, and what became of last year's tasks.

Prose: docs/algorithms/comparing.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from cchc.core.text import fold
from cchc.plans.rules.comparing.assigning import assign
from cchc.plans.rules.comparing.changes import changes_of
from cchc.plans.rules.comparing.concerns import Part, Us, concern
from cchc.plans.rules.comparing.likeness import Likeness, Side
from cchc.plans.rules.comparing.lines import (
    NOTHING_SHARED,
    Candidate,
    Certainty,
    Comparison,
    Decided,
    Line,
)
from cchc.plans.rules.comparing.settings import Measure, measure_of
from cchc.plans.rules.comparing.words import plain
from cchc.reading.draft import TaskDraft

_RIVALS = 3
_NEAREST = 50
_Row = Mapping[int, int]


def cover(
    above: Sequence[TaskDraft],
    ours: Sequence[TaskDraft],
    *,
    us: Us | None = None,
    decisions: Sequence[Decided] = (),
) -> Comparison:
    """Which tasks of the plan above our tasks cover; one of ours may cover several.

    us: only tasks that concern this agency are asked about; None asks about all. Decisions stand wherever their
    words still do, also on tasks that the wording of units alone would leave out.
    """
    asked = [(at, concern(task, us) if us else None) for at, task in enumerate(above)]
    standing = _standing(decisions, above, ours)
    kept = [(at, part) for at, part in asked if us is None or part or at in standing.held]
    pairing = _Pairing(above, ours, measure_of("coverage"), standing)
    lines = [pairing.line(at, part, pairing.best(at)) for at, part in kept]
    return Comparison(lines, left_out=len(above) - len(kept))


def follow(
    before: Sequence[TaskDraft],
    after: Sequence[TaskDraft],
    *,
    years: int | None = 1,
    decisions: Sequence[Decided] = (),
) -> Comparison:
    """What became of last year's tasks: carried over, changed or dropped; and what is new.

    Pairs are one to one: decided ones first, then equal wording in order, then the greatest likeness in all.
    years: how many years lie between the plans, None when unknown (see changes_of).
    """
    standing = _standing(decisions, before, after)
    pairing = _Pairing(before, after, measure_of("years"), standing, years=years, compares=True)
    pairs = pairing.one_to_one()
    lines = [pairing.line(at, None, pairs.get(at)) for at in range(len(before))]
    met = {place for line in lines if (place := _place_of(line, after)) is not None}
    new = [
        Line(len(before) + place, None, task)
        for place, task in enumerate(after)
        if place not in met
    ]
    return Comparison([*lines, *new])


@dataclass(frozen=True, slots=True)
class _Standing:
    """Decisions by left place: those that hold, with the right place when paired; and those that lapsed."""

    held: Mapping[int, tuple[Decided, int | None]]
    lapsed: Mapping[int, Decided]


def _standing(
    decisions: Sequence[Decided], left: Sequence[TaskDraft], right: Sequence[TaskDraft]
) -> _Standing:
    held: dict[int, tuple[Decided, int | None]] = {}
    lapsed: dict[int, Decided] = {}
    keys = {task.key: at for at, task in enumerate(left)}
    for decided in decisions:
        at = _find(decided.key, decided.text, left)
        if at is None:
            if decided.key in keys:
                lapsed[keys[decided.key]] = decided
            continue
        if at in held and held[at][0].key == left[at].key:
            continue  # what was decided under the task's own key stands
        place = _find(decided.ours_key, decided.ours_text, right) if decided.ours_key else None
        if decided.choice == "paired" and place is None:
            lapsed[at] = decided
        else:
            held[at] = (decided, place)
    return _Standing(held, lapsed)


def _find(key: str, text: str, tasks: Sequence[TaskDraft]) -> int | None:
    """The task that still says this: under its key, else the only one with these words."""
    same = [at for at, task in enumerate(tasks) if fold(task.text) == fold(text)]
    keyed = next((at for at in same if tasks[at].key == key), None)
    return keyed if keyed is not None else (same[0] if len(same) == 1 else None)


class _Pairing:
    """The likeness of all pairs of two plans, and lines made of it."""

    def __init__(
        self,
        left: Sequence[TaskDraft],
        right: Sequence[TaskDraft],
        measure: Measure,
        standing: _Standing,
        *,
        years: int | None = None,
        compares: bool = False,
    ) -> None:
        self._left, self._right, self._measure = left, right, measure
        self._standing, self._years, self._compares = standing, years, compares
        self._likeness = Likeness(Side.of(left), Side.of(right), measure)
        self._rows: list[_Row] = [_nearest(self._likeness.row(at)) for at in range(len(left))]

    def best(self, at: int) -> int | None:
        """The likeliest right place that is likely enough; the earlier one of equals."""
        likely = self._likely(at)
        return likely[0] if likely else None

    def one_to_one(self) -> dict[int, int]:
        """Pairs of what no person decided, each place once."""
        taken = {place for _one, place in self._standing.held.values() if place is not None}
        free = [at for at in range(len(self._left)) if at not in self._standing.held]
        pairs = self._equal_words(free, taken)
        used = taken | set(pairs.values())
        floor = self._measure.maybe_from - 1
        edges = {
            at: {
                place: self._rows[at][place] - floor
                for place in self._likely(at)
                if place not in used
            }
            for at in free
            if at not in pairs
        }
        return pairs | assign(edges)

    def line(self, at: int, part: Part | None, found: int | None) -> Line:
        """The line of one left task: as decided, else as found."""
        decided, place = self._standing.held.get(at, (None, found))
        likeness = self._rows[at].get(place, 0) if place is not None else 0
        task, ours = self._left[at], None if place is None else self._right[place]
        near = [other for other in self._likely(at) if other != place][:_RIVALS]
        return Line(
            at=at,
            theirs=task,
            ours=ours,
            likeness=likeness,
            certainty=self._certainty(at, place) if place is not None else "none",
            shared=self._likeness.shared(at, place) if place is not None else NOTHING_SHARED,
            rivals=tuple(self._candidate(at, other) for other in near),
            part=part,
            changes=changes_of(task, ours, years=self._years) if ours and self._compares else (),
            decided=decided,
            lapsed=self._standing.lapsed.get(at),
        )

    def _likely(self, at: int) -> list[int]:
        row = self._rows[at]
        floor = self._measure.maybe_from
        return sorted((p for p in row if row[p] >= floor), key=lambda p: (-row[p], p))

    def _equal_words(self, free: Sequence[int], taken: set[int]) -> dict[int, int]:
        waiting: dict[str, list[int]] = {}
        for place in reversed(range(len(self._right))):
            if place not in taken:
                waiting.setdefault(plain(self._right[place].text), []).append(place)
        pairs = {}
        for at in free:
            places = waiting.get(plain(self._left[at].text))
            if places:
                pairs[at] = places.pop()
        return pairs

    def _candidate(self, at: int, place: int) -> Candidate:
        shared = self._likeness.shared(at, place)
        return Candidate(place, self._rows[at][place], self._certainty(at, place), shared)

    def _certainty(self, at: int, place: int) -> Certainty:
        likeness = self._rows[at].get(place, 0)
        if likeness < self._measure.maybe_from:
            return "none"
        rivals = [self._rows[at][other] for other in self._likely(at) if other != place]
        lead = self._measure.clear_lead
        contested = bool(lead and rivals and max(rivals) > likeness - lead)
        equal = plain(self._left[at].text) == plain(self._right[place].text)
        if equal or (likeness >= self._measure.sure_from and not contested):
            return "sure"
        return "maybe"


def _nearest(row: _Row) -> _Row:
    """The likeliest places of a row, so many as anybody could choose among."""
    return dict(nsmallest(_NEAREST, row.items(), key=lambda each: (-each[1], each[0])))


def _place_of(line: Line, tasks: Sequence[TaskDraft]) -> int | None:
    """Where the line's own task stands: by identity, since two tasks may say the same."""
    return next((at for at, task in enumerate(tasks) if task is line.ours), None)
