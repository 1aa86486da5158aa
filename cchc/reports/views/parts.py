"""A unit's part: filled in, given, taken, given back."""

from contextlib import suppress
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cchc.core import clock
from cchc.core.acts import Refused, carry_out, status_of
from cchc.orgs.access import may, require_permission, signed_in_user
from cchc.orgs.models import User
from cchc.orgs.rules import Permission
from cchc.reports import access
from cchc.reports.access import Standing
from cchc.reports.forms.parts import JudgeForm, PartForm
from cchc.reports.models import UnitPart
from cchc.reports.pages.parts import PartPage, section_rows, task_rows, written_sections
from cchc.reports.rules.outline import parse
from cchc.reports.selectors.parts import content_of_part
from cchc.reports.services.parts import accept_part, return_part, save_part, send_part


@require_permission(Permission.PLAN_READ)
@require_http_methods(["GET", "POST"])
def part(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A unit's part: shown to who follows the report, written by the unit."""
    user = signed_in_user(request)
    row, standing = access.get_part(user=user, uid=uid)
    form = _form(request, row, standing)
    is_stale = False
    if form is not None and request.method == "POST" and form.is_valid():
        try:
            return carry_out(
                request,
                form,
                lambda: _act(request, row, standing, form, user),
                _("Đã gửi phần báo cáo của đơn vị.")
                if "send" in request.POST
                else _("Đã lưu phần báo cáo."),
            )
        except Refused as refusal:
            is_stale = refusal.is_stale
            row, standing = access.get_part(user=user, uid=uid)
    status = status_of(form, is_stale=is_stale) if form is not None and form.is_bound else 200
    return _page(row, standing, form, user).respond(request, status)


@require_permission(Permission.REPORT_WRITE)
@require_POST
def judge(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take what a unit gave, or give it back with the reason."""
    user = signed_in_user(request)
    row = access.get_judged_part(user=user, uid=uid)
    form = JudgeForm(request.POST)
    is_return = "return" in request.POST
    if form.is_valid():

        def act() -> str:
            facts = {"version": form.cleaned_data["version"], "by": user, "at": clock.now()}
            if is_return:
                return_part(part=row, reason=form.cleaned_data["reason"], **facts)
            else:
                accept_part(part=row, **facts)
            return row.report.get_absolute_url()

        said = _("Đã trả lại cho đơn vị.") if is_return else _("Đã nhận phần báo cáo.")
        with suppress(Refused):
            return carry_out(request, form, act, said)
    row, standing = access.get_part(user=user, uid=uid)
    return _page(row, standing, _form(None, row, standing), user, form).respond(request, 422)


def _form(request: HttpRequest | None, row: UnitPart, standing: Standing) -> PartForm | None:
    """The unit's form, filled from the request when there is one; None for who only looks, or when it is given."""
    if not standing.may_write or row.is_given or not row.report.is_open:
        return None
    is_post = request is not None and request.method == "POST"
    return PartForm(
        request.POST if request is not None and is_post else None,
        request.FILES if request is not None and is_post else None,
        meta=request.META if request is not None else {},
        part=row,
        sections=written_sections(parse(row.report.form.outline)),
        tasks=content_of_part(row).tasks,
    )


def _act(
    request: HttpRequest, row: UnitPart, standing: Standing, form: PartForm, user: User
) -> str:
    facts = {
        "part": row,
        "words": form.words(),
        "version": form.cleaned_data["version"],
        "by": user,
        "at": clock.now(),
        "on_behalf": standing.on_behalf,
    }
    if "send" in request.POST:
        send_part(paper=form.paper(), is_head=standing.is_head, **facts)
    else:
        save_part(**facts)
    return row.get_absolute_url()


def _page(
    row: UnitPart,
    standing: Standing,
    form: PartForm | None,
    user: User,
    judged: JudgeForm | None = None,
) -> PartPage:
    content = content_of_part(row)
    outline = parse(row.report.form.outline)
    asked, others = section_rows(outline, content, row, form)
    may_judge = may(user, Permission.REPORT_WRITE, row.report.agency)
    errors = [
        str(error)
        for each in (form, judged)
        if each is not None and each.is_bound
        for error in each.non_field_errors()
    ]
    return PartPage(
        part=row,
        sections=asked,
        other_sections=others,
        tasks=task_rows(content, form),
        figures=content.figures,
        papers=content.papers,
        missing=content.missing,
        form=form,
        judge=(judged or JudgeForm(initial={"version": row.version}))
        if may_judge and row.is_given and row.report.is_open
        else None,
        days_late=row.days_late(clock.today()),
        is_head=standing.is_head,
        follows=may(user, Permission.REPORT_READ, row.report.agency),
        on_behalf=standing.on_behalf and not standing.is_own,
        may_enter_figures=form is not None and bool(content.figures),
        errors=errors,
    )
