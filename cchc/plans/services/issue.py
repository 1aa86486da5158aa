"""Putting a reviewed plan in force: every row of it in one transaction, or none."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from cchc.audit.services import record
from cchc.core.errors import DomainError, Stale
from cchc.documents.models import Document, DocumentFile
from cchc.documents.services import attach_file, create_document
from cchc.orgs.models import User
from cchc.periods.services import write_reporting_periods
from cchc.plans.issuing import IssuedTask, write_tasks
from cchc.plans.models import Draft, LegalBasis, Plan, PlanSection, Target
from cchc.plans.services.areas import Areas
from cchc.plans.services.drafts import NewFile
from cchc.plans.services.headings import remember_areas
from cchc.plans.services.issued_tasks import issued_tasks, plain_source
from cchc.plans.services.moves import lock, move
from cchc.plans.services.resolution import UnitsUnresolved, resolve, unresolved_leads
from cchc.plans.states import DraftState, PlanState
from cchc.reading import from_json
from cchc.reading.draft import PlanDraft, bases_of_plan

_KINDS = {
    "KH": Document.Kind.PLAN,
    "QĐ": Document.Kind.DECISION,
    "NQ": Document.Kind.RESOLUTION,
    "CT": Document.Kind.DIRECTIVE,
    "CV": Document.Kind.OFFICIAL_LETTER,
    "CTr": Document.Kind.PROGRAMME,
    "TB": Document.Kind.NOTICE,
}


class AlreadyInForce(DomainError):
    """Somebody else put this draft in force first."""

    text = "Kế hoạch này đã được đưa vào theo dõi."


@dataclass(frozen=True, slots=True)
class Signing:
    """How the plan was issued: number ("" while open), date, and who signed, as printed."""

    number: str = ""
    issued_on: date | None = None
    signer_name: str = ""
    signer_position: str = ""
    signer_authority: str = ""


@transaction.atomic
def put_in_force(
    *,
    draft: Draft,
    seen_revision: int,
    signing: Signing,
    in_force_on: date,
    signed_file: NewFile | None,
    by: User,
    at: datetime,
    carried: Collection[str] = (),
) -> Plan:
    """Turn a reviewed draft into a plan with its tasks (đưa vào theo dõi; ban hành).

    seen_revision: the draft's revision that the person saw; an edit since then is Stale.
    in_force_on: the day the plan takes effect; groups are expanded on it. Number, date and signed file may come
    later (`numbering.number_plan`). Document, files, plan, sections, targets, legal bases, reporting periods and tasks
    are written together. carried: keys of tasks that come over from a plan that this one replaces; the caller sees to
    them (`replacing.replace_plan`). Raises AlreadyInForce with the name of who was first, UnitsUnresolved with the
    leading units that stand for nobody, Stale, NumberTaken, NotPossibleNow.
    """
    draft = lock(draft)
    _refuse_second(draft)
    move(draft, DraftState.ISSUED)
    if draft.revision != seen_revision:
        raise Stale
    reading = from_json(draft.value or {})
    resolution = resolve(draft, in_force_on)
    if missing := unresolved_leads(reading.tasks, resolution):
        raise UnitsUnresolved(missing)
    document = _write_document(draft, reading, signing, by, at)
    link_files(draft, document, by=by, at=at)
    if signed_file is not None:
        attach_signed(document, signed_file, by, at)
    plan = _write_plan(draft, document, reading, in_force_on=in_force_on, by=by, at=at)
    areas = Areas(draft.agency)
    sections = _write_parts(plan, reading, areas)
    write_reporting_periods(
        document=document, deadlines=reading.report_deadlines, agency=draft.agency, by=by, at=at
    )
    tasks = issued_tasks(
        draft, reading.tasks, sections=sections, areas=areas, resolution=resolution
    )
    _finish(plan, [task for task in tasks if task.key not in carried], reading, by, at)
    remember_areas(draft)
    draft.changed_at = at
    draft.save(update_fields=["state", "changed_at"])
    record(
        action="plan.issued",
        target=plan,
        by=by,
        at=at,
        agency_id=draft.agency_id,
        number=document.number,
        tasks=plan.task_count,
        targets=plan.target_count,
    )
    return plan


def _refuse_second(draft: Draft) -> None:
    """Two people may press at once: the second is told who was first."""
    if draft.annex_of_id is not None:
        raise DomainError(_("Đây là phụ lục của kế hoạch đang theo dõi. Hãy ghép vào kế hoạch đó."))
    plan = Plan.objects.filter(draft=draft).select_related("issued_by").first()
    if plan is not None:
        name = plan.issued_by.full_name if plan.issued_by else ""
        raise AlreadyInForce(
            _("Kế hoạch này đã được %(name)s đưa vào theo dõi. Hãy mở danh sách kế hoạch để xem.")
            % {"name": name}
        )


def _write_document(
    draft: Draft, reading: PlanDraft, signing: Signing, by: User, at: datetime
) -> Document:
    head = reading.document
    return create_document(
        agency=draft.agency,
        kind=_KINDS.get(head.type or "KH", Document.Kind.OTHER),
        subject=head.title or draft.title,
        number=signing.number[:60],
        issued_on=signing.issued_on,
        issuer=(head.issuer or draft.agency.name)[:250],
        parent_issuer=(head.parent_issuer or "")[:250],
        place=(head.place or draft.agency.place)[:60],
        signer_authority=signing.signer_authority[:100],
        signer_position=signing.signer_position[:150],
        signer_name=signing.signer_name[:150],
        recipients=head.recipients,
        by=by,
        at=at,
    )


def link_files(draft: Draft, document: Document, *, role: str = "", by: User, at: datetime) -> None:
    """Link a draft's files to its document; role "" makes the first the source and the others annexes."""
    for file in draft.files.select_related("stored"):
        own = DocumentFile.Role.ANNEX if file.position else DocumentFile.Role.SOURCE
        attach_file(
            document=document, role=role or own, name=file.name, stored=file.stored, by=by, at=at
        )


def attach_signed(document: Document, file: NewFile, by: User, at: datetime) -> DocumentFile:
    """Keep the signed copy and link it to the document; the one before it is closed and stays."""
    return attach_file(
        document=document,
        role=DocumentFile.Role.SIGNED,
        name=file.name,
        chunks=file.chunks,
        media_type="application/pdf",
        by=by,
        at=at,
    )


def _write_plan(
    draft: Draft,
    document: Document,
    reading: PlanDraft,
    *,
    in_force_on: date,
    by: User,
    at: datetime,
) -> Plan:
    starts_on, ends_on, year = term_of(reading, in_force_on)
    plan = Plan(
        agency=draft.agency,
        document=document,
        draft=draft,
        state=PlanState.IN_FORCE,
        title=draft.title,
        year=year,
        starts_on=starts_on,
        ends_on=ends_on,
        in_force_on=in_force_on,
        issued_by=by,
        issued_at=at,
        value=draft.value or {},
    )
    plan.set_list_keys(plan.title, document.number, sorted_by=plan.title)
    plan.save()
    return plan


def term_of(reading: PlanDraft, in_force_on: date) -> tuple[date, date, int]:
    """First day, last day and year of the plan: as read, else the calendar year it takes effect in."""
    year = reading.document.year or in_force_on.year
    starts_on = reading.period.start or date(year, 1, 1)
    ends_on = reading.period.end or date(year, 12, 31)
    return starts_on, max(starts_on, ends_on), year


def _write_parts(plan: Plan, reading: PlanDraft, areas: Areas) -> list[PlanSection]:
    sections = PlanSection.objects.bulk_create(
        PlanSection(
            plan=plan,
            position=position,
            path=one.path[:120],
            heading=one.heading[:1000],
            area=areas.of(one.area),
            source=plain_source(one.source),
        )
        for position, one in enumerate(reading.sections, start=1)
    )
    Target.objects.bulk_create(
        Target(
            plan=plan,
            position=position,
            path=one.path[:120],
            text=one.text,
            area=areas.of(one.area),
            comparator=one.comparator or "",
            value=None if one.value is None else Decimal(str(one.value)),
            reference=(one.reference or "")[:300],
            unit_of_measure=(one.unit or "")[:60],
            per=(one.per or "")[:10],
            source=plain_source(one.source),
        )
        for position, one in enumerate(reading.targets, start=1)
    )
    LegalBasis.objects.bulk_create(
        LegalBasis(
            plan=plan,
            position=position,
            type=(one.type or "")[:60],
            number=(one.number or "")[:60],
            issued_on=one.date,
            issuer=(one.issuer or "")[:250],
            subject=one.subject or "",
            source=plain_source(one.source),
        )
        for position, one in enumerate(bases_of_plan(reading.legal_bases), start=1)
    )
    return sections


def _finish(
    plan: Plan, tasks: Sequence[IssuedTask], reading: PlanDraft, by: User, at: datetime
) -> None:
    write_tasks(plan, tasks, by, at)
    plan.task_count = len(reading.tasks)
    plan.target_count = len(reading.targets)
    plan.save(update_fields=["task_count", "target_count"])
