"""Where the verb begins behind a unit's name, who is named as helping, and whether a text orders somebody."""

import re
from functools import cache

from cchc.reading import lexicon
from cchc.reading.flat import flat
from cchc.reading.meaning.units import split_units
from cchc.reading.structure.names import begins_name, known_end

LONGEST_NAME = 160
_CLAUSE = re.compile(r"[,;]\s+")
_END = re.compile(r"[.;]\s|\)")
_SENTENCE_END = re.compile(r"\.\s")
_BESIDE = re.compile(
    r"(?P<names>[^;.]{3,200}?)\s+(?:cung\s+|la\s+(?:co quan|don vi|phong)\s+)?"
    r"(?:(?:phoi hop|cung thuc hien|tham gia|ho tro)(?:\s+thuc hien)?\s*(?=[,;.):]|$)"
    r"|phoi hop(?!\s+voi)(?=\s[^,;.:]{3,60}(?:[;.]|$)))"
)
_FRONT = 600
_STOPS = re.compile(r"[.;:]\s")
_WITH = re.compile(
    r"\b(?:phoi hop\s+(?:chat che\s+)?(?:voi\s+|cung\s+)?|chu tri,?\s+cung\s+(?:voi\s+)?)"
)


@cache
def _act() -> re.Pattern[str]:
    verbs = "|".join(lexicon.any_of("units", key) for key in ("leading", "verbs", "acts"))
    clauses = lexicon.any_of("units", "clauses")
    return re.compile(rf"[;.:]|,(?=\s+{clauses}(?![a-z0-9]))|\s(?:{verbs})(?![a-z0-9])")


@cache
def _written() -> frozenset[str]:
    return frozenset(
        one.lower() for key in ("leading", "verbs", "acts") for one in lexicon.table("units")[key]
    )


@cache
def _clauses() -> tuple[str, ...]:
    return tuple(one.lower() for one in lexicon.table("units")["clauses"])


def is_verb(word: str) -> bool:
    """Whether a word that has accents is the verb: "hạ tầng" is no "tăng", "chuyên môn" no "chuyển"."""
    word = " ".join(word.lower().split()).replace("hoá", "hóa")
    return word.isascii() or word in _written()


def _opens_act(text: str, start: int, end: int) -> bool:
    """Whether the word is no part of a name: "Tổ chức cán bộ" is, and so is the verb of "Tổ kiểm tra"."""
    if (
        text[start : start + 1] == ","
    ):  # "Phòng Chính trị, tư tưởng" is a name, "..., từ tháng 3" goes on
        return text.isascii() or text[start + 1 :].lstrip().lower().startswith(_clauses())
    if text[start : start + 1] in {";", ".", ":"}:
        return True
    if not is_verb(text[start:end]) or flat(text[:end]).endswith(lexicon.phrases("units", "nouns")):
        return False
    before = flat(text[:start])
    bare = before not in lexicon.phrases("units", "alone") and before in lexicon.phrases(
        "units", "heads"
    )
    return text[start:].lstrip()[:1].islower() and not bare


def orders_somebody(text: str, words: str = "orders") -> bool:
    """Whether a text makes a named unit do something: ``Giao Sở Nội vụ ...``; `words` names the list of orders."""
    orders = lexicon.finder("units", words).finditer(flat(text))
    return any(begins_name(text[order.end() :].lstrip()) for order in orders)


def order_inside(text: str) -> tuple[int, int]:
    """Where an order inside a sentence and the name behind it begin: ``Thực hiện ..., UBND tỉnh yêu cầu Sở A ...``.

    Only what opens the sentence, or the name of who orders, may stand in front; (0, 0) where none does.
    """
    plain = flat(text[:_FRONT])
    for order in lexicon.finder("units", "firm_orders").finditer(plain):
        front = plain[: order.start()].rstrip()
        if not front or not begins_name(text[order.end() :].lstrip()):
            continue
        opened = lexicon.opener("kinds", "basis", "openers").match(plain)
        clause = text[_last_comma(front) : order.start()].strip()
        if (
            _STOPS.search(front)
            or not begins_name(clause)
            or verb_behind_name(f"{clause} ") is not None
        ):
            return 0, 0
        if opened or not _last_comma(front):
            return order.start(), order.end() + 1
        return 0, 0
    return 0, 0


def _last_comma(text: str) -> int:
    return text.rfind(",") + 1


def verb_behind_name(text: str) -> int | None:
    """Where the verb begins when the text opens with the name of a unit, else None."""
    if not begins_name(text):
        return None
    verbs = (one for one in _act().finditer(flat(text)) if _opens_act(text, *one.span()))
    verb = next((one.start() for one in verbs), None)
    ends = [one for one in (verb, known_end(text)) if one is not None and one <= LONGEST_NAME]
    return min(ends, default=None)


def helpers_of(text: str, begin: int = 0) -> list[str]:
    """Who helps with what a sentence says from `begin` on: behind "phối hợp với", or in front of "phối hợp" in a clause
    of their own.
    """
    plain = flat(text)
    end = _END.search(plain, begin)
    named = helpers_in(text[begin : end.start() if end else None])
    if named:
        return named
    stop = _SENTENCE_END.search(plain, begin)
    last = stop.start() if stop else len(plain)
    for clause in _CLAUSE.finditer(plain, begin, last):
        beside = _BESIDE.match(plain, clause.end(), last)
        if beside is None:
            continue
        names = text[beside.start("names") : beside.end("names")]
        if begins_name(names) and verb_behind_name(names.replace(";", ",")) is None:
            return split_units(names)
    return []


def helpers_in(text: str) -> list[str]:
    """The units behind "phối hợp với", [] where none is named."""
    plain = flat(text)
    with_ = _WITH.search(plain)
    if with_ is None or not begins_name(text[with_.end() :]):
        return []
    named = text[with_.end() :]
    return split_units(named[: verb_behind_name(named)])
