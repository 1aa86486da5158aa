"""The list of tasks to fill in with Excel: what goes out, and what became of what came back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cchc.core.pages import Page
from cchc.orgs.models import User
from cchc.publishing.fill_in import FillRow, FillSheet, FillValue
from cchc.sheets.files import FilledInForm, Returned, returned_rows
from cchc.sheets.rules import day_text
from cchc.sheets.verdicts import Look, Recent, RowShown, Tally, VerdictsPage, in_order, state_of
from cchc.tasks.models import SheetLine, SheetUpload, Task
from cchc.tasks.rules import sheet as cells
from cchc.tasks.rules.asked import Asked
from cchc.tasks.rules.sheet import Shown
from cchc.tasks.rules.sheet_columns import COLUMNS, GUIDANCE, VERDICT
from cchc.tasks.rules.steps import period_name
from cchc.tasks.selectors import lists
from cchc.tasks.selectors.people import Standing, standing_among
from cchc.tasks.selectors.sheets import Place, key_of, places_of, shown_of
from cchc.tasks.services.refusals import TooManyRows
from cchc.tasks.services.sheets import Judgement

V = SheetLine.Verdict


@dataclass(frozen=True)
class SheetPage(Page):
    template: ClassVar[str] = "tasks/sheet.html"

    form: FilledInForm
    query: str
    recent: list[Recent]


@dataclass(frozen=True)
class SheetPreviewPage(VerdictsPage):
    template: ClassVar[str] = "tasks/sheet_preview.html"
    fragment: ClassVar[str] = "tasks/_sheet_lines.html"

    upload: SheetUpload


def sheet_page(form: FilledInForm, query: str, uploads: Iterable[SheetUpload]) -> SheetPage:
    recent = [
        Recent(
            reverse("task_sheet_preview", args=[each.uid]),
            each.name,
            each.uploaded_at,
            state_of(each),
        )
        for each in uploads
    ]
    return SheetPage(form, query, recent)


def fill_in_sheet(tasks: QuerySet[Task], asked: Asked, user: User, today: date) -> FillSheet:
    """The list that is asked for, a row for each occurrence. Raises TooManyRows."""
    soon = settings.DUE_SOON_DAYS
    found = lists.ordered(lists.asked_tasks(tasks, asked, today, soon), asked, today, soon)
    rows: list[FillRow] = []
    keys = list(found.values_list("pk", flat=True)[: cells.MOST_ROWS + 1])
    for place in places_of(keys):
        rows.append(_row(place, user, today))
        if len(rows) > cells.MOST_ROWS:
            raise TooManyRows
    return FillSheet(
        title=_("Hướng dẫn cập nhật nhiệm vụ bằng Excel"),
        columns=COLUMNS,
        rows=tuple(rows),
        guidance=GUIDANCE,
        made_on=today,
        author=user.full_name,
    )


def result_sheet(
    upload: SheetUpload, lines: Sequence[SheetLine], places: Sequence[Place | None], today: date
) -> FillSheet:
    """The rows that came back, with the verdict in a column and what is wrong in its cell."""
    rows = [
        Returned(line.key, (*_locked(place), ""), line.values, _said(line), line.errors)
        for line, place in zip(lines, places, strict=True)
    ]
    return FillSheet(
        title=_("Hướng dẫn cập nhật nhiệm vụ bằng Excel"),
        columns=(*COLUMNS, VERDICT),
        rows=returned_rows(COLUMNS, rows),
        guidance=GUIDANCE,
        made_on=today,
        author=upload.user.full_name,
    )


def preview_page(
    upload: SheetUpload,
    lines: Sequence[SheetLine],
    judged: Sequence[Judgement],
    places: Sequence[Place | None],
) -> SheetPreviewPage:
    """judged: how each row would fare, or, once applied, how it fared."""
    rows = [
        _line_view(line, each, place, is_over=upload.started_at is not None)
        for line, each, place in zip(lines, judged, places, strict=True)
    ]
    return SheetPreviewPage(
        upload=upload,
        rows=in_order(rows, list(_LOOKS)),
        heads=(_("Dòng"), _("Nhiệm vụ")),
        tally=Tally.of([each.verdict for each in judged], V.values, V.WAITING),
        is_running=upload.is_running,
    )


_LOOKS = {
    V.REFUSED: Look("late", "alert-circle", V.REFUSED.label),
    V.WAITING: Look("ontime", "progress", gettext_lazy("Sẽ cập nhật")),
    V.APPLIED: Look("done", "circle-check", V.APPLIED.label),
    V.UNCHANGED: Look("quiet", "circle-minus", V.UNCHANGED.label),
}


def _line_view(
    line: SheetLine, judged: Judgement, place: Place | None, *, is_over: bool
) -> RowShown:
    return RowShown(
        place=str(line.line),
        verdict=judged.verdict,
        look=_LOOKS[V(judged.verdict)],
        label=place.task.label if place else "",
        text=place.task.text if place else "",
        more=_what(place) if place else "",
        address=reverse("task", args=[place.task.uid]) if place else "",
        message=judged.message,
        changes=[] if is_over else judged.changes,
        faults=list(judged.errors.items()),
    )


def _what(place: Place) -> str:
    row = place.occurrence
    if row is None:
        return ""
    product = row.milestone.deliverable.text if row.milestone.deliverable else ""
    due = _("hạn %(day)s") % {"day": day_text(row.due_on)} if row.due_on else ""
    unit = row.unit.name if row.unit else ""
    return " · ".join(part for part in (product, period_name(row.period), unit, due) if part)


def _row(place: Place, user: User, today: date) -> FillRow:
    row = place.occurrence
    shown = shown_of(row) if row else Shown()
    why = _why_locked(place, user, today)
    given: tuple[FillValue, ...] = (
        shown.submitted_on,
        shown.delivered_on,
        shown.document_number,
        shown.outcome,
        cells.MARK if shown.is_not_arising else "",
        None,
        None,
    )
    return FillRow(str(key_of(place)), (*_locked(place), *given, why), is_locked=bool(why))


def _locked(place: Place | None) -> tuple[FillValue, ...]:
    if place is None:
        return ("", "", "", "", "", None)
    row = place.occurrence
    product = row.milestone.deliverable.text if row and row.milestone.deliverable else ""
    unit = row.unit.name if row and row.unit else "; ".join(
        each.unit.name for each in place.parts if each.part == "lead"
    )  # fmt: skip
    period = period_name(row.period) if row else ""
    due = row.due_on if row else None
    return (place.task.label, place.task.text, product, period, unit, due)


def _why_locked(place: Place, user: User, today: date) -> str:
    row, task = place.occurrence, place.task
    if task.discontinued_on is not None and task.discontinued_on <= today:
        return _("Đã thôi thực hiện.")
    if standing_among(user, task, place.parts, row) is Standing.NONE:
        return _("Không phải việc của đơn vị bạn.")
    if row is not None and row.confirmed_at is not None:
        name = row.confirmed_by.full_name if row.confirmed_by else ""
        return _("Đã được %(name)s xác nhận; muốn sửa, đề nghị người đó trả lại.") % {"name": name}
    return ""


def _said(line: SheetLine) -> str:
    label = V(line.verdict).label
    return f"{label}: {line.message}" if line.message else str(label)
