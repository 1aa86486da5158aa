"""The page of one plan."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cchc.audit.selectors import history_of
from cchc.core import clock
from cchc.core.days import read_day
from cchc.orgs.access import may, require_permission, signed_in_user
from cchc.orgs.rules import Permission
from cchc.plans import access
from cchc.plans.models import Plan
from cchc.plans.pages.plan import PlanOnDayPage, PlanPage, SourcePage
from cchc.plans.selectors.as_of import plan_on
from cchc.plans.selectors.lists import plan_mark
from cchc.plans.selectors.locks import lock_on_plan
from cchc.plans.selectors.plan import contents_of
from cchc.plans.selectors.source import source_place


@require_permission(Permission.PLAN_READ)
@require_GET
def plan(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Header, areas with targets and tasks, deadlines, legal bases, recipients, files, history."""
    user = signed_in_user(request)
    shown = access.get_plan(user=user, uid=uid)
    if "as_of" in request.GET:
        return _on_day(request, shown)
    return PlanPage(
        plan=shown,
        mark=plan_mark(shown),
        contents=contents_of(shown, clock.today()),
        history=history_of(shown.uid, shown.draft.uid),
        may_number=may(user, Permission.DOCUMENT_NUMBER, shown.agency),
        may_issue=may(user, Permission.PLAN_ISSUE, shown.agency),
        may_import=may(user, Permission.PLAN_IMPORT, shown.agency),
        may_check=may(user, Permission.DRAFT_READ, shown.agency),
        lock=lock_on_plan(shown, may_issue=may(user, Permission.PLAN_ISSUE, shown.agency)),
        day=clock.today(),
    ).respond(request)


@require_permission(Permission.PLAN_READ)
@require_GET
def source(request: HttpRequest, uid: UUID, task_uid: UUID) -> HttpResponse:
    """The text a task was read from, with its words marked."""
    shown = access.get_plan(user=signed_in_user(request), uid=uid)
    place = source_place(shown, task_uid)
    if place is None:
        raise Http404
    return SourcePage(plan=shown, place=place).respond(request)


def _on_day(request: HttpRequest, shown: Plan) -> HttpResponse:
    """The plan as it stood on the day asked for (?as_of=dd/mm/yyyy)."""
    today = clock.today()
    day = read_day(request.GET["as_of"])
    errors = []
    if day is None:
        errors = [_("Hãy nhập ngày theo dạng ngày/tháng/năm, ví dụ 14/01/2026.")]
    elif day > today:
        errors = [_("Ngày xem chưa tới. Hãy chọn hôm nay hoặc một ngày trước.")]
    elif shown.in_force_on and day < shown.in_force_on:
        errors = [
            _("Ngày này kế hoạch chưa được đưa vào theo dõi (từ %(day)s).")
            % {"day": f"{shown.in_force_on:%d/%m/%Y}"}
        ]
    found = plan_on(shown, day) if day and not errors else None
    page = PlanOnDayPage(plan=shown, day=day or today, found=found, errors=errors)
    return page.respond(request, status=422 if errors else 200)
