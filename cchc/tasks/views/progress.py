"""Reporting progress on a task."""

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
from cchc.tasks.forms.progress import ProgressForm
from cchc.tasks.models import Task
from cchc.tasks.pages.progress import ProgressPage
from cchc.tasks.selectors.locks import lock_on_given_up
from cchc.tasks.selectors.people import live_parts, speaks_for
from cchc.tasks.services.progress import report_progress


@require_permission(Permission.FACT_RECORD)
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, uid: UUID) -> HttpResponse:
    user = signed_in_user(request)
    task = access.get_task(user=user, uid=uid)
    units = list(speaks_for(user, task, live_parts(task)))
    if not units:
        raise Http404
    form = ProgressForm(request.POST or None, units=units)
    if form.is_valid():
        with suppress(Refused):
            return carry_out(
                request, form, lambda: _report(task, form, user), _("Đã ghi nhận tiến độ.")
            )
    page = ProgressPage(task, form, lock_on_given_up(task))
    return page.respond(request, status_of(form))


def _report(task: Task, form: ProgressForm, user: User) -> str:
    given = form.cleaned_data
    report_progress(
        task=task,
        unit=given["unit"],
        percent_done=given["percent_done"],
        note=given["note"],
        obstacle=given["obstacle"],
        by=user,
        at=clock.now(),
    )
    return reverse("task", args=[task.uid])
