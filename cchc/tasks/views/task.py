"""One task, and recording what became of it."""

from contextlib import suppress
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cchc.audit.selectors import history_of
from cchc.core import clock
from cchc.core.acts import Refused, carry_out, status_of
from cchc.core.errors import DomainError
from cchc.core.pages import go_to
from cchc.orgs.access import may, require_permission, signed_in_user
from cchc.orgs.models import User
from cchc.orgs.rules import Permission
from cchc.tasks import access
from cchc.tasks.forms.record import EventForm, RecordForm, UndoForm
from cchc.tasks.models import Occurrence
from cchc.tasks.pages.task import EventPage, RecordPage, task_page
from cchc.tasks.selectors.detail import detail_of, time_of
from cchc.tasks.selectors.locks import lock_on_event, lock_on_result, lock_on_task
from cchc.tasks.selectors.people import Standing, live_parts, standing_among, standing_of
from cchc.tasks.services import proving, recording


@require_permission(Permission.PLAN_READ)
@require_GET
def task(request: HttpRequest, uid: UUID) -> HttpResponse:
    user = signed_in_user(request)
    today = clock.today()
    detail = detail_of(access.get_task(user=user, uid=uid), today, settings.DUE_SOON_DAYS)
    return task_page(
        detail,
        user,
        history_of(*detail.uids),
        today,
        may_correct=may(user, Permission.PLAN_ISSUE, detail.task.agency),
    ).respond(request)


@require_permission(Permission.FACT_RECORD)
@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The form of one occurrence; a refusal keeps what was typed."""
    user = signed_in_user(request)
    row = access.get_occurrence(user=user, uid=uid)
    standing = standing_of(user, row.task, row)
    if standing is Standing.NONE:
        raise Http404
    form = RecordForm(
        request.POST or None, request.FILES or None, initial=_initial(row), meta=request.META
    )
    is_stale = False
    if form.is_valid():
        said = _("Đã ghi nhận kết quả. Có thể hoàn tác ở dòng vừa ghi nhận.")
        try:
            return carry_out(request, form, lambda: _record(row, form, user), said)
        except Refused as refused:
            is_stale = refused.is_stale
    time = time_of(row, clock.today(), settings.DUE_SOON_DAYS)
    lock = lock_on_result(row.task, row, live_parts(row.task), standing)
    page = RecordPage(row.task, time, form, standing is Standing.ON_BEHALF, is_stale, lock)
    return page.respond(request, status_of(form, is_stale=is_stale))


@require_permission(Permission.FACT_RECORD)
@require_POST
def undo(request: HttpRequest, uid: UUID) -> HttpResponse:
    user = signed_in_user(request)
    row = access.get_occurrence(user=user, uid=uid)
    form = UndoForm(request.POST)
    if form.is_valid():
        try:
            recording.undo_fact(
                occurrence=row, by=user, at=clock.now(), seen=form.cleaned_data["version"]
            )
            messages.success(request, _("Đã hoàn tác lần ghi nhận gần nhất."))
        except DomainError as error:
            messages.error(request, error.message)
    return go_to(request, reverse("task", args=[row.task.uid]))


@require_permission(Permission.FACT_RECORD)
@require_http_methods(["GET", "POST"])
def event(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The form by which the event of an event-driven task is recorded."""
    user = signed_in_user(request)
    shown = access.get_task(user=user, uid=uid)
    form = EventForm(request.POST or None)
    if form.is_valid():
        with suppress(Refused):
            return carry_out(
                request,
                form,
                lambda: _record_event(shown.uid, form, user),
                _("Đã ghi nhận việc phát sinh."),
            )
    parts = live_parts(shown)
    standing = standing_among(user, shown, parts)
    lock = lock_on_task(shown, parts, standing) or lock_on_event(shown)
    return EventPage(shown, form, lock).respond(request, status_of(form))


def _initial(row: Occurrence) -> dict[str, object]:
    return {
        "submitted_on": row.submitted_on,
        "delivered_on": row.delivered_on,
        "document_number": row.document_number,
        "outcome": row.outcome,
        "not_arising": row.not_arising_on is not None,
        "version": row.version,
    }


def _record(row: Occurrence, form: RecordForm, user: User) -> str:
    """Result and proof in one transaction: the form is one act to whoever fills it in."""
    at = clock.now()
    with transaction.atomic():
        recording.record_fact(
            occurrence=row,
            result=form.result(clock.vietnam_date(at)),
            by=user,
            at=at,
            seen=form.cleaned_data["version"],
        )
        for new in form.evidence():
            proving.add_evidence(occurrence=row, new=new, by=user, at=at)
    return reverse("task", args=[row.task.uid])


def _record_event(uid: UUID, form: EventForm, user: User) -> str:
    recording.record_event(
        task=access.get_task(user=user, uid=uid),
        on=form.cleaned_data["on"],
        due_on=form.cleaned_data["due_on"],
        by=user,
        at=clock.now(),
    )
    return reverse("task", args=[uid])
