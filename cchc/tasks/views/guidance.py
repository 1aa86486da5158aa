"""Waiting for the guidance of a higher level."""

from contextlib import suppress
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.core import clock
from cchc.core.acts import Refused, carry_out, status_of
from cchc.orgs.access import require_permission, signed_in_user
from cchc.orgs.models import User
from cchc.orgs.rules import Permission
from cchc.tasks import access
from cchc.tasks.forms.guidance import ArrivalForm, WaitForm
from cchc.tasks.models import GuidanceWait, Task
from cchc.tasks.pages.guidance import ArrivalPage, WaitPage
from cchc.tasks.selectors.locks import lock_on_arrival, lock_on_waiting
from cchc.tasks.selectors.people import Standing, standing_of
from cchc.tasks.services import guidance


@require_permission(Permission.FACT_RECORD)
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, uid: UUID) -> HttpResponse:
    user = signed_in_user(request)
    task = _own(user, uid)
    form = WaitForm(request.POST or None, initial={"since": clock.today()})
    if form.is_valid():
        with suppress(Refused):
            return carry_out(
                request, form, lambda: _begin(task, form, user), _("Đã ghi nhận chờ hướng dẫn.")
            )
    return WaitPage(task, form, lock_on_waiting(task)).respond(request, status_of(form))


@require_permission(Permission.FACT_RECORD)
@require_http_methods(["GET", "POST"])
def arrive(request: HttpRequest, uid: UUID) -> HttpResponse:
    user = signed_in_user(request)
    task = _own(user, uid)
    wait = task.guidance_waits.order_by("-said_at", "-pk").first()
    if wait is None:
        raise Http404
    form = ArrivalForm(request.POST or None, initial={"on": clock.today(), "version": wait.version})
    is_stale = False
    if form.is_valid():
        try:
            return carry_out(
                request, form, lambda: _arrive(wait, form, user), _("Đã ghi nhận hướng dẫn.")
            )
        except Refused as refused:
            is_stale = refused.is_stale
    page = ArrivalPage(task, wait, form, is_stale, lock_on_arrival(task))
    return page.respond(request, status_of(form, is_stale=is_stale))


def _own(user: User, uid: UUID) -> Task:
    task = access.get_task(user=user, uid=uid)
    if standing_of(user, task) is Standing.NONE:
        raise Http404
    return task


def _begin(task: Task, form: WaitForm, user: User) -> str:
    given = form.cleaned_data
    guidance.await_guidance(
        task=task,
        asked_of=given["asked_of"],
        document=given["document"],
        since=given["since"],
        note=given["note"],
        by=user,
        at=clock.now(),
    )
    return reverse("task", args=[task.uid])


def _arrive(wait: GuidanceWait, form: ArrivalForm, user: User) -> str:
    given = form.cleaned_data
    guidance.guidance_arrived(
        wait=wait,
        document=given["document"],
        on=given["on"],
        by=user,
        at=clock.now(),
        seen=given["version"],
    )
    return reverse("task", args=[wait.task.uid])
