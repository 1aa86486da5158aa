"""Linking targets of a plan to indicators, and entering the level that a plan left open."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from cchc.audit.services import record
from cchc.core.clock import vietnam_date
from cchc.core.errors import DomainError
from cchc.indicators.models import Indicator, TargetLink, TargetValue
from cchc.indicators.selectors.versions import Versions, chain_of, rate_named_in
from cchc.orgs.models import User
from cchc.periods.services.reporting import Basis, cite
from cchc.plans.models import Target


class NotOurIndicator(DomainError):
    """An indicator of another agency."""

    text = "Chỉ tiêu thống kê này không thuộc cơ quan."


class NotInRate(DomainError):
    """A target in multiples of a rate would be measured by something else."""

    def __init__(self, rate: str) -> None:
        super().__init__(
            f"Chỉ tiêu này tính theo số lần của {rate.lower()}. Hãy chọn chỉ tiêu thống kê so với mức đó, ví dụ TCC.03."
        )


@transaction.atomic
def link_target(
    *, target: Target, indicator: Indicator | None, by: User, at: datetime
) -> TargetLink | None:
    """Say which indicator measures a target, or that none does. Raises NotOurIndicator."""
    agency = target.plan.agency
    if indicator is not None and indicator.agency_id not in {None, *chain_of(agency)}:
        raise NotOurIndicator
    rate = rate_named_in(target.unit_of_measure)
    if indicator is not None and rate is not None:
        found = Versions(agency, [indicator.pk]).on(vietnam_date(at))
        if all(each.rate_id != rate.pk for each in found):
            raise NotInRate(rate.name)
    Target.objects.select_for_update(no_key=True).get(pk=target.pk)
    old = TargetLink.objects.filter(target=target, closed_at__isnull=True).first()
    if old is not None and indicator is not None and old.indicator_id == indicator.pk:
        return old
    if old is not None:
        TargetLink.objects.filter(pk=old.pk).update(closed_at=at)
    elif indicator is None:
        return None
    new = None
    if indicator is not None:
        new = TargetLink.objects.create(
            target=target, indicator=indicator, linked_by=by, linked_at=at
        )
    record(
        action="targets.linked",
        target=target,
        by=by,
        at=at,
        agency_id=target.plan.agency_id,
        label=target.text[:200],
        old=old.indicator.code if old else "",
        new=indicator.code if indicator else "",
    )
    return new


@transaction.atomic
def set_level(
    *, target: Target, comparator: str, value: Decimal, basis: Basis, by: User, at: datetime
) -> TargetValue:
    """Enter the level that another document sets for a target; the earlier one stays, replaced."""
    Target.objects.select_for_update(no_key=True).get(pk=target.pk)
    document = cite(agency=target.plan.agency, basis=basis, by=by, at=at)
    TargetValue.objects.filter(target=target, replaced_at__isnull=True).update(replaced_at=at)
    row = TargetValue.objects.create(
        target=target,
        comparator=comparator,
        value=value,
        document=document,
        entered_by=by,
        entered_at=at,
    )
    record(
        action="targets.level_set",
        target=target,
        by=by,
        at=at,
        agency_id=target.plan.agency_id,
        label=target.text[:200],
        level=f"{comparator} {value.normalize():f}",
        document=document.number,
    )
    return row
