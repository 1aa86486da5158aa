"""Indicators of an agency's own, and versions beside the shipped ones; nothing shipped is ever overwritten."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from cchc.audit.services import record
from cchc.core.clock import vietnam_date
from cchc.core.errors import DomainError
from cchc.indicators.models import (
    FigureDuty,
    Indicator,
    IndicatorBlock,
    IndicatorVersion,
    Observation,
)
from cchc.indicators.selectors.library import (
    effect_of,
    is_code_taken,
    periods_with_figures,
    version_on,
)
from cchc.indicators.selectors.versions import chain_of
from cchc.orgs.models import Unit, User


class CodeTaken(DomainError):
    """Another indicator that the agency knows has this code."""

    text = "Mã này đã dùng cho một chỉ tiêu khác. Hãy chọn mã khác."


class NotYours(DomainError):
    """A version of somebody else, or an indicator that the agency does not know."""

    text = "Phiên bản này không phải của cơ quan."


class NothingChanges(DomainError):
    """A version that says what counts already."""

    text = "Không có gì khác cách đếm đang áp dụng từ ngày này."


class SharedShape(DomainError):
    """A shared indicator would be summed in another way by one agency than by the others."""

    text = (
        "Chỉ tiêu dùng chung được cấp trên cộng từ nhiều cơ quan, nên không đổi được việc có hay không có mẫu số, "
        "mức quy định, cách cộng theo thời gian và phạm vi. Hãy tạo chỉ tiêu riêng của cơ quan."
    )


class FiguresUnderway(DomainError):
    """Figures of the other kind stand already in periods that the version would reach."""

    def __init__(self, names: str) -> None:
        super().__init__(
            f"Đã có số liệu theo cách đếm cũ (có hoặc không có mẫu số) trong kỳ: {names}. "
            "Hãy chọn ngày áp dụng sau các kỳ này."
        )


class StillAsked(DomainError):
    """An indicator that is asked for, or has figures, would be left without any version."""

    text = "Chỉ tiêu đang được giao hoặc đã có số liệu, cần ít nhất một phiên bản."


@dataclass(frozen=True, slots=True)
class Facts:
    """How an indicator is counted from a day on: the columns of a version by name, and the day."""

    columns: Mapping[str, Any]
    valid_from: date


@transaction.atomic
def create_indicator(
    *, agency: Unit, code: str, block: IndicatorBlock, facts: Facts, by: User, at: datetime
) -> Indicator:
    """Add an indicator of the agency's own (tạo chỉ tiêu), known to it and to the agencies below. Raises CodeTaken."""
    Unit.objects.select_for_update(no_key=True).get(pk=agency.pk)
    if is_code_taken(code, agency):
        raise CodeTaken
    last = Indicator.objects.filter(block=block).order_by("-position").first()
    indicator = Indicator(
        agency=agency, block=block, code=code, position=last.position + 1 if last else 0
    )
    _set_keys(indicator, facts)
    indicator.save()
    _write(indicator, agency, facts)
    record(
        action="figures.indicator_created",
        target=indicator,
        by=by,
        at=at,
        agency_id=agency.pk,
        label=f"{code} {facts.columns['name']}"[:200],
        valid_from=f"{facts.valid_from:%d/%m/%Y}",
    )
    return indicator


@transaction.atomic
def add_version(
    *, indicator: Indicator, agency: Unit, facts: Facts, by: User, at: datetime
) -> IndicatorVersion:
    """Say how an indicator is counted from a day on (phiên bản mới), for the agency and those below it.

    Earlier days keep their version; the agency's own of the same day is replaced and stays in the table. Raises
    NotYours, NothingChanges, SharedShape, FiguresUnderway.
    """
    if indicator.agency_id not in {None, *chain_of(agency)}:
        raise NotYours
    Unit.objects.select_for_update(no_key=True).get(pk=agency.pk)
    effect = effect_of(indicator, agency, dict(facts.columns), facts.valid_from)
    if not effect.changes:
        raise NothingChanges
    old = version_on(indicator, agency, facts.valid_from)
    if indicator.agency_id != agency.pk and old is not None:
        _keep_shape(old, facts)
    _keep_parts(indicator, agency, facts.valid_from, is_share=bool(facts.columns["denominator"]))
    own = IndicatorVersion.objects.filter(
        indicator=indicator, agency=agency, replaced_at__isnull=True
    )
    own.filter(valid_from=facts.valid_from).update(replaced_at=at)
    version = _write(indicator, agency, facts)
    if indicator.agency_id == agency.pk:
        _set_keys(indicator, facts)
        indicator.save()
    record(
        action="figures.version_added",
        target=indicator,
        by=by,
        at=at,
        agency_id=agency.pk,
        label=f"{indicator.code} {version.name}"[:200],
        valid_from=f"{facts.valid_from:%d/%m/%Y}",
        changed=[
            {"label": each.label, "old": each.old, "new": each.new} for each in effect.changes
        ],
    )
    return version


@transaction.atomic
def take_back_version(*, version: IndicatorVersion, agency: Unit, by: User, at: datetime) -> None:
    """Take an own version back (thôi dùng phiên bản): the one before it counts again, this one stays in the table.

    Raises NotYours, StillAsked, FiguresUnderway.
    """
    if version.agency_id != agency.pk or version.replaced_at is not None:
        raise NotYours
    Unit.objects.select_for_update(no_key=True).get(pk=agency.pk)
    indicator = version.indicator
    IndicatorVersion.objects.filter(pk=version.pk).update(replaced_at=at)
    before = version_on(indicator, agency, version.valid_from)
    if before is None:
        if (
            FigureDuty.objects.filter(indicator=indicator).exists()
            or Observation.objects.filter(indicator=indicator).exists()
        ):
            raise StillAsked
    else:
        _keep_parts(indicator, agency, version.valid_from, is_share=bool(before.denominator))
    record(
        action="figures.version_taken_back",
        target=indicator,
        by=by,
        at=at,
        agency_id=agency.pk,
        label=f"{indicator.code} {version.name}"[:200],
        valid_from=f"{version.valid_from:%d/%m/%Y}",
        on=f"{vietnam_date(at):%d/%m/%Y}",
    )


def _write(indicator: Indicator, agency: Unit, facts: Facts) -> IndicatorVersion:
    return IndicatorVersion.objects.create(
        indicator=indicator,
        agency=agency,
        valid_from=facts.valid_from,
        standing=IndicatorVersion.Standing.OFFICIAL,
        **facts.columns,
    )


def _set_keys(indicator: Indicator, facts: Facts) -> None:
    name = str(facts.columns["name"])
    indicator.set_list_keys(indicator.code, name, sorted_by=name)


def _keep_shape(old: IndicatorVersion, facts: Facts) -> None:
    new = facts.columns
    rate = new.get("rate")
    if (bool(old.denominator), old.adds, old.scope, old.rate_id) != (
        bool(new["denominator"]),
        new["adds"],
        new["scope"],
        rate.pk if rate else None,
    ):
        raise SharedShape


def _keep_parts(indicator: Indicator, agency: Unit, valid_from: date, *, is_share: bool) -> None:
    others = Observation.objects.filter(
        indicator=indicator,
        agency__path__startswith=agency.path,
        period__data_to__gte=valid_from,
        replaced_at__isnull=True,
        numerator__isnull=False,
        denominator__isnull=is_share,
    )
    if others.exists():
        periods = periods_with_figures(indicator, agency, valid_from)
        raise FiguresUnderway("; ".join(dict.fromkeys(each.name for each in periods)))
