"""Who and when, where a sentence says it instead of field lines."""

import re
from functools import cache

from cchc.reading import lexicon
from cchc.reading.flat import flat
from cchc.reading.meaning.acts import is_verb, verb_behind_name
from cchc.reading.meaning.dates import spans_in
from cchc.reading.meaning.times import names_interval
from cchc.reading.meaning.units import split_units
from cchc.reading.structure.names import begins_name
from cchc.reading.structure.unlabelled import is_only_time

_PLACE_OF_LEAD = re.compile(r":\s+(?=[A-ZĐÀ-Ỹ])")
_LEAD_IN = re.compile(
    r"(?:trong|truoc|vao|cham nhat|hoan thanh(?:\s+den)?|den het|het|tai\s+(?:ky|phien)\s+hop)\s+"
    r"(?:ngay\s+|la\s+|truoc\s+|trong\s+)*$"
)
_LABEL = re.compile(
    r"[;,.(]\s*(?:thoi (?:han|gian|diem)|tien do|han)(?:\s+(?:hoan thanh|thuc hien|chot|cuoi))?"
    r"\s*(?::|\bla\b)\s*(?:ngay\s+)?$"
)
_FROM = re.compile(r"(?:bat dau\s+)?(?:ke\s+)?tu\s+(?:ngay\s+)?$")
_RANGE = re.compile(r"\sden\s|-")
_CITED = re.compile(
    r"(?:so\s+)?\d{1,6}(?:/\d{4})?/[a-z][a-z0-9-]{1,30}(?:,?\s+ngay\s+\d{1,2}[/.]\d{1,2}[/.]\d{4})?"
)
_DONE_BY = re.compile(
    r"\b(?:hoan thanh|xong|gui|trinh|bao cao|nop)\b[^.;]{0,50}\b(?:truoc|trong|cham nhat)\s+(?:ngay\s+|la\s+)*$"
)
_ENDS = re.compile(r"\s*(?:[.,;)]|$)")
_CLAUSE_END = re.compile(r"\s*[;.)](?:\s|$)")
_OPENS_CLAUSE = re.compile(r"[;.]\s+$")
_TAIL = re.compile(r"(?::\s|\(|\s[–—-]\s)(?P<time>[^:()]{3,60})\)?[\s.;/]*$")
_GOES_ON = re.compile(r"\s*(?:[.,;)]|$|tu\s)")  # "hằng tháng từ tháng 6"
_BEGINS = re.compile(r"(?:^|[.,;:(])\s*(?:(?:thuc hien|hoan thanh|xong|trien khai|bat dau)\s+)?$")
_TO_EVERY = re.compile(
    r"(?:(?:vao|truoc|cham nhat|dinh ky|ngay)\s+[a-z0-9 ]{0,30})?$"
)  # "vào thứ Hai" hằng tuần
_PER = r"\d{1,3}(?:\s+[a-z]{1,7},?){1,3}/(?:thang|quy|tuan|nam)"
_OF_QUARTER = r"(?:cua\s+)?thang\s+(?:cuoi|dau)\s+(?:cua\s+)?(?:moi\s+|hang\s+)?quy(?:\s+sau)?"
_DAYS_OF_EACH = re.compile(
    r"(?:dinh ky\s+|truoc\s+|vao\s+|cham nhat\s+)?(?:ngay\s+)\d{1,2}(?:(?:\s+va|,)\s+(?:ngay\s+)?\d{1,2})?\s+"
    r"(?:cua\s+)?(?:hang|moi)\s+thang"
)
_ENDS_PERIOD = (
    r"ngay\s+(?:lam viec\s+)?(?:cuoi cung|dau tien|cuoi)\s+(?:cua\s+|trong\s+)?"
    r"(?:moi\s+|hang\s+)?(?:thang|quy)"
)
_RECURRING = ("monthly", "quarterly", "semiannual", "annual", "with_reports", "periodic")
_STANDING_BEFORE = re.compile(r"\b(?:thuong xuyen|lien tuc|dinh ky)\b[^;.]{0,20}$")
_PARTS = re.compile(r"[;,]\s+|\.\s+")
_STEADY = re.compile(
    r"(?:thuc hien|duy tri|trien khai)?\s*(?:thuong xuyen|lien tuc|hang ngay|quanh nam)(?:,? (?:lien tuc|hang ngay))?"
)
_STEADY_FRONT = re.compile(r"(?:thuong xuyen|lien tuc)(?=\s)(?!,)")
_UPON = re.compile(
    r"\b(?:ngay\s+(?:sau\s+)?khi|khi\s+(?:phat sinh|co phat sinh|co yeu cau|nhan du|nhan duoc|duoc giao))\b"
    r"[^.;,]{3,80}$"
)
_LONGEST_NAME = 90
_NEAR = 40


def lead_in(text: str) -> list[str]:
    """The unit that a sentence behind a colon puts to work: ``...: Tổ Công tác của Sở thực hiện ...``"""
    for colon in _PLACE_OF_LEAD.finditer(text):
        clause = text[colon.end() :]
        if not begins_name(clause):
            continue
        verb = verb_behind_name(clause)
        if verb is not None and verb <= _LONGEST_NAME and clause[verb : verb + 1] == " ":
            return split_units(clause[:verb])
    return []


def time_in(text: str, year: int) -> str | None:
    """The times that end or open the text or a clause of its own, with their prepositions (``... đột xuất trong
    năm 2025.``), or by which the text says that something is finished or sent, joined by semicolons; else one that
    ends a part of the text; else what recurs. The time of an earlier year only says which things are meant.
    """
    plain = _CITED.sub(lambda match: " " * len(match.group()), flat(text))
    found: list[str] = []
    loose: list[str] = []
    opening: list[str] = []
    for span in spans_in(plain, year):
        left = max(0, span.left - _NEAR)
        before = plain[left : span.left]
        lead = _LEAD_IN.search(before)
        if lead is None and _RANGE.search(plain, span.left, span.right):
            lead = _FROM.search(before)
        at_end = not plain[span.right :].strip(" .;/)")
        if span.kind == "thisyear" and at_end:
            found.append(text[_often(plain, span.left) : span.right])
            continue
        if lead is None and _LABEL.search(before):
            found.append(text[span.left : span.right])
        if lead is None:
            continue
        begin = left + lead.start()
        alone = _BEGINS.search(plain[max(0, begin - _NEAR) : begin]) and _ENDS.match(
            plain, span.right
        )
        done = _DONE_BY.search(plain[max(0, span.left - 2 * _NEAR) : span.left])
        finishing = plain.startswith("hoan thanh", begin)
        if not done and not finishing and 0 < span.due.year < year:
            continue  # "những văn bản ban hành trước ngày 01/7/2025"
        if at_end or done or alone or not plain[:begin].strip():
            found.append(text[_often(plain, begin) : span.right])
        elif _OPENS_CLAUSE.search(plain[max(0, begin - 3) : begin]):
            opening.append(text[begin : span.right])
        elif _CLAUSE_END.match(plain, span.right):
            loose.append(text[_often(plain, begin) : span.right])
    if found:
        return "; ".join(dict.fromkeys(found))
    tail = _TAIL.search(text)
    if tail and is_only_time(flat(tail["time"])):
        return tail["time"].strip()
    if opening:
        return opening[0]
    return loose[-1] if loose else _recurring_in(text, plain)


@cache
def _every() -> re.Pattern[str]:
    phrases = {flat(one) for row in lexicon.table("times")["row"] if row["code"] in _RECURRING
               for one in row["phrases"]} | {"hang tuan", "hang ngay"}  # fmt: skip
    words = "|".join(re.escape(one) for one in sorted(phrases, key=len, reverse=True))
    return re.compile(
        rf"(?<![a-z0-9])(?:(?:dinh ky\s+)?(?:{words})|{_PER}|{_OF_QUARTER}|{_ENDS_PERIOD}(?!\s+[\divx]))"
        r"(?![a-z0-9]|(?<=quy) (?:dinh|che|trinh|hoach|mo|chuan|tac)\b)"
    )


def _recurring_in(text: str, plain: str) -> str | None:
    """``... vào thứ Hai hằng tuần``: what comes again and opens or ends a clause, with the words before it."""
    if days := _DAYS_OF_EACH.search(plain):
        return text[days.start() : days.end()]
    for match in reversed(list(_every().finditer(plain))):
        left = max(0, match.start() - _NEAR)
        opens = _BEGINS.search(plain[left : match.start()])
        if not opens and not _GOES_ON.match(plain, match.end()):
            continue
        front = _TO_EVERY.search(plain[left : match.start()])
        return text[left + front.start() if front else match.start() : match.end()]
    done = _done_every().search(plain)
    if done and is_verb(text[done.start("verb") : done.end("verb")]):
        return text[done.start("time") : done.end("time")]
    upon = _UPON.search(plain.rstrip(" .;/"))
    return text[upon.start() : upon.end()] if upon else None


@cache
def _done_every() -> re.Pattern[str]:
    """A verb and, right behind it, how often: ``công khai hằng tháng danh sách ...``; ``định kỳ ... hằng tháng``."""
    verbs = "|".join(lexicon.any_of("units", key) for key in ("verbs", "acts"))
    every = r"(?:dinh ky\s+)?(?:hang|moi)\s+(?:tuan|thang|quy|nam)"
    return re.compile(
        rf"(?<![a-z0-9])(?P<verb>{verbs})\s+(?P<time>{every})(?![a-z0-9]|\s+(?:\d|[ivx]+\b))"
    )


def _often(plain: str, left: int) -> int:
    """Where the words of time begin: ``thực hiện thường xuyên`` in front of ``trong năm`` belongs to them."""
    close = plain[max(0, left - _NEAR) : left]
    standing = list(_STANDING_BEFORE.finditer(close))
    return left - len(close) + standing[-1].start() if standing else left


def steady_in(text: str) -> str | None:
    """``..., thực hiện thường xuyên``: words of no end that open a text or are the last clause of it."""
    if opens := _STEADY_FRONT.match(flat(text)):
        return text[: opens.end()]
    *before, last = _PARTS.split(text.rstrip(" .;/"))
    return last if before and _STEADY.fullmatch(flat(last)) else None


def standing_in(sentence: str) -> str | None:
    """The last part of a sentence that says how often, upon what or by which plan: ``gửi ... hằng tháng``."""
    for part in reversed(_PARTS.split(sentence)):
        if names_interval(part):
            return part.strip(" .;,/")
    return None
