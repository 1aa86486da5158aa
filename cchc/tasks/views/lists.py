"""The task list, its export and a person's saved views."""

from functools import partial
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cchc.core import clock
from cchc.core.pages import go_to
from cchc.orgs.access import require_permission, signed_in_user
from cchc.orgs.rules import Permission
from cchc.publishing.sheets import XLSX, Workbook, write_csv, write_xlsx
from cchc.tasks import access
from cchc.tasks.forms.saved import ViewNameForm
from cchc.tasks.pages.exports import task_sheet, task_sheet_on
from cchc.tasks.pages.lists import list_page
from cchc.tasks.rules.asked import Asked
from cchc.tasks.selectors.options import Options, options_for
from cchc.tasks.services import saved_views


def _asked(request: HttpRequest) -> Asked:
    """A day that has not passed is no earlier day."""
    asked = Asked.parse(dict(request.GET.lists()))
    return asked if asked.day(clock.today()) else asked.but(as_of="")


def _page_number(request: HttpRequest) -> int:
    given = request.GET.get("page", "1")
    return max(1, int(given)) if given.isascii() and given.isdigit() and len(given) < 7 else 1


@require_permission(Permission.PLAN_READ)
@require_GET
def task_list(request: HttpRequest) -> HttpResponse:
    user = signed_in_user(request)
    agencies = access.visible_agencies(user)
    asked = _asked(request)
    # An answer to a filter that changed is the list alone: nothing asks what the filters offer.
    options = SimpleLazyObject(partial(options_for, agencies, asked))
    response = list_page(
        tasks=access.asked_of(user, asked, agencies),
        asked=asked,
        number=_page_number(request),
        agencies=agencies,
        options=cast(Options, options),
        user=user,
        today=clock.today(),
    ).respond(request)
    if request.headers.get("HX-Request"):
        response["HX-Push-Url"] = f"{reverse('tasks')}?{asked.query()}".rstrip("?")
    return response


@require_permission(Permission.PLAN_READ)
@require_GET
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """Everything that is asked for, in its order and columns, as a workbook or comma-separated text."""
    user = signed_in_user(request)
    asked = _asked(request)
    tasks = access.asked_of(user, asked)
    day = asked.day(clock.today())
    if day is None:
        sheet = task_sheet(tasks, asked, clock.today())
    else:
        sheet = task_sheet_on(access.visible_agencies(user), tasks, asked, day)
    if kind == "csv":
        body, media_type = write_csv(sheet), "text/csv; charset=utf-8"
    else:
        workbook = Workbook((sheet,), made_on=clock.today(), author=user.full_name)
        body, media_type = write_xlsx(workbook), XLSX
    name = f"nhiem-vu-{day or clock.today():%Y%m%d}.{kind}"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(body, content_type=media_type, headers=headers)


@require_permission(Permission.PLAN_READ)
@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    asked = _asked(request)
    form = ViewNameForm(request.POST)
    if form.is_valid():
        saved_views.save_view(
            user=signed_in_user(request), name=form.cleaned_data["name"], query=asked.query()
        )
    else:
        messages.error(request, _("Hãy đặt tên cho bộ lọc."))
    return go_to(request, f"{reverse('tasks')}?{asked.query()}")


@require_permission(Permission.PLAN_READ)
@require_POST
def change_view(request: HttpRequest, uid: UUID, act: str) -> HttpResponse:
    view = access.get_view(user=signed_in_user(request), uid=uid)
    if act == "delete":
        saved_views.delete_view(view=view)
        return go_to(request, reverse("tasks"))
    form = ViewNameForm(request.POST)
    if form.is_valid():
        saved_views.rename_view(view=view, name=form.cleaned_data["name"])
    return go_to(request, f"{reverse('tasks')}?{view.query}")
