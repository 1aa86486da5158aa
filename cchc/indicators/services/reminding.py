"""The daily round of figures: periods open and remind by themselves."""

from collections import defaultdict
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from cchc.core.clock import vietnam_date
from cchc.indicators.notices import DUE, LATE, OPEN, tell_owing
from cchc.indicators.selectors.reminding import Owing, owing_of
from cchc.orgs.models import Membership, Unit
from cchc.orgs.rules import Role
from cchc.periods.models import ReportingPeriod
from cchc.periods.rules import Exceptions, is_working_day, nth_working_day_before
from cchc.periods.selectors import exceptions_between

DAYS_BEFORE = 2
_SPAN = timedelta(days=90)
_WORKERS = (Role.SPECIALIST, Role.UNIT_HEAD)


@transaction.atomic
def remind_of_figures(*, agency: Unit, at: datetime) -> int:
    """Tell the people of units what figures they owe, today; nothing on a day off, twice does no harm.

    On the day on which a period opens, two working days before the units' last day, on it, and on every working day
    after it. A unit without an account is served by the coordinator, who also hears of every late unit.
    """
    today = vietnam_date(at)
    exceptions = exceptions_between(today - _SPAN, today + _SPAN)
    if not is_working_day(today, exceptions):
        return 0
    people = _people(agency, today)
    told = []
    for owing in owing_of(agency, today):
        kind = kind_on(owing, today, exceptions)
        if kind:
            told.append((owing, kind, _of_unit(owing.unit, kind, people)))
    return tell_owing(told, today, at)


@transaction.atomic
def tell_opened(*, period: ReportingPeriod, at: datetime) -> int:
    """Tell the units of a period that asks at once (đột xuất)."""
    today = vietnam_date(at)
    people = _people(period.agency, today)
    owing = [each for each in owing_of(period.agency, today) if each.period == period]
    return tell_owing(
        [(each, OPEN, _of_unit(each.unit, OPEN, people)) for each in owing], today, at
    )


def kind_on(owing: Owing, today: date, exceptions: Exceptions) -> str:
    """Which notice is due on a working day; "" for none."""
    if today > owing.due:
        return LATE
    if today in {owing.due, nth_working_day_before(owing.due, DAYS_BEFORE, exceptions)}:
        return DUE
    return OPEN if today == owing.opens else ""


def _people(agency: Unit, on: date) -> dict[tuple[str, Role], list[int]]:
    """People of the agency who work on that day, by their unit's path and role. One statement."""
    found: dict[tuple[str, Role], list[int]] = defaultdict(list)
    rows = Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on),
        valid_from__lte=on,
        unit__agency=agency,
        user__is_active=True,
    )
    for path, role, user in rows.order_by("pk").values_list("unit__path", "role", "user_id"):
        found[path, Role(role)].append(user)
    return found


def _of_unit(unit: Unit, kind: str, people: dict[tuple[str, Role], list[int]]) -> list[int]:
    own = [
        user
        for (path, role), users in people.items()
        if role in _WORKERS and path.startswith(unit.path)
        for user in users
    ]
    coordinators = [
        user
        for (_path, role), users in people.items()
        if role == Role.COORDINATOR
        for user in users
    ]
    told = own + coordinators if kind == LATE else own or coordinators
    return list(dict.fromkeys(told))
