"""Sentences that give work to a unit inside prose: ``Giao Văn phòng Sở chủ trì, phối hợp với ... trước ngày 30/6``."""

import re
from dataclasses import dataclass
from functools import lru_cache

from cchc.reading import lexicon
from cchc.reading.flat import flat
from cchc.reading.meaning.acts import LONGEST_NAME, helpers_of, verb_behind_name
from cchc.reading.meaning.inline import standing_in, steady_in, time_in
from cchc.reading.meaning.roles import roles_in
from cchc.reading.meaning.units import split_units
from cchc.reading.structure.columns import is_time
from cchc.reading.structure.names import begins_name, is_collective, is_plain_name
from cchc.reading.structure.unlabelled import fields_of_parts

_STARTS = re.compile(r"(?:^|[.;:]\s+|\(|,\s+(?=giao\s)|\s(?=giao\s))")
_BRACKET = re.compile(r"[(\[](?P<inside>[^()\[\]]{3,240})[)\]]\W{0,3}$")
_PARTS_OF_BRACKET = tuple(
    re.compile(one) for one in (r"\s*;\s*", r"\s+[-–—|/]\s+", r",\s+(?=[^,]*$)", r"$x")
)
# Words in front of a bracket that says of whom they speak: "gửi cơ quan thường trực (Sở Nội vụ)".
_POINTS_AT = re.compile(
    r"\b(?:co quan|don vi|thuong truc|qua|gui|voi|cho|bo phan)(?:\s+[a-z]+){0,2}\s*$"
)
_BEHIND_COLON = re.compile(
    r"(?<!\bve)(?<!gui)(?<!gom)(?<!\btai)(?<!\bcho)(?<!\bsau):\s+(?P<units>[^;.:]{3,200}?)"
    r"\s*(?:;\s*(?P<time>[^;:]{3,80}?))?\W{0,3}$"
)
_ROLES = re.compile(r"\s*\((?:chủ trì|phối hợp)\)", re.IGNORECASE)
_LONGEST = 4_000
_END = re.compile(r"[.;]\s|\)")
_NO_NAME = re.compile(r"[.;:()\d]")
_BY = re.compile(r"(?:^|[\s,(;])do\s+(?:cac\s+)?(?=\w)")
_DOES = re.compile(
    r"\s*(?:chu tri|thuc hien|dam nhiem|phu trach|tham muu|chiu trach nhiem|lam dau moi|to chuc)\b"
)


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who leads, who helps, and the wording of the time; `time` None where the sentence names none."""

    lead: tuple[str, ...]
    coordinating: tuple[str, ...]
    time: str | None
    product: str = ""


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
            if order and (alone := _only_names(text[begin:])):
                return Assignment(tuple(alone), (), time_in(text, year))
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
            time = time_in(text, year) or standing_in(sentence) or steady_in(text)
            return Assignment(tuple(lead), tuple(helping), time)
    return _in_bracket(text) or _behind_colon(text, plain)


def _only_names(text: str) -> list[str]:
    """``Giao Trung tâm A.``: the units behind an order where nothing else is said; [] where anything is."""
    names = text.rstrip(" .;")
    if not 2 < len(names) <= LONGEST_NAME or _NO_NAME.search(names) or not begins_name(names):
        return []
    return split_units(names)


def doer_of(text: str, year: int) -> Assignment | None:
    """Who does the work of an item that is a task: whose name opens it, or ``..., do Văn phòng Sở thực hiện``."""
    plain = flat(text)
    for by in _BY.finditer(plain[:_LONGEST]):
        verb = verb_behind_name(text[by.end() :])
        if verb is not None and _DOES.match(plain, by.end() + verb):
            names = split_units(text[by.end() : by.end() + verb])
            return Assignment(
                tuple(names), tuple(helpers_of(text, by.end() + verb)), time_in(text, year)
            )
    verb = verb_behind_name(text)
    if verb is None or not is_plain_name(text[:verb].rstrip(" ,:;.")):
        return None
    act = plain[verb:].lstrip(" :,")
    listed = is_collective(text) and text[verb : verb + 1] == ":"  # "Các phòng: cập nhật ..."
    officials = lexicon.opener("units", "officials").match(plain) and not listed
    if officials or lexicon.opener("units", "helping").match(act):
        return None
    return Assignment(
        tuple(split_units(text[:verb])),
        tuple(helpers_of(text, verb)),
        time_in(text, year) or standing_in(text),
    )


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


def _in_bracket(text: str) -> Assignment | None:
    """``Công khai kết quả (Văn phòng Sở; Quý III/2026).``; units alone in a bracket that ends the work lead it."""
    match = _BRACKET.search(text)
    if match is None:
        return None
    inside = match["inside"].strip()
    for separator in _PARTS_OF_BRACKET:
        pairs = dict(fields_of_parts(separator.split(inside)))
        if "lead" in pairs and (
            len(pairs) > 1 or not _POINTS_AT.search(flat(text[: match.start()]))
        ):
            lead, helping = roles_in([pairs["lead"]])
            helping += split_units(pairs.get("coordinating", ""))
            return Assignment(
                tuple(lead), tuple(helping), pairs.get("time"), pairs.get("product", "")
            )
    return None
