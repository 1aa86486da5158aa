"""One act on the tasks that are ticked in the list."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cchc.core import clock
from cchc.core.pages import go_to
from cchc.core.tokens import once
from cchc.orgs.access import require_permission, signed_in_user
from cchc.orgs.rules import Permission
from cchc.tasks import access
from cchc.tasks.forms.bulk import BulkForm
from cchc.tasks.pages.bulk import BulkPage, undoing_of
from cchc.tasks.rules.asked import Asked
from cchc.tasks.services.bulk import MOST, Answer, act_on


@require_permission(Permission.PLAN_READ)
@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """Do it once and show what became of each task; sent again, lead back to the list."""
    user = signed_in_user(request)
    asked = Asked.parse(dict(request.GET.lists()))
    address = f"{reverse('tasks')}?{asked.query()}".rstrip("?")
    uids = [uid for uid in request.POST.getlist("task")[: MOST + 1] if _is_uid(uid)]
    found = access.visible_tasks(user).filter(uid__in=uids).select_related("agency", "plan")
    by_uid = {str(task.uid): task for task in found}
    form = BulkForm(request.POST, uids=list(by_uid))
    if not form.is_valid():
        for faults in form.errors.values():
            messages.error(request, " ".join(str(fault) for fault in faults))
        return go_to(request, address)
    given, answers, at = form.cleaned_data, list[Answer](), clock.now()

    def act() -> str:
        tasks = [by_uid[uid] for uid in given["task"]]
        answers.extend(
            act_on(
                act=given["act"],
                tasks=tasks,
                by=user,
                at=at,
                seen_at=given["seen_at"],
                done_at=given["done_at"],
            )
        )
        return address

    once(request.POST.get("submit_token", ""), act)
    if not answers:
        messages.success(request, _("Việc này đã được thực hiện."))
        return go_to(request, address)
    done = sum(answer.is_done for answer in answers)
    return BulkPage(
        answers=answers,
        done=done,
        refused=len(answers) - done,
        query=asked.query(),
        undo=undoing_of(given["act"], answers, at),
        seen_at=at.isoformat(),
    ).respond(request)


def _is_uid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
