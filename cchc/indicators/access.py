"""Which periods and units a person reaches with figures. What is not hers is not there."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from cchc.indicators.models import (
    FigureFile,
    FigureImport,
    FigureUpload,
    Indicator,
    SourceFigure,
)
from cchc.indicators.selectors import reporting_units
from cchc.indicators.selectors.versions import chain_of
from cchc.orgs.access import home_agency, may
from cchc.orgs.models import Unit, User
from cchc.orgs.rules import Permission
from cchc.periods.models import ReportingPeriod
from cchc.plans.models import Target
from cchc.plans.states import PlanState


def get_period(*, user: User, uid: UUID) -> ReportingPeriod:
    """A period with a window of the agency that the person works in; or 404."""
    return get_object_or_404(
        ReportingPeriod.objects.select_related("agency"),
        uid=uid,
        agency=home_agency(user),
        data_to__isnull=False,
        data_from__isnull=False,
    )


def get_read_period(*, user: User, uid: UUID) -> ReportingPeriod:
    """The same for who may see every unit's figures; or 404."""
    period = get_period(user=user, uid=uid)
    if not may(user, Permission.FIGURE_READ, period.agency):
        raise Http404
    return period


def units_to_enter(user: User, period: ReportingPeriod) -> dict[Unit, bool]:
    """The reporting units for which the person may enter figures; True where it is on the unit's behalf."""
    assert period.data_to is not None
    found: dict[Unit, bool] = {}
    for unit in reporting_units(period.agency, period.data_to):
        if any(
            unit.path.startswith(each.unit.path) or each.unit.path.startswith(unit.path)
            for each in user.live_memberships
            if not each.unit.is_agency
        ) and may(user, Permission.FACT_RECORD, unit):
            found[unit] = False
        elif may(user, Permission.FACT_RECORD_ANY, unit):
            found[unit] = True
    return found


def get_unit(*, user: User, period: ReportingPeriod, uid: UUID) -> tuple[Unit, bool]:
    """One of `units_to_enter` and whether it is on its behalf; or 404."""
    for unit, on_behalf in units_to_enter(user, period).items():
        if unit.uid == uid:
            return unit, on_behalf
    raise Http404


def get_indicator(*, user: User, uid: UUID) -> Indicator:
    """A shipped indicator, one of the person's agency or of an agency above it; or 404."""
    agency = home_agency(user)
    indicator = get_object_or_404(Indicator.objects.select_related("block", "agency"), uid=uid)
    if indicator.agency_id not in {None, *(chain_of(agency) if agency else ())}:
        raise Http404
    return indicator


def reach_of(user: User) -> Callable[[UUID, UUID], tuple[ReportingPeriod, Unit, bool] | None]:
    """What forms of figures this person may send: period and unit by their ids; None for what is not hers.

    Asks the database once a period.
    """
    agency = home_agency(user)
    known: dict[UUID, dict[UUID, tuple[ReportingPeriod, Unit, bool]]] = {}

    def reach(period_uid: UUID, unit_uid: UUID) -> tuple[ReportingPeriod, Unit, bool] | None:
        if period_uid not in known:
            period = (
                ReportingPeriod.objects.select_related("agency")
                .filter(
                    uid=period_uid,
                    agency=agency,
                    data_to__isnull=False,
                    data_from__isnull=False,
                    closed_on__isnull=True,
                )
                .first()
            )
            units = units_to_enter(user, period) if period else {}
            known[period_uid] = {
                unit.uid: (period, unit, behalf) for unit, behalf in units.items() if period
            }
        return known[period_uid].get(unit_uid)

    return reach


def get_upload(*, user: User, uid: UUID) -> FigureUpload:
    """An upload of the person's own, or one of the agency for who reads its figures; or 404."""
    upload = get_object_or_404(FigureUpload.objects.select_related("user", "agency"), uid=uid)
    if upload.user_id != user.pk and not may(user, Permission.FIGURE_READ, upload.agency):
        raise Http404
    return upload


def get_file(*, user: User, uid: UUID) -> FigureFile:
    """A file of such an upload; or 404."""
    file = get_object_or_404(FigureFile.objects.select_related("upload"), uid=uid)
    get_upload(user=user, uid=file.upload.uid)
    return file


def get_import(*, user: User, uid: UUID) -> FigureImport:
    """An import of an agency for which the person manages figures; or 404."""
    row = get_object_or_404(
        FigureImport.objects.select_related("source__agency", "period__agency", "user"), uid=uid
    )
    if not may(user, Permission.FIGURE_MANAGE, row.source.agency):
        raise Http404
    return row


def get_source_figure(*, user: User, uid: UUID) -> SourceFigure:
    """What a source says, for who manages the agency's figures; or 404."""
    row = get_object_or_404(
        SourceFigure.objects.select_related(
            "source__agency", "period__agency", "unit", "indicator"
        ),
        uid=uid,
    )
    if not may(user, Permission.FIGURE_MANAGE, row.source.agency):
        raise Http404
    return row


def get_target(*, user: User, uid: UUID) -> Target:
    """A target of a plan in force of an agency whose figures the person reads; or 404."""
    row = get_object_or_404(
        Target.objects.select_related("plan__agency", "area"),
        uid=uid,
        plan__state=PlanState.IN_FORCE,
    )
    if not may(user, Permission.FIGURE_READ, row.plan.agency):
        raise Http404
    return row
