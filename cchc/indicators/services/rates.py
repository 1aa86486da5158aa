"""Writing what a document sets from a day on, for an agency and those below it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from cchc.audit.services import record
from cchc.core.text import squeeze
from cchc.indicators.models import Rate, RateValue
from cchc.indicators.rules import exact
from cchc.orgs.models import Unit, User


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in the rate's measure, the day from which it counts, and the document that says so."""

    amount: Decimal
    valid_from: date
    basis: str


@transaction.atomic
def set_rate(*, rate: Rate, agency: Unit, given: Amount, by: User, at: datetime) -> RateValue:
    """Enter an amount of a rate (ghi mức áp dụng từ ngày); what the agency said of that day before stays, replaced."""
    Unit.objects.select_for_update(no_key=True).get(pk=agency.pk)
    own = RateValue.objects.filter(rate=rate, agency=agency, replaced_at__isnull=True)
    own.filter(valid_from=given.valid_from).update(replaced_at=at)
    row = RateValue.objects.create(
        rate=rate,
        agency=agency,
        amount=given.amount,
        valid_from=given.valid_from,
        basis=squeeze(given.basis),
        standing=RateValue.Standing.OFFICIAL,
        entered_by=by,
        entered_at=at,
    )
    record(
        action="figures.rate_set",
        target=row,
        by=by,
        at=at,
        agency_id=agency.pk,
        label=rate.name,
        amount=f"{exact(row.amount)} {rate.measure}",
        valid_from=f"{row.valid_from:%d/%m/%Y}",
        basis=row.basis,
    )
    return row
