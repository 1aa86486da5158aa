"""Which tasks a person reaches: one rule for page, list, export and figures. What is not his is not there."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from cchc.core import clock
from cchc.documents.access import readable_slip
from cchc.documents.models import DirectionSlip
from cchc.evidence.access import Readable
from cchc.orgs.access import agencies_where, agency_where, may, memberships_with, readable_agencies
from cchc.orgs.models import PATH_DIGITS, Membership, Unit, User
from cchc.orgs.rules import Permission, Role, permissions_of
from cchc.orgs.selectors import coordinating_offices
from cchc.tasks.models import (
    AreaCharge,
    Assignment,
    Extension,
    Instruction,
    Obstacle,
    Occurrence,
    Remark,
    ResultEvidence,
    SavedView,
    SheetUpload,
    Task,
    Watch,
    WorkFile,
)
from cchc.tasks.rules.asked import Asked
from cchc.tasks.selectors.discussion import takes_part
from cchc.tasks.selectors.people import Confirming, Standing, confirming_of, live_parts, standing_of
from cchc.tasks.selectors.proof import Proof, document_day, proof, with_signing, year_end

_LISTED = 50


def visible_agencies(user: User) -> list[Unit]:
    """The agencies at or below one where the person may read issued plans, by place in the tree."""
    return list(
        Unit.objects.filter(readable_agencies(user), is_agency=True)
        .only("pk", "uid", "name", "short_name", "path", "is_agency")
        .order_by("path")
    )


def get_agency_above(*, user: User, asked: str) -> Unit:
    """The agency of this uid among those that the person reads, for "" the one he works in; or 404."""
    if not asked:
        return agency_where(user, Permission.PLAN_READ)
    agencies = Unit.objects.filter(readable_agencies(user), is_agency=True)
    try:
        return get_object_or_404(agencies, uid=UUID(asked))
    except ValueError:
        raise Http404 from None


def agencies_between(user: User, agency: Unit) -> list[Unit]:
    """The agencies above this one that the person reads, highest first. One statement."""
    path = agency.path
    keys = [int(path[start : start + PATH_DIGITS]) for start in range(0, len(path), PATH_DIGITS)]
    above = Unit.objects.filter(readable_agencies(user), pk__in=keys[:-1], is_agency=True)
    return list(above.order_by("path"))


def visible_tasks(user: User, agencies: list[Unit] | None = None) -> QuerySet[Task]:
    """Tasks of the agencies that the person reads.

    A handful of agencies is named by key, so that an index on (agency, ...) serves filter and order at once;
    a whole province goes by its path on the tree. `agencies`: as `visible_agencies` gave them, if at hand.
    """
    reached = visible_agencies(user) if agencies is None else agencies
    if len(reached) == 1:
        return Task.objects.filter(agency=reached[0].pk)
    if len(reached) <= _LISTED:
        return Task.objects.filter(agency__in=[agency.pk for agency in reached])
    return Task.objects.filter(readable_agencies(user))


def asked_of(user: User, asked: Asked, agencies: list[Unit] | None = None) -> QuerySet[Task]:
    """The visible tasks; those that the person watches, or that were entrusted to him, where that is asked for."""
    tasks = visible_tasks(user, agencies)
    if asked.watched:
        tasks = tasks.filter(pk__in=Watch.objects.filter(user=user).values("task"))
    if asked.mine:
        entrusted = Assignment.objects.filter(person=user, to_on__isnull=True)
        tasks = tasks.filter(pk__in=entrusted.values("task"))
    return tasks


def get_task(*, user: User, uid: UUID) -> Task:
    """A task that the person may read, with plan, area and agency; or 404."""
    tasks = Task.objects.filter(readable_agencies(user)).select_related(
        "plan", "area", "agency__calendar_choice"
    )
    return get_object_or_404(tasks, uid=uid)


def visible_instructions(user: User) -> QuerySet[Instruction]:
    """The instructions of agencies whose plans and tasks the person reads."""
    return Instruction.objects.filter(readable_agencies(user))


def get_instruction(*, user: User, uid: UUID) -> Instruction:
    """An instruction of an agency whose plans and tasks the person reads; or 404."""
    rows = visible_instructions(user).select_related("agency", "stored", "created_by")
    return get_object_or_404(rows, uid=uid)


def instruction_file(user: User, uid: UUID) -> Readable | None:
    """The file of an instruction, for who reads the tasks that come of it."""
    try:
        found = get_instruction(user=user, uid=uid)
    except Http404:
        return None
    if found.stored is None:
        return None
    return Readable(
        found.stored,
        found.file_name,
        about=found.label,
        address=reverse("instruction", args=[found.uid]),
        document_number=found.document_number,
        document_on=found.document_on,
        added_by=found.created_by.full_name,
        added_at=found.created_at,
    )


def slip_file(user: User, uid: UUID) -> Readable | None:
    """The slip of a leader's word on a task, for who reads the task; that of an earlier word too."""
    slip = DirectionSlip.objects.select_related("stored", "added_by").filter(uid=uid).first()
    if slip is None:
        return None
    task = Task.objects.filter(readable_agencies(user), uid=slip.about).first()
    if task is None:
        return None
    return readable_slip(
        slip,
        about=_("Nhiệm vụ %(label)s") % {"label": task.label},
        address=reverse("task", args=[task.uid]),
    )


def get_occurrence(*, user: User, uid: UUID) -> Occurrence:
    """An occurrence of a task that the person may read; or 404. Who may write is judged by the service."""
    occurrence = get_object_or_404(
        Occurrence.objects.select_related("milestone", "milestone__deliverable", "unit"), uid=uid
    )
    tasks = Task.objects.filter(readable_agencies(user))
    occurrence.task = get_object_or_404(
        tasks.select_related("plan", "instruction", "agency__calendar_choice"),
        pk=occurrence.task_id,
    )
    return occurrence


def get_extension(*, user: User, uid: UUID) -> Extension:
    """A request that the person may decide on or record the decision of; or 404."""
    extension = get_object_or_404(Extension.objects.select_related("asked_by"), uid=uid)
    extension.occurrence = get_occurrence(user=user, uid=extension.occurrence.uid)
    if not may(user, Permission.DIRECTION_RECORD, extension.occurrence.task.agency):
        raise Http404
    return extension


def get_own_extension(*, user: User, uid: UUID) -> Extension:
    """A request that the person made, of a task that he reads; or 404. Whether it still waits is for the service."""
    extension = get_object_or_404(Extension, uid=uid, asked_by=user)
    extension.occurrence = get_occurrence(user=user, uid=extension.occurrence.uid)
    return extension


def get_own_obstacle(*, user: User, uid: UUID) -> Obstacle:
    """A difficulty that the person raised, of a task that he reads; or 404."""
    obstacle = get_object_or_404(Obstacle.objects.select_related("task"), uid=uid, raised_by=user)
    obstacle.task = get_task(user=user, uid=obstacle.task.uid)
    return obstacle


def get_obstacle(*, user: User, uid: UUID) -> Obstacle:
    """A difficulty that the person may answer or record the answer to; or 404."""
    standing = Obstacle.objects.filter(withdrawn_at__isnull=True)
    obstacle = get_object_or_404(standing.select_related("task", "raised_by"), uid=uid)
    obstacle.task = get_task(user=user, uid=obstacle.task.uid)
    if not may(user, Permission.DIRECTION_RECORD, obstacle.task.agency):
        raise Http404
    return obstacle


def get_evidence(*, user: User, uid: UUID) -> ResultEvidence:
    """A live link to proof that the person may see, with its occurrence and task; or 404."""
    row = get_object_or_404(
        ResultEvidence.objects.filter(removed_at__isnull=True).select_related("stored", "added_by"),
        uid=uid,
    )
    row.occurrence = get_occurrence(user=user, uid=row.occurrence.uid)
    if not may_see_proof(user, row.occurrence):
        raise Http404
    return row


def proof_file(user: User, uid: UUID) -> Readable | None:
    """The file behind a link to proof, for who may see it."""
    try:
        row = get_evidence(user=user, uid=uid)
    except Http404:
        return None
    if row.stored is None:
        return None
    task = row.occurrence.task
    return Readable(
        row.stored,
        row.name,
        about=_("Nhiệm vụ %(label)s") % {"label": task.label},
        address=reverse("task", args=[task.uid]),
        document_number=row.document_number or row.occurrence.document_number,
        document_on=document_day(row, row.occurrence),
        added_by=row.added_by.full_name,
        added_at=row.added_at,
        proves_until=year_end(task),
    )


def may_see_proof(user: User, occurrence: Occurrence) -> bool:
    """Confirmed proof is everybody's who reads the task; before, the units' in it, the coordinator's, the leaders'."""
    task = occurrence.task
    return (
        occurrence.confirmed_at is not None
        or standing_of(user, task, occurrence) is not Standing.NONE
        or may(user, Permission.RESULT_CONFIRM_ANY, task.agency)
        or confirming_of(user, task, occurrence) is Confirming.MAY
    )


def visible_proof(user: User) -> QuerySet[ResultEvidence]:
    """The live links to proof that the person may see, of tasks that he reads: `may_see_proof` said in SQL."""
    live = ResultEvidence.objects.filter(
        removed_at__isnull=True, occurrence__task__in=visible_tasks(user)
    )
    parts = Assignment.objects.filter(
        task=OuterRef("occurrence__task"),
        to_on__isnull=True,
        unit__agency=OuterRef("occurrence__task__agency"),
    )
    seen = Q(occurrence__confirmed_at__isnull=False)
    for held in user.live_memberships:
        permissions = permissions_of(Role(held.role))
        if permissions & {Permission.FACT_RECORD_ANY, Permission.RESULT_CONFIRM_ANY}:
            seen |= Q(occurrence__task__agency=held.unit.agency_id)
        elif Permission.FACT_RECORD in permissions:
            own = parts.filter(unit__path__startswith=held.unit.path)
            seen |= Q(Exists(own.filter(part=Assignment.Part.COORDINATING)))
            seen |= Q(Exists(own.filter(unit=OuterRef("occurrence__unit"))))
            seen |= Q(occurrence__unit__isnull=True) & Q(Exists(own))
        if Permission.RESULT_CONFIRM in permissions:
            seen |= _judged_by(held, user)
    return live.filter(seen)


def _judged_by(held: Membership, user: User) -> Q:
    """Results that a head of a coordinating office may confirm; a coordinator or a leader sees all anyway."""
    judged = Q(pk__in=[])
    if held.role == Role.UNIT_HEAD and held.unit.agency_id is not None:
        for office in coordinating_offices(held.unit.agency_id, clock.today()):
            judged |= Q(occurrence__unit__path__startswith=office.path)
    said = Q(pk__in=[])
    for name in ("delivered_on", "submitted_on", "not_arising_on"):
        said |= Q(**{f"occurrence__{name}__isnull": False})
    mine = Q(occurrence__unit__path__startswith=held.unit.path)
    here = Q(occurrence__task__agency=held.unit.agency_id)
    return judged & said & mine & here & ~Q(occurrence__recorded_by=user)


def proof_of(occurrence: Occurrence) -> list[Proof]:
    """The live links to proof of one occurrence, loaded with its task, oldest first."""
    live = with_signing(occurrence.evidence.filter(removed_at__isnull=True))
    rows = list(live.select_related("stored__examination", "added_by"))
    return [proof(row, occurrence, occurrence.task) for row in rows]


def visible_work_files(user: User) -> QuerySet[WorkFile]:
    """Files of work of the agencies that the person reads."""
    return WorkFile.objects.filter(readable_agencies(user)).select_related("agency")


def get_work_file(*, user: User, uid: UUID) -> WorkFile:
    """A file of work that the person may read; or 404."""
    return get_object_or_404(visible_work_files(user), uid=uid)


def may_keep(user: User, work_file: WorkFile) -> bool:
    """Whether the person may change a file of work: whoever records results somewhere in its agency."""
    held = memberships_with(user, Permission.FACT_RECORD)
    return any(each.unit.agency_id == work_file.agency_id for each in held)


def get_unit(*, user: User, uid: UUID) -> Unit:
    """A unit of an agency that the person reads, or an outside body; or 404."""
    unit = get_object_or_404(Unit.objects.select_related("agency"), uid=uid)
    reached = visible_agencies(user)
    if not reached:
        raise Http404
    if unit.is_outside or unit.agency_id in {agency.pk for agency in reached}:
        return unit
    raise Http404


def get_directed_agency(*, user: User, asked: str) -> Unit:
    """The agency of this uid among those whose work the person directs, the first of them for ""; or 404."""
    directed = agencies_where(user, Permission.DIRECTION_RECORD)
    found = [agency for agency in directed if asked in {"", str(agency.uid)}]
    if not found:
        raise Http404
    return found[0]


def get_charge(*, user: User, uid: UUID) -> AreaCharge:
    """A leader's charge of an area in an agency whose people the person keeps; or 404."""
    agencies = agencies_where(user, Permission.USER_MANAGE)
    charges = AreaCharge.objects.select_related("user", "area")
    return get_object_or_404(charges, uid=uid, agency__in=agencies)


def get_view(*, user: User, uid: UUID) -> SavedView:
    """One of the person's own saved views, or 404."""
    return get_object_or_404(SavedView, user=user, uid=uid)


def get_remark(*, user: User, uid: UUID) -> Remark:
    """Something said in a discussion that the person takes part in; or 404."""
    remark = get_object_or_404(Remark.objects.select_related("task", "written_by"), uid=uid)
    remark.task = get_task(user=user, uid=remark.task.uid)
    if not takes_part(user, remark.task, live_parts(remark.task)):
        raise Http404
    return remark


def get_upload(*, user: User, uid: UUID) -> SheetUpload:
    """One of the person's own filled-in lists, or 404."""
    return get_object_or_404(SheetUpload.objects.select_related("user"), user=user, uid=uid)
