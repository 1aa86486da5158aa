"""Proof of results, and the judgement of whoever confirms."""

from contextlib import suppress
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cchc.core import clock
from cchc.core.acts import Refused, carry_out, status_of
from cchc.core.errors import DomainError
from cchc.core.pages import go_to
from cchc.orgs.access import require_permission, signed_in_user
from cchc.orgs.models import User
from cchc.orgs.rules import Permission
from cchc.tasks import access
from cchc.tasks.forms.proof import EvidenceForm, JudgeForm
from cchc.tasks.models import Occurrence
from cchc.tasks.pages.proof import EvidencePage, JudgePage
from cchc.tasks.selectors.detail import time_of
from cchc.tasks.selectors.locks import lock_on_judging, lock_on_result
from cchc.tasks.selectors.people import (
    Confirming,
    Standing,
    confirming_of,
    live_parts,
    standing_of,
)
from cchc.tasks.services import confirming, proving

_SAID = {
    "confirm": _("Đã xác nhận hoàn thành."),
    "evidence": _("Đã gửi yêu cầu bổ sung minh chứng; ngày hoàn thành giữ nguyên."),
    "return": _("Đã trả lại; ngày hoàn thành đã bỏ, lịch sử còn giữ."),
}


@require_permission(Permission.FACT_RECORD)
@require_http_methods(["GET", "POST"])
def add_evidence(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The form that adds proof to a result that stands already."""
    user = signed_in_user(request)
    row = access.get_occurrence(user=user, uid=uid)
    standing = standing_of(user, row.task, row)
    if standing is Standing.NONE:
        raise Http404
    form = EvidenceForm(request.POST or None, request.FILES or None, meta=request.META)
    if form.is_valid():
        if form.evidence():
            with suppress(Refused):
                return carry_out(
                    request, form, lambda: _add(row, form, user), _("Đã thêm tài liệu kiểm chứng.")
                )
        else:
            form.add_error(None, _("Hãy chọn tệp hoặc ghi đường dẫn."))
    lock = lock_on_result(row.task, row, live_parts(row.task), standing)
    page = EvidencePage(row.task, time_of(row, clock.today(), settings.DUE_SOON_DAYS), form, lock)
    return page.respond(request, status_of(form))


@require_permission(Permission.FACT_RECORD)
@require_POST
def remove_evidence(request: HttpRequest, uid: UUID) -> HttpResponse:
    user = signed_in_user(request)
    row = access.get_evidence(user=user, uid=uid)
    try:
        proving.remove_evidence(evidence=row, by=user, at=clock.now())
        messages.success(request, _("Đã gỡ tài liệu kiểm chứng; tệp vẫn được lưu giữ."))
    except DomainError as error:
        messages.error(request, error.message)
    return go_to(request, reverse("task", args=[row.occurrence.task.uid]))


@require_permission(Permission.RESULT_CONFIRM)
@require_http_methods(["GET", "POST"])
def judge(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One result with its proof, and the three answers to it."""
    user = signed_in_user(request)
    row = access.get_occurrence(user=user, uid=uid)
    judging = confirming_of(user, row.task, row)
    if judging is Confirming.NOT_YOURS:
        raise Http404
    form = JudgeForm(request.POST or None, initial={"version": row.version})
    is_stale = False
    if form.is_valid():
        said = _SAID[form.cleaned_data["act"]]
        try:
            return carry_out(request, form, lambda: _answer(row, form, user), said)
        except Refused as refused:
            is_stale = refused.is_stale
    page = JudgePage(
        row.task,
        time_of(row, clock.today(), settings.DUE_SOON_DAYS),
        access.proof_of(row),
        form,
        is_stale,
        lock_on_judging(row, judging),
    )
    return page.respond(request, status_of(form, is_stale=is_stale))


def _answer(row: Occurrence, form: JudgeForm, user: User) -> str:
    given, at = form.cleaned_data, clock.now()
    if given["act"] == "confirm":
        confirming.confirm_result(occurrence=row, by=user, at=at, seen=given["version"])
    else:
        asks = given["act"] == "evidence"
        act = confirming.ask_for_evidence if asks else confirming.return_result
        act(occurrence=row, note=given["note"], by=user, at=at, seen=given["version"])
    return reverse("task", args=[row.task.uid])


def _add(row: Occurrence, form: EvidenceForm, user: User) -> str:
    at = clock.now()
    with transaction.atomic():
        for new in form.evidence():
            proving.add_evidence(occurrence=row, new=new, by=user, at=at)
    return reverse("task", args=[row.task.uid])
