"""The background reading of a draft's files. May run twice and may be killed: the draft is written at the end."""

import logging
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath

from django.db import transaction
from django.utils.translation import gettext as _

from cchc.audit.services import record
from cchc.core import clock
from cchc.evidence.services import local_copy
from cchc.plans.models import Draft, DraftFile
from cchc.plans.selectors.checking import stored_findings
from cchc.plans.services.headings import recall_areas
from cchc.plans.services.matching import propose_matches
from cchc.plans.services.moves import lock, move
from cchc.plans.states import DraftState
from cchc.reading import as_json, read_blocks, require_plan
from cchc.reading.blocks import ReadFile
from cchc.reading.draft import PlanDraft
from cchc.reading.errors import UnreadableFile
from cchc.reading.inputs import load
from cchc.reading.inputs.assembly import Progress

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What reading gave: the files and the plan found in them."""

    files: list[ReadFile]
    plan: PlanDraft


def read_draft(draft_pk: int) -> None:
    """Read the files of a draft and put it under review, or say why it cannot be read.

    Does nothing for a draft that was read or discarded meanwhile. A file that is refused, and files without any
    task or target, end as UNREADABLE with a sentence; the files stay, so that reading can be tried again.
    """
    draft = Draft.objects.get(pk=draft_pk)
    if draft.state != DraftState.READING:
        return
    try:
        outcome = _read(draft)
    except UnreadableFile as refusal:
        _refuse(draft, refusal.message, clock.now())
        return
    except Exception:
        # A reading gives the same result each time: trying again by itself would only keep the person waiting.
        log.exception("reading of draft %s broke down", draft_pk)
        _refuse(draft, broken_down(), clock.now())
        return
    _finish(draft, outcome, clock.now())


def broken_down() -> str:
    """What a person is told when the reader itself fails on a file."""
    return _(
        "Phần mềm gặp lỗi khi đọc tệp này. Hãy bấm Đọc lại; nếu vẫn lỗi, hãy lưu văn bản thành tệp .docx mới rồi "
        "nhập lại và báo quản trị hệ thống."
    )


def _read(draft: Draft) -> _Outcome:
    rows = list(draft.files.select_related("stored"))
    read: list[ReadFile] = []
    with tempfile.TemporaryDirectory(prefix="cchc-read-") as folder:
        for row in rows:
            stage = _("Đang đọc tệp %(name)s") % {"name": row.name}
            _show(draft, stage, len(read), len(rows))
            read.append(_load(row, Path(folder), _recognising(draft, row, len(rows))))
    _show(draft, _("Đang nhận ra nhiệm vụ, đơn vị, thời hạn"), len(rows), len(rows))
    return _Outcome(read, require_plan(read_blocks(read)))


def _recognising(draft: Draft, row: DraftFile, files: int) -> Progress:
    """Tells of the pages that are recognised in pictures: each takes seconds."""

    def tell(stage: str, done: int, total: int) -> None:
        if stage != "ocr":
            return
        facts = {"name": row.name, "page": min(done + 1, total), "pages": total}
        shown = _("Đang nhận dạng chữ trong %(name)s: trang %(page)s/%(pages)s") % facts
        _show(draft, shown, row.position + done / total, files)

    return tell


def _load(row: DraftFile, folder: Path, progress: Progress) -> ReadFile:
    """Read one stored file under its own suffix: the store keeps bytes without names."""
    named = folder / f"{row.position}{PurePath(row.name).suffix.lower()}"
    try:
        with local_copy(row.stored) as path:
            named.symlink_to(path)
            return load(named, row.position, progress)
    except FileNotFoundError as error:
        raise UnreadableFile(
            "missing", _("%(name)s: tệp không còn trong kho.") % {"name": row.name}
        ) from error
    except UnreadableFile as refusal:
        raise UnreadableFile(refusal.code, f"{row.name}: {refusal.message}") from refusal


def _show(draft: Draft, stage: str, done: float, files: int) -> None:
    Draft.objects.filter(pk=draft.pk, state=DraftState.READING).update(
        progress={"stage": stage, "done": done, "total": files + 1}, changed_at=clock.now()
    )


@transaction.atomic
def _finish(draft: Draft, outcome: _Outcome, at: datetime) -> None:
    draft = lock(draft)
    if draft.state != DraftState.READING:
        return
    value = as_json(outcome.plan)
    for row, file in zip(draft.files.all(), outcome.files, strict=True):
        row.kind, row.pages, row.text = file.kind, file.pages, file.text
        row.save(update_fields=["kind", "pages", "text"])
    move(draft, DraftState.REVIEW)
    draft.reading = value
    findings = stored_findings(draft, value, clock.vietnam_date(at))
    draft.take_value({**value, "findings": findings})
    draft.progress, draft.changed_at = {}, at
    draft.save()
    propose_matches(draft=draft, on=clock.vietnam_date(at))
    record(
        action="draft.read",
        target=draft,
        by=None,
        at=at,
        agency_id=draft.agency_id,
        tasks=draft.task_count,
        targets=draft.target_count,
    )
    recall_areas(draft, at)


@transaction.atomic
def _refuse(draft: Draft, sentence: str, at: datetime) -> None:
    draft = lock(draft)
    if draft.state != DraftState.READING:
        return
    move(draft, DraftState.UNREADABLE)
    draft.refusal, draft.progress, draft.changed_at = sentence[:500], {}, at
    draft.save(update_fields=["state", "refusal", "progress", "changed_at"])
    record(
        action="draft.unreadable",
        target=draft,
        by=None,
        at=at,
        agency_id=draft.agency_id,
        reason=sentence,
    )
