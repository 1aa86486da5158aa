"""Acts of reorganisation: prepared, previewed row by row, done in one go, kept with each row that moved."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page as Leaf
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
from cchc.orgs import access, services
from cchc.orgs.forms import acts as forms
from cchc.orgs.models import MovedRow, Reorganisation
from cchc.orgs.movers import movers
from cchc.orgs.pages import ActPage, ActsPage, EditActPage, RowShown
from cchc.orgs.rules import Permission
from cchc.orgs.scheme import Going, Scheme, scheme_of
from cchc.orgs.selectors import valid_on
from cchc.orgs.wanted import Wanted, wanted_of

PER_PAGE = 200


@access.require_permission(Permission.UNIT_MANAGE)
@require_GET
def acts(request: HttpRequest) -> HttpResponse:
    """Acts that are being prepared and those that were done."""
    user = access.signed_in_user(request)
    return ActsPage(
        acts=list(access.known_acts(user)[:PER_PAGE]),
        may_prepare=bool(access.memberships_with(user, Permission.USER_MANAGE)),
    ).respond(request)


@access.require_permission(Permission.USER_MANAGE)
@require_http_methods(["GET", "POST"])
def act_new(request: HttpRequest) -> HttpResponse:
    """Prepare an act."""
    return _edit(request, None)


@access.require_permission(Permission.USER_MANAGE)
@require_http_methods(["GET", "POST"])
def act_change(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Change an act that is being prepared."""
    shown = access.managed_act(access.signed_in_user(request), uid)
    if shown.state == Reorganisation.State.DONE:
        return go_to(request, reverse("act", args=[shown.uid]))
    return _edit(request, shown)


@access.require_permission(Permission.UNIT_MANAGE)
@require_GET
def act(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What an act would do, row by row; or what it did."""
    return _page(request, access.known_act(access.signed_in_user(request), uid))


@access.require_permission(Permission.USER_MANAGE)
@require_POST
def act_choose(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Keep who takes which rows of a unit that is split."""
    shown = access.managed_act(access.signed_in_user(request), uid)
    choices = {
        name.removeprefix("to-"): value
        for name, value in request.POST.items()
        if name.startswith("to-") and isinstance(value, str)
    }

    def do() -> Reorganisation:
        return services.choose_heirs(
            act=shown,
            choices=choices,
            version=_version(request),
            by=access.signed_in_user(request),
            at=clock.now(),
        )

    return _act(request, shown, do, _("Đã lưu phân công tiếp nhận."))


@access.require_permission(Permission.USER_MANAGE)
@require_POST
def act_do(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Carry the act out as previewed."""
    shown = access.managed_act(access.signed_in_user(request), uid)

    def do() -> Reorganisation:
        return services.carry_out_act(
            act=shown,
            digest=request.POST.get("digest", ""),
            version=_version(request),
            by=access.signed_in_user(request),
            at=clock.now(),
        )

    return _act(request, shown, do, _("Đã thực hiện quyết định. Đầu mối CCHC được thông báo."))


@access.require_permission(Permission.USER_MANAGE)
@require_POST
def act_discard(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Throw a draft away."""
    user = access.signed_in_user(request)
    shown = access.managed_act(user, uid)
    try:
        services.discard_act(act=shown, version=_version(request), by=user, at=clock.now())
    except DomainError as refusal:
        return _page(request, shown, [refusal.message], status=422)
    messages.success(request, _("Đã bỏ bản chuẩn bị."))
    return go_to(request, reverse("acts"))


def _act(
    request: HttpRequest, shown: Reorganisation, do: Callable[[], object], said: str
) -> HttpResponse:
    def once_done() -> str:
        do()
        return reverse("act", args=[shown.uid])

    try:
        address = once(request.POST.get("submit_token", ""), once_done)
    except DomainError as refusal:
        fresh = access.known_act(access.signed_in_user(request), shown.uid)
        return _page(request, fresh, [refusal.message], status=422)
    messages.success(request, said)
    return go_to(request, address)


def _edit(request: HttpRequest, shown: Reorganisation | None) -> HttpResponse:
    user = access.signed_in_user(request)
    units = list(access.reorganisable_units(user).filter(valid_on(clock.today())))
    asked = request.GET.get("rows", "")
    rows = min(int(asked), forms.MOST_ROWS) if asked.isdigit() else forms.CHANGE_ROWS
    data = request.POST if request.method == "POST" else None
    form, new, changes = forms.act_forms(data, shown, units, rows)
    if data is not None and form.is_valid() & new.is_valid() & changes.is_valid():
        old = wanted_of(shown.value) if shown else Wanted()

        def save() -> str:
            made = services.prepare_act(
                agency=access.agency_where(user, Permission.USER_MANAGE),
                act=shown,
                wanted=forms.wanted_from(new, changes, old),
                **form.cleaned_data,
                by=user,
                at=clock.now(),
            )
            return reverse("act", args=[made.uid])

        try:
            return go_to(request, once(request.POST.get("submit_token", ""), save))
        except DomainError as refusal:
            form.add_error(None, refusal.message)
    refused = bool(form.errors) or (
        data is not None and not (new.is_valid() and changes.is_valid())
    )
    return EditActPage(act=shown, form=form, new=new, changes=changes).respond(
        request, status=422 if refused else 200
    )


def _page(
    request: HttpRequest,
    shown: Reorganisation,
    refusals: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    is_done = shown.state == Reorganisation.State.DONE
    scheme = None if is_done else scheme_of(shown)
    moved = MovedRow.objects.filter(act=shown).select_related("from_unit", "to_unit")
    found: Any = moved if scheme is None else scheme.rows
    leaf: Leaf[Any] = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    on_page = list(leaf.object_list)
    user = access.signed_in_user(request)
    return ActPage(
        act=shown,
        is_done=is_done,
        scheme=scheme,
        told=shown.value.get("told", []),
        page=leaf,
        rows=_planned_rows(scheme, on_page) if scheme else _done_rows(on_page),
        may_change=not is_done
        and shown.agency in access.agencies_where(user, Permission.USER_MANAGE),
        is_early=shown.effective_on > clock.today(),
        errors=[*(refusals or []), *(scheme.faults if scheme else [])],
        history=history_of(shown.uid),
    ).respond(request, status=status)


def _planned_rows(scheme: Scheme, rows: list[Going]) -> list[RowShown]:
    """The choice stands in the first row of a task or person; its other rows follow it."""
    first: dict[str, Going] = {}
    for row in scheme.rows:
        first.setdefault(row.choice_key, row)
    return [
        RowShown(
            label=row.label,
            text=row.line.text,
            from_name=row.ending.unit.name,
            to_name=row.to.name,
            field=f"to-{row.choice_key}" if first[row.choice_key] is row else "",
            options=[(heir.key, heir.name, heir == row.to) for heir in row.ending.heirs],
        )
        for row in rows
    ]


def _done_rows(rows: list[MovedRow]) -> list[RowShown]:
    labels = {mover.kind: mover.label for mover in movers()}
    return [
        RowShown(
            label=labels.get(row.kind, row.kind),
            text=row.text,
            from_name=row.from_unit.name,
            to_name=row.to_unit.name,
            field="",
            options=[],
        )
        for row in rows
    ]


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isdigit() else 0
