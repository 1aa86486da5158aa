"""Checking a draft under review or a plan in force, on demand."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cchc.core import clock
from cchc.core.errors import DomainError
from cchc.core.pages import go_to
from cchc.orgs.access import may, require_permission, signed_in_user
from cchc.orgs.rules import Permission
from cchc.plans import access
from cchc.plans.models import Draft
from cchc.plans.pages.checking import draft_check_page, plan_check_page
from cchc.plans.rules.edits import Gone, is_finding
from cchc.plans.rules.findings import Finding, edit_of_fix
from cchc.plans.selectors.checking import findings_now, plan_findings
from cchc.plans.services.edits import edit_draft
from cchc.plans.states import DraftState


@require_permission(Permission.DRAFT_READ)
@require_http_methods(["GET", "POST"])
def draft_check(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Findings of a draft as it is now; POST takes the fix of one or sets it aside."""
    user = signed_in_user(request)
    needed = Permission.PLAN_IMPORT if request.method == "POST" else Permission.DRAFT_READ
    draft = access.get_draft(user=user, uid=uid, permission=needed)
    if draft.value is None:
        raise Http404
    findings = findings_now(draft, clock.today())
    if request.method == "POST":
        return _act(request, draft, findings)
    in_review = draft.state == DraftState.REVIEW
    return draft_check_page(
        draft,
        findings,
        may_edit=in_review and may(user, Permission.PLAN_IMPORT, draft.agency),
        is_fresh="again" in request.GET,
    ).respond(request)


@require_permission(Permission.DRAFT_READ)
@require_GET
def plan_check(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Findings of a plan in force; the plan itself is not changed by them."""
    user = signed_in_user(request)
    plan = access.get_plan(user=user, uid=uid, permission=Permission.DRAFT_READ)
    return plan_check_page(
        plan,
        plan_findings(plan, clock.today()),
        may_issue=may(user, Permission.PLAN_ISSUE, plan.agency),
        may_number=may(user, Permission.DOCUMENT_NUMBER, plan.agency),
        is_fresh="again" in request.GET,
    ).respond(request)


def _act(request: HttpRequest, draft: Draft, findings: list[Finding]) -> HttpResponse:
    named = {name: request.POST.get(name, "") for name in ("code", "path", "message")}
    try:
        found = next((each for each in findings if is_finding(each, named)), None)
        if found is None:
            raise Gone(_("Lưu ý này đã được xử lý."))
        if request.POST.get("act") == "fix":
            name, args = "set", edit_of_fix(draft.value or {}, found)
            note = _("Đã sửa theo đề nghị.")
        else:
            name, args, note = "settle", named, _("Đã bỏ qua một lưu ý.")
        edit_draft(draft=draft, name=name, args=args, by=signed_in_user(request), at=clock.now())
        messages.success(request, note)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return go_to(request, reverse("draft_check", args=[draft.uid]))
