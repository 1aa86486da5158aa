"""Writing the calendar and the reporting deadlines of plans."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction

from cchc.audit.services import record
from cchc.core.errors import DomainError
from cchc.core.text import squeeze
from cchc.documents.models import Document
from cchc.orgs.models import Unit, User
from cchc.periods.models import AgencyCalendar, CalendarDay, ReportingPeriod
from cchc.periods.rules import HolidayRule, last_allowed_day
from cchc.periods.shipped import shipped_days
from cchc.reading.draft import ReportDeadline


class DayTaken(DomainError):
    """The day is in the calendar already."""

    text = "Ngày này đã có trong lịch. Hãy mở ngày đó để sửa."


class FollowsTheWeek(DomainError):
    """A row that says what the week says already."""

    text = (
        "Ngày này vốn đã như vậy theo lịch tuần (thứ Hai đến thứ Sáu làm việc). "
        "Chỉ ghi những ngày khác với lịch tuần."
    )


@transaction.atomic
def load_calendar() -> int:
    """Add the shipped days that the calendar does not have; returns how many. Days it has stay as they are."""
    known = set(CalendarDay.objects.values_list("day", flat=True))
    fresh = [
        CalendarDay(
            day=row.day,
            is_working=row.is_working,
            name=row.name,
            source=row.source,
            standing=row.standing,
        )
        for row in shipped_days()
        if row.day not in known
    ]
    CalendarDay.objects.bulk_create(fresh)
    return len(fresh)


@transaction.atomic
def add_day(
    *, day: date, is_working: bool, name: str, source: str, agency: Unit, by: User, at: datetime
) -> CalendarDay:
    """Make a day differ from the week's rule, with its source. Past verdicts on deadlines do not move.

    agency: whose log tells of it; the calendar is everybody's. Raises DayTaken, FollowsTheWeek for a free
    Sunday; a public holiday on a Saturday may be noted for its name.
    """
    if CalendarDay.objects.filter(day=day).exists():
        raise DayTaken
    _refuse_plain(day, is_working)
    row = CalendarDay.objects.create(
        day=day, is_working=is_working, name=squeeze(name), source=squeeze(source)
    )
    _record("calendar.day_added", row, agency, by, at, new=_facts(row))
    return row


@transaction.atomic
def change_day(
    *,
    row: CalendarDay,
    is_working: bool,
    name: str,
    source: str,
    version: int,
    agency: Unit,
    by: User,
    at: datetime,
) -> CalendarDay:
    """Set what a day is; a person who cites the source makes it official. Raises Stale, FollowsTheWeek."""
    row.claim_version(version)
    _refuse_plain(row.day, is_working)
    old = _facts(row)
    row.is_working, row.name, row.source = is_working, squeeze(name), squeeze(source)
    row.standing = CalendarDay.Standing.OFFICIAL
    row.save(update_fields=["is_working", "name", "source", "standing"])
    _record("calendar.day_changed", row, agency, by, at, old=old, new=_facts(row))
    return row


@transaction.atomic
def remove_day(*, row: CalendarDay, version: int, agency: Unit, by: User, at: datetime) -> None:
    """Let the day follow the week's rule again; the log keeps what it was. Raises Stale."""
    row.claim_version(version)
    _record("calendar.day_removed", row, agency, by, at, old=_facts(row))
    row.delete()


@transaction.atomic
def set_holiday_rule(*, agency: Unit, rule: HolidayRule, by: User, at: datetime) -> AgencyCalendar:
    """Choose what the agency does with written deadlines on a day off; due dates themselves stay."""
    choice, _fresh = AgencyCalendar.objects.get_or_create(agency=agency)
    old = choice.holiday_rule
    choice.holiday_rule = rule.value
    choice.save(update_fields=["holiday_rule"])
    record(
        action="calendar.rule_set",
        target=choice,
        by=by,
        at=at,
        agency_id=agency.pk,
        label=agency.name,
        old=old,
        new=rule.value,
    )
    return choice


@transaction.atomic
def write_reporting_periods(
    *,
    document: Document,
    deadlines: Sequence[ReportDeadline],
    agency: Unit,
    by: User,
    at: datetime,
) -> list[ReportingPeriod]:
    """Write the reporting deadlines that a plan's reading found; `due_on` is the last allowed day.

    A deadline that the document has already (same name, period and written date) is not written twice. A window
    whose end is before its start was misread: both ends stay empty, the wording's place is kept in `source`.
    Returns the new rows, [] without deadlines.
    """
    known = {
        (row.name, row.code, row.due_written)
        for row in ReportingPeriod.objects.filter(document=document, closed_on=None)
    }
    fresh = []
    for deadline in deadlines:
        row = _period(document, agency, deadline)
        if (row.name, row.code, row.due_written) not in known:
            known.add((row.name, row.code, row.due_written))
            row.save()
            fresh.append(row)
    if fresh:
        record(
            action="periods.written",
            target=document,
            by=by,
            at=at,
            agency_id=agency.pk,
            periods=[row.name for row in fresh],
        )
    return fresh


@transaction.atomic
def carry_periods(*, old: Document, new: Document, on: date, by: User, at: datetime) -> int:
    """Let the deadlines of a plan go on under the one that replaces it; returns how many went on.

    A period that both name is one row: due before that day it stays with the old document, due later it takes the new
    document, window and day, with the figures that were sent to it. What only the old one names and lies ahead ends
    with the day. Called right after the new plan's deadlines were written, before anybody refers to them.
    """
    fresh = {row.code: row for row in ReportingPeriod.objects.filter(document=new) if row.code}
    carried = 0
    for row in ReportingPeriod.objects.filter(document=old, closed_on=None).order_by("pk"):
        other = fresh.pop(row.code, None) if row.code else None
        is_past = row.due_on is not None and row.due_on < on
        if other is not None:
            other.delete()
        if is_past:
            continue
        if other is None:
            row.closed_on = on
        else:
            carried += 1
            for name in _OF_DOCUMENT:
                setattr(row, name, getattr(other, name))
            if row.internal_due_on and row.due_on and row.internal_due_on > row.due_on:
                row.internal_due_on = None  # the units' day followed the old deadline
        row.version += 1
        row.save()
    record(
        action="periods.carried",
        target=new,
        by=by,
        at=at,
        agency_id=new.agency_id,
        periods=carried,
    )
    return carried


_OF_DOCUMENT = (
    "document", "name", "data_from", "data_to", "due_on", "due_written", "due_is_before", "source",
)  # fmt: skip


def _period(document: Document, agency: Unit, deadline: ReportDeadline) -> ReportingPeriod:
    data_from, data_to = deadline.start, deadline.end
    if data_from is not None and data_to is not None and data_from > data_to:
        data_from = data_to = None
    return ReportingPeriod(
        agency=agency,
        document=document,
        name=squeeze(deadline.name)[:150],
        code=(deadline.period or "")[:12],
        data_from=data_from,
        data_to=data_to,
        due_on=last_allowed_day(deadline.due, deadline.before) if deadline.due else None,
        due_written=deadline.due,
        due_is_before=deadline.before,
        source=asdict(deadline.source) if deadline.source else {},
    )


def _refuse_plain(day: date, is_working: bool) -> None:
    is_weekday = day.weekday() < 5
    if is_weekday and is_working:
        raise FollowsTheWeek


def _facts(row: CalendarDay) -> dict[str, str | bool]:
    return {
        "day": row.day.isoformat(),
        "is_working": row.is_working,
        "name": row.name,
        "source": row.source,
    }


def _record(
    action: str,
    row: CalendarDay,
    agency: Unit,
    by: User,
    at: datetime,
    *,
    old: dict[str, str | bool] | None = None,
    new: dict[str, str | bool] | None = None,
) -> None:
    record(
        action=action,
        target=row,
        by=by,
        at=at,
        agency_id=agency.pk,
        label=f"{row.day:%d/%m/%Y}",
        old=old,
        new=new,
    )
