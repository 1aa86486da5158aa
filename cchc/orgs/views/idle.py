"""Accounts that nobody uses: the administrator's rule and list, and how their owner reopens them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cchc.core import clock
from cchc.core.acts import Refused, carry_out, status_of
from cchc.core.doors import public
from cchc.core.errors import DomainError
from cchc.core.pages import go_to
from cchc.orgs import access, selectors
from cchc.orgs.forms.idle import IdleRuleForm, ReopenForm
from cchc.orgs.models import IdleRule, Unit
from cchc.orgs.pages.idle import IdlePeoplePage, ReopenLinkPage, ReopenPage
from cchc.orgs.rules import Permission
from cchc.orgs.selectors import accounts
from cchc.orgs.services import idle, links


@access.require_permission(Permission.USER_MANAGE)
@require_http_methods(["GET", "POST"])
def idle_people(request: HttpRequest) -> HttpResponse:
    """The agency's rule, and the people whom it concerns today."""
    user = access.signed_in_user(request)
    agency = access.agency_where(user, Permission.USER_MANAGE)
    form = IdleRuleForm(request.POST or None, initial=_initial(agency))
    is_stale = False
    if form.is_valid():

        def act() -> str:
            idle.change_idle_rule(
                agency=agency,
                terms=form.terms(),
                seen=form.cleaned_data["version"],
                by=user,
                at=clock.now(),
            )
            return reverse("idle_people")

        try:
            return carry_out(request, form, act, _("Đã lưu quy định."))
        except Refused as refusal:
            is_stale = refusal.is_stale
    people = selectors.people_of(agency)
    here = set(people.values_list("pk", flat=True))
    rows = [row for row in accounts.watched(clock.now()) if row.user.pk in here]
    concerned = [row for row in rows if row.step != "none" or row.locks_on is not None]
    return IdlePeoplePage(
        agency=agency,
        terms=accounts.idle_terms(agency),
        locked=list(people.filter(idle_locked_at__isnull=False, is_active=True)),
        soon=[row for row in concerned if links.can_send_to(row.user)],
        unreachable=[row for row in concerned if not links.can_send_to(row.user)],
        form=form,
        sends_mail=links.can_send(),
    ).respond(request, status_of(form, is_stale=is_stale))


@access.require_permission(Permission.USER_MANAGE)
@require_POST
def person_reopen(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Reopen somebody's account that was locked because nobody used it."""
    user = access.signed_in_user(request)
    shown, agency = access.managed_person(user, uid)
    try:
        idle.reopen_idle(user=shown, agency=agency, by=user, at=clock.now())
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Đã mở lại tài khoản."))
    return go_to(request, reverse("person", args=[shown.uid]))


@public
@never_cache
@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest) -> HttpResponse:
    """Ask for the link by official mail; the answer is the same whoever asks."""
    form = ReopenForm(request.POST or None)
    is_sent = False
    if form.is_valid():
        idle.ask_to_reopen(name=form.cleaned_data["name"], at=clock.now())
        is_sent = True
    return ReopenPage(form=form, is_sent=is_sent).respond(request, status_of(form))


@public
@never_cache
@require_http_methods(["GET", "POST"])
def reopen_link(request: HttpRequest, token: str) -> HttpResponse:
    """The link from the mail: a button reopens, since programs that check mail follow links too. 410 when spent."""
    try:
        link = idle.find_reopening(token, at=clock.now())
        if request.method == "POST":
            idle.reopen_by_link(token=token, at=clock.now())
            messages.success(request, _("Đã mở lại tài khoản. Hãy đăng nhập."))
            return redirect("account_login")
    except links.SpentLink as refusal:
        return ReopenLinkPage(person=None, refusal=refusal.message).respond(request, 410)
    return ReopenLinkPage(person=link.user, refusal="").respond(request)


def _initial(agency: Unit) -> dict[str, int]:
    terms = accounts.idle_terms(agency)
    row = IdleRule.objects.filter(agency=agency).first()
    return {
        "lock_after": terms.lock_after,
        "warn_before": terms.warn_before,
        "spare": terms.spare,
        "version": row.version if row else 0,
    }
