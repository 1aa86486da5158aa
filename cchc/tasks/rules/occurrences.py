"""On which days something is due: one row per milestone and period. Prose: docs/algorithms/occurrences.md."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cchc.periods.rules import last_allowed_day
from cchc.tasks.rules.milestones import REPEATING, REPORTING, STANDING, Time

_MONTHS = {"monthly": 1, "quarterly": 3, "semiannual": 6, "annual": 12}


@dataclass(frozen=True, slots=True)
class Term:
    """The time a plan covers and the day it takes effect; occurrences begin with that day's month."""

    starts_on: date
    ends_on: date
    effective_on: date

    @property
    def begins_on(self) -> date:
        """First day of the month of effect, never before the term; the term's own start when the plan
        was entered after its term had ended."""
        if not self.starts_on <= self.effective_on <= self.ends_on:
            return self.starts_on
        return max(self.starts_on, self.effective_on.replace(day=1))


@dataclass(frozen=True, slots=True)
class ReportDate:
    """A reporting deadline of the agency's calendar: its code ("2026-Q1" or ""), cut-off and last allowed day."""

    code: str
    data_to: date | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Planned:
    """One occurrence to be: `due_on` None when nothing is due; `ends_on` closes the window of a result."""

    period: str
    due_on: date | None
    ends_on: date | None = None


def occurrences_for(time: Time, term: Term, reports: Sequence[ReportDate]) -> list[Planned]:
    """The occurrences of one milestone, in order of time.

    once: exactly one, due on the last allowed day, or without date when none is written. monthly to annual:
    one per period from the month of effect, due on its last day or on each day that the wording names.
    with_reports, periodic: one per reporting deadline within the term, none while there is none; named days
    replace the calendar. continuous, as_planned: one without due date per reporting window (a result or none),
    per quarter while the calendar is empty. on_event: none. Raises ValueError for an unknown recurrence.
    """
    if time.is_once:
        return [Planned("", last_allowed_day(time.due, time.before) if time.due else None)]
    if time.recurrence in REPEATING:
        return _repeating(time, term)
    if time.recurrence in REPORTING:
        return _named_days(time, term) if time.on else _reporting(term, reports)
    if time.recurrence in STANDING:
        return _standing(term, reports)
    if time.recurrence == "on_event":
        return []
    raise ValueError(f"unknown recurrence {time.recurrence!r}")


def periods_of(term: Term, months: int) -> list[tuple[str, date, date]]:
    """Code, first and last day of each calendar period of so many months that the term still touches.

    A period counts when it ends on or after the month of effect begins; its days are not cut to the term.
    """
    year, month = term.begins_on.year, (term.begins_on.month - 1) // months * months + 1
    found = []
    while (start := date(year, month, 1)) <= term.ends_on:
        end = _last_of_month(year, month + months - 1)
        found.append((_code(year, month, months), start, end))
        month += months
        if month > 12:
            year, month = year + 1, 1
    return found


def _repeating(time: Time, term: Term) -> list[Planned]:
    planned = []
    for code, start, end in periods_of(_narrowed(term, time), _MONTHS[time.recurrence]):
        days = _days_within(time, start, end) or [min(end, term.ends_on)]
        for count, day in enumerate(days, start=1):
            planned.append(Planned(code if count == 1 else f"{code}#{count}", day))
    return planned


def _narrowed(term: Term, time: Time) -> Term:
    """The term cut to the span that the wording itself names ("hàng tháng từ quý II")."""
    starts_on = max(term.begins_on, time.start) if time.start else term.begins_on
    ends_on = min(term.ends_on, time.due) if time.due else term.ends_on
    return Term(starts_on, max(starts_on, ends_on), starts_on)


def _days_within(time: Time, start: date, end: date) -> list[date]:
    """The named days of a period: "*-20" in each of its months, "05-31" in its year; the 31st of a short
    month is its last day."""
    found: set[date] = set()
    for name in time.on:
        month, day = name.split("-")
        for year, number in _months_between(start, end):
            if month in {"*", f"{number:02d}"}:
                written = date(year, number, min(int(day), monthrange(year, number)[1]))
                found.add(last_allowed_day(written, time.before))
    if all(name.startswith("*") for name in time.on) and time.recurrence in REPEATING - {"monthly"}:
        return sorted(found)[-1:]
    return sorted(found)


def _named_days(time: Time, term: Term) -> list[Planned]:
    days = _days_within(time, term.begins_on, term.ends_on)
    return [Planned(day.isoformat(), day) for day in days]


def _reporting(term: Term, reports: Sequence[ReportDate]) -> list[Planned]:
    dated = sorted(
        (report.due_on, report.code) for report in _of_term(term, reports) if report.due_on
    )
    return [Planned(code or due_on.isoformat(), due_on) for due_on, code in dated]


def _standing(term: Term, reports: Sequence[ReportDate]) -> list[Planned]:
    """Windows follow one another by their last day; the last one runs to the end of the term."""
    windows = {
        end: report.code or end.isoformat()
        for report in _of_term(term, reports)
        if (end := report.data_to or report.due_on) and end >= term.begins_on
    }
    if not windows:
        windows = {end: code for code, _start, end in periods_of(term, 3)}
    ends = sorted(windows)
    return [
        Planned(windows[end], None, max(end, term.ends_on) if end == ends[-1] else end)
        for end in ends
    ]


def _of_term(term: Term, reports: Sequence[ReportDate]) -> list[ReportDate]:
    """Deadlines of the term's years by their code, of its days where they bear none; each code once."""
    years = {str(year) for year in range(term.starts_on.year, term.ends_on.year + 1)}
    last = term.ends_on + timedelta(days=31)
    kept: dict[str, ReportDate] = {}
    for report in reports:
        day = report.due_on or report.data_to
        if day is None or day < term.begins_on:
            continue
        if report.code[:4] in years if report.code else day <= last:
            kept.setdefault(report.code or day.isoformat(), report)
    return list(kept.values())


def _months_between(start: date, end: date) -> Iterator[tuple[int, int]]:
    year, month = start.year, start.month
    while (year, month) <= (end.year, end.month):
        yield year, month
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def _last_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _code(year: int, month: int, months: int) -> str:
    if months == 12:
        return str(year)
    if months == 6:
        return f"{year}-H{(month + 5) // 6}"
    if months == 3:
        return f"{year}-Q{(month + 2) // 3}"
    return f"{year}-M{month:02d}"
