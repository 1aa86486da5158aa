"""How one indicator went, as its page shows it: two drawings, and a table beside each."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cchc.indicators.models import IndicatorVersion
from cchc.indicators.pages import parts_text, shown, total_text
from cchc.indicators.pages.charts import figures_chart
from cchc.indicators.rules import Figure, Part, Total, rounded, value_of, written
from cchc.indicators.rules.targets import Aim
from cchc.indicators.selectors import are_alike
from cchc.indicators.selectors.course import (
    Point,
    before_in,
    is_counted_by_window,
    year_before_in,
)
from cchc.periods.models import ReportingPeriod


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """A period's figure; `is_chosen`: the one told by unit below."""

    period: ReportingPeriod
    value: str
    parts: str
    missing: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit's figure beside its earlier ones, and by how much it moved in words."""

    name: str
    now: str
    before: str
    since_before: str
    year_before: str
    since_year: str


@dataclass(frozen=True, slots=True)
class Course:
    """`before`, `year_before`: names of the periods compared with, "" without one."""

    chosen: Point
    version: IndicatorVersion
    lines: list[PeriodLine]
    over_periods: SafeString
    units: list[UnitLine]
    total: UnitLine
    by_unit: SafeString
    before: str
    year_before: str


def course_page(points: Sequence[Point], chosen: Point, aim: Aim | None) -> Course:
    """What the page of an indicator shows of its figures. aim: the level that a plan asks for, drawn as a line."""
    version = chosen.line.question.version
    before, year_before = before_in(points, chosen), year_before_in(points, chosen)
    rows = [
        (_label(each.period), each.line.total.figure, _told(each.line.total, version))
        for each in points
    ]
    units = [
        _compared(unit.name, part, version, _said(before, unit.pk), _said(year_before, unit.pk))
        for unit, part in chosen.parts
    ]
    is_other_length = (
        before is not None
        and is_counted_by_window(chosen)
        and not are_alike(before.period, chosen.period)
    )
    if is_other_length:
        units = [_without_move(each) for each in units]
    total = _compared(
        _("Tổng hợp"),
        chosen.line.total,
        version,
        before.line.total if before else None,
        year_before.line.total if year_before else None,
    )
    return Course(
        chosen=chosen,
        version=version,
        lines=[
            PeriodLine(
                each.period,
                total_text(each.line.total, each.line.question.version),
                parts_text(each.line.total.figure),
                len(each.line.total.missing),
                each is chosen,
            )
            for each in points
        ],
        over_periods=figures_chart(_("Qua các kỳ"), rows, version, aim),
        units=units,
        total=_without_move(total) if is_other_length else total,
        by_unit=figures_chart(
            _("Theo đơn vị, %(period)s") % {"period": chosen.period.name},
            [(unit.name, part.figure, _told(part, version)) for unit, part in chosen.parts],
            version,
        ),
        before=_label(before.period) if before else "",
        year_before=_label(year_before.period) if year_before else "",
    )


def moved(now: Figure | None, then: Figure | None, version: IndicatorVersion) -> str:
    """By how much a figure moved, in words: "tăng 12", "giảm 1,5 điểm %", "không đổi"; "" without both."""
    new, old = value_of(now), value_of(then)
    if new is None or old is None:
        return ""
    gap = rounded(new, version.decimals) - rounded(old, version.decimals)
    if not gap:
        return _("không đổi")
    size = written(abs(gap), version.decimals) + (_(" điểm %") if version.denominator else "")
    return (_("tăng %(size)s") if gap > Decimal(0) else _("giảm %(size)s")) % {"size": size}


def _compared(
    name: str,
    now: Part | Total,
    version: IndicatorVersion,
    before: Part | Total | None,
    year_before: Part | Total | None,
) -> UnitLine:
    return UnitLine(
        name,
        _told(now, version),
        _told(before, version),
        moved(now.figure, before.figure if before else None, version),
        _told(year_before, version),
        moved(now.figure, year_before.figure if year_before else None, version),
    )


def _told(said: Part | Total | None, version: IndicatorVersion) -> str:
    """A figure, "không phát sinh", or "" for nothing."""
    match said:
        case Part(is_not_arising=True):
            return _("không phát sinh")
        case Part():
            return shown(said.figure, version)
        case Total():
            return total_text(said, version)
    return ""


def _without_move(line: UnitLine) -> UnitLine:
    """A count beside one of a longer or shorter window: both are told, no movement between them."""
    note = _("kỳ dài ngắn khác nhau") if line.before else ""
    return UnitLine(line.name, line.now, line.before, note, line.year_before, line.since_year)


def _said(point: Point | None, unit: int) -> Part | None:
    if point is None:
        return None
    return next((part for each, part in point.parts if each.pk == unit), None)


def _label(period: ReportingPeriod) -> str:
    year = f"{period.data_to:%Y}" if period.data_to else ""
    return period.name if year in period.name else f"{period.name} {year}".strip()
