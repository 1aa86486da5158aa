"""Forms of figures as workbooks: what goes out, and what became of what came back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from cchc.core.pages import Page
from cchc.indicators.forms.workbooks import WorkbooksForm
from cchc.indicators.models import FigureFile, FigureUpload
from cchc.indicators.pages import said
from cchc.indicators.rules import Scope, rounded, value_of
from cchc.indicators.rules import workbook as cells
from cchc.indicators.rules.answers import Answered, read_number
from cchc.indicators.rules.workbook import Key
from cchc.indicators.rules.workbook_columns import (
    COLUMNS,
    GUIDANCE,
    SUM_COLUMNS,
    UNIT_COLUMNS,
    VERDICT,
)
from cchc.indicators.selectors import Answer, Line, Question
from cchc.indicators.selectors.workbooks import answered, key_of
from cchc.orgs.models import Unit
from cchc.periods.models import ReportingPeriod
from cchc.publishing.fill_in import FillColumn, FillRow, FillSheet, FillValue
from cchc.publishing.sheets import Sheet, Value, Workbook
from cchc.sheets.files import Returned, returned_rows
from cchc.sheets.rules import typed_cell
from cchc.sheets.verdicts import Look, Recent, RowShown, Tally, VerdictsPage, in_order, state_of

V = FigureFile.Verdict


@dataclass(frozen=True)
class WorkbooksPage(Page):
    template: ClassVar[str] = "indicators/workbooks.html"

    form: WorkbooksForm
    places: list[tuple[ReportingPeriod, list[Unit]]]
    recent: list[Recent]


@dataclass(frozen=True)
class UploadPage(VerdictsPage):
    template: ClassVar[str] = "indicators/upload.html"
    fragment: ClassVar[str] = "indicators/_upload_files.html"

    upload: FigureUpload


_LOOKS = {
    V.REFUSED: Look("late", "alert-circle", V.REFUSED.label),
    V.WAITING: Look("quiet", "progress", V.WAITING.label),
    V.STORED: Look("done", "circle-check", V.STORED.label),
    V.UNCHANGED: Look("quiet", "circle-minus", V.UNCHANGED.label),
}
_MOST_LINES = 12


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A unit's form of a period before it is written. seen: key of the unit's last figure, 0 for none."""

    period: ReportingPeriod
    unit: Unit
    questions: Sequence[Question]
    answers: Mapping[tuple[int, int], Answer]
    earlier: Mapping[tuple[int, int], Answer]
    seen: int


def form_sheet(form: Outgoing, made_on: date) -> FillSheet:
    """A unit's form of a period, filled with what it said so far."""
    rows = []
    for question in form.questions:
        place = (question.indicator.pk, form.unit.pk)
        answer = form.answers.get(place, Answer())
        key = key_of(form.period, form.unit, question, answer, form.seen)
        before = said(form.earlier.get(place, Answer()).row, question.version)
        rows.append(
            FillRow(
                str(key),
                (*_told(question, before), *_typed(answered(answer.row)), question.version.rule),
                locked=_locked(question),
            )
        )
    return _sheet(f"{form.unit.name}: {form.period.name}", COLUMNS, rows, made_on)


def result_sheet(file: FigureFile, questions: Mapping[str, Question], made_on: date) -> FillSheet:
    """The rows that came back, in the same shape, what is wrong or odd in its cell; it can be mended and sent again.

    questions: by the id of the indicator; a row of an unknown one shows what was typed alone.
    """
    rows = []
    for line, text, values in file.rows:
        key = Key.parse(text)
        question = questions.get(str(key.indicator)) if key else None
        told = _told(question, "") if question else ("", "", "", "", "")
        faults = dict(file.faults.get(str(line), {}))
        said = [faults.pop(name) for name in ("", "?") if name in faults]
        said += [f"{heading}: {sentence}" for heading, sentence in faults.items()]
        rule = question.version.rule if question else ""
        locked = _locked(question) - faults.keys() if question else frozenset()
        rows.append(Returned(text, (*told, rule), values, " ".join(said), faults, locked))
    title, columns = file.label or file.name, (*COLUMNS, VERDICT)
    return _sheet(title, columns, returned_rows(COLUMNS, rows, _typed_figure), made_on)


def upload_page(upload: FigureUpload, files: Sequence[FigureFile]) -> UploadPage:
    """What became of every file; what is wrong or odd in one, a sentence for each cell."""
    return UploadPage(
        upload=upload,
        rows=in_order([_file_shown(each) for each in files], list(_LOOKS)),
        heads=(_("Tệp"), _("Của")),
        tally=Tally.of([each.verdict for each in files], V.values, V.WAITING),
        is_running=upload.ended_at is None,
    )


def recent_uploads(uploads: Iterable[FigureUpload]) -> list[Recent]:
    return [
        Recent(
            reverse("figures_upload", args=[each.uid]),
            _("Biểu số liệu"),
            each.uploaded_at,
            state_of(each),
        )
        for each in uploads
    ]


def consolidated_workbook(
    period: ReportingPeriod,
    lines: Sequence[Line],
    units: Sequence[Unit],
    answers: Mapping[tuple[int, int], Answer],
    made_on: date,
) -> Workbook:
    """One workbook out: the sums with whom they lack, and what every unit said, a row for each indicator and unit."""
    window = f"{period.data_from:%d/%m/%Y} - {period.data_to:%d/%m/%Y}"
    subtitle = (period.agency.name, _("Số liệu %(window)s") % {"window": window})
    sums = Sheet(
        _("Tổng hợp số liệu %(name)s") % {"name": period.name},
        SUM_COLUMNS,
        tuple(_sum_row(line) for line in lines),
        subtitle=subtitle,
        notes=(_("Tổng không tính đơn vị chưa có số; tỷ lệ tính từ tổng tử số và tổng mẫu số."),),
        name=_("Tổng hợp"),
    )
    said = Sheet(
        _("Số liệu của từng đơn vị, %(name)s") % {"name": period.name},
        UNIT_COLUMNS,
        tuple(
            _unit_row(line.question, unit, answers)
            for line in lines
            if not line.question.is_computed
            for unit in units
            if line.question.unit_id in {None, unit.pk}
        ),
        subtitle=subtitle,
        name=_("Theo đơn vị"),
    )
    return Workbook((sums, said), made_on, period.agency.name)


def _sum_row(line: Line) -> tuple[Value, ...]:
    version, total = line.question.version, line.total
    figure = total.figure
    value = value_of(figure)
    return (
        line.question.indicator.code,
        version.name,
        version.measure,
        None if value is None else rounded(value, version.decimals),
        figure.numerator.normalize() if figure else None,
        figure.denominator.normalize() if figure and figure.denominator is not None else None,
        "" if figure is None else _("Ước") if figure.is_estimate else _("Chính thức"),
        "; ".join(total.missing),
        "; ".join(total.not_arising),
        Scope(version.scope).label,
    )


def _unit_row(
    question: Question, unit: Unit, answers: Mapping[tuple[int, int], Answer]
) -> tuple[Value, ...]:
    row = answers.get((question.indicator.pk, unit.pk), Answer()).row
    head = (question.indicator.code, question.version.name, unit.name)
    if row is None:
        return (*head, None, None, _("chưa có số"), "", "")
    said = cells.SAID_WORDS[answered(row).said]
    numbers = tuple(
        None if each is None else each.normalize() for each in (row.numerator, row.denominator)
    )
    return (*head, *numbers, said, row.note, row.entered_by.full_name)


def _sheet(
    title: str, columns: tuple[FillColumn, ...], rows: Sequence[FillRow], made_on: date
) -> FillSheet:
    return FillSheet(
        title=title, columns=columns, rows=tuple(rows), guidance=GUIDANCE, made_on=made_on,
        tab=_("Số liệu"),
    )  # fmt: skip


def _told(question: Question, before: str) -> tuple[FillValue, ...]:
    version = question.version
    parts = f"{version.numerator} / {version.denominator}" if version.denominator else ""
    return (question.indicator.code, version.name, version.measure, parts, before)


def _typed(answer: Answered) -> tuple[FillValue, ...]:
    said = "" if answer.is_silent else cells.SAID_WORDS[answer.said]
    return (answer.numerator, answer.denominator, said, answer.note)


def _typed_figure(text: str, kind: str) -> FillValue:
    """A cell as it came: a number as such where it is one."""
    if kind != "number":
        return typed_cell(text, kind)
    try:
        return read_number(text)
    except ValueError:
        return text


def _locked(question: Question) -> frozenset[str]:
    return frozenset() if question.version.denominator else frozenset({cells.DENOMINATOR})


def _file_shown(file: FigureFile) -> RowShown:
    faults = []
    for line, found in file.faults.items():
        for heading, sentence in found.items():
            where = _("Dòng %(line)s") % {"line": line}
            faults.append((where if heading in {"", "?"} else f"{where}, {heading}", sentence))
    more = len(faults) - _MOST_LINES
    if more > 0:
        rest = _("… và %(n)d chỗ nữa, xem tệp kết quả.") % {"n": more}
        faults = [*faults[:_MOST_LINES], ("", rest)]
    changed = _("%(n)d số liệu") % {"n": file.changed} if file.changed else ""
    return RowShown(
        place=file.name,
        verdict=file.verdict,
        look=_LOOKS[V(file.verdict)],
        label=file.label,
        message=" ".join(filter(None, (changed, file.message))),
        faults=faults,
        result=reverse("figures_result", args=[file.uid]) if faults else "",
    )
