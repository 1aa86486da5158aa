"""Times outside the plan's period, reports due before their figures are complete."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from cchc.core.text import fold
from cchc.reading import lexicon
from cchc.reading.checks.context import Context
from cchc.reading.draft import Finding, TaskDraft
from cchc.reading.flat import flat

_CITED = re.compile(
    r"\d{1,5}(?:/\d{4})?/[a-z][a-z0-9-]{1,24}(?:\s*,?\s*ngay\s+\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4})?"
    r"|truoc nam 20\d\d|giai doan\s+20\d\d\s*-\s*20\d\d"
)
_YEAR = re.compile(r"(?:\bnam\s+|/\s?)(20\d\d)(?![\d/])")


def time_other_year(context: Context) -> Iterator[Finding]:
    """A time that names a year outside the plan's.

    Silent where the task itself speaks of that year, and for what is rightly done a year later or earlier: next
    year's plans and estimates, scoring and summing up the last year, lists of documents out of force.
    """
    period = context.plan.period
    if period.start is None or period.end is None:
        return
    for task in context.plan.tasks:
        year = _other_year(task, period.start.year, period.end.year)
        if year is not None:
            message = (
                f"Thời gian thực hiện ghi năm {year}, ngoài kỳ của kế hoạch "
                f"({_years(period.start, period.end)}). Hãy kiểm tra lại."
            )
            yield Finding("time-other-year", "note", task.key, message, task.source)


def time_outside_period(context: Context) -> Iterator[Finding]:
    """A day outside the plan's period although its year is the plan's."""
    period = context.plan.period
    if period.start is None or period.end is None:
        return
    for task in context.plan.tasks:
        days = _last_days(task)
        within = [day for day in days if period.start.year <= day.year <= period.end.year]
        outside = [day for day in within if not period.start <= day <= period.end]
        if outside:
            message = (
                f"Hạn {outside[0]:%d/%m/%Y} nằm ngoài kỳ của kế hoạch ({period.start:%d/%m/%Y} – "
                f"{period.end:%d/%m/%Y}). Hãy kiểm tra lại."
            )
            yield Finding("time-outside-period", "warning", task.key, message, task.source)


def report_before_cut_off(context: Context) -> Iterator[Finding]:
    """A report due before the last day of its own figures."""
    for report in context.plan.report_deadlines:
        if report.due and report.end and report.due < report.end:
            message = (
                f"{report.name}: hạn gửi {report.due:%d/%m/%Y} trước ngày chốt số liệu "
                f"{report.end:%d/%m/%Y}."
            )
            yield Finding("report-before-cut-off", "warning", "", message, report.source)


def _other_year(task: TaskDraft, first: int, last: int) -> int | None:
    written = _CITED.sub(" ", flat(task.time or ""))
    years = {int(match[1]) for match in _YEAR.finditer(written)}
    years |= {day.year for day in _last_days(task)}
    spoken = " ".join((task.text, *task.products))
    others = sorted(year for year in years if not first <= year <= last)
    return next((year for year in others if not _excused(spoken, year, first, last)), None)


def _last_days(task: TaskDraft) -> list[date]:
    """The last day on which each milestone is in time: "trước năm 2027" is still 2026."""
    return [
        entry.due - timedelta(days=entry.before) for entry in task.schedule if entry.due is not None
    ]


def _excused(spoken: str, year: int, first: int, last: int) -> bool:
    if re.search(rf"\b{year}\b", spoken):
        return True
    plain = fold(spoken)
    next_year = year == last + 1 and _holds(plain, "next")
    return next_year or (year in {first - 1, last + 1} and _holds(plain, "around"))


def _holds(plain: str, which: str) -> bool:
    words = lexicon.table("checks")["other_year"][which]
    return any(f" {fold(word)} " in f" {plain} " for word in words)


def _years(start: date, end: date) -> str:
    if start.year == end.year:
        return f"năm {start.year}"
    return f"giai đoạn {start.year} – {end.year}"
