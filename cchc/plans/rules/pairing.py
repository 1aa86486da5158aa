"""Which rows of an annex that arrives later are tasks that the plan already has. Prose: docs/algorithms/pairing.md."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from cchc.core.text import fold

SURE_FROM = 88
# Different tasks of one plan reach 80 as texts of the same trade; below 72 a proposal would mislead.
SHOWN_FROM = 72
_OTHER_AREA = 10
_UNKNOWN = {"", "other"}


@dataclass(frozen=True, slots=True)
class Row:
    """A task as compared: its text and the code of its area ("" or "other" when unknown)."""

    text: str
    area: str


@dataclass(frozen=True, slots=True)
class Pair:
    """What one annex row meets: the place of the plan's task, or None; `confidence` from 0 to 100."""

    place: int | None
    confidence: int

    @property
    def is_sure(self) -> bool:
        """Whether the pair may stand without being asked about."""
        return self.place is not None and self.confidence >= SURE_FROM


def pair_rows(incoming: Sequence[Row], present: Sequence[Row]) -> list[Pair]:
    """One pair per incoming row, in order; every present row is met at most once, best likeness first.

    Likeness compares folded texts; standing in another area costs ten points. Below 72 nothing is
    proposed. Without rows on either side nothing is paired.
    """
    scored = sorted(
        (
            (-likeness(one, other), at, place)
            for at, one in enumerate(incoming)
            for place, other in enumerate(present)
        ),
    )
    pairs: dict[int, Pair] = {}
    taken: set[int] = set()
    for minus, at, place in scored:
        if -minus < SHOWN_FROM or at in pairs or place in taken:
            continue
        pairs[at] = Pair(place, -minus)
        taken.add(place)
    return [pairs.get(at, Pair(None, 0)) for at in range(len(incoming))]


def likeness(one: Row, other: Row) -> int:
    """How alike two tasks are, 0 to 100: as whole texts and as sets of words, half each."""
    first, second = fold(one.text), fold(other.text)
    if not first or not second:
        return 0
    score = (fuzz.ratio(first, second) + fuzz.token_set_ratio(first, second)) / 2
    if one.area != other.area and not {one.area, other.area} & _UNKNOWN:
        score -= _OTHER_AREA
    return max(0, round(score))
