"""Prose that gives work several times in one paragraph: ``Giao Sở A chủ trì ...; giao Sở B ...`` is two tasks."""

import re
from dataclasses import dataclass

from cchc.reading import lexicon
from cchc.reading.flat import flat
from cchc.reading.meaning.acts import helpers_in, verb_behind_name
from cchc.reading.meaning.inline import time_in

_CUTS = re.compile(r"(?:(?<=[a-z]{2})|(?<=[\d)]))(?:\.|;)\s+(?:(?:va|dong thoi)\s+)?")
_ABOUT = re.compile(r"(?:ve|doi voi|linh vuc|cong tac|trong)\s[^.;:]{3,90}:\s+")
_LEAST_WORK = 15  # characters that say what is to be done, names and times left out
_LONGEST = 6_000


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence; `gives` whether it gives work of its own to a unit."""

    text: str
    gives: bool


def parts_of(text: str, year: int) -> list[str]:
    """The text as one part per piece of work; the whole of it where it gives one or none.

    A sentence that only names who else sees to the same work ("Giao Thanh tra theo dõi") stays with the one before it.
    """
    if len(text) > _LONGEST:
        return [text]
    plain = flat(text)
    about = _ABOUT.match(plain)
    first = about.end() if about else 0
    starts = [first, *(cut.end() for cut in _CUTS.finditer(plain, first))]
    if len(starts) < 2:
        return [text]
    ends = [*starts[1:], len(text)]
    pieces: list[_Piece] = []
    for start, end in zip(starts, ends, strict=True):
        pieces.append(_piece(text[start:end], year, among=any(one.gives for one in pieces)))
    if sum(piece.gives for piece in pieces) < 2:
        return [text]
    parts: list[str] = []
    for piece in pieces:
        if piece.gives:
            parts.append(piece.text)
        elif parts:  # what opens the paragraph only says what its orders are about
            parts[-1] += piece.text
    return [part.strip(" ;") for part in parts]


def _piece(text: str, year: int, *, among: bool) -> _Piece:
    """among: a sentence before it gives work, so that a unit which does something by a time is given work too."""
    plain = flat(text)
    order = lexicon.opener("units", "orders").match(plain)
    begin = order.end() + 1 if order else 0
    verb = verb_behind_name(text[begin:])
    if verb is None:
        return _Piece(text, gives=False)
    act = text[begin + verb :].lstrip(" :,")
    leads = lexicon.opener("units", "leading").match(flat(act))
    timed = among and time_in(text, year) is not None
    if not (order or leads or timed):
        return _Piece(text, gives=False)
    follows = lexicon.opener("units", "following").match(flat(act)) and not leads
    work = len(_own_work(act, year)) >= _LEAST_WORK
    return _Piece(text, gives=bool(work and not follows))


def _own_work(act: str, year: int) -> str:
    """What is left of an order without the words of leading, the helpers and the time."""
    plain = flat(act)
    if leads := lexicon.opener("units", "leading").match(plain):
        act = act[leads.end() :].lstrip(" ,")
    names = helpers_in(act)
    rest = flat(act)
    for name in names:
        rest = rest.replace(flat(name), " ")
    if time := time_in(act, year):
        rest = rest.replace(flat(time), " ")
    for words in ("phoi hop", "voi", "thuc hien", "trien khai", "hoan thanh"):
        rest = rest.replace(words, " ")
    return "".join(letter for letter in rest if letter.isalnum())
