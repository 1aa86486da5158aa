"""The working calendar in the browser."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cchc.audit.selectors import history_of
from cchc.core import clock
from cchc.core.doors import signed_in
from cchc.core.errors import DomainError
from cchc.core.pages import go_to
from cchc.core.tokens import once
from cchc.orgs.access import agencies_where, home_agency, require_permission, signed_in_user
from cchc.orgs.rules import Permission
from cchc.periods import access, selectors, services
from cchc.periods.forms import DayForm, RuleForm, initial_of
from cchc.periods.models import CalendarDay
from cchc.periods.pages import CalendarPage, DayPage
from cchc.periods.rules import HolidayRule


@signed_in
@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    """A year's months and its exceptional days."""
    user, today = signed_in_user(request), clock.today()
    year = access.year_of(request.GET.get("year", ""), today)
    days = selectors.days_of(year)
    months = selectors.months_of(year, days, today)
    kept = agencies_where(user, Permission.CALENDAR_MANAGE)
    agency = kept[0] if kept else home_agency(user)
    rule = selectors.holiday_rule_of(agency) if agency else HolidayRule.KEEP
    return CalendarPage(
        year=year,
        months=months,
        days=days,
        working_days=sum(month.working_days for month in months),
        has_doubt=any(row.standing != CalendarDay.Standing.OFFICIAL for row in days),
        may_manage=bool(kept),
        rule_label=rule.label,
        rule_form=RuleForm(initial={"rule": rule.value}) if kept else None,
    ).respond(request)


@require_permission(Permission.CALENDAR_MANAGE)
@require_http_methods(["GET", "POST"])
def day(request: HttpRequest, day: str) -> HttpResponse:
    """Make one day differ from the week's rule, or change how it does."""
    shown, row = access.day_of(day)
    form = DayForm(request.POST or None, initial=initial_of(row))
    if request.method == "POST" and form.is_valid():
        try:
            token = request.POST.get("submit_token", "")
            return go_to(request, once(token, lambda: _save(request, day, form)))
        except DomainError as refusal:
            form.add_error(None, refusal.message)
    return DayPage(
        day=shown, row=row, form=form, history=history_of(row.uid) if row else []
    ).respond(request, status=422 if form.errors else 200)


@require_permission(Permission.CALENDAR_MANAGE)
@require_POST
def day_remove(request: HttpRequest, day: str) -> HttpResponse:
    """Let the day follow the week's rule again."""
    user = signed_in_user(request)
    shown, row = access.day_of(day)
    if row is None:
        raise Http404
    version = request.POST.get("version", "")
    services.remove_day(
        row=row,
        version=int(version) if version.isdecimal() else 0,
        agency=access.keeping_agency(user),
        by=user,
        at=clock.now(),
    )
    messages.success(request, _("Ngày %(day)s lại theo lịch tuần.") % {"day": f"{shown:%d/%m/%Y}"})
    return go_to(request, f"{reverse('calendar')}?year={shown.year}")


@require_permission(Permission.CALENDAR_MANAGE)
@require_POST
def rule(request: HttpRequest) -> HttpResponse:
    """Choose what the agency does with deadlines on a day off."""
    user = signed_in_user(request)
    form = RuleForm(request.POST)
    if form.is_valid():
        services.set_holiday_rule(
            agency=access.keeping_agency(user),
            rule=form.cleaned_data["rule"],
            by=user,
            at=clock.now(),
        )
        messages.success(request, _("Đã lưu cách tính hạn rơi vào ngày nghỉ."))
    return go_to(request, reverse("calendar"))


def _save(request: HttpRequest, day: str, form: DayForm) -> str:
    user = signed_in_user(request)
    shown, row = access.day_of(day)
    facts: dict[str, Any] = {
        name: form.cleaned_data[name] for name in ("is_working", "name", "source")
    }
    facts |= {"agency": access.keeping_agency(user), "by": user, "at": clock.now()}
    if row is None:
        services.add_day(day=shown, **facts)
    else:
        services.change_day(row=row, version=form.cleaned_data["version"] or 0, **facts)
    messages.success(request, _("Đã lưu ngày %(day)s.") % {"day": f"{shown:%d/%m/%Y}"})
    return f"{reverse('calendar')}?year={shown.year}"
