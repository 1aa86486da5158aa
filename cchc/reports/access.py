"""Which reports and parts a person reaches. What is not hers is not there."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from cchc.documents.access import readable_slip
from cchc.documents.models import DirectionSlip
from cchc.evidence.access import Readable
from cchc.orgs.access import agencies_where, home_agency, may, memberships_with
from cchc.orgs.models import Unit, User
from cchc.orgs.rules import Permission, Role
from cchc.periods.models import ReportingPeriod
from cchc.reports.models import (
    CopyProof,
    FormDraft,
    ReceiverSheet,
    Report,
    ReportForm,
    UnitPart,
)
from cchc.reports.selectors.receiver_sheets import sheets_of_report
from cchc.reports.states import OUT


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person is to a unit's part: one of the unit, its head, or who enters for it (nhập thay)."""

    is_own: bool = False
    is_head: bool = False
    on_behalf: bool = False

    @property
    def may_write(self) -> bool:
        return self.is_own or self.on_behalf


def visible_reports(user: User) -> QuerySet[Report]:
    """Reports of the agencies whose making the person follows, and what was issued where she reads plans."""
    own = agencies_where(user, Permission.REPORT_READ)
    reached = Q(agency__in=own)
    for agency in agencies_where(user, Permission.PLAN_READ):
        reached |= Q(agency__path__startswith=agency.path, state__in=OUT)
    return Report.objects.filter(reached).select_related("agency", "period", "form", "document")


def get_issued(*, user: User, uid: UUID) -> Report:
    """A report that the person may read: one that was issued, or one whose making she follows; or 404."""
    return get_object_or_404(visible_reports(user), uid=uid)


def get_report(*, user: User, uid: UUID, permission: Permission = Permission.REPORT_READ) -> Report:
    """A report of an agency in which the person holds the permission; or 404."""
    report = get_object_or_404(
        Report.objects.select_related(
            "agency", "period", "form", "document", "returned_slip", "returned_by"
        ),
        uid=uid,
    )
    if not may(user, permission, report.agency):
        raise Http404
    return report


def get_form(*, user: User, uid: UUID) -> ReportForm:
    """A form, shipped or of an agency whose reports the person follows; or 404."""
    own = agencies_where(user, Permission.REPORT_READ)
    rows = ReportForm.objects.filter(Q(agency__isnull=True) | Q(agency__in=own))
    return get_object_or_404(rows, uid=uid)


def get_form_draft(*, user: User, uid: UUID) -> FormDraft:
    """A draft of a form of an agency whose reports the person writes; or 404."""
    own = agencies_where(user, Permission.REPORT_WRITE)
    rows = FormDraft.objects.select_related("agency", "changed_by")
    return get_object_or_404(rows, uid=uid, agency__in=own)


def get_period(*, user: User, uid: UUID) -> ReportingPeriod:
    """A period with a window of an agency whose reports the person writes; or 404."""
    return get_object_or_404(
        ReportingPeriod.objects.select_related("agency"),
        uid=uid,
        agency__in=agencies_where(user, Permission.REPORT_WRITE),
        closed_on__isnull=True,
        data_from__isnull=False,
        data_to__isnull=False,
    )


def standing_of(user: User, unit: Unit) -> Standing:
    """What the person is to a unit: by her memberships below the agency, or as the agency's coordinator."""
    roles = {
        Role(each.role)
        for each in memberships_with(user, Permission.REPORT_PART)
        if each.unit.agency_id == unit.agency_id and _is_in(each.unit, unit)
    }
    on_behalf = Role.UNIT_HEAD not in roles and may(user, Permission.REPORT_WRITE, unit)
    return Standing(
        is_own=bool(roles - {Role.COORDINATOR}),
        is_head=Role.UNIT_HEAD in roles,
        on_behalf=on_behalf,
    )


def get_part(*, user: User, uid: UUID) -> tuple[UnitPart, Standing]:
    """A unit's part with what the person is to it: of her unit, or of an agency whose reports she follows; or 404."""
    part = get_object_or_404(
        UnitPart.objects.select_related(
            "unit__agency", "report__agency", "report__period", "report__form", "sent_by", "stored"
        ),
        uid=uid,
    )
    standing = standing_of(user, part.unit)
    if not standing.may_write and not may(user, Permission.REPORT_READ, part.report.agency):
        raise Http404
    return part, standing


def get_judged_part(*, user: User, uid: UUID) -> UnitPart:
    """A part of a report that the person writes; or 404."""
    part, _standing = get_part(user=user, uid=uid)
    if not may(user, Permission.REPORT_WRITE, part.report.agency):
        raise Http404
    return part


def parts_to_write(user: User) -> QuerySet[UnitPart]:
    """The parts of the person's own units, latest period first."""
    units = Q(pk__in=[])
    for each in memberships_with(user, Permission.REPORT_PART):
        if not each.unit.is_agency:
            units |= Q(unit=each.unit) | Q(unit__path__startswith=each.unit.path)
    rows = UnitPart.objects.filter(units, report__agency=home_agency(user))
    return (
        rows.select_related("unit", "report__period", "report__agency")
        .defer("given", "narrative", "task_notes", "report__frozen")
        .order_by("-report__period__data_to", "pk")
    )


def get_received(*, user: User, uid: UUID) -> Report:
    """A report that was sent to an agency in which the person writes reports, the one directly above; or 404."""
    above = agencies_where(user, Permission.REPORT_WRITE)
    return get_object_or_404(
        Report.objects.select_related("agency__parent", "period", "form", "document"),
        uid=uid,
        agency__parent__in=above,
        state__in=OUT,
    )


def get_receiver_sheet(*, report: Report, uid: UUID) -> ReceiverSheet:
    """A receiver's blank for the form of a report that the person reaches, with figures that hold still; or 404."""
    if report.is_open:
        raise Http404
    rows = sheets_of_report(report).select_related("stored", "confirmed_by")
    return get_object_or_404(rows, uid=uid)


def part_file(user: User, uid: UUID) -> Readable | None:
    """The signed file of a unit's part, for who may look at the part."""
    try:
        part, _standing = get_part(user=user, uid=uid)
    except Http404:
        return None
    if part.stored is None:
        return None
    return Readable(
        part.stored,
        part.file_name,
        about=str(part),
        address=part.get_absolute_url(),
        document_number=part.document_number,
        document_on=part.document_on,
        added_by=part.sent_by.full_name if part.sent_by else "",
        added_at=part.sent_at,
    )


def slip_file(user: User, uid: UUID) -> Readable | None:
    """The slip by which a leader gave a report back, for who follows the agency's reports; an earlier one too."""
    slip = DirectionSlip.objects.select_related("stored", "added_by").filter(uid=uid).first()
    if slip is None:
        return None
    report = Report.objects.select_related("agency", "period").filter(uid=slip.about).first()
    if report is None or not may(user, Permission.REPORT_READ, report.agency):
        return None
    return readable_slip(slip, about=str(report), address=report.get_absolute_url())


def copy_proof(user: User, uid: UUID) -> Readable | None:
    """A kept picture of typed figures, for who follows the agency's reports."""
    row = CopyProof.objects.select_related("stored", "report__agency", "added_by").filter(uid=uid)
    found = row.first()
    if found is None or not may(user, Permission.REPORT_READ, found.report.agency):
        return None
    return Readable(
        found.stored,
        found.name,
        about=str(found.report),
        address=reverse("report_copying", args=[found.report.uid]),
        added_by=found.added_by.full_name,
        added_at=found.added_at,
    )


def _is_in(own: Unit, unit: Unit) -> bool:
    """Whether a person of the one unit belongs to the other: it, one above it in the agency, or one below it."""
    return not own.is_agency and (
        unit.path.startswith(own.path) or (own.path.startswith(unit.path) and not unit.is_agency)
    )
