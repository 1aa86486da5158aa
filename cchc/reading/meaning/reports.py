"""When reports are due, and which days their figures cover.

Read from the items that are no tasks (a list, a sentence with all its days, a rule such as "ngày 10 của tháng
cuối quý") and from tables of reports. Which words name which period: report_periods.py.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from itertools import chain

from cchc.reading import lexicon
from cchc.reading.blocks import Place, Table
from cchc.reading.draft import ReportDeadline
from cchc.reading.flat import flat
from cchc.reading.meaning.dates import Span, spans_in
from cchc.reading.meaning.outline import class_of
from cchc.reading.meaning.report_periods import (
    EACH_MONTH,
    EACH_QUARTER,
    Period,
    calendar,
    day_of,
    of_days,
    periods_in,
    quarters,
    usual,
)
from cchc.reading.meaning.tasks import Trees, source_of
from cchc.reading.structure.columns import columns_of
from cchc.reading.structure.targets import is_header
from cchc.reading.structure.tree import Node

_CLAUSES = re.compile(r"\s*;\s*|(?<=[a-z0-9)])\.\s+|\n+")
_NEXT = r"(?:sau|tiep theo|ke tiep|lien ke|lien sau)"
_RULE = re.compile(
    rf"\b(?P<day>\d{{1,2}})\s+(?:cua\s+)?(?:(?:cac\s+)?thang\s+(?P<which>cuoi|dau|thu ba)(?:\s+tien)?\s+"
    rf"(?:cua\s+|trong\s+)?(?:moi\s+|tung\s+|hang\s+|cac\s+)?(?P<of>quy|ky)|(?P<monthly>(?:hang|moi)\s+thang)"
    rf"|thang\s+(?:(?P<after>{_NEXT})|(?P<own>bao cao)))\b"
)
_MONTHS = re.compile(
    r"\b(?P<day>\d{1,2})\s+(?:cua\s+)?(?:cac\s+)?thang\s+(?P<months>\d{1,2}(?:(?:\s*,\s*|\s+va\s+)(?:thang\s+)?\d{1,2}(?!\d|/)){1,11})"
    r"(?:\s*(?:/|\s+nam)\s*(?P<y>20\d\d))?"
)
_BEFORE = re.compile(r"\btruoc\b")
_BY_MONTH = re.compile(r"\b(?:trong|truoc|vao|cham nhat|muon nhat)\s+$")
_NEAR = 40  # characters in front of a day that say what it is
_YEARLY = "Báo cáo năm"
_INTERVALS = (
    (re.compile(r"\b(?:hang|moi)\s+thang\b"), "Báo cáo hằng tháng", EACH_MONTH),
    (re.compile(r"\b(?:hang\s+)?quy\b(?!\s+(?:dinh|che|trinh|[iv1-4]+\b))"), "Báo cáo hằng quý", EACH_QUARTER),
    (re.compile(r"\b0?6\s+thang\b"), "Báo cáo 6 tháng", "H1"),
    (re.compile(r"(?:\b(?:va|hang|ca)|,)\s*nam\b(?!\s+\d)"), _YEARLY, ""),
)  # fmt: skip
_EVERY_YEAR = re.compile(r"\bdinh ky (?:hang )?nam\b|\bbao cao (?:hang )?nam\b")
_PERIODIC = re.compile(r"\bdinh ky\b|\bhang (?:thang|quy|nam)\b|\bmoi thang\b")
_SILENT = frozenset({"purpose", "target", "funding", "audience"})
_WITH_YEAR = re.compile(r"\d{4}|/\d{2}/?\d{2}$")
_EARLY_MONTHS = 31  # a report due within a month of the first day of its period is due a year later


@dataclass(frozen=True, slots=True)
class _Day:
    day: date
    before: bool
    left: int
    written: bool  # with its year


@dataclass(frozen=True, slots=True)
class _Rule:
    """A day of a month that the period gives: ``ngày 10 của tháng cuối quý``."""

    day: int
    before: bool
    following: bool
    of: str  # "quy", "ky", "thang"


@dataclass(slots=True)
class _Clause:
    plain: str
    periods: list[Period]
    days: list[_Day]
    windows: list[Span]
    rule: _Rule | None


@dataclass(slots=True)
class _Reading:
    """What was read so far; `waiting` is a rule for the periods of the document, whichever they are."""

    year: int
    named: list[ReportDeadline] = field(default_factory=list)
    loose: list[tuple[ReportDeadline, str]] = field(default_factory=list)
    seen: set[tuple[str, date | None]] = field(default_factory=set)
    waiting: _Rule | None = None
    waits_at: Place = field(default_factory=Place)

    def add(self, period: Period, due: date | None, before: bool, place: Place) -> None:
        twice = (period.key, due) in self.seen
        self.seen.add((period.key, due))
        if not twice or due is None:
            self.named.append(
                ReportDeadline(period.name, period.key, None, None, due, before, source_of(place))
            )


def report_deadlines(trees: Trees, tasks: Collection[Node] = ()) -> list[ReportDeadline]:
    """Deadlines in reading order, without those inside tasks; else the intervals a sentence names, without days."""
    reading = _Reading(trees.year)
    inside = {id(node) for node in tasks}
    announced = False
    for node in chain.from_iterable(root.walk() for root in trees.all()):
        for table in node.tables:
            _read_table(reading, table)
        if id(node) in inside or id(node.parent) in inside:
            inside.add(id(node))
        elif node.kind != "root" and class_of(node) not in _SILENT:
            announced = _read_node(reading, node, announced)
    _settle(reading)
    return reading.named or [line for line, _ in reading.loose]


def _read_node(reading: _Reading, node: Node, announced: bool) -> bool:
    """Read one item; gives whether the next ones may go on with a list of reports."""
    plain = flat(node.text)
    about = lexicon.finder("reports", "about")
    opens = about.search(plain)
    if not opens and not (announced and periods_in(plain, 0)):
        return False
    known = len(reading.named)
    speaks = announced
    for words in _CLAUSES.split(plain):
        speaks = speaks or bool(about.search(words))
        if speaks:
            _read_clause(reading, _clause(words, reading.year), node.place)
    if len(reading.named) == known and _PERIODIC.search(plain) and class_of(node) == "organisation":
        reading.loose.extend(_intervals(node, plain))
    return announced or plain.rstrip().endswith(":")


def _clause(plain: str, year: int) -> _Clause:
    days: list[_Day] = []
    windows: list[Span] = []
    periods = periods_in(plain, year)
    rule = _rule_in(plain)
    if listed := _MONTHS.search(plain):
        days = _days_of_months(listed, plain, year)
        return _Clause(plain, periods, days, windows, None)
    before, last = False, 0
    for span in spans_in(plain, year):
        if span.kind not in {"day", "days"}:
            continue
        between = plain[max(last, span.left - _NEAR) : span.left]
        figures = span.kind == "day" and span.start is not None
        if figures or lexicon.finder("reports", "cut_off").search(between):
            windows.append(span)
        else:
            before = _is_before(between, before)
            written = bool(_WITH_YEAR.search(plain[span.left : span.right]))
            days.append(_Day(span.due, before, span.left, written))
        last = span.right
    if not days and not windows:
        days = [
            _Day(one.due, one.before, one.left, written=True)
            for one in spans_in(plain, year)
            if one.kind in {"months", "month"}
            and _BY_MONTH.search(plain[max(0, one.left - 20) : one.left])
        ]
    return _Clause(plain, periods, days, windows, rule)


def _is_before(between: str, inherited: bool) -> bool:
    """``trước ngày 15/3, 15/6``: the preposition holds until another one is written."""
    if _BEFORE.search(between):
        return True
    return inherited and not lexicon.finder("reports", "latest").search(between)


def _rule_in(plain: str) -> _Rule | None:
    match = _RULE.search(plain)
    if match is None:
        return None
    near = plain[max(0, match.start() - _NEAR) : match.start()]
    following = match["which"] == "dau" or bool(match["after"])
    return _Rule(int(match["day"]), _is_before(near, False), following, match["of"] or "thang")


def _days_of_months(match: re.Match[str], plain: str, year: int) -> list[_Day]:
    """``ngày 05 các tháng 3, 6, 9 và 12``."""
    before = _is_before(plain[max(0, match.start() - _NEAR) : match.start()], False)
    days = []
    for month in re.findall(r"\d{1,2}", match["months"]):
        try:
            day = date(int(match["y"] or year), int(month), int(match["day"]))
        except ValueError:
            return []
        days.append(_Day(day, before, match.start(), bool(match["y"])))
    return days


def _read_clause(reading: _Reading, clause: _Clause, place: Place) -> None:
    single = [one for one in clause.periods if not one.each]
    pairs = _pairs(clause, single)
    for period, day in pairs:
        reading.add(period, _in_its_year(period, day), day.before, place)
    if not pairs and clause.windows and len(single) >= len(clause.windows):
        if _cover(reading, single, clause.windows):
            return
        for period in single:
            reading.add(period, None, False, place)
    for line, span in zip(reading.named[-len(clause.windows) :], clause.windows, strict=False):
        line.start, line.end = span.start, span.due
    if clause.rule is not None:
        _apply(reading, clause, clause.rule, [one for one, _ in pairs], place)


def _cover(reading: _Reading, periods: list[Period], windows: list[Span]) -> bool:
    """Give the days of the figures to reports that were named before; False where one of them was not."""
    known = {line.period: line for line in reading.named}
    if not all(period.key in known for period in periods):
        return False
    for period, span in zip(periods, windows, strict=False):
        known[period.key].start, known[period.key].end = span.start, span.due
    return True


def _pairs(clause: _Clause, single: list[Period]) -> list[tuple[Period, _Day]]:
    """Each day with its period: in order where the counts agree, else with the nearest one in front."""
    days = clause.days
    if not single:
        speaks = lexicon.finder("reports", "about").search(clause.plain)
        return list(zip(of_days([one.day for one in days]), days, strict=False)) if speaks else []
    if len(single) == len(days):
        return list(zip(single, days, strict=True))
    pairs: list[tuple[Period, _Day]] = []
    free = list(single)
    for day in days:
        nearest = [one for one in free if one.left < day.left][-1:]
        if nearest:
            pairs.append((nearest[0], day))
            free.remove(nearest[0])
    return pairs


def _in_its_year(period: Period, day: _Day) -> date:
    """``báo cáo năm trước ngày 10/01``, the year left out, means the January that follows."""
    if day.written or (day.day - period.first_day).days >= _EARLY_MONTHS:
        return day.day
    later = day.day.year + 1
    return day.day.replace(year=later) if day.day.month != 2 or day.day.day != 29 else day.day


def _apply(
    reading: _Reading, clause: _Clause, rule: _Rule, done: list[Period], place: Place
) -> None:
    """A rule holds for the periods of its sentence, else for all quarters or months, else it waits for a list."""
    # a year's report with a day of its own leaves quarter IV
    taken = {one.last_month for one in done if one.code}
    named = [one for one in clause.periods if one not in done]
    periods = calendar(named, reading.year)
    if not periods and rule.of == "quy":
        periods = quarters(reading.year)
    elif not periods and rule.of == "thang":
        periods = calendar([Period(EACH_MONTH, reading.year, 0, 0)], reading.year)
    if not periods:
        reading.waiting, reading.waits_at = rule, place
    for period in periods:
        if period.last_month not in taken:
            due = day_of(period, rule.day, following=rule.following)
            reading.add(period, due, rule.before, place)


def _settle(reading: _Reading) -> None:
    """Give the waiting rule to the lines without a day, else to the periods that were only named."""
    rule = reading.waiting
    if rule is None:
        return
    if not reading.named:
        named = [Period(code, reading.year, 0, 0) for _, code in reading.loose]
        for period in calendar(named, reading.year) or usual(reading.year):
            reading.add(period, None, False, reading.waits_at)
    for line in reading.named:
        if line.due is None:
            [period] = periods_in(flat(line.name), int((line.period or "0")[:4]))
            line.due = day_of(period, rule.day, following=rule.following)
            line.before = rule.before


def _read_table(reading: _Reading, table: Table) -> None:
    """A table whose header names the report and its day, perhaps the days of the figures."""
    if not table.rows or columns_of(table) is not None or not is_header(table.rows[0]):
        return
    columns: dict[str, int] = {}
    for column, cell in enumerate(table.rows[0]):
        code = lexicon.classify("reports", cell.text.replace("\n", " ")) if cell else None
        if code:
            columns.setdefault(code, column)
    if not {"name", "due"} <= set(columns):
        return
    for row in table.rows[1:]:
        texts = {
            code: flat(cell.text.replace("\n", " ")) if (cell := row[column]) else ""
            for code, column in columns.items()
        }
        first = row[columns["name"]]
        words = texts["name"].removeprefix("bao cao").strip()
        due = _clause(f"bao cao {words}: {texts['due']}", reading.year)
        _read_clause(reading, due, first.place if first else table.place)
        for span in spans_in(texts.get("window", ""), reading.year)[:1]:
            if due.days and reading.named and span.kind == "day":
                reading.named[-1].start, reading.named[-1].end = span.start, span.due


def _intervals(node: Node, plain: str) -> list[tuple[ReportDeadline, str]]:
    found = [(name, code) for pattern, name, code in _INTERVALS if pattern.search(plain)]
    if [name for name, _ in found] == [_YEARLY] and not _EVERY_YEAR.search(plain):
        return []  # "chấm điểm Chỉ số hàng năm" speaks of the index, not of a report
    return [
        (ReportDeadline(name, None, None, None, None, False, source_of(node.place)), code)
        for name, code in found
    ]
