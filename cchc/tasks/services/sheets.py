"""A list that came back filled in: kept with its rows, judged row by row, applied through the usual services."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cchc.audit.services import record
from cchc.core import clock
from cchc.core.errors import DomainError
from cchc.orgs.models import User
from cchc.reading.filled import FilledRow
from cchc.sheets import expiring
from cchc.sheets.expiring import Unwritten
from cchc.sheets.rules import Change
from cchc.sheets.services import now_or_queued, touched_rows
from cchc.tasks.models import Occurrence, SheetLine, SheetUpload, Task
from cchc.tasks.rules.sheet import (
    MOST_ROWS,
    NOTE,
    PERCENT,
    Key,
    read_cells,
)
from cchc.tasks.selectors.people import Standing
from cchc.tasks.selectors.sheets import (
    Ground,
    Told,
    ground_of,
    may_report,
    shown_of,
    told_by,
)
from cchc.tasks.services import refusals
from cchc.tasks.services.progress import report_progress
from cchc.tasks.services.recording import Result, check_recording, record_fact

AT_ONCE = 40
V = SheetLine.Verdict


@dataclass(frozen=True, slots=True)
class Judgement:
    """What would become of a row, in words; errors: by heading, for the cells that are wrong."""

    verdict: str
    message: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    told: Told | None = None

    @property
    def changes(self) -> list[Change]:
        return self.told.changes if self.told and self.verdict == V.WAITING else []


@transaction.atomic
def take_upload(
    *, name: str, sha256: str, rows: Sequence[FilledRow], by: User, at: datetime
) -> SheetUpload:
    """Keep the rows that somebody touched since they went out; writes nothing on any task.

    Raises TooManyRows, NothingFilledIn.
    """
    touched = touched_rows(
        rows, Key, most=MOST_ROWS, too_many=refusals.TooManyRows, untouched=refusals.NothingFilledIn
    )
    upload = SheetUpload.objects.create(user=by, name=name[:255], sha256=sha256, uploaded_at=at)
    SheetLine.objects.bulk_create(
        [SheetLine(upload=upload, **row) for row in touched], batch_size=500
    )
    record(action="sheet.uploaded", **_about(upload, by, at), rows=len(touched), sha256=sha256)
    return upload


def judge_lines(
    lines: Sequence[SheetLine], user: User, tasks: QuerySet[Task], today: date
) -> list[Judgement]:
    """How each row would fare now, in order; constant statements however many rows."""
    keys = [Key.parse(line.key) for line in lines]
    ground = ground_of(user, tasks, [key for key in keys if key is not None])
    return [_judged(key, line, ground, today) for key, line in zip(keys, lines, strict=True)]


@transaction.atomic
def start_applying(
    *, upload: SheetUpload, count: int, tasks: QuerySet[Task], by: User, at: datetime
) -> None:
    """Apply what may be applied, once however often it is asked: a few rows now, more than AT_ONCE in a job.

    count: rows that would change something. tasks: those that the sender may read.
    """
    if not upload.claim_start(at):
        return
    record(action="sheet.started", **_about(upload, by, at), rows=count)
    now_or_queued(
        "tasks.apply_sheet",
        upload.pk,
        count=count,
        at_once=AT_ONCE,
        act=lambda: apply_lines(upload=upload, tasks=tasks),
    )


def apply_lines(*, upload: SheetUpload, tasks: QuerySet[Task]) -> None:
    """Every waiting row in a transaction of its own: a kill in the middle loses and doubles nothing.

    A second run goes on where the first ended. tasks: those that the sender may read now.
    """
    waiting = upload.lines.filter(verdict=V.WAITING)
    for pk in list(waiting.values_list("pk", flat=True)):
        _apply_line(pk, upload.user, tasks)
    with transaction.atomic():
        at = clock.now()
        if upload.claim_end(at):
            counts = {code: upload.lines.filter(verdict=code).count() for code in V.values}
            record(action="sheet.applied", **_about(upload, upload.user, at), counts=counts)


@transaction.atomic
def _apply_line(pk: int, by: User, tasks: QuerySet[Task]) -> None:
    line = SheetLine.objects.select_for_update(no_key=True).get(pk=pk)
    if line.verdict != V.WAITING:
        return
    at = clock.now()
    (judged,) = judge_lines([line], by, tasks, clock.vietnam_date(at))
    line.verdict, line.message, line.errors = judged.verdict, judged.message, judged.errors
    if judged.told and judged.verdict == V.WAITING:
        line.verdict = V.APPLIED
        line.message = "; ".join(f"{each.heading}: {each.new or '–'}" for each in judged.changes)
        try:
            with transaction.atomic():
                _carry_out(judged.told, line, by, at)
        except DomainError as refusal:
            line.verdict, line.message = V.REFUSED, refusal.message
    line.save(update_fields=["verdict", "message", "errors"])


def _carry_out(told: Told, line: SheetLine, by: User, at: datetime) -> None:
    key, given = Key.parse(line.key), told.cells
    if told.records and told.place.occurrence is not None and key is not None:
        record_fact(
            occurrence=told.place.occurrence,
            result=_result(told, clock.vietnam_date(at)),
            by=by,
            at=at,
            seen=key.version,
        )
    if told.reports_for is not None and given.percent is not None:
        report_progress(
            task=told.place.task,
            unit=told.reports_for,
            percent_done=given.percent,
            note=given.note,
            by=by,
            at=at,
        )


def _judged(key: Key | None, line: SheetLine, ground: Ground, today: date) -> Judgement:
    place = ground.place(key) if key else None
    if place is None or key is None:
        return Judgement(
            V.REFUSED, _("Không tìm thấy nhiệm vụ của dòng này trong phạm vi của bạn.")
        )
    given = read_cells(line.values)
    if given.errors:
        return Judgement(V.REFUSED, _("Có ô chưa đúng."), given.errors)
    if given.says_progress and not may_report(place, ground.user):
        return Judgement(V.REFUSED, refusals.NotAPart.text)
    told = told_by(place, given, ground)
    if not told.changes:
        return Judgement(V.UNCHANGED, told=told)
    try:
        _check_result(key, told, ground, today)
        errors = _check_progress(told)
    except DomainError as refusal:
        return Judgement(V.REFUSED, refusal.message, told=told)
    if errors:
        return Judgement(V.REFUSED, _("Có ô chưa đúng."), errors, told)
    marked = ground.standing(place) is Standing.ON_BEHALF
    return Judgement(V.WAITING, _("nhập thay") if marked else "", told=told)


def _check_result(key: Key, told: Told, ground: Ground, today: date) -> None:
    if not told.records:
        return
    row = told.place.occurrence
    if row is None:
        raise refusals.NothingIsDue
    check_recording(told.place.task, row, _result(told, today), ground.standing(told.place), today)
    if row.version != key.version:
        raise refusals.ChangedMeanwhile(_meanwhile(row))


def _check_progress(told: Told) -> dict[str, str]:
    given = told.cells
    if told.reports_for is None:
        return {}
    if told.place.task.discontinued_on is not None:
        raise refusals.NoLongerCarriedOut
    if given.percent is None:
        return {PERCENT: _("Hãy nhập phần trăm đã làm.")}
    return {} if given.note else {NOTE: _("Hãy ghi tình hình thực hiện.")}


def _result(told: Told, today: date) -> Result:
    """What a row records; the day on which "không phát sinh" was said stays when it was said before."""
    given, row = told.cells.shown, told.place.occurrence
    said = row.not_arising_on if row and row.not_arising_on else today
    return Result(
        given.submitted_on,
        given.delivered_on,
        given.document_number,
        given.outcome,
        said if given.is_not_arising else None,
    )


def _meanwhile(row: Occurrence) -> str:
    """Who changed the row since the list went out, and what stands there now."""
    cells = shown_of(row).cells()
    stands = "; ".join(f"{name}: {value}" for name, value in cells.items() if value)
    name = row.recorded_by.full_name if row.recorded_by else _("người khác")
    return _(
        "Sau khi bạn tải danh sách về, %(name)s đã sửa dòng này. Hiện đang ghi: %(stands)s. "
        "Nội dung bạn điền vẫn được giữ ở đây; hãy mở nhiệm vụ để ghi nhận."
    ) % {"name": name, "stands": stands or _("chưa có kết quả")}


def register_unwritten() -> None:
    """Let lists go that nobody applies."""
    waiting = SheetUpload.objects.filter(started_at__isnull=True).select_related("user")
    expiring.register(
        Unwritten(waiting.all, "sheet.forgotten", lambda upload: _agency_of(upload.user))
    )


def _about(upload: SheetUpload, by: User, at: datetime) -> dict[str, Any]:
    return {
        "target": upload,
        "by": by,
        "at": at,
        "agency_id": _agency_of(by),
        "label": upload.name,
    }


def _agency_of(user: User) -> int:
    """The agency in which the person works, or worked last: a list may end after its sender's last role did."""
    roles = user.live_memberships or user.memberships.select_related("unit").order_by("-valid_from")
    agencies = [role.unit.agency_id for role in roles]
    return next(agency for agency in agencies if agency is not None)
