"""Đính chính nội dung trích xuất."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.core import clock
from cchc.core.errors import DomainError
from cchc.core.pages import go_to
from cchc.core.tokens import content_of, once
from cchc.orgs.access import require_permission, signed_in_user
from cchc.orgs.rules import Permission
from cchc.plans import access
from cchc.plans.forms.correction import CorrectionForm
from cchc.plans.pages.correction import CorrectionPage
from cchc.plans.selectors.correctable import correctable
from cchc.plans.services.corrections import correct_reading


@require_permission(Permission.PLAN_ISSUE)
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, uid: UUID, kind: str, row_uid: UUID) -> HttpResponse:
    """Put one field of a task or target right."""
    user = signed_in_user(request)
    plan = access.get_plan(user=user, uid=uid, permission=Permission.PLAN_ISSUE)
    row = correctable(plan, kind, row_uid)
    if row is None:
        raise Http404
    if request.method == "GET":
        chosen = row.field(request.GET.get("field", "")) or row.fields[0]
        initial = {
            "field": chosen.code,
            "new": chosen.value,
            "quote": row.quote,
            "seen": plan.version,
        }
        return CorrectionPage(
            plan=plan, row=row, form=CorrectionForm(initial=initial, row=row)
        ).respond(request)
    form = CorrectionForm(request.POST, row=row)
    if form.is_valid():

        def act() -> str:
            correct_reading(
                plan=plan,
                seen_version=form.cleaned_data["seen"],
                kind=kind,
                uid=row_uid,
                field=form.cleaned_data["field"],
                quote=form.cleaned_data["quote"],
                new=form.cleaned_data["new"],
                by=user,
                at=clock.now(),
            )
            return row.address

        try:
            address = once(request.POST.get("submit_token", ""), act, content_of(request))
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Đã đính chính nội dung trích xuất."))
            return go_to(request, address)
    return CorrectionPage(plan=plan, row=row, form=form).respond(request, status=422)
