"""What a unit's wording in a document may stand for. Plain Python on folded text, no rows."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from cchc.core.text import fold

ALIAS = 100
SAME_NAME = 98
SAME_FAMILY = 96
TAIL_VARIANT = 95
ABBREVIATION = 92
VAGUE_GROUP = 85
NEXT_FAMILY = 75
TIED = 60
FUZZY_CEILING = 90
OTHER_HEAD = 15
CHOSEN_FROM = 84
SHOWN_FROM = 55
CLEAR_LEAD = 4
_DATA = Path(__file__).parent / "data"
_JOINERS = frozenset({"va", "cua", "thuoc"})


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of collective name: the group it usually is and the phrases that mean it."""

    code: str
    name: str
    phrases: frozenset[str]
    rule: Mapping[str, object]
    falls_back_to: str | None


@dataclass(frozen=True, slots=True)
class Named:
    """One unit as the matcher sees it: every name it bears or bore. The lower `rank`, the nearer."""

    key: int
    names: tuple[str, ...]
    rank: int = 0


@dataclass(slots=True)
class Scored:
    """Units that a wording may stand for, best first; `chosen` None when none is clear."""

    chosen: int | None = None
    confidence: int = 0
    candidates: list[tuple[int, int]] = field(default_factory=list)


@lru_cache(maxsize=1)
def families() -> dict[str, Family]:
    """The shipped families of collective names, by code (`data/collective.toml`)."""
    return {
        row["code"]: Family(
            code=row["code"],
            name=row["name"],
            phrases=frozenset(row["phrases"]),
            rule=row["rule"],
            falls_back_to=row.get("falls_back_to"),
        )
        for row in _collective()["family"]
    }


def collective_key(wording: str) -> tuple[str, bool]:
    """The wording folded, without owner and vague tails; and whether a vague tail stood there.

    "Các phòng và đơn vị có liên quan thuộc Sở" gives ("cac phong don vi", True).
    """
    text = " ".join(word for word in fold(wording).split() if word != "va")
    tails = _collective()["tails"]
    vague = False
    changed = True
    while changed:
        changed = False
        for owner in tails["owners"]:
            for link in (" thuoc ", " cua "):
                if text.endswith(link + owner):
                    stem = text.removesuffix(" " + owner)
                    # "trực thuộc" is part of the name, a mere "thuộc" is not.
                    text = stem if stem.endswith(" truc thuoc") else text.removesuffix(link + owner)
                    changed = True
        for tail in sorted(tails["vague"], key=len, reverse=True):
            if text.endswith(" " + tail):
                text, vague, changed = text.removesuffix(" " + tail), True, True
    return text, vague


def family_of(key: str) -> str | None:
    """Code of the family that a collective key belongs to; None when it is no collective phrase."""
    return next((code for code, family in families().items() if key in family.phrases), None)


def group_for(wording: str, groups: Mapping[int, str]) -> tuple[int | None, int]:
    """The group that a wording means and the confidence; (None, 0) when it means none.

    groups: key -> name of the agency's own groups. Its own name comes first, then a group of the same family,
    then one of the family's neighbour.
    """
    key, vague = collective_key(wording)
    for each, name in groups.items():
        if fold(name) == fold(wording):
            return each, SAME_NAME
    ceiling = VAGUE_GROUP if vague else SAME_FAMILY
    keys = {each: collective_key(name)[0] for each, name in groups.items()}
    for each, own in keys.items():
        if own == key:
            return each, ceiling
    family = family_of(key)
    for code, score in _chain(family, ceiling):
        for each, own in keys.items():
            if family_of(own) == code:
                return each, score
    return None, 0


def score(wording: str, units: Sequence[Named], places: Iterable[str] = ()) -> Scored:
    """Which of the units a wording stands for.

    places: names of places that may follow a name ("Lam Sơn"). Equal names prefer the lower rank; a tie
    within one rank chooses nobody. Empty wordings match nothing.
    """
    folded = _same(fold(wording))
    if not folded:
        return Scored()
    index = index_of(units, tuple(places))
    best: dict[int, int] = {}
    _take(best, index.exact.get(folded, ()), SAME_NAME)
    for stem in _stems(folded, index.places):
        _take(best, index.stems.get(stem, ()), TAIL_VARIANT)
    _take(best, index.short.get(_short_key(folded), ()), ABBREVIATION)
    if not best:
        _fuzzy(best, folded, index)
    ranks = {unit.key: unit.rank for unit in units}
    ordered = sorted(best.items(), key=lambda each: (-each[1], ranks[each[0]], each[0]))[:5]
    return _decide(ordered, ranks)


@dataclass(frozen=True, slots=True)
class Index:
    """Names of one call's units by form; keys of units."""

    exact: dict[str, set[int]]
    stems: dict[str, set[int]]
    short: dict[str, set[int]]
    heads: list[str]
    rests: list[str]
    owners: list[int]
    places: tuple[str, ...]


@lru_cache(maxsize=4)
def _index(units: tuple[Named, ...], places: tuple[str, ...]) -> Index:
    exact: dict[str, set[int]] = {}
    stems: dict[str, set[int]] = {}
    short: dict[str, set[int]] = {}
    heads: list[str] = []
    rests: list[str] = []
    owners: list[int] = []
    folded_places = tuple(sorted({fold(place) for place in places if place}, key=len, reverse=True))
    for unit in units:
        for name in unit.names:
            folded = _same(fold(name))
            if not folded:
                continue
            exact.setdefault(folded, set()).add(unit.key)
            for stem in _stems(folded, folded_places):
                stems.setdefault(stem, set()).add(unit.key)
            for key in {_initials_key(fold(name)), _short_key(folded)}:
                short.setdefault(key, set()).add(unit.key)
            head, rest = _head(folded)
            heads.append(head)
            rests.append(rest)
            owners.append(unit.key)
    return Index(exact, stems, short, heads, rests, owners, folded_places)


def index_of(units: Sequence[Named], places: tuple[str, ...]) -> Index:
    """The lookup tables of these units, made once for a run of wordings."""
    return _index(tuple(units), places)


def _decide(ordered: list[tuple[int, int]], ranks: Mapping[int, int]) -> Scored:
    if not ordered:
        return Scored()
    (first, top), rest = ordered[0], ordered[1:]
    rivals = [each for each, points in rest if points > top - CLEAR_LEAD]
    if any(ranks[each] <= ranks[first] for each in rivals):
        return Scored(None, min(top, TIED), ordered)
    if top < CHOSEN_FROM:
        return Scored(None, top, ordered)
    return Scored(first, top, ordered)


def _fuzzy(best: dict[int, int], folded: str, index: Index) -> None:
    """Likeness of the part that tells units apart: "Phòng A" and "Phòng B" are not 86 % alike."""
    head, rest = _head(folded)
    for scorer in (fuzz.ratio, fuzz.token_sort_ratio):
        for _text, points, place in process.extract(
            rest, index.rests, scorer=scorer, limit=12, score_cutoff=SHOWN_FROM
        ):
            lost = 0 if index.heads[place] == head else OTHER_HEAD
            _take(best, (index.owners[place],), min(int(points) - lost, FUZZY_CEILING))


def _take(best: dict[int, int], keys: Iterable[int], points: int) -> None:
    for key in keys:
        best[key] = max(points, best.get(key, 0))


def _same(folded: str) -> str:
    padded = f" {folded} "
    for long, short in _names()["same"].items():
        padded = padded.replace(f" {long} ", f" {short} ")
    return padded.strip()


def _stems(folded: str, places: Sequence[str]) -> set[str]:
    """The folded name and what remains when the tails of owners and places are taken off."""
    found = {folded}
    text = folded
    changed = True
    while changed:
        changed = False
        for tail in (*places, *_tails()):
            stem = text.removesuffix(" " + tail)
            # A bare head ("phòng", "sở") names no unit, save those of which an agency has one.
            if stem != text and (" " in stem):
                text, changed = stem, True
                found.add(text)
    return found


def _initials_key(folded: str) -> str:
    """Head and initials: "phong hanh chinh tong hop" gives "phong hcth"."""
    head, rest = _head(folded)
    initials = "".join(word[0] for word in rest.split() if word not in _JOINERS)
    return f"{head} {initials}"


def _short_key(folded: str) -> str:
    """Head and the rest without spaces: "p hc th" and "phong hcth" give "phong hcth"."""
    head, rest = _head(folded)
    return f"{head} {''.join(word for word in rest.split() if word not in _JOINERS)}"


def _head(folded: str) -> tuple[str, str]:
    for head, forms in _names()["heads"].items():
        for form in forms:
            if folded.startswith(form + " "):
                return head, folded[len(form) + 1 :]
    return "", folded


def _chain(family: str | None, ceiling: int) -> list[tuple[str, int]]:
    if family is None:
        return []
    neighbour = families()[family].falls_back_to
    return [(family, ceiling), *([(neighbour, NEXT_FAMILY)] if neighbour else [])]


@lru_cache(maxsize=1)
def _tails() -> tuple[str, ...]:
    return tuple(sorted(_names()["tails"]["words"], key=len, reverse=True))


@lru_cache(maxsize=1)
def _collective() -> dict[str, Any]:
    return tomllib.loads((_DATA / "collective.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _names() -> dict[str, Any]:
    return tomllib.loads((_DATA / "names.toml").read_text(encoding="utf-8"))
