"""The list of plans in force and of drafts."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from cchc.core.text import fold
from cchc.orgs.access import require_permission, signed_in_user
from cchc.orgs.rules import Permission
from cchc.plans import access
from cchc.plans.pages.plans import PlanListPage
from cchc.plans.selectors.lists import by_year, draft_rows
from cchc.plans.states import DraftState

_PAGE_SIZE = 50
_DRAFTS_SHOWN = 100


@require_permission(Permission.PLAN_READ)
@require_GET
def plan_list(request: HttpRequest) -> HttpResponse:
    """Drafts first, since they wait for somebody; then the plans by year."""
    user = signed_in_user(request)
    search = request.GET.get("q", "").strip()
    drafts = (
        access.readable_drafts(user)
        .exclude(state=DraftState.ISSUED)
        .select_related("agency", "created_by", "annex_of")
        .defer("reading", "value")
        .order_by("-changed_at")
    )
    plans = (
        access.readable_plans(user)
        .select_related("agency", "document")
        .defer("value")
        .order_by("-year", "-in_force_on", "-pk")
    )
    if search:
        drafts = drafts.filter(search_key__contains=fold(search))
        plans = plans.filter(search_key__contains=fold(search))
    shown = Paginator(plans, _PAGE_SIZE).get_page(request.GET.get("page"))
    rows = list(shown.object_list)
    return PlanListPage(
        drafts=draft_rows(drafts[:_DRAFTS_SHOWN]),
        years=by_year(rows),
        slice=shown,
        query=urlencode({"q": search}) + "&" if search else "",
        search=search,
        is_filtered=bool(search),
        shows_agency=len({plan.agency_id for plan in rows}) > 1,
        may_import=bool(access.importing_agencies(user)),
    ).respond(request)
