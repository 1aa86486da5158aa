"""The register of assigned work (sổ nhiệm vụ được giao): tasks that come from no plan."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import Max

from cchc.audit.services import record
from cchc.core import clock
from cchc.core.text import squeeze
from cchc.evidence.services import store
from cchc.orgs.access import may
from cchc.orgs.models import Unit, User
from cchc.orgs.rules import Permission
from cchc.plans.issuing import IssuedTask, UnitLink
from cchc.plans.models import ReformArea
from cchc.reading.draft import ScheduleEntry
from cchc.tasks.models import Assignment, Instruction, Task
from cchc.tasks.selectors.entrusting import people_of
from cchc.tasks.services import refusals
from cchc.tasks.services.entrusting import named_from_start
from cchc.tasks.services.recording import locked_task
from cchc.tasks.services.rows import rows_of, save_rows, setting_of_instruction
from cchc.tasks.services.undoing import last_act


@dataclass(frozen=True, slots=True)
class Source:
    """What the register says of an instruction; see `models.Instruction`. `chunks`: the file's content, if any."""

    kind: str
    assigned_on: date
    subject: str
    said_by: str = ""
    margin_note: str = ""
    issuer: str = ""
    received_number: str = ""
    received_on: date | None = None
    expects_document: bool = False
    document_number: str = ""
    document_on: date | None = None
    file_name: str = ""
    media_type: str = ""
    chunks: Iterable[bytes] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Work:
    """One task of an instruction. `due_on` None: no day was set; it then runs to the end of the year.

    `person`: who in the lead unit does it, where whoever gave the work named him.
    """

    text: str
    area: ReformArea
    leads: Sequence[Unit]
    coordinating: Sequence[Unit] = ()
    products: Sequence[str] = ()
    due_on: date | None = None
    person: User | None = None


@transaction.atomic
def assign_work(
    *, agency: Unit, source: Source, works: Sequence[Work], by: User, at: datetime
) -> Instruction:
    """Enter an instruction into the agency's register and write its tasks, which run at once (giao nhiệm vụ).

    The document's number may come later (`complete_document`); the day of assignment stays. Raises NotTheRegister,
    NothingAssigned, DueBeforeAssigned, NotOurUnit, NotInTheUnit, AssignedInTheFuture.
    """
    if not may(by, Permission.INSTRUCTION_MANAGE, agency):
        raise refusals.NotTheRegister
    if source.assigned_on > clock.vietnam_date(at):
        raise refusals.AssignedInTheFuture
    year = source.assigned_on.year
    Unit.objects.select_for_update(no_key=True).get(pk=agency.pk)
    last = Instruction.objects.filter(agency=agency, year=year).aggregate(last=Max("number"))[
        "last"
    ]
    has_number = bool(source.document_number.strip())
    stored = (
        store(chunks=source.chunks, media_type=source.media_type, at=at)
        if source.chunks is not None
        else None
    )
    instruction = Instruction(
        agency=agency,
        year=year,
        number=(last or 0) + 1,
        kind=source.kind,
        assigned_on=source.assigned_on,
        subject=squeeze(source.subject)[:500],
        said_by=squeeze(source.said_by),
        margin_note=source.margin_note.strip(),
        issuer=squeeze(source.issuer),
        received_number=squeeze(source.received_number),
        received_on=source.received_on,
        expects_document=source.expects_document or has_number,
        document_number=squeeze(source.document_number),
        document_on=source.document_on if has_number else None,
        stored=stored,
        file_name=squeeze(source.file_name)[:255] if stored else "",
        created_by=by,
        created_at=at,
    )
    _set_keys(instruction)
    instruction.save()
    record(
        action="instruction.entered",
        target=instruction,
        by=by,
        at=at,
        agency_id=agency.pk,
        kind=source.kind,
        assigned_on=source.assigned_on,
        document=instruction.document_number,
        tasks=len(works),
    )
    _write(instruction, works, by, at)
    return instruction


@transaction.atomic
def add_work(
    *, instruction: Instruction, works: Sequence[Work], by: User, at: datetime
) -> Instruction:
    """Write further tasks of an instruction that is in the register. Raises as `assign_work`."""
    instruction = _locked(instruction, by)
    record(
        action="instruction.extended",
        target=instruction,
        by=by,
        at=at,
        agency_id=instruction.agency_id,
        tasks=len(works),
    )
    _write(instruction, works, by, at)
    return instruction


@transaction.atomic
def complete_document(
    *,
    instruction: Instruction,
    number: str,
    on: date,
    issuer: str,
    seen: int,
    by: User,
    at: datetime,
) -> Instruction:
    """Fill in the document that an instruction became (bổ sung số văn bản); tasks and days stay as they are.

    Raises NotTheRegister, DocumentKnown, Stale.
    """
    instruction = _locked(instruction, by)
    if not instruction.awaits_document:
        raise refusals.DocumentKnown
    instruction.claim_version(seen)
    instruction.document_number, instruction.document_on = squeeze(number), on
    instruction.issuer = squeeze(issuer) or instruction.issuer
    _set_keys(instruction)
    instruction.save(
        update_fields=["document_number", "document_on", "issuer", "search_key", "sort_key"]
    )
    record(
        action="instruction.document",
        target=instruction,
        by=by,
        at=at,
        agency_id=instruction.agency_id,
        number=instruction.document_number,
        on=on,
    )
    return instruction


@transaction.atomic
def discontinue_work(
    *, task: Task, on: date, reason: str, seen: int, by: User, at: datetime
) -> Task:
    """End a task of an instruction before it is done (thôi thực hiện); what was recorded stays.

    A plan's task ends by an amendment of the plan only. Raises NotTheRegister, PlanTaskEndsByAmendment, WordsMissing,
    NoLongerCarriedOut, DueBeforeAssigned, Stale.
    """
    task = locked_task(task.pk)
    if task.instruction is None:
        raise refusals.PlanTaskEndsByAmendment
    if not may(by, Permission.INSTRUCTION_MANAGE, task.agency):
        raise refusals.NotTheRegister
    if not reason.strip():
        raise refusals.WordsMissing
    if task.discontinued_on is not None:
        raise refusals.NoLongerCarriedOut
    if on < task.instruction.assigned_on:
        raise refusals.DueBeforeAssigned
    task.claim_version(seen)
    task.discontinued_on, task.changed_at = on, at
    task.save(update_fields=["discontinued_on", "changed_at"])
    record(
        action="task.discontinued",
        target=task,
        by=by,
        at=at,
        agency_id=task.agency_id,
        on=on,
        reason=reason.strip(),
    )
    return task


@transaction.atomic
def undo_discontinuing(*, task: Task, by: User, at: datetime) -> Task:
    """Take one's own ending of an assigned task back (hoàn tác thôi thực hiện): it is carried out again.

    A plan's task comes back by an amendment only. Raises NotTheRegister, UndoneAlready, NotYourAct, TooLateToUndo.
    """
    task = locked_task(task.pk)
    if task.instruction is None or not may(by, Permission.INSTRUCTION_MANAGE, task.agency):
        raise refusals.NotTheRegister
    last = last_act(
        task,
        "task.discontinued",
        "task.discontinuing_undone",
        by=by,
        at=at,
        instead="Hãy giao lại bằng một nhiệm vụ phát sinh mới.",
    )
    if task.discontinued_on is None:
        raise refusals.UndoneAlready
    ended_on = task.discontinued_on
    task.claim_version(task.version)
    task.discontinued_on, task.changed_at = None, at
    task.save(update_fields=["discontinued_on", "changed_at"])
    record(
        action="task.discontinuing_undone",
        target=task,
        by=by,
        at=at,
        agency_id=task.agency_id,
        on=ended_on,
        undoes=last.seq,
    )
    return task


def _locked(instruction: Instruction, by: User) -> Instruction:
    found = Instruction.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "agency"
    )
    instruction = found.get(pk=instruction.pk)
    if not may(by, Permission.INSTRUCTION_MANAGE, instruction.agency):
        raise refusals.NotTheRegister
    return instruction


def _set_keys(instruction: Instruction) -> None:
    instruction.set_list_keys(
        instruction.label,
        instruction.subject,
        instruction.document_number,
        instruction.received_number,
        instruction.issuer,
        instruction.said_by,
        sorted_by=instruction.subject,
    )


def _write(instruction: Instruction, works: Sequence[Work], by: User, at: datetime) -> None:
    if not works:
        raise refusals.NothingAssigned
    first = instruction.tasks.count() + 1
    leads = {unit for work in works if work.person for unit in work.leads}
    working = people_of(leads, clock.vietnam_date(at)) if leads else {}
    sheets, named = [], []
    for position, work in enumerate(works, start=first):
        if work.due_on is not None and work.due_on < instruction.assigned_on:
            raise refusals.DueBeforeAssigned
        if any(unit.agency_id != instruction.agency_id for unit in work.leads):
            raise refusals.NotOurUnit
        ends_on = max(date(instruction.year, 12, 31), work.due_on or instruction.assigned_on)
        setting = setting_of_instruction(instruction, ends_on, at)
        rows = rows_of(_issued(instruction, work, position), setting)
        if work.person is not None:
            named.append(_named(rows.assignments, work.person, working))
        sheets.append(rows)
    save_rows(sheets)
    named_from_start(named, by, at)


def _named(
    parts: Sequence[Assignment], person: User, working: Mapping[Unit, Sequence[User]]
) -> Assignment:
    """The lead's part with the person who does it; among several leads the one where he works."""
    for part in parts:
        if part.part == Assignment.Part.LEAD and person in working[part.unit]:
            part.person = person
            return part
    raise refusals.NotInTheUnit


def _issued(instruction: Instruction, work: Work, position: int) -> IssuedTask:
    label = f"{instruction.label}.{position}"
    return IssuedTask(
        key=str(uuid4()),
        path=label,
        label=label,
        position=position,
        text=squeeze(work.text),
        section=None,
        area=work.area,
        leads=[UnitLink(unit.name, unit) for unit in work.leads],
        coordinating=[UnitLink(unit.name, unit) for unit in work.coordinating],
        products=[squeeze(product) for product in work.products],
        products_rule=Task.ProductsRule.ALL.value,
        conditional=False,
        issued_by=None,
        funding=None,
        time=f"Trước hoặc trong ngày {work.due_on:%d/%m/%Y}" if work.due_on else None,
        schedule=_schedule(work),
        source={},
        quote="",
    )


def _schedule(work: Work) -> list[ScheduleEntry]:
    """One day for all products, each its own milestone; for the task as a whole when it names none."""
    if work.due_on is None:
        return []
    products = range(len(work.products)) if work.products else (None,)
    return [ScheduleEntry(due=work.due_on, product=product) for product in products]
