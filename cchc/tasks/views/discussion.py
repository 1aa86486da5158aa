"""Saying something about a task and watching it."""

from contextlib import suppress
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cchc.core import clock
from cchc.core.acts import Refused, carry_out, status_of
from cchc.core.errors import DomainError
from cchc.core.pages import go_to
from cchc.orgs.access import require_permission, signed_in_user
from cchc.orgs.rules import Permission
from cchc.tasks import access
from cchc.tasks.forms.discussion import RemarkForm
from cchc.tasks.pages.discussion import DiscussionPage
from cchc.tasks.selectors.discussion import is_watched, people_in, remarks_of, takes_part
from cchc.tasks.selectors.people import live_parts
from cchc.tasks.services import discussion as services


@require_permission(Permission.PLAN_READ)
@require_http_methods(["GET", "POST"])
def discussion(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What was said, for those who take part; the page of the task fetches it."""
    user = signed_in_user(request)
    task = access.get_task(user=user, uid=uid)
    parts = live_parts(task)
    may = takes_part(user, task, parts)
    if request.method == "POST" and not may:
        raise Http404
    form = RemarkForm(request.POST or None)
    if form.is_valid():

        def act() -> str:
            services.say(task=task, text=form.cleaned_data["text"], by=user, at=clock.now())
            return f"{reverse('task', args=[task.uid])}#discussion"

        with suppress(Refused):
            return carry_out(request, form, act, _("Đã gửi trao đổi."))
    return DiscussionPage(
        task=task,
        form=form,
        remarks=remarks_of(task) if may else None,
        people=[each for each in people_in(task, parts) if each.pk != user.pk] if may else [],
        is_watched=is_watched(task, user),
        me=user.pk,
    ).respond(request, status_of(form))


@require_permission(Permission.PLAN_READ)
@require_POST
def withdraw(request: HttpRequest, uid: UUID) -> HttpResponse:
    user = signed_in_user(request)
    remark = access.get_remark(user=user, uid=uid)
    try:
        services.withdraw(remark=remark, by=user, at=clock.now())
        messages.success(request, _("Đã thu hồi."))
    except DomainError as error:
        messages.error(request, error.message)
    return go_to(request, f"{reverse('task', args=[remark.task.uid])}#discussion")


@require_permission(Permission.PLAN_READ)
@require_POST
def watch(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Begin to watch, or with `end` stop."""
    user = signed_in_user(request)
    task = access.get_task(user=user, uid=uid)
    if request.POST.get("end"):
        services.unwatch(task=task, by=user)
        messages.success(request, _("Đã thôi theo dõi nhiệm vụ này."))
    else:
        services.watch(task=task, by=user, at=clock.now())
        messages.success(request, _("Đang theo dõi: có diễn biến mới, bạn sẽ được báo."))
    return go_to(request, reverse("task", args=[task.uid]))
