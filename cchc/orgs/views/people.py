"""People of an agency: accounts, roles with dates, passwords."""

from uuid import UUID

from allauth.mfa.utils import is_mfa_enabled
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
from cchc.orgs import access, selectors, services
from cchc.orgs.forms import people as forms
from cchc.orgs.models import Unit, User
from cchc.orgs.pages import FormPage, PeoplePage, PersonPage
from cchc.orgs.rules import Permission
from cchc.orgs.services.factor_reset import open_reset
from cchc.orgs.services.sso import is_linked
from cchc.orgs.views.units import answer_form, query_of

PER_PAGE = 50


@access.require_permission(Permission.USER_MANAGE)
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Everybody with a role in the agency."""
    agency = access.agency_where(access.signed_in_user(request), Permission.USER_MANAGE)
    text, with_stopped = request.GET.get("q", ""), request.GET.get("stopped") == "1"
    found = selectors.people_found(agency, clock.today(), text=text, with_stopped=with_stopped)
    return PeoplePage(
        agency=agency,
        page=Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        text=text,
        with_stopped=with_stopped,
        query=query_of(request),
    ).respond(request)


@access.require_permission(Permission.USER_MANAGE)
@require_http_methods(["GET", "POST"])
def person_new(request: HttpRequest) -> HttpResponse:
    """Make an account with its first role."""
    user = access.signed_in_user(request)
    agency = access.agency_where(user, Permission.USER_MANAGE)
    initial = {"valid_from": clock.today(), "password": forms.passphrase()}
    form = forms.NewPersonForm(request.POST or None, _units(agency), initial)

    def act() -> str:
        found = form.cleaned_data
        made = services.create_user(
            username=found["username"],
            full_name=found["full_name"],
            position=found["position"],
            email=found["email"],
            password=found["password"],
            terms=form.terms(),
            agency=agency,
            by=user,
            at=clock.now(),
        )
        return reverse("person", args=[made.uid])

    page = FormPage(
        title=_("Thêm người dùng"),
        intro=_("Chỉ ghi họ tên, chức vụ và thư công vụ; không ghi dữ liệu cá nhân khác."),
        form=form,
        submit=_("Thêm người dùng"),
        kind="primary",
        back=reverse("people"),
        back_label=_("Người dùng"),
    )
    return answer_form(request, page, act)


@access.require_permission(Permission.USER_MANAGE)
@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One person's facts and roles."""
    user = access.signed_in_user(request)
    shown, agency = access.managed_person(user, uid)
    initial = {name: getattr(shown, name) for name in ("full_name", "position", "email")}
    form = forms.PersonForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.change_person(
            user=shown, **form.cleaned_data, agency=agency, by=user, at=clock.now()
        )
        messages.success(request, _("Đã lưu thông tin."))
        return go_to(request, reverse("person", args=[shown.uid]))
    return _person_page(request, shown, agency, form=form)


@access.require_permission(Permission.USER_MANAGE)
@require_POST
def person_roles(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Make the person's roles in the agency those of the form."""
    user = access.signed_in_user(request)
    shown, agency = access.managed_person(user, uid)
    present = selectors.roles_from(shown, agency, clock.today())
    roles = forms.role_forms(request.POST, _units(agency), present)
    if not roles.is_valid():
        return _person_page(request, shown, agency, roles=roles)
    try:
        services.change_memberships(
            user=shown, terms=forms.terms_of(roles), agency=agency, by=user, at=clock.now()
        )
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return _person_page(request, shown, agency, roles=roles)
    messages.success(request, _("Đã lưu vai trò."))
    return go_to(request, reverse("person", args=[shown.uid]))


@access.require_permission(Permission.USER_MANAGE)
@require_http_methods(["GET", "POST"])
def person_password(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Give the person another password, to be handed over."""
    user = access.signed_in_user(request)
    shown, agency = access.managed_person(user, uid)
    form = forms.PasswordForm(request.POST or None, initial={"password": forms.passphrase()})

    def act() -> str:
        services.set_password(
            user=shown, **form.cleaned_data, agency=agency, by=user, at=clock.now()
        )
        messages.success(request, _("Đã đặt lại mật khẩu. Hãy trao mật khẩu mới cho người dùng."))
        return reverse("person", args=[shown.uid])

    page = FormPage(
        title=_("Đặt lại mật khẩu"),
        intro=_("Mật khẩu cũ hết hiệu lực ngay và các phiên đang mở của người này sẽ kết thúc."),
        form=form,
        submit=_("Đặt lại mật khẩu"),
        kind="primary",
        back=reverse("person", args=[shown.uid]),
        back_label=shown.full_name,
    )
    return answer_form(request, page, act)


@access.require_permission(Permission.USER_MANAGE)
@require_POST
def person_switch(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Stop an account, or let a stopped one sign in again."""
    user = access.signed_in_user(request)
    shown, agency = access.managed_person(user, uid)
    act = services.deactivate_user if shown.is_active else services.reactivate_user
    try:
        act(user=shown, agency=agency, by=user, at=clock.now())
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return go_to(request, reverse("person", args=[shown.uid]))


def _person_page(
    request: HttpRequest,
    shown: User,
    agency: Unit,
    *,
    form: forms.PersonForm | None = None,
    roles: object = None,
) -> HttpResponse:
    initial = {name: getattr(shown, name) for name in ("full_name", "position", "email")}
    present = selectors.roles_from(shown, agency, clock.today())
    refused = roles is not None or (form is not None and bool(form.errors))
    return PersonPage(
        person=shown,
        agency=agency,
        form=form or forms.PersonForm(initial=initial),
        roles=roles or forms.role_forms(None, _units(agency), present),
        handovers=list(
            shown.handovers.filter(from_unit__agency=agency).select_related("from_unit", "to_unit")
        ),
        is_self=shown.pk == access.signed_in_user(request).pk,
        has_mfa=is_mfa_enabled(shown),
        has_sso=is_linked(shown),
        reset=open_reset(shown),
        history=history_of(shown.uid),
    ).respond(request, status=422 if refused else 200)


def _units(agency: Unit) -> list[Unit]:
    return [agency, *selectors.units_of(agency, clock.today())]
