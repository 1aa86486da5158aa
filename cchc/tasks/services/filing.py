"""Files of work: opened, filled with tasks, closed. Nothing of them is ever deleted here."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from cchc.audit.services import record
from cchc.core import clock
from cchc.core.text import squeeze
from cchc.orgs.models import Unit, User
from cchc.tasks.models import FiledTask, Task, WorkFile
from cchc.tasks.rules.keeping import terms
from cchc.tasks.selectors.people import Standing, standing_of
from cchc.tasks.services import refusals


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a file of work says of itself. `years`: 0 for ever. `closed_on`: None while it is open."""

    code: str
    title: str
    years: int
    closed_on: date | None = None


@transaction.atomic
def open_work_file(*, agency: Unit, facts: FileFacts, by: User, at: datetime) -> WorkFile:
    """Open a file of work (lập hồ sơ). Raises CodeTaken, WordsMissing, WrongTerm."""
    row = WorkFile(agency=agency, opened_on=clock.vietnam_date(at), opened_by=by)
    _take(row, facts, at)
    row.save()
    _record("work_file.opened", row, by, at)
    return row


@transaction.atomic
def change_work_file(
    *, work_file: WorkFile, facts: FileFacts, by: User, at: datetime, seen: int
) -> WorkFile:
    """Change a file's code, title or term, close it (kết thúc hồ sơ) or open it again; all of it on record.

    Raises Stale, CodeTaken, WordsMissing, WrongTerm, InTheFuture.
    """
    row = WorkFile.objects.select_for_update(no_key=True).get(pk=work_file.pk)
    row.claim_version(seen)
    _take(row, facts, at)
    row.save()
    _record("work_file.changed", row, by, at)
    return row


@transaction.atomic
def file_task(*, task: Task, work_file: WorkFile, by: User, at: datetime) -> FiledTask:
    """Put a task into a file of work of its agency; out of another one, if it was in one.

    by: whoever may record results of the task. Raises NotYourUnit, OtherAgency, FileClosed.
    """
    work_file = WorkFile.objects.select_for_update(no_key=True).get(pk=work_file.pk)
    if work_file.agency_id != task.agency_id:
        raise refusals.OtherAgency
    if work_file.closed_on is not None:
        raise refusals.FileClosed
    if standing_of(by, task) is Standing.NONE:
        raise refusals.NotYourUnit
    before = FiledTask.objects.select_related("work_file").filter(task=task).first()
    if before is not None and before.work_file.closed_on is not None:
        raise refusals.FileClosed
    row, _new = FiledTask.objects.update_or_create(
        task=task, defaults={"work_file": work_file, "filed_by": by, "filed_at": at}
    )
    record(
        action="task.filed",
        target=task,
        by=by,
        at=at,
        agency_id=task.agency_id,
        label=str(task),
        code=work_file.code,
        before=before.work_file.code if before else "",
    )
    return row


def _take(row: WorkFile, facts: FileFacts, at: datetime) -> None:
    row.code, row.title = squeeze(facts.code)[:60], squeeze(facts.title)[:500]
    if not row.code or not row.title:
        raise refusals.WordsMissing
    if facts.years not in terms()[1]:
        raise refusals.WrongTerm
    if facts.closed_on is not None and facts.closed_on > clock.vietnam_date(at):
        raise refusals.InTheFuture
    same = WorkFile.objects.filter(agency=row.agency, code=row.code).exclude(pk=row.pk)
    if same.exists():
        raise refusals.CodeTaken
    row.years = facts.years or None
    row.closed_on = facts.closed_on
    if row.closed_on is not None and row.closed_on < row.opened_on:
        row.opened_on = row.closed_on
    row.set_list_keys(row.code, row.title, sorted_by=row.code)


def _record(action: str, row: WorkFile, by: User, at: datetime) -> None:
    record(
        action=action,
        target=row,
        by=by,
        at=at,
        agency_id=row.agency_id,
        label=str(row),
        years=row.years,
        closed_on=row.closed_on.isoformat() if row.closed_on else "",
    )
