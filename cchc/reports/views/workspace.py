"""The office's workspace: overview, one section, consolidation."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cchc.core import clock
from cchc.core.acts import Refused, carry_out
from cchc.orgs.access import require_permission, signed_in_user
from cchc.orgs.models import User
from cchc.orgs.rules import Permission
from cchc.reports import access
from cchc.reports.forms.workspace import BasesForm, SectionForm, SubmitForm
from cchc.reports.models import Report
from cchc.reports.pages.building import workspace
from cchc.reports.selectors.below import reports_below
from cchc.reports.selectors.reports import parts_of
from cchc.reports.services.writing import (
    add_bases,
    consolidate,
    redraft_section,
    refresh_section,
    save_section,
)


@require_permission(Permission.REPORT_READ)
@require_GET
def report(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Who has given what, the figures beside earlier ones, what comes next."""
    user = signed_in_user(request)
    row = access.get_report(user=user, uid=uid)
    return workspace(row, user).respond(request)


@require_permission(Permission.REPORT_READ)
@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, uid: UUID, code: str) -> HttpResponse:
    """One section: shown to who follows the report, written by the office while it is open."""
    user = signed_in_user(request)
    needed = Permission.REPORT_WRITE if request.method == "POST" else Permission.REPORT_READ
    row = access.get_report(user=user, uid=uid, permission=needed)
    form = SectionForm(request.POST or None)
    is_stale = False
    if form.is_valid():
        try:
            return carry_out(
                request, form, lambda: _write(request, row, code, form, user), _("Đã lưu mục.")
            )
        except Refused as refusal:
            is_stale = refusal.is_stale
            row = access.get_report(user=user, uid=uid)
    page = workspace(row, user, code=code, form=form if form.is_bound else None)
    return page.respond(request, 409 if is_stale else 422 if form.errors else 200)


@require_permission(Permission.REPORT_WRITE)
@require_POST
def bring_together(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Consolidate with one button."""
    user = signed_in_user(request)
    row = access.get_report(user=user, uid=uid, permission=Permission.REPORT_WRITE)
    form = SubmitForm(request.POST)

    def act() -> str:
        consolidate(report=row, by=user, at=clock.now())
        return row.get_absolute_url()

    if form.is_valid():
        said = _what_was_taken(row)
        with suppress(Refused):
            return carry_out(request, form, act, said)
    return workspace(row, user, submit=form).respond(request, 422)


@require_permission(Permission.REPORT_WRITE)
@require_POST
def bases(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Add last year's figures of the agencies that were taken over, or compare nothing."""
    user = signed_in_user(request)
    row = access.get_report(user=user, uid=uid, permission=Permission.REPORT_WRITE)
    form = BasesForm(request.POST)

    def act() -> str:
        add_bases(report=row, by=user, at=clock.now(), **form.cleaned_data)
        return row.get_absolute_url()

    if form.is_valid():
        with suppress(Refused):
            return carry_out(request, form, act, _("Đã đổi cách so sánh với cùng kỳ."))
    errors = [str(error) for error in form.non_field_errors()]
    return workspace(row, user, errors=errors).respond(request, 422)


def _what_was_taken(row: Report) -> str:
    parts = [part for part in parts_of(row) if part.is_given]
    said = ngettext(
        "Đã tổng hợp từ %(n)d đơn vị đã gửi.", "Đã tổng hợp từ %(n)d đơn vị đã gửi.", len(parts)
    ) % {"n": len(parts)}
    below = reports_below(row.period)
    if not below:
        return said
    counts = {"n": sum(each.is_accepted for each in below), "all": len(below)}
    agencies = _("Cơ quan trực thuộc: %(n)d/%(all)d báo cáo đã nhận.") % counts
    return f"{said} {agencies}"


def _write(request: HttpRequest, row: Report, code: str, form: SectionForm, user: User) -> str:
    facts: dict[str, Any] = {
        "report": row,
        "code": code,
        "version": form.cleaned_data["version"],
        "by": user,
        "at": clock.now(),
    }
    if "redraft" in request.POST:
        redraft_section(**facts)
    elif "refresh" in request.POST:
        refresh_section(**facts)
    else:
        text, is_held = form.cleaned_data["text"], form.cleaned_data["is_held"]
        save_section(text=text, is_held=is_held, **facts)
    return request.path
