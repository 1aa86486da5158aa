"""Prose that gives work several times in one paragraph: ``Giao Sở A chủ trì ...; giao Sở B ...`` is two tasks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from cchc.reading import lexicon
from cchc.reading.flat import flat
from cchc.reading.meaning.acts import helpers_in, order_inside, verb_behind_name
from cchc.reading.meaning.inline import time_in
from cchc.reading.structure.names import begins_name

_CUTS = re.compile(
    r"(?:(?<=[a-z]{2})|(?<=[\d)]))(?:\.|;)\s+(?:(?:va|dong thoi)\s+)?"
    r"|(?P<inside>,\s+(?:(?:va|dong thoi)\s+)?|\s+(?:va|dong thoi)\s+)"
)
_ABOUT = re.compile(r"(?:ve|doi voi|linh vuc|cong tac|trong)\s[^.;:]{3,90}:\s+")
_STEADY = re.compile(r"\b(?:hang ngay|thuong xuyen|lien tuc|hang tuan)\b")
_JOINT = re.compile(r"(?:[;,]\s*|\s)(?:và|đồng thời)\s*$")
_TOGETHER = re.compile(
    r"\b(?:cung|deu|tat ca)\s+(?=(?:hoan thanh|xong|ket thuc|thuc hien|bao cao|gui)\b[^.;]{3,80}$)"
)
_LEAST_WORK = 10  # characters that say what is to be done, names and times left out
_LEAST_ORDERED = 6  # of a sentence that orders it in so many words
_LONGEST = 6_000
_NAME = 200
_ORDERING = ("giao", "phan cong", "yeu cau")
_NO_WORK = (
    "phoi hop", "voi", "thuc hien", "trien khai", "hoan thanh", "tong hop", "bao cao", "ket qua", "chung",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of work in the words of a paragraph; `ordered` when it is given by an order or behind one.

    `time`: the time that the last part names for all ("..., cùng hoàn thành trước ngày 15/12").
    """

    text: str
    ordered: bool
    time: str | None = None


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence; `gives` whether it gives work of its own to a unit, `bare` that it only says who leads."""

    text: str
    gives: bool
    ordered: bool = False
    bare: bool = False
    able: bool = False  # a unit does something in it, though no order, time or leading says so


def pieces_of_work(text: str, year: int) -> list[Part]:
    """The parts of a paragraph, each with work of its own; the whole of it where it gives one or none.

    A sentence that only names who else sees to the same work ("Giao Thanh tra theo dõi") stays with the one before it.
    """
    whole = [Part(text, ordered=False)]
    if len(text) > _LONGEST:
        return whole
    plain = flat(text)
    first = behind_subject(text)
    starts = [first, *_cuts(text, plain, first)]
    if len(starts) < 2:
        return whole
    ends = [*starts[1:], len(text)]
    pieces: list[_Piece] = []
    for start, end in zip(starts, ends, strict=True):
        before = pieces[-1] if pieces else None
        pieces.append(_piece(text[start:end], year, before))
    if any(piece.gives for piece in pieces):
        pieces = [replace(one, gives=True, ordered=True) if one.able else one for one in pieces]
    giving = [at for at, piece in enumerate(pieces) if piece.gives]
    if len(giving) < 2 or any(piece.bare for piece in pieces[: giving[0]]):
        return whole
    parts: list[Part] = []
    for piece in pieces:
        if piece.gives:
            parts.append(Part(piece.text, piece.ordered))
        elif parts:  # what opens the paragraph only says what its orders are about
            parts[-1] = Part(parts[-1].text + piece.text, parts[-1].ordered)
    time = _said_for_all(parts[-1].text, year)
    return [Part(_without_joint(part.text), part.ordered, time) for part in parts]


def behind_subject(text: str) -> int:
    """Where a paragraph goes on behind the words that only say what it is about: ``Về thể chế: Sở A ...``."""
    about = _ABOUT.match(flat(text))
    return about.end() if about else 0


def _said_for_all(last: str, year: int) -> str | None:
    together = _TOGETHER.search(flat(last).rstrip(" .;"))
    return time_in(last[together.end() :], year) if together else None


def _without_joint(text: str) -> str:
    """A part without the words that join it to the next: ``..., và giao ...``."""
    return _JOINT.sub("", text).strip(" ;,")


def _cuts(text: str, plain: str, first: int) -> Iterator[int]:
    """Where sentences and clauses begin; behind a comma or "và" only where an order does, or a unit that leads."""
    orders = lexicon.opener("units", "firm_orders")
    leading = lexicon.opener("units", "leading")
    start = first
    for cut in _CUTS.finditer(plain, first):
        at = cut.end()
        if cut["inside"] and not (text[at : at + 1].isupper() or plain.startswith(_ORDERING, at)):
            continue
        if cut["inside"]:
            order = orders.match(plain, at)
            if order and not begins_name(text[order.end() :].lstrip()):
                continue
            if not order:
                if not begins_name(text[at : at + _NAME]) or not _has_verb(
                    text[start : cut.start()]
                ):
                    continue
                verb = verb_behind_name(text[at:])
                if verb is None or not leading.match(plain[at + verb :].lstrip(" :")):
                    continue
        start = at
        yield at


def _has_verb(text: str) -> bool:
    return verb_behind_name(text[_begin(text) :]) is not None


def _begin(text: str) -> int:
    """Where the name of the unit that a sentence orders begins."""
    order = lexicon.opener("units", "orders").match(flat(text))
    return order.end() + 1 if order else order_inside(text)[1]


def _piece(text: str, year: int, before: _Piece | None) -> _Piece:
    """before: the sentence in front; behind an order a unit that does something is ordered too."""
    plain = flat(text)
    order = lexicon.opener("units", "orders").match(plain)
    start, begin = (0, order.end() + 1) if order else order_inside(text)
    verb = verb_behind_name(text[begin:])
    if verb is None:
        return _Piece(text, gives=False, ordered=bool(before and before.ordered))
    act = text[begin + verb :].lstrip(" :,")
    leads = lexicon.opener("units", "leading").match(flat(act))
    ordered = bool(order or leads or begin)
    helps = lexicon.opener("units", "helping").match(flat(act))
    goes_on = bool(before and before.ordered and not helps)
    goes_on = goes_on or bool(before and before.gives and _STEADY.search(flat(act)))
    follows = lexicon.opener("units", "following").match(flat(act)) and not leads
    if not (ordered or goes_on) and time_in(text, year) is None:
        able = before is None and not (follows or helps)
        return _Piece(text, False, able=able and len(_own_work(act, year)) >= _LEAST_WORK)
    work = len(_own_work(act, year))
    enough = work >= (_LEAST_ORDERED if ordered else _LEAST_WORK)
    return _Piece(
        text[start:],
        bool(enough and not follows),
        ordered=ordered or goes_on,
        bare=ordered and not enough,
    )


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
    for words in _NO_WORK:
        rest = rest.replace(words, " ")
    return "".join(letter for letter in rest if letter.isalnum())
