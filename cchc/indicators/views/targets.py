"""The targets of a plan beside the figures that measure them."""

from contextlib import suppress
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cchc.audit.selectors import history_of
from cchc.core import clock
from cchc.core.acts import Refused, carry_out
from cchc.indicators import access, selectors
from cchc.indicators.forms.targets import LevelForm, LinkForm
from cchc.indicators.models import Indicator
from cchc.indicators.pages import shown
from cchc.indicators.pages import targets as pages
from cchc.indicators.pages.charts import figures_chart, targets_chart
from cchc.indicators.rules import Figure
from cchc.indicators.selectors.targets import Measured, measured, plans_with_targets
from cchc.indicators.services import targets as services
from cchc.orgs.access import agency_of, may, require_permission, signed_in_user
from cchc.orgs.models import User
from cchc.orgs.rules import Permission
from cchc.plans.models import Target
from cchc.tasks.access import visible_tasks


@require_permission(Permission.FIGURE_READ)
@require_GET
def targets(request: HttpRequest) -> HttpResponse:
    """Every target of a plan: level, figure, distance, trend, forecast, light."""
    user = signed_in_user(request)
    agency = agency_of(user)
    plans = plans_with_targets(agency)
    asked = request.GET.get("plan", "")
    plan = next((each for each in plans if str(each.uid) == asked), plans[0] if plans else None)
    found = (
        measured(plan, visible_tasks(user), settings.DUE_SOON_DAYS, clock.today()) if plan else []
    )
    lines = [pages.target_line(each) for each in found]
    return pages.TargetsPage(
        plans=plans,
        plan=plan,
        lines=lines,
        counts=pages.counts_of(lines),
        chart=targets_chart(_("Chỉ tiêu so với mức giao"), lines),
        may_manage=may(user, Permission.FIGURE_MANAGE, agency),
    ).respond(request)


@require_permission(Permission.FIGURE_READ)
@require_http_methods(["GET", "POST"])
def target(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One target: linked to an indicator, or given its level, by whoever manages figures."""
    user = signed_in_user(request)
    row = access.get_target(user=user, uid=uid)
    may_manage = may(user, Permission.FIGURE_MANAGE, row.plan.agency)
    if request.method == "POST" and not may_manage:
        raise Http404
    each = _measured(row, user)
    is_level = request.POST.get("act") == "level"
    link = _link_form(request, each, bound=request.method == "POST" and not is_level)
    level = LevelForm(request.POST if is_level else None, initial=_level_initial(row))
    form: LinkForm | LevelForm = level if is_level else link
    if form.is_bound and form.is_valid():
        with suppress(Refused):
            return carry_out(request, form, lambda: _act(row, form, user), _("Đã lưu."))
    return pages.TargetPage(
        target=row,
        line=pages.target_line(each),
        points=pages.point_rows(each),
        chart=_chart(each),
        link=link if may_manage else None,
        level=level if may_manage else None,
        history=history_of(row.uid),
    ).respond(request, 422 if form.errors else 200)


def _chart(each: Measured) -> SafeString:
    if each.question is None:
        return SafeString("")
    version = each.question.version
    is_share = bool(version.denominator)
    rows = []
    for period, point in each.points:
        figure = Figure(point.value, Decimal(100) if is_share else None)
        rows.append((period.name, figure, shown(figure, version)))
    return figures_chart(_("Qua các kỳ trong năm"), rows, version, each.aim)


def _measured(row: Target, user: User) -> Measured:
    found = measured(row.plan, visible_tasks(user), settings.DUE_SOON_DAYS, clock.today())
    return next(each for each in found if each.target == row)


def _link_form(request: HttpRequest, each: Measured, *, bound: bool) -> LinkForm:
    versions = selectors.library_of(each.target.plan.agency, clock.today())
    return LinkForm(
        request.POST if bound else None,
        indicators=[
            (str(version.indicator.uid), f"{version.indicator.code} · {version.name}")
            for version in versions
        ],
        chosen=str(each.link.indicator.uid) if each.link else "",
    )


def _level_initial(row: Target) -> dict[str, str]:
    return {"comparator": row.comparator or ">=", "subject": row.reference, "kind": "decision"}


def _act(row: Target, form: LinkForm | LevelForm, user: User) -> str:
    given, at = form.cleaned_data, clock.now()
    if isinstance(form, LevelForm):
        services.set_level(
            target=row,
            comparator=given["comparator"],
            value=given["value"],
            basis=form.basis,
            by=user,
            at=at,
        )
    else:
        chosen = given["indicator"]
        indicator = Indicator.objects.get(uid=chosen) if chosen else None
        services.link_target(target=row, indicator=indicator, by=user, at=at)
    return reverse("figures_target", args=[row.uid])
