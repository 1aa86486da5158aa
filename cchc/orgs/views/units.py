"""The directory: tree, one unit, and the acts on it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cchc.audit.selectors import history_of
from cchc.core import clock
from cchc.core.days import read_day
from cchc.core.doors import signed_in
from cchc.core.errors import DomainError
from cchc.core.pages import go_to
from cchc.core.tokens import once
from cchc.orgs import access, selectors, services
from cchc.orgs.forms.units import ChangeUnit, Close, NewUnit, Rename, initial_of
from cchc.orgs.models import Unit
from cchc.orgs.pages import FormPage, UnitPage, UnitsPage
from cchc.orgs.rules import Permission

PER_PAGE = 50


@signed_in
@require_GET
def units(request: HttpRequest) -> HttpResponse:
    """The agency's tree, or the agencies and bodies around it."""
    user = access.signed_in_user(request)
    agency, today = access.agency_of(user), clock.today()
    tab, text = request.GET.get("tab", "own"), request.GET.get("q", "")
    with_closed = request.GET.get("closed") == "1"
    day = read_day(request.GET.get("on", "")) or today
    leaf = None
    rows: list[selectors.UnitRow] = []
    if tab == "others":
        found = selectors.bodies_found(agency, today, text)
        leaf = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    else:
        rows = selectors.directory_of(agency, day, text=text, with_closed=with_closed)
    return UnitsPage(
        agency=agency,
        tab="others" if tab == "others" else "own",
        text=text,
        with_closed=with_closed,
        day=day,
        is_past=day < today,
        rows=rows,
        page=leaf,
        query=query_of(request),
        may_manage=bool(access.memberships_with(user, Permission.UNIT_MANAGE)),
    ).respond(request)


@signed_in
@require_GET
def unit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One unit: facts, names over time, who works there, what became of it."""
    user = access.signed_in_user(request)
    shown, today = access.known_unit(user, uid), clock.today()
    return UnitPage(
        unit=shown,
        record=selectors.record_of(shown, today),
        is_closed=shown.valid_to is not None and shown.valid_to < today,
        may_manage=access.may_manage_unit(user, shown),
        history=history_of(shown.uid),
    ).respond(request)


@access.require_permission(Permission.UNIT_MANAGE)
@require_http_methods(["GET", "POST"])
def unit_new(request: HttpRequest) -> HttpResponse:
    """Add a unit under one's agency, or an outside body."""
    user = access.signed_in_user(request)
    agency = access.agency_where(user, Permission.UNIT_MANAGE)
    today = clock.today()
    parents = [agency, *selectors.units_of(agency, today)]
    initial = {"parent": agency.pk, "valid_from": today, "kind": Unit.Kind.DIVISION}
    if asked := next((p for p in parents if str(p.uid) == request.GET.get("parent")), None):
        initial["parent"] = asked.pk
    form = NewUnit(request.POST or None, parents, initial)

    def act() -> str:
        made = services.create_unit(**form.cleaned_data, by=user, at=clock.now())
        return reverse("unit", args=[made.uid])

    page = FormPage(
        title=_("Thêm đơn vị"),
        intro=_("Đơn vị mới chỉ có trong các kế hoạch đưa vào theo dõi từ ngày hoạt động."),
        form=form,
        submit=_("Thêm đơn vị"),
        kind="primary",
        back=reverse("units"),
        back_label=_("Cơ cấu tổ chức"),
    )
    return answer_form(request, page, act)


@access.require_permission(Permission.UNIT_MANAGE)
@require_http_methods(["GET", "POST"])
def unit_change(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Set what is not dated."""
    user = access.signed_in_user(request)
    shown = access.managed_unit(user, uid)
    form = ChangeUnit(request.POST or None, initial=initial_of(shown, clock.today()))
    page = _unit_form(shown, form, _("Sửa thông tin đơn vị"), _("Lưu thay đổi"))
    return answer_form(request, page, lambda: _done(shown, form, services.change_unit, request))


@access.require_permission(Permission.UNIT_MANAGE)
@require_http_methods(["GET", "POST"])
def unit_rename(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Another name from a day on."""
    user = access.signed_in_user(request)
    shown = access.managed_unit(user, uid)
    form = Rename(request.POST or None, initial=initial_of(shown, clock.today()))
    intro = _("Đơn vị vẫn là một; tên cũ được giữ để đọc văn bản và báo cáo của thời kỳ trước.")
    page = _unit_form(shown, form, _("Đổi tên đơn vị"), _("Đổi tên"), intro)
    return answer_form(request, page, lambda: _done(shown, form, services.rename_unit, request))


@access.require_permission(Permission.UNIT_MANAGE)
@require_http_methods(["GET", "POST"])
def unit_close(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The unit's last day."""
    user = access.signed_in_user(request)
    shown = access.managed_unit(user, uid)
    form = Close(request.POST or None, initial=initial_of(shown, clock.today()))
    intro = _("Không có gì bị xóa: nhiệm vụ, báo cáo và văn bản cũ vẫn mang tên đơn vị này.")
    page = _unit_form(
        shown, form, _("Kết thúc hoạt động"), _("Kết thúc đơn vị"), intro, kind="danger"
    )
    return answer_form(request, page, lambda: _done(shown, form, services.close_unit, request))


def answer_form(request: HttpRequest, page: FormPage, act: Callable[[], str]) -> HttpResponse:
    """Show the form, or do the act once when it is valid and lead on; refusals stand above the fields."""
    form = page.form
    if request.method == "POST" and form.is_valid():
        try:
            return go_to(request, once(request.POST.get("submit_token", ""), act))
        except DomainError as refusal:
            form.add_error(None, refusal.message)
    return page.respond(request, status=422 if form.errors else 200)


def query_of(request: HttpRequest) -> str:
    """The address's query without the page, ready for the pager."""
    query = request.GET.copy()
    query.pop("page", None)
    return f"{query.urlencode()}&" if query else ""


def _unit_form(
    shown: Unit, form: Form, title: str, submit: str, intro: str = "", *, kind: str = "primary"
) -> FormPage:
    return FormPage(
        title=title,
        intro=intro,
        form=form,
        submit=submit,
        kind=kind,
        back=reverse("unit", args=[shown.uid]),
        back_label=shown.name,
    )


def _done(shown: Unit, form: Form, service: Callable[..., Any], request: HttpRequest) -> str:
    service(unit=shown, **form.cleaned_data, by=access.signed_in_user(request), at=clock.now())
    return reverse("unit", args=[shown.uid])
