"""Dates and spans of time named in a piece of text: days, months, quarters, halves, years.

Everything works on flat text. A span ends on its last day; "trước" before a month, quarter or year means
its first day. See docs/algorithms/reading.md.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

_YEAR = r"(?:\s*/\s*(?P<y1>\d{4}|\d{2})(?![\d/])|,?\s+(?:cua\s+|trong\s+)?nam\s+(?P<y2>\d{4}))?"
_Q = r"(?:iv|i{1,3}|[1-4])"
_M = r"(?:1[0-2]|0?[1-9])(?!\d)"
_TO = r"(?:\s*-\s*|\s+den\s+|\s*\+\s*)"
_AND = r"(?:\s*,\s*|\s+va\s+|\s*;\s*)"
_PART = (
    r"(?:(?P<part>dau|giua|cuoi|het|nua dau|nua cuoi|tuan dau|tuan cuoi|trung tuan|thuong tuan|ha tuan|"
    r"tuan(?:\s+thu)?\s+(?:hai|ba|tu|2|3|4)|thang\s+(?:dau|giua|cuoi|thu\s+(?:hai|ba))(?:\s+tien)?)\s+(?:cua\s+)?)?"
)
_DAY = r"(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>\d{4}|\d{2})(?![\d/])"
_NAMES = {
    "gieng": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5, "bay": 7, "tam": 8, "chin": 9,
    "muoi": 10, "muoi mot": 11, "muoi hai": 12, "chap": 12,
}  # fmt: skip
_NAME = "muoi mot|muoi hai|gieng|hai|ba|tu|nam(?=\\s+nam)|bay|tam|chin|muoi|chap"

_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (
            "days",
            r"(?:\bngay\s+|\btu\s+)(?P<d0>\d{1,2})(?:\s*-\s*|\s+den\s+(?:ngay\s+)?)(?P<d>\d{1,2})"
            r"\s?[/.-]\s?(?P<m>\d{1,2})(?:\s?[/.-]\s?(?P<y>\d{4}|\d{2}))?(?![\d/])",
        ),
        (
            "after",
            r"\b(?:sau|trong(?:\s+(?:vong|thoi han))?|khong qua)\s+(?P<n>\d{1,3})\s+(?P<unit>ngay|tuan|thang),?\s+"
            rf"(?:ke\s+)?(?:tu|sau)\s+ngay\s+{_DAY}",
        ),
        ("day", rf"(?<![\d/]){_DAY}"),
        ("day", r"\bngay\s+(?P<d>\d{1,2})\s+thang\s+(?P<m>\d{1,2})(?:\s*(?:nam|/)\s*(?P<y>\d{4}))?"),
        ("month", rf"(?<![\d/])(?P<m>{_M})\s?/\s?(?P<y>\d{{4}})(?![\d/])"),
        ("day", r"(?<![\d/])(?P<d>\d{1,2})\s?/\s?(?P<m>\d{1,2})(?![\d/])(?:\s+nam\s+(?P<y>\d{4}))?"),
        (
            "quarters",
            rf"\b{_PART}(?:qu[yi]\s+|q\.?\s?)(?P<list>{_Q}(?:(?:{_TO}|{_AND})(?:qu[yi]\s+)?{_Q}\b){{0,3}})\b{_YEAR}",
        ),
        (
            "half",
            rf"\b(?:(?:0?6|sau)\s+thang|nua)\s+(?P<half>dau|cuoi)\s+(?:cua\s+)?nam"
            rf"(?:\s+(?P<y3>\d{{4}}))?{_YEAR}",
        ),
        ("nine", rf"\b(?:0?9|chin)\s+thang(?:\s+dau\s+nam)?(?:\s+(?P<y3>\d{{4}}))?{_YEAR}"),
        (
            "some",
            rf"\b(?P<n>0?[1-9]|1[01]|hai|ba|bon)\s+thang\s+(?P<end>dau|cuoi)\s+(?:cua\s+)?nam(?:\s+(?P<y3>\d{{4}}))?{_YEAR}",
        ),
        ("named", rf"\b{_PART}thang\s+(?P<name>{_NAME})(?=\s*(?:$|[,;.)]|nam\s+\d)){_YEAR}"),
        (
            "months",
            rf"\b{_PART}thang\s+(?P<list>{_M}(?:(?:{_TO}|{_AND})(?:thang\s+)?{_M}){{0,11}}){_YEAR}",
        ),
        ("years", r"\b(?:giai doan|tu nam|nam)\s+(?P<from>\d{4})(?:\s*-\s*|\s+den\s+(?:nam\s+)?)(?P<to>\d{4})"),
        ("years", r"^\s*(?P<from>20\d\d)\s*-\s*(?P<to>20\d\d)\s*$"),
        ("year", rf"\b{_PART}nam\s+(?P<y>\d{{4}})\b"),
        ("year", r"^\s*(?P<y>20\d\d)\s*$"),
        ("thisyear", r"\b(?:trong|cuoi|het)\s+nam(?!\s+\d)\b"),
        ("early", r"\bdau\s+nam\b(?!\s+\d)"),
    )
)  # fmt: skip
_MAY_BE_TIME = re.compile(r"\d|\bnam\b|\bqu[yi]\b|\bthang\b")
_QUARTER = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_FIRST_YEAR, _LAST_YEAR = (
    1945,
    2200,
)  # a year left out of a plan of unknown year is 0: no day is known
_DAYS = {
    "dau": (1, 10), "thuong tuan": (1, 10), "giua": (11, 20), "trung tuan": (11, 20),
    "nua dau": (1, 15), "tuan dau": (1, 7),
    **{
        f"tuan{thu} {name}": (7 * week - 6, 7 * week)
        for thu in ("", " thu")
        for week, name in ((2, "hai"), (2, "2"), (3, "ba"), (3, "3"), (4, "tu"), (4, "4"))
    },
}  # fmt: skip
_MONTHS_OF = {
    "thang dau": 0, "thang dau tien": 0, "thang giua": 1, "thang thu hai": 1, "thang thu ba": 2, "thang cuoi": 99,
}  # fmt: skip
_ENDS = frozenset({"cuoi", "het", "nua cuoi", "tuan cuoi"})
_COUNTS = {"hai": 2, "ba": 3, "bon": 4}
_LAST_MONTH = 12
_YEARLONG = 11
_EARLY = 3  # "đầu năm" ends with its first quarter
_BEFORE = re.compile(
    r"\btruoc\s+(?:\d{1,2}\s?(?:gio|h)(?:\s?\d{2}(?:\s?phut)?)?,?\s+)?(?:cac\s+)?(?:ngay\s+)?$"
)
_NEAR = 36
_REMEMBERED = 200  # characters of a wording that is remembered
_RANGE_KINDS = frozenset({"quarters", "months", "month", "named"})
_TO_NEXT = re.compile(r"\s*(?:-|den|den het)\s*")
_FROM = re.compile(r"\btu\s+(?:ngay\s+)?$")
_UNTIL = re.compile(r"\s*(?:den|-|toi)\s*(?:het\s+)?(?:ngay\s+)?")


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day named, where it stands in the text, and whether the last day is too late."""

    kind: str
    start: date | None
    due: date
    left: int
    right: int
    before: bool = False

    @property
    def whole_year(self) -> bool:
        return self.kind in {"year", "thisyear", "years"}


def spans_in(plain: str, year: int) -> list[Span]:
    """All spans in flat text, in order; a year left out is `year`. Impossible dates are passed over."""
    if len(plain) > _REMEMBERED:
        return _spans_in(plain, year)
    return [*_known_spans(plain, year)]


@lru_cache(maxsize=4096)
def _known_spans(plain: str, year: int) -> tuple[Span, ...]:
    """Plans name the same few times again and again."""
    return tuple(_spans_in(plain, year))


def _spans_in(plain: str, year: int) -> list[Span]:
    if not _MAY_BE_TIME.search(plain):
        return []
    found: list[Span] = []
    for kind, match in _matches(plain):
        found.extend(_spans(kind, match, plain, year))
    return _ranges(found, plain)


def _matches(plain: str) -> Iterator[tuple[str, re.Match[str]]]:
    """The earliest form at each place, forms listed first winning; no form is looked for again behind a hit."""
    hits = [(kind, pattern, pattern.search(plain)) for kind, pattern in _FORMS]
    position = 0
    while hits := [
        (kind, pattern, again)
        for kind, pattern, hit in hits
        if hit and (again := hit if hit.start() >= position else pattern.search(plain, position))
    ]:
        kind, _, match = min(hits, key=lambda one: one[2].start())
        yield kind, match
        position = max(match.end(), position + 1)


def _spans(kind: str, match: re.Match[str], plain: str, year: int) -> Iterator[Span]:
    before = bool(_BEFORE.search(plain[max(0, match.start() - _NEAR) : match.start()]))
    named = match.groupdict()
    given = (
        named.get("y") or named.get("y1") or named.get("y2") or named.get("y3") or named.get("to")
    )
    of = _full_year(given) if given else year
    if not _FIRST_YEAR <= of <= _LAST_YEAR:
        return
    ends = named.get("part") in _ENDS  # "trước cuối tháng 5"
    for first, last, exact in _periods(kind, named, of):
        due = first if before and not exact and not ends and first else last
        yield Span(kind, first, due, match.start(), match.end(), before)


def _full_year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _periods(
    kind: str, named: dict[str, str | None], year: int
) -> Iterator[tuple[date | None, date, bool]]:
    """(first day, last day, whether it names one day) of each period a match names."""
    if kind in {"day", "days", "after"}:
        month = int(named["m"] or 0)
        day = _date(year, month, int(named["d"] or 0))
        if day and kind == "after":
            day = _later(day, int(named["n"] or 0), named["unit"] or "")
        if day:
            yield _date(year, month, int(named.get("d0") or 0)), day, True
    elif kind == "years":
        low, high = int(named["from"] or 0), int(named["to"] or 0)
        if _FIRST_YEAR <= low <= high <= _LAST_YEAR:
            yield date(low, 1, 1), date(high, 12, 31), False
    else:
        for low, high in _months_named(kind, named):
            yield (*_months(year, low, high, named.get("part")), False)


def _months_named(kind: str, named: dict[str, str | None]) -> Iterator[tuple[int, int]]:
    """First and last month of each period of a year that a match names."""
    if kind in {"quarters", "months"}:
        wide = 3 if kind == "quarters" else 1
        for low, high in _runs(named["list"] or ""):
            yield (low - 1) * wide + 1, high * wide
    elif kind in {"month", "named"}:
        month = _NAMES[named["name"] or ""] if kind == "named" else int(named["m"] or 1)
        yield month, month
    elif kind == "some":
        count = _COUNTS.get(named["n"] or "") or int(named["n"] or 1)
        yield (1, count) if named["end"] == "dau" else (_LAST_MONTH - count + 1, _LAST_MONTH)
    elif kind == "half":
        yield (1, 6) if named["half"] == "dau" else (7, _LAST_MONTH)
    else:
        yield 1, {"nine": 9, "early": _EARLY}.get(kind, _LAST_MONTH)


def _later(day: date, count: int, unit: str) -> date | None:
    """The day so many days, weeks or months later; None beyond the calendar."""
    if unit != "thang":
        return day + timedelta(days=count * (7 if unit == "tuan" else 1))
    months = day.month - 1 + count
    year, month = day.year + months // _LAST_MONTH, months % _LAST_MONTH + 1
    if year > _LAST_YEAR:
        return None
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _months(year: int, first: int, last: int, part: str | None) -> tuple[date, date]:
    """Days of the months first..last; `part` of a quarter or year narrows it to a month, of a month to days."""
    if last == first and part in _DAYS:
        low, high = _DAYS[part]
        return date(year, first, low), date(year, first, high)
    if part in _MONTHS_OF:
        first = last = min(first + _MONTHS_OF[part], last)
    elif part in {"dau", "tuan dau", "thuong tuan"}:
        last = first if last - first < _YEARLONG else _EARLY
    elif part == "giua":
        first = last = first + (last - first) // 2
    elif part == "nua dau":
        last = first + (last - first) // 2
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _runs(listed: str) -> Iterator[tuple[int, int]]:
    """``i - iii`` is 1-3; ``5 va 11`` is 5 and 11; neighbours (``i, ii``) are one run."""
    numbers = [
        (_QUARTER[word] if word in _QUARTER and not word.isdigit() else int(word), match.start())
        for match in re.finditer(r"iv|i{1,3}|\d{1,2}", listed)
        if (word := match.group())
    ]
    dashes = re.search(_TO, listed) is not None
    low = high = numbers[0][0]
    for number, _ in numbers[1:]:
        if number > high and (dashes or number == high + 1):
            high = number
        else:
            yield low, high
            low = high = number
    yield low, high


def _ranges(found: list[Span], plain: str) -> list[Span]:
    """``từ ngày A đến ngày B`` is one span; the year of B holds for A as well."""
    joined: list[Span] = []
    for span in found:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.kind in _RANGE_KINDS
            and span.kind in _RANGE_KINDS
            and last.due < span.due
            and _TO_NEXT.fullmatch(plain, last.right, span.left)
        ):
            joined[-1] = replace(span, start=last.start, left=last.left, before=False)
        elif (
            last is not None
            and _UNTIL.fullmatch(plain[last.right : span.left])
            and (_FROM.search(plain[max(0, last.left - 12) : last.left]) or last.kind == "day")
        ):
            start = last.start or last.due
            if start > span.due:
                start = start.replace(year=start.year - 1)
            joined[-1] = replace(span, start=start, left=last.left, before=False)
        else:
            joined.append(span)
    return joined
