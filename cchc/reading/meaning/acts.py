"""Where the verb begins behind a unit's name, who is named as helping, and whether a text orders somebody."""

import re
from functools import cache

from cchc.reading import lexicon
from cchc.reading.flat import flat
from cchc.reading.meaning.units import split_units
from cchc.reading.structure.names import begins_name, known_end

LONGEST_NAME = 160
_WITH = re.compile(r"\bphoi hop\s+(?:chat che\s+)?(?:voi\s+|cung\s+)?")


@cache
def _act() -> re.Pattern[str]:
    verbs = "|".join(lexicon.any_of("units", key) for key in ("leading", "verbs", "acts"))
    clauses = lexicon.any_of("units", "clauses")
    return re.compile(rf"[;.:]|,(?=\s+{clauses}(?![a-z0-9]))|\s(?:{verbs})(?![a-z0-9])")


def _opens_act(text: str, start: int) -> bool:
    """Whether the word is no part of a name: "Tổ chức cán bộ" is, and so is the verb of "Tổ kiểm tra"."""
    if text[start : start + 1] in {";", ".", ":", ","}:
        return True
    before = flat(text[:start])
    bare = before not in lexicon.phrases("units", "alone") and before in lexicon.phrases(
        "units", "heads"
    )
    return text[start:].lstrip()[:1].islower() and not bare


def orders_somebody(text: str, words: str = "orders") -> bool:
    """Whether a text makes a named unit do something: ``Giao Sở Nội vụ ...``; `words` names the list of orders."""
    orders = lexicon.finder("units", words).finditer(flat(text))
    return any(begins_name(text[order.end() :].lstrip()) for order in orders)


def verb_behind_name(text: str) -> int | None:
    """Where the verb begins when the text opens with the name of a unit, else None."""
    if not begins_name(text):
        return None
    verbs = (one for one in _act().finditer(flat(text)) if _opens_act(text, one.start()))
    verb = next((one.start() for one in verbs), None)
    ends = [one for one in (verb, known_end(text)) if one is not None and one <= LONGEST_NAME]
    return min(ends, default=None)


def helpers_in(text: str) -> list[str]:
    """The units behind "phối hợp với", [] where none is named."""
    plain = flat(text)
    with_ = _WITH.search(plain)
    if with_ is None or not begins_name(text[with_.end() :]):
        return []
    named = text[with_.end() :]
    return split_units(named[: verb_behind_name(named)])
