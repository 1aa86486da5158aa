"""A report that is asked for once (báo cáo đột xuất): a period of its own with its own questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cchc.audit.services import record
from cchc.core.errors import DomainError
from cchc.core.text import squeeze
from cchc.indicators.models import Indicator, IndicatorBlock, IndicatorVersion, PeriodAsk
from cchc.indicators.rules import Adds, Direction, Kind
from cchc.indicators.services import NoSuchUnit
from cchc.indicators.services.reminding import tell_opened
from cchc.orgs.models import Unit, User
from cchc.periods.models import ReportingPeriod
from cchc.periods.services.reporting import Basis, cite

MOST_QUESTIONS = 60
OWN_BLOCK = "dx"


class NothingAsked(DomainError):
    """A request without a question."""

    text = "Hãy ghi ít nhất một câu hỏi hoặc chọn một chỉ tiêu."


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """A question in the words of the request; `measure` "" for a plain count; both parts for a share."""

    text: str
    measure: str
    numerator: str = ""
    denominator: str = ""


@dataclass(frozen=True, slots=True)
class AdHoc:
    """What is asked once. unit: None for every unit; indicators: keys of known ones; questions: new ones."""

    name: str
    basis: Basis
    data_from: date
    data_to: date
    internal_due_on: date
    due_on: date | None
    unit: Unit | None
    indicators: Sequence[int]
    questions: Sequence[NewQuestion]


@transaction.atomic
def ask_once(*, agency: Unit, asked: AdHoc, by: User, at: datetime) -> ReportingPeriod:
    """Open a period that asks its own questions and tell its units at once.

    New questions become indicators of the agency, counted as they are worded. Raises NothingAsked, NoSuchUnit.
    """
    if not asked.indicators and not asked.questions:
        raise NothingAsked
    if asked.unit is not None and asked.unit.agency_id != agency.pk:
        raise NoSuchUnit
    Unit.objects.select_for_update(no_key=True).get(pk=agency.pk)
    document = cite(agency=agency, basis=asked.basis, by=by, at=at)
    period = ReportingPeriod.objects.create(
        agency=agency,
        document=document,
        name=squeeze(asked.name)[:150],
        data_from=asked.data_from,
        data_to=asked.data_to,
        due_on=asked.due_on,
        due_written=asked.due_on,
        internal_due_on=asked.internal_due_on,
        recipient=squeeze(asked.basis.issuer),
        is_ad_hoc=True,
    )
    own = [_question(agency, each, asked.data_from) for each in asked.questions]
    keys = [*asked.indicators, *(each.pk for each in own)]
    PeriodAsk.objects.bulk_create(
        PeriodAsk(period=period, indicator_id=key, unit=asked.unit, position=position)
        for position, key in enumerate(keys)
    )
    tell_opened(period=period, at=at)
    record(
        action="figures.asked_once",
        target=period,
        by=by,
        at=at,
        agency_id=agency.pk,
        asked=len(keys),
        unit=asked.unit.name if asked.unit else "",
    )
    return period


def _question(agency: Unit, given: NewQuestion, valid_from: date) -> Indicator:
    block, _is_new = IndicatorBlock.objects.get_or_create(
        code=OWN_BLOCK, defaults={"name": "Báo cáo đột xuất", "position": 90}
    )
    count = Indicator.objects.filter(agency=agency, block=block).count() + 1
    indicator = Indicator(agency=agency, block=block, code=f"DX.{count:02}", position=count)
    indicator.set_list_keys(indicator.code, given.text, sorted_by=given.text)
    indicator.save()
    IndicatorVersion.objects.create(
        indicator=indicator,
        agency=agency,
        name=given.text,
        measure="%" if given.denominator else given.measure or _("số lượng"),
        kind=Kind.ENTERED.value,
        numerator=given.numerator,
        denominator=given.denominator,
        decimals=1 if given.denominator else 0,
        adds=Adds.STATE.value,
        direction=Direction.NONE.value,
        rule=_("Theo văn bản yêu cầu."),
        standing=IndicatorVersion.Standing.OFFICIAL,
        valid_from=valid_from,
    )
    return indicator
