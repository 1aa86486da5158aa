"""Sentences that give work to a unit inside prose: ``Giao Văn phòng Sở chủ trì, phối hợp với ... trước ngày 30/6``."""

import re
from dataclasses import dataclass

from cchc.reading import lexicon
from cchc.reading.flat import flat
from cchc.reading.meaning.duties import helpers_in, verb_behind_name
from cchc.reading.meaning.inline import standing_in, time_in
from cchc.reading.meaning.units import split_units

_STARTS = re.compile(r"(?:^|[.;:]\s+|,\s+(?=giao\s)|\s(?=giao\s))")
_LONGEST = 4_000
_END = re.compile(r"[.;]\s")


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who leads, who helps, and the wording of the time; `time` None where the sentence names none."""

    lead: list[str]
    coordinating: list[str]
    time: str | None


def assignment_in(text: str, year: int) -> Assignment | None:
    """The first sentence that makes a unit lead, else None.

    Without an order ("giao", "phân công") in front the verb itself must say that the unit leads, since units
    do many things in a plan's prose.
    """
    text = text[:_LONGEST]
    plain = flat(text)
    for start in _STARTS.finditer(plain):
        order = lexicon.opener("units", "orders").match(plain, start.end())
        begin = order.end() + 1 if order else start.end()
        verb = verb_behind_name(text[begin:])
        if verb is None:
            continue
        act = plain[begin + verb :].lstrip()
        if not (order or lexicon.opener("units", "leading").match(act)):
            continue
        lead = split_units(text[begin : begin + verb])
        end = _END.search(plain, begin)
        sentence = text[begin + verb : end.start() if end else None]
        if lead:
            return Assignment(
                lead, helpers_in(sentence), time_in(text, year) or standing_in(sentence)
            )
    return None
