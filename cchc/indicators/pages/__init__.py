"""Pages about figures: periods, a unit's form, the sums, what stands behind one, and who is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from django.utils.translation import gettext as _

from cchc.core.locks import Lock
from cchc.core.pages import Page
from cchc.indicators.forms import DutiesForm, FigureForm
from cchc.indicators.forms.adhoc import AdHocForm
from cchc.indicators.models import Indicator, IndicatorBlock, IndicatorVersion, Observation
from cchc.indicators.rules import Figure, Total, exact, value_of, written
from cchc.indicators.rules.rates import in_words
from cchc.indicators.selectors import (
    Answer,
    Line,
    Progress,
    Question,
    doubts_about,
    figure_of,
)
from cchc.orgs.models import Unit
from cchc.periods.models import ReportingPeriod


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A period in the list; `units`: where the reader enters, with whether it is on the unit's behalf.

    `lock`: why the period is closed, None while figures are asked for.
    """

    progress: Progress
    units: list[tuple[Unit, bool]]
    lock: Lock | None


@dataclass(frozen=True)
class PeriodsPage(Page):
    template: ClassVar[str] = "indicators/periods.html"

    rows: list[PeriodRow]
    may_read: bool
    may_enter: bool
    may_manage: bool
    is_asked_anything: bool


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One indicator of a form. `before`: what the unit said in the preceding period; `doubts`: at what was saved.

    rates: the months' rates in words, "" for an indicator without one.
    """

    form: FigureForm
    question: Question
    before: str
    doubts: list[str]
    rates: str


@dataclass(frozen=True, slots=True)
class EntryBlock:
    name: str
    lines: list[EntryLine]


@dataclass(frozen=True)
class EntryPage(Page):
    template: ClassVar[str] = "indicators/entry.html"

    period: ReportingPeriod
    unit: Unit
    on_behalf: bool
    lock: Lock | None
    blocks: list[EntryBlock]
    errors: list[str]
    seen: int
    previous: ReportingPeriod | None
    doubt_count: int


@dataclass(frozen=True, slots=True)
class SumLine:
    """A consolidated figure: the value as written, its parts, and who is missing."""

    line: Line
    value: str
    parts: str
    notes: list[str]


@dataclass(frozen=True, slots=True)
class SumBlock:
    name: str
    lines: list[SumLine]


@dataclass(frozen=True)
class SumsPage(Page):
    template: ClassVar[str] = "indicators/sums.html"

    period: ReportingPeriod
    blocks: list[SumBlock]
    missing: list[str]
    may_enter: list[Unit]


@dataclass(frozen=True, slots=True)
class UnitFigure:
    """One unit's answer behind a sum; `value` "" when it said nothing."""

    unit: Unit
    row: Observation | None
    value: str
    parts: str
    estimate: str


@dataclass(frozen=True)
class BehindPage(Page):
    template: ClassVar[str] = "indicators/behind.html"

    period: ReportingPeriod
    version: IndicatorVersion
    figures: list[UnitFigure]
    value: str
    history: list[tuple[Observation, str]]


@dataclass(frozen=True, slots=True)
class LibraryLine:
    indicator: Indicator
    version: IndicatorVersion
    field: object


@dataclass(frozen=True)
class LibraryPage(Page):
    template: ClassVar[str] = "indicators/library.html"

    blocks: list[tuple[IndicatorBlock, list[LibraryLine]]]
    form: DutiesForm


@dataclass(frozen=True)
class AdHocPage(Page):
    template: ClassVar[str] = "indicators/ad_hoc.html"

    form: AdHocForm


def shown(figure: Figure | None, version: IndicatorVersion) -> str:
    """The value as it stands in a table: "99,76%", "1.254", "40 (ước)"; "–" where a share has nothing to divide by."""
    if figure is None:
        return ""
    value = value_of(figure)
    text = "–" if value is None else written(value, version.decimals)
    if version.denominator and value is not None:
        text += "%"
    return f"{text} {_('(ước)')}" if figure.is_estimate else text


def total_text(total: Total, version: IndicatorVersion) -> str:
    """A sum as it stands in a table; "không phát sinh" where everybody who was asked says so, "" for a gap."""
    if total.figure is None and total.not_arising and not total.missing:
        return _("không phát sinh")
    return shown(total.figure, version)


def parts_text(figure: Figure | None) -> str:
    """ "1.231/1.234" of a share; "" of a plain number."""
    if figure is None or figure.denominator is None:
        return ""
    return f"{exact(figure.numerator)}/{exact(figure.denominator)}"


def entry_blocks(
    forms: Sequence[FigureForm],
    *,
    answers: Mapping[tuple[int, int], Answer],
    earlier: Mapping[tuple[int, int], Answer],
    contained: Sequence[tuple[str, Mapping[tuple[int, int], Answer]]],
    unit: Unit,
    earlier_is_alike: bool,
) -> list[EntryBlock]:
    """The lines of a unit's form by block, each with the preceding figure and doubts about what was saved."""
    lines = []
    for form in forms:
        question = form.question
        key = (question.indicator.pk, unit.pk)
        told = earlier.get(key, Answer())
        old = told.figure
        now = answers.get(key, Answer()).figure
        inner = [
            (name, figure)
            for name, found in contained
            if (figure := found.get(key, Answer()).figure)
        ]
        worries = (
            doubts_about(
                question, now, before=old, contained=inner, before_is_alike=earlier_is_alike
            )
            if now
            else []
        )
        lines.append(
            EntryLine(
                form, question, said(told.row, question.version), worries, in_words(question.months)
            )
        )
    return [
        EntryBlock(block.name, list(found))
        for block, found in groupby(lines, key=lambda line: line.question.indicator.block)
    ]


def sum_blocks(lines: Sequence[Line]) -> list[SumBlock]:
    """The annex's lines by block."""
    rows = [_sum_line(line) for line in lines]
    return [
        SumBlock(block.name, list(found))
        for block, found in groupby(rows, key=lambda row: row.line.question.indicator.block)
    ]


def unit_figure(unit: Unit, answer: Answer, version: IndicatorVersion) -> UnitFigure:
    """A unit's line behind a sum; the estimate is told beside an official figure that differs from it."""
    row = answer.row
    estimate = ""
    if answer.official is not None and answer.estimated is not None:
        estimate = shown(figure_of(answer.estimated), version)
    return UnitFigure(unit, row, said(row, version), parts_text(answer.figure), estimate)


def said(row: Observation | None, version: IndicatorVersion) -> str:
    """What one row says: its value, "không phát sinh", or "" for nothing."""
    if row is None:
        return ""
    return _("không phát sinh") if row.is_not_arising else shown(figure_of(row), version)


def _sum_line(line: Line) -> SumLine:
    total, notes = line.total, []
    if total.missing:
        notes.append(_("Chưa có số: %(units)s.") % {"units": "; ".join(total.missing)})
    if total.not_arising:
        notes.append(_("Không phát sinh: %(units)s.") % {"units": "; ".join(total.not_arising)})
    version = line.question.version
    return SumLine(line, total_text(total, version), parts_text(total.figure), notes)
