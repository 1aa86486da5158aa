"""The demo's reporting calendar: an agency whose plan names no windows takes the shipped one as its own."""

from dataclasses import replace
from datetime import date, datetime, time

from cchc.core import clock
from cchc.indicators.selectors import periods_of
from cchc.orgs.models import Membership, Unit
from cchc.orgs.rules import Role
from cchc.periods.models import ReportingCalendar
from cchc.periods.selectors.reporting import year_days
from cchc.periods.services.reporting import (
    Basis,
    Facts,
    PeriodRow,
    adopt_calendar,
    make_year,
    set_calendar,
)
from cchc.plans.models import Plan
from cchc.plans.states import PlanState

_SHIPPED = "periodic"
_DUE = {"Q1": "18/03", "H1": "18/06", "Q3": "18/09", "Y": "18/12"}


def load_calendar(agency: Unit, today: date) -> int:
    """Adopt the shipped calendar and make this year's periods; returns how many.

    0 for an agency without a plan or a coordinator, and where periods with a window stand already.
    """
    coordinator = Membership.objects.filter(
        unit__agency=agency, role=Role.COORDINATOR, valid_from__lte=today
    ).first()
    is_at_work = Plan.objects.filter(agency=agency, state=PlanState.IN_FORCE).exists()
    if coordinator is None or not is_at_work or periods_of(agency):
        return 0
    begun = date(today.year - 1, 12, 20)
    at = min(datetime.combine(begun, time(9), tzinfo=clock.VIETNAM), clock.now())
    own = adopt_calendar(
        shipped=ReportingCalendar.objects.get(agency=None, code=_SHIPPED),
        agency=agency,
        basis=Basis(
            kind="decision",
            number="06/QĐ-UBND",
            issued_on=begun,
            issuer=agency.parent.name if agency.parent else agency.name,
            subject="Chế độ báo cáo công tác cải cách hành chính",
        ),
        by=coordinator.user,
        at=at,
    )
    own = set_calendar(
        calendar=own,
        facts=Facts(
            own.name, own.basis, agency.parent.name if agency.parent else "", own.internal_days
        ),
        rows=[
            PeriodRow(row.name, replace(year_days(row), due=_DUE.get(row.code, "")), row.is_used)
            for row in own.periods.all()
        ],
        version=own.version,
        by=coordinator.user,
        at=at,
    )
    return len(make_year(calendar=own, year=today.year, by=coordinator.user, at=at))
