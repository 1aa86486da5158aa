"""People move with a record of what they hand over, and are stood in for while they are away."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cchc.core import clock
from cchc.core.doors import signed_in
from cchc.core.downloads import PDF, WORD, download
from cchc.core.errors import DomainError
from cchc.core.pages import go_to
from cchc.core.text import fold
from cchc.core.tokens import once
from cchc.orgs import access, selectors, services
from cchc.orgs.forms.transfers import MoveForm, StandInForm
from cchc.orgs.handing import in_hand
from cchc.orgs.models import Membership, Unit
from cchc.orgs.pages import FormPage, HandoverPage, MovePage
from cchc.orgs.pages.handover import paper_of
from cchc.orgs.rules import Permission, Role
from cchc.orgs.services.transfers import Transfer
from cchc.orgs.views.units import answer_form
from cchc.publishing.handover import handover_document
from cchc.publishing.pdf import write_pdf
from cchc.publishing.word import write_docx


@access.require_permission(Permission.USER_MANAGE)
@require_http_methods(["GET", "POST"])
def person_move(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Move somebody to another unit, with the open work that is handed over."""
    user = access.signed_in_user(request)
    shown, agency = access.managed_person(user, uid)
    today = clock.today()
    roles = [row for row in selectors.roles_from(shown, agency, today) if row.acting_for_id is None]
    if not roles:
        messages.error(request, _("Người này không còn vai trò nào tại cơ quan để chuyển."))
        return go_to(request, reverse("person", args=[shown.uid]))
    source = _source(request, roles)
    people = selectors.people_of(agency).filter(is_active=True).exclude(pk=shown.pk)
    units = [agency, *selectors.units_of(agency, today)]
    form = MoveForm(request.POST or None, units, people, {"on": today, "role": roles[0].role})
    pieces = in_hand(shown, source, today)
    chosen = set(request.POST.getlist("handed"))
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        transfer = Transfer(from_unit=source, **(found | {"role": Role(found["role"])}))
        handed = {piece.subject for piece in pieces if str(piece.subject) in chosen}

        def act() -> str:
            made = services.move_person(
                user=shown, transfer=transfer, handed=handed, by=user, at=clock.now()
            )
            return reverse("handover", args=[made.uid])

        try:
            return go_to(request, once(request.POST.get("submit_token", ""), act))
        except DomainError as refusal:
            form.add_error(None, refusal.message)
    elif request.method == "GET":
        chosen = {str(piece.subject) for piece in pieces if piece.is_own}
    return MovePage(
        person=shown, form=form, pieces=pieces, chosen=chosen, from_unit=source
    ).respond(request, status=422 if form.errors else 200)


@access.require_permission(Permission.USER_MANAGE)
@require_http_methods(["GET", "POST"])
def person_stand_in(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Let somebody hold a person's role while he is away."""
    user = access.signed_in_user(request)
    shown, agency = access.managed_person(user, uid)
    today = clock.today()
    roles = (
        Membership.objects.filter(user=shown, unit__agency=agency, acting_for__isnull=True)
        .exclude(valid_to__lt=today)
        .select_related("unit")
    )
    if not roles:
        messages.error(
            request, _("Người này không còn vai trò nào tại cơ quan để người khác giữ thay.")
        )
        return go_to(request, reverse("person", args=[shown.uid]))
    people = selectors.people_of(agency).filter(is_active=True).exclude(pk=shown.pk)
    form = StandInForm(request.POST or None, roles, people, {"first": today})

    def act() -> str:
        services.stand_in(absent=shown, **form.cleaned_data, by=user, at=clock.now())
        return reverse("person", args=[shown.uid])

    page = FormPage(
        title=_("Người thay khi vắng"),
        intro=_(
            "Người thay có vai trò này trong đúng thời gian ghi, rồi tự hết. Đây là quyền làm việc trong "
            "phần mềm; quyền ký văn bản ghi riêng ở thẻ Quyền ký."
        ),
        form=form,
        submit=_("Ghi người thay"),
        kind="primary",
        back=reverse("person", args=[shown.uid]),
        back_label=shown.full_name,
    )
    return answer_form(request, page, act)


@signed_in
@require_GET
def handover(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A record of work handed over, for the screen and the printer."""
    user = access.signed_in_user(request)
    shown = access.known_handover(user, uid)
    return HandoverPage(
        handover=shown,
        lines=list(shown.lines.all()),
        may_manage=access.may(user, Permission.USER_MANAGE, shown.from_unit),
    ).respond(request)


@signed_in
@require_GET
def handover_paper(request: HttpRequest, uid: UUID, kind: str) -> HttpResponse:
    """The record as a document to be signed by three."""
    shown = access.known_handover(access.signed_in_user(request), uid)
    document = handover_document(paper_of(shown))
    stem = "-".join(
        ["bien-ban-ban-giao", *fold(shown.user.full_name).split(), f"{shown.on:%Y%m%d}"]
    )
    if kind == "pdf":
        return download(write_pdf(document, fonts=settings.FONTS_DIR), PDF, f"{stem}.pdf")
    return download(write_docx(document), WORD, f"{stem}.docx")


def _source(request: HttpRequest, roles: list[Membership]) -> Unit:
    """The unit that the person leaves: the one asked for, else that of the first role."""
    asked = request.POST.get("from") or request.GET.get("from")
    if not asked:
        return roles[0].unit
    found = next((row.unit for row in roles if str(row.unit.uid) == asked), None)
    if found is None:
        raise Http404
    return found
