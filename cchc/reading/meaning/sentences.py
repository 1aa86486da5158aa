"""Sentences that give work to a unit inside prose: ``Giao Văn phòng Sở chủ trì, phối hợp với ... trước ngày 30/6``."""

import re
from dataclasses import dataclass
from functools import lru_cache

from cchc.reading import lexicon
from cchc.reading.flat import flat
from cchc.reading.meaning.acts import helpers_of, verb_behind_name
from cchc.reading.meaning.inline import standing_in, time_in
from cchc.reading.meaning.roles import roles_in
from cchc.reading.meaning.units import split_units
from cchc.reading.structure.columns import is_time
from cchc.reading.structure.names import begins_name

_STARTS = re.compile(r"(?:^|[.;:]\s+|\(|,\s+(?=giao\s)|\s(?=giao\s))")
_BRACKET = re.compile(r"\((?P<unit>[^();]{3,160})\s*[;,]\s*(?P<time>[^();,]{3,60})\)\W{0,3}$")
_BEHIND_COLON = re.compile(
    r"(?<!\bve)(?<!gui)(?<!gom)(?<!\btai)(?<!\bcho)(?<!\bsau):\s+(?P<units>[^;.:]{3,200}?)"
    r"\s*(?:;\s*(?P<time>[^;:]{3,80}?))?\W{0,3}$"
)
_ROLES = re.compile(r"\s*\((?:chủ trì|phối hợp)\)", re.IGNORECASE)
_LONGEST = 4_000
_END = re.compile(r"[.;]\s|\)")


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who leads, who helps, and the wording of the time; `time` None where the sentence names none."""

    lead: tuple[str, ...]
    coordinating: tuple[str, ...]
    time: str | None


@lru_cache(maxsize=1024)
def assignment_in(text: str, year: int) -> Assignment | None:
    """The first sentence that makes a unit lead, else None.

    Without an order ("giao", "phân công") in front the verb itself must say that the unit leads, since units
    do many things in a plan's prose; behind a sentence that says the work it is enough that the unit does it.
    """
    text = text[:_LONGEST]
    plain = flat(text)
    for start in _STARTS.finditer(plain):
        order = lexicon.opener("units", "orders").match(plain, start.end())
        begin = order.end() + 1 if order else start.end()
        verb = verb_behind_name(text[begin:])
        if verb is None:
            continue
        act = plain[begin + verb :].lstrip(" :")
        if not (order or lexicon.opener("units", "leading").match(act)):
            behind = text[begin - 2 : begin - 1] == "."
            if not (behind and lexicon.opener("units", "doing").match(act)):
                continue
        lead = split_units(text[begin : begin + verb])
        if lead:
            helping = helpers_of(text, begin + verb)
            end = _END.search(plain, begin)
            sentence = text[begin + verb : end.start() if end else None]
            time = time_in(text, year) or standing_in(sentence)
            return Assignment(tuple(lead), tuple(helping), time)
    return _in_bracket(text, plain) or _behind_colon(text, plain)


def _behind_colon(text: str, plain: str) -> Assignment | None:
    """``Rà soát văn bản: Thanh tra Sở (chủ trì), Văn phòng Sở (phối hợp); hoàn thành quý II.``"""
    colon = plain.rfind(": ")
    match = _BEHIND_COLON.match(plain, colon) if colon > 0 else None
    if match is None or not begins_name(text[match.start("units") :]):
        return None
    units = text[match.start("units") : match.end("units")]
    time = text[match.start("time") : match.end("time")] if match["time"] else ""
    timed = is_time(time) or standing_in(time) is not None
    names = _ROLES.sub("", units)
    if verb_behind_name(names) is not None or not (timed or names != units):
        return None
    lead, helping = roles_in([units])
    return Assignment(tuple(lead), tuple(helping), time or None)


def _in_bracket(text: str, plain: str) -> Assignment | None:
    """``Công khai kết quả (Văn phòng Sở; Quý III/2026).``"""
    match = _BRACKET.search(plain)
    if match is None or not begins_name(text[match.start("unit") :]):
        return None
    time = text[match.start("time") : match.end("time")]
    unit = text[match.start("unit") : match.end("unit")]
    return Assignment(tuple(split_units(unit)), (), time) if is_time(time) else None
