"""Collective names and confirmed spellings."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cchc.audit.selectors import history_of
from cchc.core import clock
from cchc.core.errors import DomainError
from cchc.core.pages import go_to
from cchc.core.tokens import once
from cchc.orgs import access, selectors, services
from cchc.orgs.forms.units import AliasForm, GroupForm
from cchc.orgs.models import Unit, UnitGroup
from cchc.orgs.pages import AliasesPage, GroupPage, GroupsPage, MembersPage
from cchc.orgs.rules import Permission
from cchc.orgs.views.units import query_of

PER_PAGE = 50


@access.require_permission(Permission.UNIT_MANAGE)
@require_GET
def groups(request: HttpRequest) -> HttpResponse:
    """The agency's groups with their units of today."""
    agency = _agency(request)
    rows = UnitGroup.objects.filter(agency=agency).select_related("agency").order_by("name")
    return GroupsPage(
        agency=agency, groups=selectors.groups_with_units(list(rows), clock.today())
    ).respond(request)


@access.require_permission(Permission.UNIT_MANAGE)
@require_POST
def groups_usual(request: HttpRequest) -> HttpResponse:
    """Add the collective names that plans commonly use."""
    made = services.create_usual_groups(
        agency=_agency(request), by=access.signed_in_user(request), at=clock.now()
    )
    if made:
        messages.success(request, _("Đã thêm %(count)s nhóm thường gặp.") % {"count": len(made)})
    else:
        messages.info(request, _("Cơ quan đã có đủ các nhóm thường gặp."))
    return go_to(request, reverse("unit_groups"))


@access.require_permission(Permission.UNIT_MANAGE)
@require_http_methods(["GET", "POST"])
def group_new(request: HttpRequest) -> HttpResponse:
    """Add a collective name."""
    return _group_form(request, _agency(request), None)


@access.require_permission(Permission.UNIT_MANAGE)
@require_http_methods(["GET", "POST"])
def group(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One collective name: its rule, who is in today, its history."""
    shown = access.managed_group(access.signed_in_user(request), uid)
    return _group_form(request, shown.agency, shown)


@access.require_permission(Permission.UNIT_MANAGE)
@require_POST
def group_preview(request: HttpRequest) -> HttpResponse:
    """Who would be in a group of the posted rule; writes nothing."""
    agency = _agency(request)
    form = GroupForm(request.POST, *_choices(agency))
    form.is_valid()
    unsaved = UnitGroup(agency=agency, rule=form.rule())
    return MembersPage(members=selectors.group_units(unsaved, clock.today())).respond(request)


@access.require_permission(Permission.UNIT_MANAGE)
@require_http_methods(["GET", "POST"])
def aliases(request: HttpRequest) -> HttpResponse:
    """Spellings that stand for a unit or a group, and a form for one more."""
    agency = _agency(request)
    found = list(UnitGroup.objects.filter(agency=agency).order_by("name"))
    own, others = _choices(agency)
    form = AliasForm(request.POST or None, [*own, *others], found)
    if request.method == "POST" and form.is_valid():
        kind, _colon, uid = form.cleaned_data["stands_for"].partition(":")
        try:
            services.confirm_alias(
                agency=agency,
                wording=form.cleaned_data["wording"],
                unit=Unit.objects.get(uid=uid) if kind == "unit" else None,
                group=UnitGroup.objects.get(uid=uid) if kind == "group" else None,
                by=access.signed_in_user(request),
                at=clock.now(),
            )
            return go_to(request, reverse("unit_aliases"))
        except DomainError as refusal:
            form.add_error(None, refusal.message)
    text = request.GET.get("q", "")
    leaf = Paginator(selectors.aliases_of(agency, text), PER_PAGE).get_page(request.GET.get("page"))
    return AliasesPage(
        agency=agency, page=leaf, text=text, query=query_of(request), form=form
    ).respond(request, status=422 if form.errors else 200)


@access.require_permission(Permission.UNIT_MANAGE)
@require_POST
def alias_forget(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take a spelling back."""
    user = access.signed_in_user(request)
    services.forget_alias(alias=access.managed_alias(user, uid), by=user, at=clock.now())
    return go_to(request, reverse("unit_aliases"))


def _group_form(request: HttpRequest, agency: Unit, shown: UnitGroup | None) -> HttpResponse:
    form = GroupForm(request.POST or None, *_choices(agency), shown)
    if request.method == "POST" and form.is_valid():
        try:
            token = request.POST.get("submit_token", "")
            return go_to(request, once(token, lambda: _save(request, form, agency, shown)))
        except DomainError as refusal:
            form.add_error(None, refusal.message)
    return GroupPage(
        group=shown,
        form=form,
        members=selectors.group_units(shown or UnitGroup(agency=agency, rule={}), clock.today()),
        history=history_of(shown.uid) if shown else [],
    ).respond(request, status=422 if form.errors else 200)


def _save(request: HttpRequest, form: GroupForm, agency: Unit, shown: UnitGroup | None) -> str:
    user, name = access.signed_in_user(request), form.cleaned_data["name"]
    if shown is None:
        made = services.create_group(
            agency=agency, name=name, rule=form.rule(), by=user, at=clock.now()
        )
        return reverse("unit_group", args=[made.uid])
    services.change_group(
        group=shown,
        name=name,
        rule=form.rule(),
        version=form.cleaned_data["version"] or 0,
        by=user,
        at=clock.now(),
    )
    messages.success(request, _("Đã lưu nhóm."))
    return reverse("unit_group", args=[shown.uid])


def _agency(request: HttpRequest) -> Unit:
    return access.agency_where(access.signed_in_user(request), Permission.UNIT_MANAGE)


def _choices(agency: Unit) -> tuple[list[Unit], list[Unit]]:
    """The agency's own units, and the agencies and bodies around it."""
    today = clock.today()
    return selectors.units_of(agency, today), list(selectors.bodies_around(agency, today))
