"""From dropped files to a draft under review."""

import mimetypes
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePath

from django.db import transaction
from django.utils.translation import gettext as _

from cchc.audit.services import record
from cchc.core import jobs
from cchc.core.errors import DomainError
from cchc.core.queue import is_under_way
from cchc.core.text import squeeze
from cchc.evidence.services import store
from cchc.orgs.models import Unit, User
from cchc.plans.models import Draft, DraftFile, Plan
from cchc.plans.services.moves import NotPossibleNow, lock, move
from cchc.plans.states import DraftState

READ_UPLOAD = "plans.read_upload"
SILENT_FOR = timedelta(seconds=90)


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file that arrived: its name as the person calls it, and its bytes in pieces."""

    name: str
    chunks: Iterable[bytes]


@transaction.atomic
def start_draft(
    *,
    agency: Unit,
    files: Sequence[NewFile],
    by: User,
    at: datetime,
    annex_of: Plan | None = None,
) -> Draft:
    """Keep the uploaded files and have them read in the background (nhập kế hoạch).

    files: the body first, then its annexes; checked by the caller (`reading.inputs.guard`).
    annex_of: the plan in force that these files are a late annex of.
    Raises DomainError without files.
    """
    if not files:
        raise DomainError(_("Chưa có tệp nào. Hãy chọn tệp kế hoạch rồi tải lên."))
    draft = Draft(agency=agency, created_by=by, created_at=at, changed_at=at, annex_of=annex_of)
    draft.title = PurePath(squeeze(files[0].name)).stem[:500]
    draft.progress = waiting(len(files))
    draft.set_list_keys(draft.title, sorted_by=draft.title)
    draft.save()
    for position, file in enumerate(files):
        media_type = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        stored = store(chunks=file.chunks, media_type=media_type, at=at)
        DraftFile.objects.create(
            draft=draft, stored=stored, name=squeeze(file.name)[-255:], position=position
        )
    jobs.enqueue(READ_UPLOAD, draft.pk)
    record(
        action="draft.started",
        target=draft,
        by=by,
        at=at,
        agency_id=agency.pk,
        files=[file.name for file in files],
    )
    return draft


@transaction.atomic
def retry_reading(*, draft: Draft, by: User, at: datetime) -> Draft:
    """Read the same files again: after a refusal, or when the reading went silent.

    Raises NotPossibleNow while a reading is under way and for drafts that were read.
    """
    draft = lock(draft)
    if draft.state == DraftState.READING and not is_silent(draft, at):
        raise NotPossibleNow(_("Tệp đang được đọc. Hãy chờ thêm ít phút."))
    move(draft, DraftState.READING)
    draft.refusal = ""
    draft.progress = waiting(draft.files.count())
    draft.changed_at = at
    draft.save(update_fields=["state", "refusal", "progress", "changed_at"])
    jobs.enqueue(READ_UPLOAD, draft.pk)
    record(action="draft.retried", target=draft, by=by, at=at, agency_id=draft.agency_id)
    return draft


@transaction.atomic
def discard_draft(*, draft: Draft, by: User, at: datetime) -> None:
    """Put a draft aside for good; its files and edits stay. Raises NotPossibleNow once it was issued."""
    draft = lock(draft)
    move(draft, DraftState.DISCARDED)
    draft.changed_at = at
    draft.save(update_fields=["state", "changed_at"])
    record(action="draft.discarded", target=draft, by=by, at=at, agency_id=draft.agency_id)


def is_silent(draft: Draft, at: datetime) -> bool:
    """Whether a draft being read has shown no progress for long and no living worker has it or comes to it."""
    return _is_still(draft, at) and not is_under_way(READ_UPLOAD, draft.pk)


def is_behind_others(draft: Draft, at: datetime) -> bool:
    """Whether nobody has begun with the draft's files for so long that a person asks why."""
    return _is_still(draft, at) and draft.progress.get("stage") == waiting(0)["stage"]


def _is_still(draft: Draft, at: datetime) -> bool:
    return draft.state == DraftState.READING and at - draft.changed_at > SILENT_FOR


def waiting(total: int) -> dict[str, object]:
    """The progress shown before the worker takes the files up."""
    return {"stage": _("Đang chờ đọc"), "done": 0, "total": total + 1}
