"""Taking one's own act back: a request, a difficulty, who does the work, that work was given up."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cchc.core import clock
from cchc.core.errors import DomainError
from cchc.core.pages import go_to
from cchc.orgs.access import require_permission, signed_in_user
from cchc.orgs.rules import Permission
from cchc.tasks import access
from cchc.tasks.models import Task
from cchc.tasks.services.entrusting import undo_entrusting
from cchc.tasks.services.extending import withdraw_extension
from cchc.tasks.services.instructing import undo_discontinuing
from cchc.tasks.services.obstacles import withdraw_obstacle


@require_permission(Permission.FACT_RECORD)
@require_POST
def withdraw_request(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take a request for a later day back."""
    user = signed_in_user(request)
    row = access.get_own_extension(user=user, uid=uid)
    return _undo(
        request,
        row.occurrence.task,
        lambda: withdraw_extension(extension=row, by=user, at=clock.now()),
        _("Đã rút đề nghị gia hạn; hạn cũ giữ nguyên."),
    )


@require_permission(Permission.FACT_RECORD)
@require_POST
def withdraw_difficulty(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take a difficulty back."""
    user = signed_in_user(request)
    row = access.get_own_obstacle(user=user, uid=uid)
    return _undo(
        request,
        row.task,
        lambda: withdraw_obstacle(obstacle=row, by=user, at=clock.now()),
        _("Đã rút lại khó khăn, vướng mắc."),
    )


@require_permission(Permission.WORK_ENTRUST)
@require_POST
def entrusting(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Name again whom the parts of a task named before."""
    user = signed_in_user(request)
    task = access.get_task(user=user, uid=uid)
    return _undo(
        request,
        task,
        lambda: undo_entrusting(task=task, by=user, at=clock.now()),
        _("Đã hoàn tác phân công gần nhất."),
    )


@require_permission(Permission.INSTRUCTION_MANAGE)
@require_POST
def discontinuing(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Carry an assigned task out again."""
    user = signed_in_user(request)
    task = access.get_task(user=user, uid=uid)
    return _undo(
        request,
        task,
        lambda: undo_discontinuing(task=task, by=user, at=clock.now()),
        _("Đã hoàn tác: nhiệm vụ tiếp tục thực hiện."),
    )


def _undo(request: HttpRequest, task: Task, act: Callable[[], object], said: str) -> HttpResponse:
    """Sent twice, the second is told in words that nothing is left to take back."""
    try:
        act()
        messages.success(request, said)
    except DomainError as error:
        messages.error(request, error.message)
    return go_to(request, reverse("task", args=[task.uid]))
