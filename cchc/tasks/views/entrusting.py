"""Naming who does a unit's part of a task."""

from uuid import UUID

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
from cchc.tasks.forms.entrusting import EntrustForm
from cchc.tasks.models import Task
from cchc.tasks.pages.entrusting import EntrustPage
from cchc.tasks.selectors.entrusting import people_of
from cchc.tasks.selectors.locks import lock_on_given_up
from cchc.tasks.selectors.people import live_parts
from cchc.tasks.services.entrusting import entrust


@require_permission(Permission.WORK_ENTRUST)
@require_http_methods(["GET", "POST"])
def entrusting(request: HttpRequest, uid: UUID) -> HttpResponse:
    user, today = signed_in_user(request), clock.today()
    task = access.get_task(user=user, uid=uid)
    parts = [
        each for each in live_parts(task, "person") if may(user, Permission.WORK_ENTRUST, each.unit)
    ]
    if not parts:
        raise Http404
    form = EntrustForm(
        request.POST or None,
        units=people_of([part.unit for part in parts], today),
        now={part.unit_id: part.person for part in parts},
        initial={"version": task.version},
    )
    is_stale = False
    if form.is_valid():
        try:
            return carry_out(
                request, form, lambda: _entrust(task, form, user), _("Đã lưu phân công.")
            )
        except Refused as refused:
            is_stale = refused.is_stale
    page = EntrustPage(task, form, is_stale, lock_on_given_up(task))
    return page.respond(request, status_of(form, is_stale=is_stale))


def _entrust(task: Task, form: EntrustForm, user: User) -> str:
    entrust(
        task=task,
        people=form.people(),
        seen=form.cleaned_data["version"],
        by=user,
        at=clock.now(),
    )
    return reverse("task", args=[task.uid])
