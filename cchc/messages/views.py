"""The bell's page, one's own settings, the agency's hours and the record of what was sent."""

from uuid import UUID

from django.conf import settings as installed
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cchc.audit.selectors import history_of
from cchc.core import clock
from cchc.core.doors import signed_in
from cchc.core.errors import DomainError
from cchc.core.pages import go_to
from cchc.messages import access, selectors
from cchc.messages.forms import HoursForm, PreferenceForm, initial_hours, initial_preference
from cchc.messages.models import Mail, MailHours
from cchc.messages.pages import (
    HoursPage,
    NoticesPage,
    SentPage,
    SettingsPage,
    by_day,
    notice_row,
)
from cchc.messages.services import settings as wishes
from cchc.messages.services import telling
from cchc.orgs.access import require_permission, signed_in_user
from cchc.orgs.rules import Permission

_PAGE = 50


@signed_in
@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """One's own notices by day, all or the unread ones."""
    user = signed_in_user(request)
    unread_only = request.GET.get("show") == "unread"
    rows = selectors.notices_of(user, unread_only=unread_only)
    page = Paginator(rows, _PAGE).get_page(request.GET.get("page"))
    return NoticesPage(
        days=by_day(page),
        page=page,
        query="show=unread&" if unread_only else "",
        unread_only=unread_only,
        unread=selectors.unread_count(user),
    ).respond(request)


@signed_in
@require_GET
def open_notice(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Lead to what a notice is about; it counts as read."""
    notice = access.own_notice(signed_in_user(request), uid)
    telling.mark_read(notice=notice, at=clock.now())
    return go_to(request, notice.address)


@signed_in
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    count = telling.mark_all_read(user=signed_in_user(request), at=clock.now())
    messages.success(request, _("Đã đánh dấu %(count)d thông báo là đã đọc.") % {"count": count})
    return go_to(request, reverse("notices"))


@signed_in
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """One's own hour and the kinds that come by mail."""
    user = signed_in_user(request)
    row = selectors.preference_of(user)
    form = PreferenceForm(request.POST or None, initial=initial_preference(row))
    if form.is_valid():
        wishes.set_preference(
            user=user, digest_at=form.cleaned_data["digest_at"], without_mail=form.without_mail()
        )
        messages.success(request, _("Đã lưu cách nhận thông báo."))
        return go_to(request, reverse("message_settings"))
    return SettingsPage(form=form, has_mail=bool(installed.EMAIL_HOST)).respond(
        request, status=422 if form.errors else 200
    )


@require_permission(Permission.REMINDER_MANAGE)
@require_http_methods(["GET", "POST"])
def hours(request: HttpRequest) -> HttpResponse:
    """When the agency's mails leave."""
    user = signed_in_user(request)
    agency = access.kept_agency(user)
    row = MailHours.objects.filter(agency=agency).first()
    form = HoursForm(request.POST or None, initial=initial_hours(row))
    if form.is_valid():
        try:
            wishes.set_hours(
                agency=agency,
                hours=form.hours(),
                version=form.cleaned_data["version"] or 0,
                by=user,
                at=clock.now(),
            )
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Đã lưu giờ gửi thư."))
            return go_to(request, reverse("message_hours"))
    return HoursPage(
        form=form,
        agency_name=agency.name,
        has_mail=bool(installed.EMAIL_HOST),
        history=history_of(row.uid) if row else [],
    ).respond(request, status=422 if form.errors else 200)


@require_permission(Permission.REMINDER_MANAGE)
@require_GET
def sent(request: HttpRequest) -> HttpResponse:
    """Every mail and notice of the agency: to whom, what, when, with what end."""
    agencies = access.kept_agencies(signed_in_user(request))
    text, state = request.GET.get("q", "").strip(), request.GET.get("state", "")
    by_mail = request.GET.get("by") != "app"
    mails = selectors.mails_of(agencies, text=text, state=state)
    told = selectors.notices_told(agencies, text=text)
    number = request.GET.get("page")
    mail_page = Paginator(mails, _PAGE).get_page(number) if by_mail else None
    told_page = None if by_mail else Paginator(told, _PAGE).get_page(number)
    asked = {"by": "" if by_mail else "app", "q": text, "state": state}
    query = urlencode({name: value for name, value in asked.items() if value})
    return SentPage(
        by_mail=by_mail,
        mails=list(mail_page or ()),
        notices=[notice_row(each) for each in told_page or ()],
        page=mail_page or told_page,
        query=f"{query}&" if query else "",
        text=text,
        state=state,
        states=[(code, str(label)) for code, label in Mail.State.choices],
    ).respond(request)
