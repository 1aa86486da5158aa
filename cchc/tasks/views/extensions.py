"""Asking for a later due day, deciding on it, and moving a day as a letter says."""

from collections.abc import Mapping
from contextlib import suppress
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.core import clock
from cchc.core.acts import Refused, carry_out, status_of
from cchc.orgs.access import may, require_permission, signed_in_user
from cchc.orgs.models import User
from cchc.orgs.rules import Permission
from cchc.tasks import access
from cchc.tasks.forms.directions import DecisionForm, ExtensionForm
from cchc.tasks.models import Extension, Occurrence, Task
from cchc.tasks.pages.extensions import DecidePage, ExtendPage
from cchc.tasks.selectors.detail import time_of
from cchc.tasks.selectors.locks import (
    lock_on_asking,
    lock_on_deciding,
    lock_on_extending,
    lock_on_result,
)
from cchc.tasks.selectors.people import Standing, live_parts, standing_of
from cchc.tasks.services import extending


@require_permission(Permission.FACT_RECORD)
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A unit asks for a later day; the due day stands until somebody decides."""
    user = signed_in_user(request)
    row = access.get_occurrence(user=user, uid=uid)
    standing = standing_of(user, row.task, row)
    if standing is Standing.NONE:
        raise Http404
    form = ExtensionForm(request.POST or None)
    if form.is_valid():
        said = _(
            "Đã gửi đề nghị gia hạn; hạn cũ giữ nguyên đến khi có quyết định. Có thể rút ở dòng vừa gửi."
        )
        with suppress(Refused):
            return carry_out(request, form, lambda: _ask(request, row, form, user), said)
    today = clock.today()
    lock = lock_on_result(row.task, row, live_parts(row.task), standing) or lock_on_asking(
        row, _waiting(row), today
    )
    page = ExtendPage(row.task, time_of(row, today, settings.DUE_SOON_DAYS), form, None, lock)
    return page.respond(request, status_of(form))


@require_permission(Permission.DIRECTION_RECORD)
@require_http_methods(["GET", "POST"])
def extend(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Move a due day as a document or a leader's word says."""
    user = signed_in_user(request)
    row = access.get_occurrence(user=user, uid=uid)
    if not may(user, Permission.DIRECTION_RECORD, row.task.agency):
        raise Http404
    said_before = _said_on_difficulty(row.task, request.GET.get("about", ""))
    form = ExtensionForm(request.POST or None, initial=said_before)
    decision = _decision_form(request, user, row, said_before)
    if form.is_valid() and decision.is_valid():
        said = _("Đã ghi nhận hạn mới; hạn cũ còn trong lịch sử.")
        with suppress(Refused):
            return carry_out(
                request, form, lambda: _extend(request, row, form, decision, user), said
            )
    time = time_of(row, clock.today(), settings.DUE_SOON_DAYS)
    page = ExtendPage(row.task, time, form, decision, lock_on_extending(row, _waiting(row)))
    return page.respond(request, status_of(decision if decision.errors else form))


@require_permission(Permission.DIRECTION_RECORD)
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A request with its reason, and the two answers to it."""
    user = signed_in_user(request)
    extension = access.get_extension(user=user, uid=uid)
    row = extension.occurrence
    form = _decision_form(request, user, row)
    if form.is_valid():
        granted = request.POST.get("act") == "grant"
        said = _("Đã ghi nhận quyết định về đề nghị gia hạn.")
        with suppress(Refused):
            return carry_out(
                request,
                form,
                lambda: _decide(extension, form.decision(granted=granted), user),
                said,
            )
    time = time_of(row, clock.today(), settings.DUE_SOON_DAYS)
    notes = extending.notes_on_extension(extension, clock.today())
    page = DecidePage(row.task, time, extension, form, notes, lock_on_deciding(extension))
    return page.respond(request, status_of(form))


def _said_on_difficulty(task: Task, uid: str) -> dict[str, object]:
    """What the answer to a difficulty already says of the later day it grants; {} without one."""
    try:
        UUID(uid)
    except ValueError:
        return {}
    row = task.obstacles.filter(uid=uid, withdrawn_at__isnull=True).exclude(answer="").first()
    if row is None:
        return {}
    return {
        "reason": f"{row.text}\n{row.answer}",
        "said_by": row.said_by,
        "said_on": row.said_on,
        "document_number": row.document_number,
    }


def _waiting(row: Occurrence) -> Extension | None:
    asked = row.extensions.filter(state=Extension.State.ASKED)
    return asked.select_related("asked_by").first()


def _decision_form(
    request: HttpRequest,
    user: User,
    row: Occurrence,
    said_before: Mapping[str, object] | None = None,
) -> DecisionForm:
    return DecisionForm(
        request.POST or None,
        request.FILES or None,
        meta=request.META,
        is_leader=may(user, Permission.DIRECTION_GIVE, row.task.agency),
        initial=said_before,
    )


def _decide(extension: Extension, decision: extending.Decision, user: User) -> str:
    extending.decide_extension(extension=extension, decision=decision, by=user, at=clock.now())
    return reverse("task", args=[extension.occurrence.task.uid])


def _ask(request: HttpRequest, row: Occurrence, form: ExtensionForm, user: User) -> str:
    given = form.cleaned_data
    extension = extending.ask_extension(
        occurrence=row, to_due=given["to_due"], reason=given["reason"], by=user, at=clock.now()
    )
    _say_notes(request, extension)
    return reverse("task", args=[row.task.uid])


def _extend(
    request: HttpRequest, row: Occurrence, form: ExtensionForm, decision: DecisionForm, user: User
) -> str:
    given = form.cleaned_data
    extension = extending.extend_by_document(
        occurrence=row,
        to_due=given["to_due"],
        reason=given["reason"],
        decision=decision.decision(granted=True),
        by=user,
        at=clock.now(),
    )
    _say_notes(request, extension)
    return reverse("task", args=[row.task.uid])


def _say_notes(request: HttpRequest, extension: Extension) -> None:
    for note in extending.notes_on_extension(extension, clock.today()):
        messages.warning(request, note)
