"""Reporting calendars: adopted from a shipped one, edited, and made into the periods of a year in one act."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from cchc.audit.services import record
from cchc.core.errors import DomainError
from cchc.core.text import squeeze
from cchc.documents.models import Document
from cchc.documents.services import create_document
from cchc.orgs.models import Unit, User
from cchc.periods.made import follow_up
from cchc.periods.models import CalendarPeriod, ReportingCalendar, ReportingPeriod
from cchc.periods.rules import YearDays
from cchc.periods.selectors.reporting import Planned, planned_year


class CodeTwice(DomainError):
    """Two periods of a calendar under one code."""

    text = "Có hai kỳ cùng một mã. Mỗi kỳ cần một mã riêng, ví dụ Q1, H1, Q3, Y, M03."


class ShippedStays(DomainError):
    """A shipped calendar is to be changed."""

    text = "Lịch mẫu kèm phần mềm không sửa được. Hãy chọn Áp dụng cho cơ quan rồi sửa bản của cơ quan."


class NothingToMake(DomainError):
    """All periods of the year are there already."""

    text = "Các kỳ của năm này đã có đủ, không có gì để tạo."


@dataclass(frozen=True, slots=True)
class Basis:
    """The document that a calendar or a request rests on."""

    kind: str
    number: str
    issued_on: date | None
    issuer: str
    subject: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What an agency sets about its calendar as a whole."""

    name: str
    basis: str
    recipient: str
    internal_days: int


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """One period of a calendar as set on its page."""

    name: str
    days: YearDays
    is_used: bool


@transaction.atomic
def adopt_calendar(
    *, shipped: ReportingCalendar, agency: Unit, basis: Basis, by: User, at: datetime
) -> ReportingCalendar:
    """Make an agency's own copy of a calendar (áp dụng), resting on its own document.

    What the shipped one marks as a sample stays marked until the agency edits it.
    """
    document = cite(agency=agency, basis=basis, by=by, at=at)
    own = ReportingCalendar.objects.create(
        agency=agency,
        code=shipped.code,
        name=shipped.name,
        basis=squeeze(f"{basis.number} {basis.subject}")[:300],
        number=document.number,
        issuer=document.issuer,
        standing=shipped.standing,
        internal_days=shipped.internal_days,
        document=document,
        adopted_from=shipped,
    )
    for row in shipped.periods.all():
        row.pk, row.calendar = None, own
        row.save(force_insert=True)
    _record("calendar.adopted", own, by, at)
    return own


@transaction.atomic
def set_calendar(
    *,
    calendar: ReportingCalendar,
    facts: Facts,
    rows: Sequence[PeriodRow],
    version: int,
    by: User,
    at: datetime,
) -> ReportingCalendar:
    """Set an agency's calendar as a whole; periods that were made from it stay as they are.

    A row that the agency changed is the agency's word and no sample any more. Raises ShippedStays, CodeTwice, Stale.
    """
    if calendar.agency_id is None:
        raise ShippedStays
    if len({row.days.code for row in rows}) < len(rows):
        raise CodeTwice
    calendar.claim_version(version)
    known = {row.code: row for row in calendar.periods.all()}
    old = [_told(row) for row in known.values() if row.is_used]
    for name in ("name", "basis", "recipient"):
        setattr(calendar, name, squeeze(getattr(facts, name)))
    calendar.internal_days = facts.internal_days
    calendar.save(update_fields=["name", "basis", "recipient", "internal_days"])
    calendar.periods.exclude(code__in=[row.days.code for row in rows]).delete()
    for position, row in enumerate(rows):
        _set_period(calendar, position, row, known.get(row.days.code))
    new = [_told(row) for row in calendar.periods.filter(is_used=True)]
    _record("calendar.reporting_set", calendar, by, at, old=old, new=new)
    return calendar


@transaction.atomic
def make_year(
    *, calendar: ReportingCalendar, year: int, by: User, at: datetime
) -> list[ReportingPeriod]:
    """Make the periods of a year from an agency's calendar in one act; what is there already stays as it is.

    Raises ShippedStays, NothingToMake.
    """
    if calendar.agency is None or calendar.document is None:
        raise ShippedStays
    Unit.objects.select_for_update(no_key=True).get(pk=calendar.agency.pk)
    fresh = [each for each in planned_year(calendar, year) if each.existing is None]
    if not fresh:
        raise NothingToMake
    made = [_period(calendar, each) for each in fresh]
    for row in made:
        row.save()
    _record("periods.made", calendar, by, at, year=year, periods=[row.name for row in made])
    follow_up(calendar.agency, by, at)
    return made


@transaction.atomic
def change_period(
    *,
    period: ReportingPeriod,
    due_on: date | None,
    internal_due_on: date | None,
    recipient: str,
    reason: str,
    version: int,
    by: User,
    at: datetime,
) -> ReportingPeriod:
    """Move the deadlines of a period, with the reason; its window stays. Raises Stale."""
    period.claim_version(version)
    old = {"due_on": period.due_on, "internal_due_on": period.internal_due_on}
    period.due_on, period.internal_due_on = due_on, internal_due_on
    period.recipient = squeeze(recipient)
    period.save(update_fields=["due_on", "internal_due_on", "recipient"])
    record(
        action="periods.changed",
        target=period,
        by=by,
        at=at,
        agency_id=period.agency_id,
        old=old,
        new={"due_on": due_on, "internal_due_on": internal_due_on},
        reason=squeeze(reason),
    )
    return period


def cite(*, agency: Unit, basis: Basis, by: User, at: datetime) -> Document:
    """The agency's row of that document: the one it has already, or a new one."""
    known = Document.objects.filter(
        agency=agency, kind=basis.kind, number=squeeze(basis.number), issued_on=basis.issued_on
    ).first()
    if known is not None and basis.number:
        return known
    return create_document(
        agency=agency,
        kind=basis.kind,
        number=basis.number,
        issued_on=basis.issued_on,
        issuer=basis.issuer,
        subject=basis.subject,
        by=by,
        at=at,
    )


def _set_period(
    calendar: ReportingCalendar, position: int, given: PeriodRow, known: CalendarPeriod | None
) -> None:
    row = known or CalendarPeriod(calendar=calendar, standing=ReportingCalendar.Standing.OFFICIAL)
    facts = asdict(given.days) | {"name": squeeze(given.name)}
    if any(getattr(row, name) != value for name, value in facts.items()):
        row.standing = ReportingCalendar.Standing.OFFICIAL
    for name, value in facts.items():
        setattr(row, name, value)
    row.is_used, row.position = given.is_used, position
    row.save()


def _period(calendar: ReportingCalendar, planned: Planned) -> ReportingPeriod:
    each = planned.dated
    assert calendar.document is not None
    return ReportingPeriod(
        agency=calendar.agency,
        document=calendar.document,
        calendar_period=planned.row,
        name=planned.name,
        code=each.code,
        data_from=each.data_from,
        data_to=each.data_to,
        due_on=each.due_on,
        due_written=each.due_written,
        due_is_before=planned.row.due_is_before,
        internal_due_on=each.internal_due_on,
        recipient=calendar.recipient,
        source={"calendar": str(calendar.uid), "row": planned.row.code},
    )


def _told(row: CalendarPeriod) -> str:
    return f"{row.code} {row.data_from}-{row.data_to} {row.internal or '-'} {row.due or '-'}"


def _record(action: str, calendar: ReportingCalendar, by: User, at: datetime, **data: Any) -> None:
    assert calendar.agency_id is not None
    record(
        action=action,
        target=calendar,
        by=by,
        at=at,
        agency_id=calendar.agency_id,
        label=calendar.name,
        **data,
    )
