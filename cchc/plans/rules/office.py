"""Checks of a plan that need the office's directory or calendar. Told in docs/algorithms/findings.md."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cchc.core.text import fold
from cchc.periods.rules import (
    Exceptions,
    is_working_day,
    last_allowed_day,
    last_working_day_on_or_before,
)
from cchc.reading.checks.known import Library, shipped_library
from cchc.reading.draft import Finding, PlanDraft, TaskDraft
from cchc.reading.flat import flat
from cchc.reading.meaning.units import is_collective

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_UNIT_FIELDS = ("lead", "coordinating")


@dataclass(frozen=True, slots=True)
class BodyChange:
    """What became of a body before the plan's day: another name, or dissolved with its successors, if any.

    `since`: the first day of the new state. `decision` "" where none is known.
    """

    is_renamed: bool
    since: date
    names: tuple[str, ...]
    decision: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the office knows beside the plan.

    `texts`: the files' texts by position, () where only the plan itself is looked at. `days`, `day_names`: days that
    differ from the week's rule. `bodies`: changes by folded wording. `unknown`: folded wordings that stand for nobody.
    """

    library: Library = field(default_factory=shipped_library)
    texts: Mapping[int, str] = field(default_factory=dict)
    days: Exceptions = field(default_factory=dict)
    day_names: Mapping[date, str] = field(default_factory=dict)
    bodies: Mapping[str, BodyChange] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()


def deadline_day_off(plan: PlanDraft, facts: Facts) -> Iterator[Finding]:
    """A day that the plan writes down and on which nobody works; ends of months and quarters are not looked at."""
    for task in plan.tasks:
        for entry in task.schedule:
            if entry.due is None or not _is_written(entry.due, task.time or ""):
                continue
            last = last_allowed_day(entry.due, entry.before)
            if not is_working_day(last, facts.days):
                message = _day_off_message("Hạn", last, facts)
                yield Finding("deadline-day-off", "note", task.key, message, task.source)
                break
    for report in plan.report_deadlines:
        if report.due is None:
            continue
        last = last_allowed_day(report.due, report.before)
        if not is_working_day(last, facts.days):
            message = _day_off_message(f"{report.name}: hạn", last, facts)
            yield Finding("deadline-day-off", "note", "", message, report.source)


def _is_written(day: date, wording: str) -> bool:
    figures = rf"(?<!\d)0?{day.day}\s?(?:[/.-]\s?|\s*thang\s+)0?{day.month}(?!\d)"
    return re.search(figures, flat(wording)) is not None


def _day_off_message(opening: str, day: date, facts: Facts) -> str:
    why = facts.day_names.get(day)
    named = f"{_WEEKDAYS[day.weekday()]}{f', {why}' if why else ''}"
    before = last_working_day_on_or_before(day, facts.days)
    return (
        f"{opening} {day:%d/%m/%Y} ({named}) là ngày nghỉ. Ngày làm việc liền trước là "
        f"{_WEEKDAYS[before.weekday()]}, {before:%d/%m/%Y}."
    )


def body_renamed(plan: PlanDraft, facts: Facts) -> Iterator[Finding]:
    """A unit named as it was called before the plan's day."""
    for task, name, change in _changed(plan, facts):
        if change.is_renamed:
            by = f" ({change.decision})" if change.decision else ""
            message = (
                f"“{name}” đã đổi tên thành “{change.names[0]}” từ {change.since:%d/%m/%Y}{by}."
            )
            yield _named("body-renamed", task, name, change, message)


def body_dissolved(plan: PlanDraft, facts: Facts) -> Iterator[Finding]:
    """A unit that was gone before the plan's day."""
    for task, name, change in _changed(plan, facts):
        if not change.is_renamed:
            heirs = f"; nhiệm vụ chuyển cho {', '.join(change.names)}" if change.names else ""
            message = f"“{name}” thôi hoạt động từ {change.since:%d/%m/%Y}{heirs}."
            yield _named("body-dissolved", task, name, change, message)


def _changed(plan: PlanDraft, facts: Facts) -> Iterator[tuple[TaskDraft, str, BodyChange]]:
    for task in plan.tasks:
        for name in dict.fromkeys((*task.lead, *task.coordinating)):
            change = facts.bodies.get(fold(name))
            if change is not None:
                yield task, name, change


def _named(code: str, task: TaskDraft, name: str, change: BodyChange, message: str) -> Finding:
    """With the new name put in the old one's place, where there is exactly one."""
    fix = _renaming(task, name, change.names[0]) if len(change.names) == 1 else None
    return Finding(code, "warning", task.key, message, task.source, fix)


def _renaming(task: TaskDraft, name: str, new: str) -> dict[str, Any]:
    where = next(one for one in _UNIT_FIELDS if name in getattr(task, one))
    names: list[str] = getattr(task, where)
    value = list(dict.fromkeys(new if one == name else one for one in names))
    return {"op": "set", "key": task.key, "field": where, "value": value}


def unit_not_in_directory(plan: PlanDraft, facts: Facts) -> Iterator[Finding]:
    """A wording for a unit that stands for nobody; grave where it leads, since the plan cannot be put in force.

    Collective names that only coordinate ("các sở, ban, ngành") stay words: no directory holds them.
    """
    told: set[str] = set()
    for where in _UNIT_FIELDS:
        for task in plan.tasks:
            for name in getattr(task, where):
                if where == "coordinating" and is_collective(name):
                    continue
                if fold(name) in facts.unknown and fold(name) not in told:
                    told.add(fold(name))
                    severity = "error" if where == "lead" else "warning"
                    message = f"“{name}” chưa có trong danh mục đơn vị."
                    yield Finding("unit-not-in-directory", severity, task.key, message, task.source)


OFFICE_CHECKS = {
    "unit-not-in-directory": unit_not_in_directory,
    "body-renamed": body_renamed,
    "body-dissolved": body_dissolved,
    "deadline-day-off": deadline_day_off,
}


def office_findings(plan: PlanDraft, facts: Facts) -> Sequence[Finding]:
    """What the directory and the calendar say about a plan."""
    return [finding for check in OFFICE_CHECKS.values() for finding in check(plan, facts)]
