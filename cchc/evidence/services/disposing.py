"""Disposal of files whose time of keeping is over (tiêu hủy). Prose: docs/algorithms/disposal.md."""

import shutil
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cchc.audit.services import record
from cchc.core import jobs
from cchc.core.clock import vietnam_date
from cchc.core.errors import DomainError
from cchc.core.text import squeeze
from cchc.evidence.models import Disposal, DisposalItem, FilePart, StoredFile
from cchc.evidence.selectors import bases_of, disposable, names_of, past_keeping
from cchc.evidence.services.pictures import pictures_folder
from cchc.evidence.stores import the_store
from cchc.orgs.models import Unit, User

DISPOSE = "evidence.dispose"
MOST = 1000


class NothingPastItsTime(DomainError):
    text = "Không có tệp nào hết thời hạn lưu trữ mà chưa nằm trong danh mục tiêu hủy khác."


class OwnProposal(DomainError):
    text = "Người lập danh mục không tự ghi nhận quyết định tiêu hủy. Hãy để người khác xem danh mục và ghi nhận."


class DecidedAlready(DomainError):
    text = "Danh mục tiêu hủy này đã có quyết định."


class DecisionMissing(DomainError):
    text = "Hãy ghi số, ký hiệu và ngày của quyết định tiêu hủy (không sau hôm nay, không trước ngày lập danh mục)."


class ReasonMissing(DomainError):
    text = "Hãy ghi lý do không tiêu hủy."


@dataclass(frozen=True, slots=True)
class Decision:
    """The document that orders the disposal."""

    number: str
    issued_on: date | None


@transaction.atomic
def propose_disposal(*, agency: Unit, by: User, at: datetime) -> Disposal:
    """List what is past its time of keeping in an agency (lập danh mục tài liệu hết thời hạn), at most MOST files.

    Only files all of whose links are the agency's and over. Nothing is deleted. Raises NothingPastItsTime.
    """
    files = list(disposable(agency, vietnam_date(at))[:MOST])
    if not files:
        raise NothingPastItsTime
    disposal = Disposal.objects.create(agency=agency, proposed_by=by, proposed_at=at)
    bases = bases_of([file.pk for file in files])
    DisposalItem.objects.bulk_create(
        DisposalItem(
            disposal=disposal,
            stored=file,
            names=names_of(file),
            sha256=file.sha256,
            size=file.size,
            basis=bases.get(file.pk, "")[:500],
        )
        for file in files
    )
    _record("disposal.proposed", disposal, by, at, files=len(files))
    return disposal


@transaction.atomic
def approve_disposal(*, disposal: Disposal, decision: Decision, by: User, at: datetime) -> Disposal:
    """Record the decision to dispose (quyết định tiêu hủy); the worker carries it out.

    by: another person than who made the list. Raises DecidedAlready, OwnProposal, DecisionMissing.
    """
    disposal = _open(disposal, by)
    number, today = squeeze(decision.number)[:60], vietnam_date(at)
    listed_on = vietnam_date(disposal.proposed_at)
    if not number or decision.issued_on is None or not listed_on <= decision.issued_on <= today:
        raise DecisionMissing
    disposal.decision_number, disposal.decision_on = number, decision.issued_on
    disposal.state = Disposal.State.APPROVED
    disposal.decided_by, disposal.decided_at = by, at
    disposal.save()
    _record("disposal.approved", disposal, by, at, number=number, on=decision.issued_on)
    jobs.enqueue(DISPOSE, disposal.pk)
    return disposal


@transaction.atomic
def refuse_disposal(*, disposal: Disposal, reason: str, by: User, at: datetime) -> Disposal:
    """Record that the files are kept (không tiêu hủy); they may be listed again. Raises as `approve_disposal`."""
    disposal = _open(disposal, by)
    if not reason.strip():
        raise ReasonMissing
    disposal.state, disposal.reason = Disposal.State.REFUSED, reason.strip()
    disposal.decided_by, disposal.decided_at = by, at
    disposal.save()
    disposal.items.update(is_open=False)
    _record("disposal.refused", disposal, by, at, reason=disposal.reason)
    return disposal


def carry_out_disposal(*, disposal: Disposal, at: datetime) -> int:
    """Erase the files of an approved act, each in a transaction of its own; returns how many were erased.

    A file that is linked anew since, or whose time was prolonged, is kept and says why. Harmless when run twice.
    """
    if disposal.state != Disposal.State.APPROVED:
        return 0
    keys = list(disposal.items.filter(is_open=True).values_list("pk", flat=True))
    erased = sum(_erase(disposal, key, at) for key in keys)
    with transaction.atomic():
        disposal.state, disposal.done_at = Disposal.State.DONE, at
        disposal.save(update_fields=["state", "done_at"])
        kept = disposal.items.exclude(kept_because="").count()
        done = disposal.items.filter(erased_at__isnull=False).count()
        _record("disposal.done", disposal, disposal.decided_by, at, erased=done, kept=kept)
    return erased


@transaction.atomic
def _erase(disposal: Disposal, key: int, at: datetime) -> bool:
    """Erase one file. Its row is held, so that who stores the same content at this moment waits."""
    item = DisposalItem.objects.select_for_update(no_key=True).get(pk=key)
    stored = StoredFile.objects.select_for_update(no_key=True).get(pk=item.stored_id)
    item.is_open = False
    if not past_keeping(vietnam_date(at)).filter(pk=stored.pk).exists():
        item.kept_because = _(
            "Có hồ sơ, kết quả khác còn dùng tệp này hoặc thời hạn lưu trữ đã kéo dài."
        )
        item.save()
        return False
    the_store().erase(stored.sha256)
    shutil.rmtree(pictures_folder(stored), ignore_errors=True)
    FilePart.objects.filter(stored=stored).delete()
    stored.erased_on = vietnam_date(at)
    stored.save(update_fields=["erased_on"])
    item.erased_at = at
    item.save()
    record(
        action="disposal.file_erased",
        target=stored,
        by=disposal.decided_by,
        at=at,
        agency_id=disposal.agency_id,
        label=", ".join(item.names)[:300] or item.sha256,
        sha256=item.sha256,
        size=item.size,
        names=item.names,
        basis=item.basis,
        number=disposal.decision_number,
        on=disposal.decision_on,
        disposal=str(disposal.uid),
    )
    return True


def _open(disposal: Disposal, by: User) -> Disposal:
    rows = Disposal.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "agency", "proposed_by"
    )
    disposal = rows.get(pk=disposal.pk)
    if disposal.state != Disposal.State.PROPOSED:
        raise DecidedAlready
    if disposal.proposed_by_id == by.pk:
        raise OwnProposal
    return disposal


def _record(action: str, disposal: Disposal, by: User | None, at: datetime, **told: object) -> None:
    record(
        action=action,
        target=disposal,
        by=by,
        at=at,
        agency_id=disposal.agency_id,
        label=str(disposal),
        **told,
    )
