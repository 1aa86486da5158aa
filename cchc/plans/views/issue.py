"""The two doors out of the review, and the number that comes later."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cchc.core import clock
from cchc.core.acts import Refused, carry_out
from cchc.core.errors import DomainError
from cchc.core.pages import go_to
from cchc.core.tokens import content_of, once
from cchc.orgs.access import require_permission, signed_in_user
from cchc.orgs.rules import Permission
from cchc.plans import access
from cchc.plans.forms.issue import IssueForm, NumberForm, ReturnForm, issue_initial
from cchc.plans.models import Draft, Plan
from cchc.plans.pages.issue import IssuePage, NumberPage
from cchc.plans.selectors.replacing import replaceable_plans
from cchc.plans.services.issue import put_in_force
from cchc.plans.services.numbering import number_plan
from cchc.plans.services.signing import return_from_signing, send_to_sign
from cchc.plans.services.summary import summary_of, takes_effect_on
from cchc.plans.states import DraftState


@require_permission(Permission.PLAN_ISSUE)
@require_http_methods(["GET", "POST"])
def issue(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Put a reviewed draft in force; a second press answers with the plan the first one made."""
    user = signed_in_user(request)
    draft = access.get_draft(user=user, uid=uid, permission=Permission.PLAN_ISSUE)
    if request.method == "GET":
        if draft.state == DraftState.ISSUED:
            return go_to(request, access.plan_of(draft).get_absolute_url())
        if draft.state not in {DraftState.REVIEW, DraftState.SIGNING}:
            return go_to(request, draft.get_absolute_url())
        return _issue_page(
            draft, IssueForm(initial=issue_initial(draft), meta=request.META)
        ).respond(request)
    form = IssueForm(request.POST, request.FILES, meta=request.META)
    if form.is_valid():

        def act() -> str:
            plan = put_in_force(
                draft=draft,
                seen_revision=form.cleaned_data["seen"],
                signing=form.signing(),
                in_force_on=form.cleaned_data["in_force_on"],
                signed_file=form.signed(),
                by=user,
                at=clock.now(),
            )
            return plan.get_absolute_url()

        try:
            return go_to(
                request, once(request.POST.get("submit_token", ""), act, content_of(request))
            )
        except DomainError as error:
            form.add_error(None, error.message)
    return _issue_page(draft, form).respond(request, status=422)


@require_permission(Permission.PLAN_ISSUE)
@require_POST
def sign(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Hold the draft while its paper is being signed."""
    user = signed_in_user(request)
    draft = access.get_draft(user=user, uid=uid, permission=Permission.PLAN_ISSUE)
    seen = request.POST.get("seen", "")
    send_to_sign(
        draft=draft, seen_revision=int(seen) if seen.isdigit() else -1, by=user, at=clock.now()
    )
    messages.success(request, _("Đã chuyển sang trình ký. Nội dung tạm khóa cho đến khi trả lại."))
    return go_to(request, draft.issue_url)


@require_permission(Permission.PLAN_ISSUE)
@require_POST
def give_back(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Open a draft that came back unsigned for editing again."""
    user = signed_in_user(request)
    draft = access.get_draft(user=user, uid=uid, permission=Permission.PLAN_ISSUE)
    form = ReturnForm(request.POST)

    def act() -> str:
        reason = form.cleaned_data["reason"]
        opened = return_from_signing(draft=draft, reason=reason, by=user, at=clock.now())
        return opened.get_absolute_url()

    if form.is_valid():
        with suppress(Refused):
            return carry_out(request, form, act, _("Dự thảo đã mở lại để sửa."))
    issuing = IssueForm(initial=issue_initial(draft), meta=request.META)
    return _issue_page(draft, issuing, form).respond(request, status=422)


@require_permission(Permission.DOCUMENT_NUMBER)
@require_http_methods(["GET", "POST"])
def number(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Number, date, signer and signed file that came after the plan was put in force."""
    user = signed_in_user(request)
    plan = access.get_plan(user=user, uid=uid, permission=Permission.DOCUMENT_NUMBER)
    if request.method == "GET":
        form = NumberForm(initial=_numbered(plan), meta=request.META)
        return NumberPage(plan=plan, form=form).respond(request)
    form = NumberForm(request.POST, request.FILES, meta=request.META)
    if form.is_valid():

        def act() -> str:
            number_plan(
                plan=plan,
                seen_version=form.cleaned_data["seen"],
                signing=form.signing(),
                signed_file=form.signed(),
                by=user,
                at=clock.now(),
            )
            return plan.get_absolute_url()

        try:
            return go_to(
                request, once(request.POST.get("submit_token", ""), act, content_of(request))
            )
        except DomainError as error:
            form.add_error(None, error.message)
    return NumberPage(plan=plan, form=form).respond(request, status=422)


def _issue_page(draft: Draft, form: IssueForm, return_form: ReturnForm | None = None) -> IssuePage:
    return IssuePage(
        draft=draft,
        summary=summary_of(draft, takes_effect_on(draft, clock.today())),
        form=form,
        return_form=return_form or ReturnForm(),
        replaceable=replaceable_plans(draft),
        is_signing=draft.state == DraftState.SIGNING,
    )


def _numbered(plan: Plan) -> dict[str, Any]:
    document = plan.document
    return {
        "number": document.number,
        "issued_on": document.issued_on,
        "signer_authority": document.signer_authority,
        "signer_position": document.signer_position,
        "signer_name": document.signer_name,
        "seen": document.version,
    }
