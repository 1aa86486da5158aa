"""How an imported table would fare row by row, and where a source and the entered figure differ."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from cchc.indicators.models import FigureImport, SourceFigure
from cchc.indicators.rules.mapping import Layout, Row, headings_of, remembered, rows_of
from cchc.indicators.selectors import Answer, Question, answers_of, questions_of, reporting_units
from cchc.orgs.models import Unit
from cchc.orgs.selectors import match_wordings
from cchc.periods.models import ReportingPeriod

SURE = 92


@dataclass(frozen=True, slots=True)
class Judged:
    """A row of the table with the unit that it means; `errors` in words. figures: by code."""

    row: Row
    unit: Unit | None
    errors: list[str]
    figures: Mapping[str, tuple[Decimal, Decimal | None]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Preview:
    """A table as its mapping reads it. `stored`: how many figures would be written."""

    headings: list[str]
    layout: Layout
    rows: list[Judged]
    questions: dict[str, Question]

    @property
    def wrong(self) -> int:
        return sum(bool(each.errors) for each in self.rows)

    @property
    def figures(self) -> int:
        return sum(len(each.figures) for each in self.rows if not each.errors)


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure of a source beside the one that the unit said; both stand until somebody decides."""

    figure: SourceFigure
    question: Question
    answer: Answer


def preview_of(imported: FigureImport) -> Preview:
    """The table's rows under the source's mapping, each with its unit and what is wrong; nothing is written."""
    period = imported.period
    header, headings = headings_of(imported.grid)
    layout = remembered(imported.source.mapping, header, headings)
    questions = {each.indicator.code: each for each in questions_of(period) if not each.is_computed}
    known = {name: part for name, part in layout.columns.items() if part.code in questions}
    layout = Layout(layout.header, layout.unit, known)
    shares = {code: bool(each.version.denominator) for code, each in questions.items()}
    rows = rows_of(imported.grid, headings, layout, shares) if layout.columns else []
    return Preview(headings, layout, _judged(rows, period, questions), questions)


def differences_of(period: ReportingPeriod) -> list[Difference]:
    """Where a source says another figure than the unit, undecided ones first. Four statements."""
    answers = answers_of(period)
    questions = {each.indicator.pk: each for each in questions_of(period)}
    rows = SourceFigure.objects.filter(period=period, replaced_at__isnull=True)
    found = []
    for row in rows.select_related("source", "unit", "imported", "decided_by"):
        question = questions.get(row.indicator_id)
        answer = answers.get((row.indicator_id, row.unit_id), Answer())
        if question is not None and not is_same(row, answer):
            found.append(Difference(row, question, answer))
    return sorted(found, key=lambda each: bool(each.figure.decision))


def is_same(row: SourceFigure, answer: Answer) -> bool:
    """Whether the unit says what the source says."""
    said = answer.row
    return said is not None and (said.numerator, said.denominator) == (
        row.numerator,
        row.denominator,
    )


def _judged(
    rows: list[Row], period: ReportingPeriod, questions: Mapping[str, Question]
) -> list[Judged]:
    assert period.data_to is not None
    units = {unit.pk: unit for unit in reporting_units(period.agency, period.data_to)}
    wordings = list(dict.fromkeys(row.unit for row in rows if row.unit and not row.note))
    matches = match_wordings(agency=period.agency, wordings=wordings, on=period.data_to)
    seen: dict[int, int] = {}
    found = []
    for row in rows:
        if row.note:
            found.append(Judged(row, None, []))
            continue
        errors, match = list(row.errors), matches.get(row.unit)
        sure = match is not None and match.unit is not None and match.confidence >= SURE
        unit = units.get(match.unit.pk) if sure and match and match.unit else None
        if row.unit and unit is None:
            errors.append(f"“{row.unit[:60]}” không phải đơn vị báo cáo của cơ quan.")
        if unit is not None:
            if unit.pk in seen:
                errors.append(f"Đơn vị này đã có ở dòng {seen[unit.pk]}.")
            seen.setdefault(unit.pk, row.line)
            errors += [
                f"{code}: đơn vị không được giao chỉ tiêu này."
                for code in row.figures
                if questions[code].unit_id not in {None, unit.pk}
            ]
        found.append(Judged(row, unit, errors, row.figures))
    return found
