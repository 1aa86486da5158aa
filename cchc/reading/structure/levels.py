"""Which kind of ordinal stands above which in this document: told by the order they come in, not by a fixed ranking.

``II. > A. > 1.`` and ``A. > I. > 1.`` are both written; so are ``a) > (1)`` and ``1) > a)``, ``Điều 1. > I.``. See
docs/algorithms/reading.md.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from cchc.reading.structure.ordinals import RANK, Ordinal

_LISTED = ("part", "chapter", "upper", "roman", "section", "article", "number", "paren", "alpha")
_BY_LAW = frozenset(
    {"part", "chapter", "section", "article"}
)  # in this order wherever two of them are used
_BEHIND_NUMBER = ("multi2", "multi3", "multi4")
_ALPHABETS = ("abcdđeghiklmnopqrstuvxy", "abcdefghijklmnopqrstuvwxyz")
_FIRST = frozenset({"1", "i", "a"})
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_BREADTH = 100  # between two ranks of the fixed order there is room for those that move


def ranks_of(marks: Iterable[Ordinal | None]) -> Mapping[str, int]:
    """The rank of every kind for one region; a lower rank stands higher.

    A kind stands above another when its list goes on behind items of the other that began anew below it
    (``II. A. B. III.``). Letters and Roman numerals about which that says nothing rank as they first appear;
    everything else keeps its usual place.
    """
    votes, appeared = _votes(marks)
    if not votes and not {"upper", "roman"} <= set(appeared):
        return RANK
    order = [kind for kind in _LISTED if kind in appeared]
    for _ in order:
        for at in range(len(order) - 1):
            if _stands_above(order[at + 1], order[at], votes, appeared):
                order[at], order[at + 1] = order[at + 1], order[at]
    return _placed(order)


def _votes(marks: Iterable[Ordinal | None]) -> tuple[Counter[tuple[str, str]], list[str]]:
    """How often the first kind of a pair went on around a list of the second, and the kinds as they appeared."""
    votes: Counter[tuple[str, str]] = Counter()
    last: dict[str, str] = {}
    since: dict[str, dict[str, bool]] = {}  # behind the last of a kind: did the others begin anew?
    for mark in marks:
        if mark is None or mark.kind not in _LISTED:
            continue
        kind, label = mark.kind, _bare(mark.label)
        if kind in last and follows(last[kind], label):
            inside = since[kind]
            for other, anew in inside.items():
                if anew and not _cut(inside, kind, other):
                    votes[kind, other] += 1
        for passed in since.values():
            passed.setdefault(kind, label in _FIRST)
        last[kind], since[kind] = label, {}
    return votes, list(last)


def _cut(inside: Mapping[str, bool], kind: str, other: str) -> bool:
    """Whether a heading above both went on in between: the articles of the next chapter only count on."""
    top = min(RANK[kind], RANK[other])
    return any(RANK[one] < top and not anew for one, anew in inside.items())


def _stands_above(
    lower: str, upper: str, votes: Counter[tuple[str, str]], appeared: Sequence[str]
) -> bool:
    """Whether a kind that usually stands lower stands above the other here."""
    if {lower, upper} <= _BY_LAW:
        return False
    told, against = votes[lower, upper], votes[upper, lower]
    if told or against or {lower, upper} != {"upper", "roman"}:
        return told > against
    first = appeared.index("upper") < appeared.index("roman")
    return (lower == "upper") is first


def _placed(order: Sequence[str]) -> Mapping[str, int]:
    """Ranks in which the listed kinds stand in this order, and points such as 1.1 behind their numbers."""
    ranks = {kind: rank * _BREADTH for kind, rank in RANK.items()}
    places = sorted(ranks[kind] for kind in order)
    ranks |= zip(order, places, strict=True)
    if "number" in order:
        ranks |= {kind: ranks["number"] + at for at, kind in enumerate(_BEHIND_NUMBER, 1)}
    return ranks


def _bare(label: str) -> str:
    return label.rpartition(" ")[2].lower()


def follows(label: str, following: str) -> bool:
    """Whether the second label is the next of the list: 2 behind 1, iv behind iii, đ or e behind d."""
    if label.isdecimal() or following.isdecimal():
        both = label.isdecimal() and following.isdecimal()
        return both and int(following) == int(label) + 1
    for letters in _ALPHABETS:
        if label in letters and following in letters:
            at = letters.index(following)
            if len(label) == len(following) == 1 and at and letters[at - 1] == label:
                return True
    return set(label + following) <= set(_ROMAN) and _value(following) == _value(label) + 1


def _value(numeral: str) -> int:
    total = before = 0
    for one in (_ROMAN[letter] for letter in numeral):
        total += one - 2 * before if before < one else one
        before = one
    return total
