"""When reports are due, and which days their figures cover."""

import re
from collections.abc import Iterator
from datetime import date

from cchc.reading.draft import ReportDeadline
from cchc.reading.flat import flat
from cchc.reading.meaning.dates import Span, spans_in
from cchc.reading.meaning.tasks import source_of
from cchc.reading.structure.tree import Node

_NAME = re.compile(
    r"(?:bao cao\s+)?(?:dinh ky\s+)?(?:quy\s+(?P<q>iv|i{1,3}|[1-4])"
    r"|(?P<half>0?6\s+thang(?:\s+dau\s+nam)?)|(?P<nine>0?9\s+thang)"
    r"|(?P<year>(?:tong ket\s+)?(?:ca\s+)?nam)|thang\s+(?P<month>\d{1,2}))(?:[\s,/]*(?:nam\s+)?(?P<y>20\d\d))?\b"
)
_LINE = re.compile(r"(?:(?:doi voi|voi)\s+)?(?:cac\s+)?bao cao\b[^:]{0,60}:")
_DAY_OF_LAST_MONTH = re.compile(
    r"(?P<before>truoc\s+)?ngay\s+(?P<day>\d{1,2})\s+(?:cua\s+)?thang\s+cuoi\s+(?:cua\s+)?(?:ky|quy)"
)
_YEARLY = "Báo cáo năm"
_INTERVALS = (
    (re.compile(r"\b(?:hang|moi)\s+thang\b"), "Báo cáo hằng tháng"),
    (re.compile(r"\b(?:hang\s+)?quy\b(?!\s+(?:dinh|che|trinh|[iv1-4]+\b))"), "Báo cáo hằng quý"),
    (re.compile(r"\b0?6\s+thang\b"), "Báo cáo 6 tháng"),
    (re.compile(r"(?:\b(?:va|hang|ca)|,)\s*nam\b(?!\s+\d)"), _YEARLY),
)
_EVERY_YEAR = re.compile(r"\bdinh ky (?:hang )?nam\b|\bbao cao (?:hang )?nam\b")
_PERIODIC = re.compile(r"\bdinh ky\b|\bhang (?:thang|quy|nam)\b|\bmoi thang\b")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def report_deadlines(nodes: Iterator[Node], year: int) -> list[ReportDeadline]:
    """Deadlines in reading order: lines that name a report and its day; else the intervals a sentence names."""
    named: list[ReportDeadline] = []
    loose: list[ReportDeadline] = []
    last_day: tuple[int, bool] | None = None
    for node in nodes:
        plain = flat(node.text)
        if rule := _DAY_OF_LAST_MONTH.search(plain):
            last_day = int(rule["day"]), bool(rule["before"])
        line = _named_line(node, plain, year)
        if line:
            named.append(line)
        elif "bao cao" in plain and _PERIODIC.search(plain):
            loose.extend(_intervals(node, plain))
    for line in named:
        if line.due is None and last_day is not None:
            line.due, line.before = _on_last_month(line.period, last_day[0]), last_day[1]
    return named or loose


def _named_line(node: Node, plain: str, year: int) -> ReportDeadline | None:
    """``Báo cáo Quý I: Từ ngày 15/12/2024 đến ngày 14/3/2025`` or ``Báo cáo quý I: Trước ngày 03/3/2025``."""
    if not _LINE.match(plain):
        return None
    colon = plain.index(":")
    period = _NAME.search(plain, 0, colon)
    spans = spans_in(plain[colon:], year)
    if period is None or not (spans or _DAY_OF_LAST_MONTH.search(plain)):
        return None
    line = ReportDeadline(
        node.text[:colon].strip(), _period(period, year), None, None, None, False,
        source_of(node.place),
    )  # fmt: skip
    for span in spans:
        _place(line, span)
    return line


def _place(line: ReportDeadline, span: Span) -> None:
    """A span with a first day is the window of figures; a single day is the deadline."""
    if span.start is not None and span.kind == "day":
        line.start, line.end = span.start, span.due
    else:
        line.due, line.before = span.due, span.before


def _period(match: re.Match[str], year: int) -> str:
    year = int(match["y"] or year)
    if match["q"]:
        return f"{year}-Q{_QUARTERS[match['q']]}"
    if match["half"]:
        return f"{year}-H1"
    if match["nine"]:
        return f"{year}-9M"
    if match["month"]:
        return f"{year}-M{int(match['month']):02d}"
    return str(year)


def _on_last_month(period: str | None, day: int) -> date | None:
    months = {"Q1": 3, "Q2": 6, "Q3": 9, "Q4": 12, "H1": 6, "9M": 9}
    year, _, part = (period or "").partition("-")
    if not year.isdecimal():
        return None
    month = int(part[1:]) if part.startswith("M") else months.get(part, 12)
    try:
        return date(int(year), month, day)
    except ValueError:
        return None


def _intervals(node: Node, plain: str) -> list[ReportDeadline]:
    names = [name for pattern, name in _INTERVALS if pattern.search(plain)]
    if names == [_YEARLY] and not _EVERY_YEAR.search(plain):
        return []  # "chấm điểm Chỉ số hàng năm" speaks of the index, not of a report
    return [
        ReportDeadline(name, None, None, None, None, False, source_of(node.place)) for name in names
    ]
