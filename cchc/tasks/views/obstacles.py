"""Raising a difficulty on a task, and answering it."""

from contextlib import suppress
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
from cchc.tasks.forms.directions import AnswerForm, ObstacleForm
from cchc.tasks.models import Obstacle, Task
from cchc.tasks.pages.obstacles import AnswerPage, ObstaclePage
from cchc.tasks.selectors.locks import lock_on_given_up
from cchc.tasks.selectors.people import Standing, standing_of
from cchc.tasks.services import obstacles


@require_permission(Permission.FACT_RECORD)
@require_http_methods(["GET", "POST"])
def raise_obstacle(request: HttpRequest, uid: UUID) -> HttpResponse:
    user = signed_in_user(request)
    task = access.get_task(user=user, uid=uid)
    if standing_of(user, task) is Standing.NONE:
        raise Http404
    form = ObstacleForm(request.POST or None)
    if form.is_valid():
        said = _("Đã gửi khó khăn, vướng mắc tới đầu mối và lãnh đạo.")
        with suppress(Refused):
            return carry_out(request, form, lambda: _raise(task, form, user), said)
    page = ObstaclePage(task, form, lock_on_given_up(task))
    return page.respond(request, status_of(form))


@require_permission(Permission.DIRECTION_RECORD)
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, uid: UUID) -> HttpResponse:
    user = signed_in_user(request)
    obstacle = access.get_obstacle(user=user, uid=uid)
    form = AnswerForm(
        request.POST or None,
        request.FILES or None,
        meta=request.META,
        initial=_initial(obstacle),
        is_leader=may(user, Permission.DIRECTION_GIVE, obstacle.task.agency),
    )
    is_stale = False
    if form.is_valid():
        try:
            return carry_out(
                request,
                form,
                lambda: _answer(obstacle, form, user),
                _("Đã ghi nhận ý kiến chỉ đạo."),
            )
        except Refused as refused:
            is_stale = refused.is_stale
    page = AnswerPage(obstacle.task, obstacle, form, is_stale)
    return page.respond(request, status_of(form, is_stale=is_stale))


def _initial(obstacle: Obstacle) -> dict[str, object]:
    return {
        "answer": obstacle.answer,
        "said_by": obstacle.said_by,
        "said_on": obstacle.said_on,
        "document_number": obstacle.document_number,
        "version": obstacle.version,
    }


def _answer(obstacle: Obstacle, form: AnswerForm, user: User) -> str:
    given = form.cleaned_data
    obstacles.answer_obstacle(
        obstacle=obstacle,
        answer=given["answer"],
        word=form.word(),
        by=user,
        at=clock.now(),
        seen=given["version"],
    )
    return reverse("task", args=[obstacle.task.uid])


def _raise(task: Task, form: ObstacleForm, user: User) -> str:
    obstacles.raise_obstacle(task=task, text=form.cleaned_data["text"], by=user, at=clock.now())
    return reverse("task", args=[task.uid])
