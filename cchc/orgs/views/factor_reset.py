"""A lost second factor: asked for by an administrator, confirmed by another person or by the owner's official mail."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cchc.audit.selectors import history_of
from cchc.core import clock
from cchc.core.doors import public, signed_in
from cchc.core.errors import DomainError
from cchc.core.pages import go_to
from cchc.core.tokens import once
from cchc.orgs import access
from cchc.orgs.forms.account import FactorResetForm
from cchc.orgs.models import FactorReset, User
from cchc.orgs.pages import FactorResetLinkPage, FactorResetPage, FormPage
from cchc.orgs.rules import Permission
from cchc.orgs.services import factor_reset, links
from cchc.orgs.views.units import answer_form


@access.require_permission(Permission.USER_MANAGE)
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask to take somebody's lost second factor away."""
    user = access.signed_in_user(request)
    shown, agency = access.managed_person(user, uid)
    form = FactorResetForm(request.POST or None)

    def act() -> str:
        made = factor_reset.ask_reset(
            user=shown, agency=agency, **form.cleaned_data, by=user, at=clock.now()
        )
        return reverse("factor_reset", args=[made.uid])

    page = FormPage(
        title=_("Đặt lại xác thực hai lớp"),
        intro=_(
            "Chưa gỡ gì ngay. Yêu cầu có hiệu lực khi một quản trị viên khác hoặc lãnh đạo cơ quan xác nhận, hoặc khi "
            "người này tự mở liên kết trong thư công vụ sau thời gian chờ. Người này và lãnh đạo được báo."
        ),
        form=form,
        submit=_("Gửi yêu cầu"),
        kind="primary",
        back=reverse("person", args=[shown.uid]),
        back_label=shown.full_name,
    )
    return answer_form(request, page, act)


@signed_in
@require_GET
def shown(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The request, for the agency's administrators and leaders."""
    user = access.signed_in_user(request)
    reset = access.known_reset(user, uid)
    is_waiting = not reset.is_settled and reset.expires_at > clock.now()
    return FactorResetPage(
        reset=reset,
        may_confirm=is_waiting and user.pk not in {reset.asked_by_id, reset.user_id},
        is_waiting=is_waiting,
        may_manage=access.may(user, Permission.USER_MANAGE, reset.agency),
        history=history_of(reset.user.uid),
    ).respond(request)


@signed_in
@require_POST
def confirm(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The second person lets it happen."""
    done = _("Đã gỡ xác thực hai lớp. Người này đăng nhập bằng mật khẩu và phải bật lại.")
    return _act(request, uid, factor_reset.confirm_reset, done)


@signed_in
@require_POST
def cancel(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Call it off."""
    return _act(request, uid, factor_reset.cancel_reset, _("Đã hủy yêu cầu."))


@public
@never_cache
@require_http_methods(["GET", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The owner's link: call it off at once, or let it happen after the delay. 410 when it is spent."""
    at, refusal, status = clock.now(), "", 200
    try:
        reset = factor_reset.find_reset(token, at=at)
        if request.method == "POST" and "cancel" in request.POST:
            factor_reset.cancel_by_link(token=token, at=at)
            page = FactorResetLinkPage(reset=reset, is_early=False, refusal="", cancelled=True)
            return page.respond(request)
        if request.method == "POST":
            factor_reset.reset_by_link(token=token, at=at)
            messages.success(
                request, _("Đã gỡ xác thực hai lớp. Hãy đăng nhập bằng mật khẩu rồi bật lại.")
            )
            return redirect("account_login")
    except factor_reset.TooEarly as early:
        refusal, status = early.message, 422
    except (links.SpentLink, factor_reset.SettledReset) as spent:
        page = FactorResetLinkPage(
            reset=None, is_early=False, refusal=spent.message, cancelled=False
        )
        return page.respond(request, 410)
    return FactorResetLinkPage(
        reset=reset, is_early=at < reset.opens_at, refusal=refusal, cancelled=False
    ).respond(request, status)


def _act(
    request: HttpRequest, uid: UUID, service: Callable[..., FactorReset], said: str
) -> HttpResponse:
    user: User = access.signed_in_user(request)
    reset = access.known_reset(user, uid)
    address = reverse("factor_reset", args=[reset.uid])

    def act() -> str:
        service(reset=reset, by=user, at=clock.now())
        messages.success(request, said)
        return address

    try:
        return go_to(request, once(request.POST.get("submit_token", ""), act))
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return go_to(request, address)
