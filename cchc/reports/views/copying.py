"""The list of figures to type into the receiver's system, with ticks and kept pictures."""

from contextlib import suppress
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cchc.core import clock
from cchc.core.acts import Refused, carry_out, status_of
from cchc.evidence.intake import media_type
from cchc.orgs.access import may, require_permission, signed_in_user
from cchc.orgs.rules import Permission
from cchc.reports import access
from cchc.reports.forms.boards import ProofForm, TickForm
from cchc.reports.models import Report
from cchc.reports.pages.boards import CopyingPage
from cchc.reports.selectors.content import content_of
from cchc.reports.selectors.copying import copy_blocks, fact_to_copy
from cchc.reports.services.copying import keep_proof, tick_figure


@require_permission(Permission.REPORT_READ)
@require_http_methods(["GET", "POST"])
def copying(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The figures in the form's order; a posted file is kept as proof."""
    user = signed_in_user(request)
    is_post = request.method == "POST"
    needed = Permission.REPORT_WRITE if is_post else Permission.REPORT_READ
    report = access.get_report(user=user, uid=uid, permission=needed)
    form = ProofForm(
        request.POST if is_post else None, request.FILES if is_post else None, meta=request.META
    )
    if form.is_valid():
        file = form.cleaned_data["file"]

        def act() -> str:
            keep_proof(
                report=report,
                name=form.name,
                media_type=media_type(file),
                chunks=file.chunks(),
                by=user,
                at=clock.now(),
            )
            return reverse("report_copying", args=[report.uid])

        with suppress(Refused):
            return carry_out(request, form, act, _("Đã lưu tệp."))
    may_write = may(user, Permission.REPORT_WRITE, report.agency)
    return _page(report, form if may_write else None).respond(request, status_of(form))


@require_permission(Permission.REPORT_WRITE)
@require_POST
def tick(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Tick a figure as typed, or take the tick away."""
    user = signed_in_user(request)
    report = access.get_report(user=user, uid=uid, permission=Permission.REPORT_WRITE)
    form = TickForm(request.POST)
    address = reverse("report_copying", args=[report.uid])
    if form.is_valid():
        fact = fact_to_copy(content_of(report, clock.now()), form.cleaned_data["key"])
        if fact is None:
            raise Http404
        is_done = form.cleaned_data["is_done"]

        def act() -> str:
            tick_figure(report=report, fact=fact, is_done=is_done, by=user, at=clock.now())
            return f"{address}#{fact.key}"

        said = _("Đã đánh dấu chép xong.") if is_done else _("Đã bỏ đánh dấu.")
        with suppress(Refused):
            return carry_out(request, form, act, said)
    raise Http404


def _page(report: Report, form: ProofForm | None) -> CopyingPage:
    blocks = copy_blocks(report, content_of(report, clock.now()))
    lines = [line for block in blocks for line in block.lines]
    return CopyingPage(
        report=report,
        blocks=blocks,
        done=sum(bool(line.copied and not line.is_moved) for line in lines),
        total=len(lines),
        proofs=list(report.copy_proofs.select_related("added_by")),
        form=form,
        errors=[str(error) for error in form.non_field_errors()] if form and form.is_bound else [],
    )
