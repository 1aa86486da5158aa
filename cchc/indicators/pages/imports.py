"""Pages of importing figures of other systems, and of two figures that differ."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cchc.core.pages import Page
from cchc.indicators.forms.imports import DecideForm, MappingForm, TableForm
from cchc.indicators.models import FigureImport
from cchc.indicators.pages import parts_text, said, shown
from cchc.indicators.rules import Figure, exact, value_of, written
from cchc.indicators.selectors.imports import Difference, Judged, Preview
from cchc.periods.models import ReportingPeriod
from cchc.sheets.verdicts import Look, Recent, RowShown, in_order


@dataclass(frozen=True)
class ImportsPage(Page):
    template: ClassVar[str] = "indicators/imports.html"

    form: TableForm
    sources: list[str]
    recent: list[Recent]


@dataclass(frozen=True)
class ImportPage(Page):
    template: ClassVar[str] = "indicators/import.html"

    imported: FigureImport
    form: MappingForm | None
    rows: list[RowShown]
    heads: tuple[str, str]
    figures: int
    wrong: int
    is_mapped: bool


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """Two figures of one indicator and unit; `gap`: the source's less the entered one, as written."""

    difference: Difference
    entered: str
    entered_parts: str
    entered_by: str
    sourced: str
    sourced_parts: str
    gap: str
    form: DecideForm | None


@dataclass(frozen=True)
class DifferencesPage(Page):
    template: ClassVar[str] = "indicators/differences.html"

    period: ReportingPeriod
    lines: list[DifferenceLine]
    undecided: int
    may_decide: bool


def import_page(imported: FigureImport, preview: Preview, form: MappingForm | None) -> ImportPage:
    """The table as its mapping reads it, wrong rows first."""
    return ImportPage(
        imported=imported,
        form=form,
        rows=in_order([_row_shown(each) for each in preview.rows], list(_LOOKS)),
        heads=(_("Dòng"), _("Đơn vị")),
        figures=preview.figures,
        wrong=preview.wrong,
        is_mapped=bool(preview.layout.columns and preview.layout.unit),
    )


def recent_tables(imports: Iterable[FigureImport]) -> list[Recent]:
    return [
        Recent(
            reverse("figures_import", args=[each.uid]),
            " · ".join((each.name, each.source.name, each.period.name)),
            each.uploaded_at,
            _("đã ghi") if each.applied_at else _("chưa ghi"),
        )
        for each in imports
    ]


_LOOKS = {
    "wrong": Look("late", "alert-circle", gettext_lazy("Sai")),
    "read": Look("done", "circle-check", gettext_lazy("Đọc được")),
    "left_out": Look("quiet", "circle-minus", gettext_lazy("Không tính")),
}


def _row_shown(judged: Judged) -> RowShown:
    row = judged.row
    verdict = "wrong" if judged.errors else "left_out" if row.note else "read"
    figures = [_told(code, *numbers) for code, numbers in judged.figures.items()]
    return RowShown(
        place=str(row.line),
        verdict=verdict,
        look=_LOOKS[verdict],
        label=row.unit,
        more=judged.unit.name if judged.unit else "",
        message=row.note or "; ".join(figures),
        faults=[("", error) for error in judged.errors],
    )


def difference_lines(found: Sequence[Difference], *, may_decide: bool) -> list[DifferenceLine]:
    return [_line(each, may_decide=may_decide) for each in found]


def _line(each: Difference, *, may_decide: bool) -> DifferenceLine:
    version, row = each.question.version, each.answer.row
    sourced = Figure(each.figure.numerator, each.figure.denominator)
    gap, mine, theirs = "", value_of(each.answer.figure), value_of(sourced)
    if mine is not None and theirs is not None:
        sign = "+" if theirs >= mine else "-"
        gap = f"{sign}{written(abs(theirs - mine), version.decimals)}"
        gap += _(" điểm %") if version.denominator else ""
    return DifferenceLine(
        difference=each,
        entered=said(row, version) or _("chưa có số"),
        entered_parts=parts_text(each.answer.figure),
        entered_by=row.entered_by.full_name if row else "",
        sourced=shown(sourced, version),
        sourced_parts=parts_text(sourced),
        gap=gap,
        form=DecideForm() if may_decide and not each.figure.decision else None,
    )


def _told(code: str, numerator: Decimal, denominator: Decimal | None) -> str:
    return f"{code}: {parts_text(Figure(numerator, denominator)) or exact(numerator)}"
