"""Who and when, where a sentence says it instead of field lines."""

import re

from cchc.reading import lexicon
from cchc.reading.flat import flat
from cchc.reading.meaning.dates import spans_in
from cchc.reading.meaning.times import names_interval
from cchc.reading.meaning.units import begins_name, split_units

_PLACE_OF_LEAD = re.compile(r":\s+(?=[A-ZĐÀ-Ỹ])")
_LEAD_IN = re.compile(
    r"(?:trong|truoc|vao|cham nhat|hoan thanh|den het|het)\s+(?:ngay\s+|la\s+|truoc\s+|trong\s+)*$"
)
_CITED = re.compile(
    r"(?:so\s+)?\d{1,6}(?:/\d{4})?/[a-z][a-z0-9-]{1,30}(?:,?\s+ngay\s+\d{1,2}[/.]\d{1,2}[/.]\d{4})?"
)
_DONE_BY = re.compile(
    r"\b(?:hoan thanh|xong|gui|trinh|bao cao|nop)\b[^.;]{0,50}\b(?:truoc|trong|cham nhat)\s+(?:ngay\s+|la\s+)*$"
)
_RANGES = frozenset({"months", "quarters", "day", "days", "named"})
_FROM = re.compile(r"\btu\s+$")
_STANDING_BEFORE = re.compile(r"\b(?:thuong xuyen|lien tuc|dinh ky)\b[^;.]{0,20}$")
_CLOSE = 40
_PARTS = re.compile(r"[;,]\s+|\.\s+")
_LONGEST_NAME = 90


def lead_in(text: str) -> list[str]:
    """The unit that a sentence behind a colon puts to work: ``...: Tổ Công tác của Sở thực hiện ...``"""
    for colon in _PLACE_OF_LEAD.finditer(text):
        clause = text[colon.end() :]
        if not begins_name(clause):
            continue
        verb = re.search(rf"\s{lexicon.any_of('units', 'verbs')}(?![a-z0-9])", flat(clause))
        if verb and verb.start() <= _LONGEST_NAME:
            return split_units(clause[: verb.start()])
    return []


def time_in(text: str, year: int) -> str | None:
    """The last time that ends the text, with its preposition (``... đột xuất trong năm 2025.``), or by which
    the text says that something is finished or sent.
    """
    plain = _CITED.sub(lambda match: " " * len(match.group()), flat(text))
    for span in reversed(spans_in(plain, year)):
        lead = _LEAD_IN.search(plain[max(0, span.left - 40) : span.left])
        at_end = not plain[span.right :].strip(" .;/")
        if span.kind == "thisyear" and at_end:
            return text[_often(plain, span.left) : span.right]
        if lead and (at_end or _DONE_BY.search(plain[max(0, span.left - 80) : span.left])):
            return text[_often(plain, max(0, span.left - 40) + lead.start()) : span.right]
        if (
            at_end
            and span.kind in _RANGES
            and _FROM.search(plain[max(0, span.left - 10) : span.left])
        ):
            return text[span.left - len("từ ") : span.right]
    return None


def _often(plain: str, left: int) -> int:
    """Where the words of time begin: ``thực hiện thường xuyên`` in front of ``trong năm`` belongs to them."""
    close = plain[max(0, left - _CLOSE) : left]
    standing = list(_STANDING_BEFORE.finditer(close))
    return left - len(close) + standing[-1].start() if standing else left


def standing_in(sentence: str) -> str | None:
    """The last part of a sentence that says how often, upon what or by which plan: ``gửi ... hằng tháng``."""
    for part in reversed(_PARTS.split(sentence)):
        if names_interval(part):
            return part.strip(" .;,/")
    return None
