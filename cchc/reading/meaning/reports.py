"""When reports are due, and which days their figures cover.

Read from the items that are no tasks (a list, a sentence with all its days, a rule such as "ngày 10 của tháng
cuối quý") and from tables of reports. Which words name which period: report_periods.py.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, islice

from cchc.reading import lexicon
from cchc.reading.blocks import Cell, Place, Table
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
from cchc.reading.structure.calendars import calendar_columns, is_calendar
from cchc.reading.structure.ordinals import BULLETS
from cchc.reading.structure.tree import Node

_CLAUSES = re.compile(r"\s*;\s*|(?<=[a-z0-9)])\.\s+|\n+")
_NEXT = r"(?:sau|tiep theo|ke tiep|lien ke|lien sau)"
_RULE = re.compile(
    rf"\b(?P<day>\d{{1,2}})\s+(?:cua\s+)?(?:(?:cac\s+)?thang\s+(?P<which>cuoi|dau|thu ba)(?:\s+tien)?\s+"
    rf"(?:cua\s+|trong\s+)?(?:moi\s+|tung\s+|hang\s+|cac\s+)?(?P<of>quy|ky)|(?P<monthly>(?:hang|moi)\s+thang)"
    rf"|thang\s+(?:(?P<after>{_NEXT})|(?P<own>bao cao)))\b"
)
_OF_MONTH = re.compile(
    r"\bngay\s+(?P<day>\d{1,2})(?!\s*[/.-]\s*\d|\d|\s+(?:cua\s+)?thang\s+(?:\d|cuoi|dau|sau|thu|tiep))"
)
_EVERY_YEAR_BEHIND = re.compile(r"\bhang nam\b")
_OF_MONTHS = re.compile(
    r"\s*\((?:thang\s+)?(?P<months>\d{1,2}(?:(?:\s*,\s*|\s+va\s+)(?:thang\s+)?\d{1,2})+)\)"
)
_DAYS = re.compile(r"\d/\d|\bngay \d")
_DAYS_LISTED = re.compile(r"\s*;\s*(?=\d{1,2}/\d{1,2}(?:/\d{4})?\s*(?:[;.(]|$))")
_NEXT_REPORT = re.compile(r",\s*(?=(?:va\s+)?bao cao\s+(?:dinh ky\s+)?(?:quy|nam|thang|6|9)\b)")
_MONTHS = re.compile(
    r"\b(?P<day>\d{1,2})\s+(?:cua\s+)?(?:cac\s+)?thang\s+(?P<months>\d{1,2}(?:(?:\s*,\s*|\s+va\s+)(?:thang\s+)?\d{1,2}(?!\d|/|\s+thang)){1,11})"
    r"(?:\s*(?:/|\s+nam)\s*(?P<y>20\d\d))?"
)
_BEFORE = re.compile(r"\btruoc\b")
_FOR = re.compile(r"\s*(?:\(|(?:doi voi|cho|la)\s+)\s*(?:ky\s+)?(?:bao cao\s+)?[^,;()]{0,20}$")
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
_TITLE = 60
_EARLY_MONTHS = 31  # a report due within a month of the first day of its period is due a year later


@dataclass(frozen=True, slots=True)
class _Day:
    day: date
    before: bool
    left: int
    written: bool  # with its year
    right: int = 0


@dataclass(frozen=True, slots=True)
class _Rule:
    """A day of a month that the period gives: ``ngày 10 của tháng cuối quý``."""

    day: int
    before: bool
    following: bool
    of: str  # "quy", "ky", "thang"
    right: int = 0
    months: frozenset[int] = frozenset()  # those written out behind it


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
    by_rule: dict[str, ReportDeadline] = field(default_factory=dict)  # a day of its own replaces it
    lists: int = 0  # the item below which the last report was named
    seen: set[tuple[str, date | None]] = field(default_factory=set)
    waiting: _Rule | None = None
    waits_at: Place = field(default_factory=Place)

    def add(
        self, period: Period, due: date | None, before: bool, place: Place, *, ruled: bool = False
    ) -> None:
        known = self.by_rule.pop(period.key, None)
        if known and not ruled and due and known.due != due:
            known.due, known.before = due, before
            return
        twice = (period.key, due) in self.seen
        self.seen.add((period.key, due))
        if not twice or due is None:
            self.named.append(
                ReportDeadline(period.name, period.key, None, None, due, before, source_of(place))
            )
            if ruled:
                self.by_rule[period.key] = self.named[-1]


def report_deadlines(trees: Trees, tasks: Collection[Node] = ()) -> list[ReportDeadline]:
    """Deadlines in reading order, without those inside tasks; else the intervals a sentence names, without days."""
    reading = _Reading(trees.year)
    inside = {id(node) for node in tasks}
    announced = False
    titles: dict[int, bool] = {}
    for node in chain.from_iterable(root.walk() for root in trees.all()):
        for table in node.tables:
            _read_table(reading, table)
        if id(node) in inside or id(node.parent) in inside:
            inside.add(id(node))
            if _lists_reports(node, trees.year):
                _read_node(reading, node, False, titled=False)
        elif node.kind != "root" and class_of(node) not in _SILENT:
            titled = node.parent is not None and _is_title(node.parent, titles)
            goes_on = node.kind in BULLETS and reading.lists == id(node.parent)
            known = len(reading.named)
            announced = _read_node(reading, node, announced, titled=titled or goes_on)
            if len(reading.named) > known:
                reading.lists = id(node.parent)
    _settle(reading)
    return reading.named or [line for line, _ in reading.loose]


def _lists_reports(node: Node, year: int) -> bool:
    """Whether an item, though it is work that somebody is given, says when several periods' reports are due."""
    plain = flat(node.text)
    if len(_DAYS.findall(plain)) < 2 or not lexicon.finder("reports", "about").search(plain):
        return False
    clauses = [_clause(words, year) for words in _clauses(_DAYS_LISTED.sub(", ", plain))]
    return sum(len(_pairs(one, [x for x in one.periods if not x.each])) for one in clauses) > 1


def _is_title(node: Node, known: dict[int, bool]) -> bool:
    """Whether an item is no more than the title of the reports below it: ``Chế độ thông tin, báo cáo``."""
    if id(node) not in known:
        about = len(node.text) < _TITLE and lexicon.finder("reports", "about").search(
            flat(node.text)
        )
        known[id(node)] = about is not None and not any(sign.isdigit() for sign in node.text)
    return known[id(node)]


def _read_node(reading: _Reading, node: Node, announced: bool, *, titled: bool) -> bool:
    """Read one item; gives whether the next ones may go on with a list of reports."""
    plain = _DAYS_LISTED.sub(", ", flat(node.text))
    about = lexicon.finder("reports", "about")
    opens = about.search(plain)
    if not opens and not ((announced or titled) and periods_in(plain, 0)):
        return False
    known = len(reading.named)
    speaks = announced or titled
    for words in _clauses(plain):
        speaks = speaks or bool(about.search(words))
        clause = _clause(words, reading.year)
        if speaks or 1 < len(clause.days) == len(clause.periods):
            _read_clause(reading, clause, node.place)
    if len(reading.named) == known and _PERIODIC.search(plain) and class_of(node) == "organisation":
        reading.loose.extend(_intervals(node, plain))
    return announced or plain.rstrip().endswith(":")


def _clauses(plain: str) -> Iterator[str]:
    """The clauses of an item; of one with several rules those of each report."""
    for words in _CLAUSES.split(plain):
        several = len(list(islice(_RULE.finditer(words), 2))) > 1
        yield from _NEXT_REPORT.split(words) if several or _OF_MONTH.search(words) else [words]


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
            days.append(_Day(span.due, before, span.left, written, span.right))
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
        day = _OF_MONTH.search(plain)
        if day is None or not any(one.code == EACH_MONTH for one in periods_in(plain, 0)):
            return None
        near = plain[max(0, day.start() - _NEAR) : day.start()]
        return _Rule(int(day["day"]), _is_before(near, False), False, "thang", day.end())
    near = plain[max(0, match.start() - _NEAR) : match.start()]
    following = match["which"] == "dau" or bool(match["after"])
    listed = _OF_MONTHS.match(plain, match.end())
    months = re.findall(r"\d{1,2}", listed["months"]) if listed else ()
    return _Rule(
        int(match["day"]), _is_before(near, False), following, match["of"] or "thang",
        match.end(), frozenset(map(int, months)),
    )  # fmt: skip


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


def _without_echo(clause: _Clause) -> list[_Day]:
    """The days of a clause but those that only write out its rule: ``ngày 12 tháng cuối quý (12/3, 12/6)``."""
    rule = clause.rule
    if rule is None or rule.of != "quy" or len(clause.days) < 2:
        return clause.days
    echo = all(one.day.day == rule.day and one.day.month % 3 == 0 for one in clause.days)
    return [] if echo and not any(not one.each for one in clause.periods) else clause.days


def _read_clause(reading: _Reading, clause: _Clause, place: Place) -> None:
    clause.days = _without_echo(clause)
    single = [one for one in clause.periods if not one.each]
    if len(clause.days) > len(single) == 1 and _EVERY_YEAR_BEHIND.search(clause.plain):
        single = []  # "trước ngày 10/6 và 10/12 hằng năm"
    if clause.rule is not None and clause.days:
        ruled = [one for one in single if one.left < clause.rule.right < one.right]
        told = [one for one in single if _is_told(clause, one)]
        left = [one for one in single if one.left not in {x.left for x in ruled}]
        pairs = _pairs(clause, told or left)
    else:
        pairs = _pairs(clause, single)
    if not single and len(clause.days) == 1 and _complete(reading, clause.days[0]):
        return
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


def _complete(reading: _Reading, day: _Day) -> bool:
    """Give a day to the report in front whose figures' last day alone was told; False where there is none."""
    last = reading.named[-1] if reading.named else None
    if last is None or last.due is not None or last.end is None or day.day < last.end:
        return False
    last.due, last.before = day.day, day.before
    return True


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
        if not speaks:
            return []
        pairs: list[tuple[Period, _Day]] = []
        for run in _runs(days):
            pairs.extend(zip(of_days([one.day for one in run]), run, strict=False))
        return pairs
    if len(single) == len(days):
        return list(zip(single, days, strict=True))
    pairs = []
    free = list(single)
    behind = {id(day): one for day in days for one in free if _names_behind(clause.plain, day, one)}
    for day in days:
        if told := behind.get(id(day)):
            pairs.append((told, day))
            free.remove(told)
            continue
        nearest = [one for one in free if one.left < day.left][-1:]
        if nearest:
            pairs.append((nearest[0], day))
            free.remove(nearest[0])
        elif pairs and not free and pairs[-1][1].day.month == day.day.month:
            pairs.append((pairs[-1][0], day))  # the next sender's day for the same report
    return pairs


def _is_told(clause: _Clause, period: Period) -> bool:
    return any(_names_behind(clause.plain, day, period) for day in clause.days)


def _names_behind(plain: str, day: _Day, period: Period) -> bool:
    """Whether a period alone is named behind a day, for it: ``ngày 25/11/2026 (báo cáo năm)``."""
    return period.left > day.left and _FOR.match(plain, day.right, period.right) is not None


def _runs(days: Sequence[_Day]) -> Iterator[list[_Day]]:
    """The days in runs that go up: those of one sender, then those of the next."""
    run: list[_Day] = []
    for one in days:
        if run and one.day <= run[-1].day:
            yield run
            run = []
        run.append(one)
    if run:
        yield run


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
    apart = "rieng " in clause.plain  # "riêng báo cáo năm trước ngày 25/11" stands for quarter IV
    taken = {one.last_month for one in done if one.code or apart}
    named = [one for one in clause.periods if one not in done]
    periods = calendar(named, reading.year)
    if rule.months:
        periods = [one for one in quarters(reading.year) if one.last_month in rule.months]
    elif not periods and rule.of == "quy":
        periods = quarters(reading.year)
    elif not periods and rule.of == "thang":
        periods = calendar([Period(EACH_MONTH, reading.year, 0, 0)], reading.year)
    if not periods:
        reading.waiting, reading.waits_at = rule, place
    for period in periods:
        if period.last_month not in taken:
            due = day_of(period, rule.day, following=rule.following)
            reading.add(period, due, rule.before, place, ruled=True)


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
    """A table whose header names the report and its day, perhaps the days of the figures, perhaps a day per sender."""
    if not is_calendar(table):
        return
    columns = calendar_columns(table)
    window = next((column for column, code in columns if code == "window"), None)
    name = next(column for column, code in columns if code == "name")
    for row in table.rows[1:]:
        first = row[name]
        words = _plain(first).removeprefix("bao cao").strip()
        for column, code in columns:
            if code != "due":
                continue
            due = _clause(f"bao cao {words}: {_plain(row[column])}", reading.year)
            _read_clause(reading, due, first.place if first else table.place)
            for span in spans_in(_plain(row[window]) if window is not None else "", reading.year)[
                :1
            ]:
                if due.days and reading.named and span.kind == "day":
                    reading.named[-1].start, reading.named[-1].end = span.start, span.due


def _plain(cell: Cell | None) -> str:
    return flat(cell.text.replace("\n", " ")) if cell else ""


def _intervals(node: Node, plain: str) -> list[tuple[ReportDeadline, str]]:
    found = [(name, code) for pattern, name, code in _INTERVALS if pattern.search(plain)]
    if [name for name, _ in found] == [_YEARLY] and not _EVERY_YEAR.search(plain):
        return []  # "chấm điểm Chỉ số hàng năm" speaks of the index, not of a report
    return [
        (ReportDeadline(name, None, None, None, None, False, source_of(node.place)), code)
        for name, code in found
    ]
