"""The list of people that goes out as a workbook, comes back and is looked at."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cchc.core.pages import Page
from cchc.orgs import people_sheet as cells
from cchc.orgs.models import Membership, PeopleLine, PeopleUpload, Unit, User
from cchc.orgs.services.people_sheets import Judgement, Verdict, cells_of
from cchc.publishing.fill_in import FillColumn, FillRow, FillSheet
from cchc.sheets.files import FilledInForm, Returned, returned_rows
from cchc.sheets.verdicts import Look, Recent, RowShown, Tally, VerdictsPage, in_order, state_of


@dataclass(frozen=True)
class PeopleSheetPage(Page):
    """The list of people as a workbook that goes out and comes back."""

    template = "orgs/people_sheet.html"
    agency: Unit
    form: FilledInForm
    recent: list[Recent]
    sends_mail: bool


@dataclass(frozen=True)
class PeoplePreviewPage(VerdictsPage):
    """Row by row what a list would do; once written, what it did."""

    template = "orgs/people_preview.html"
    fragment = "orgs/_people_preview.html"
    upload: PeopleUpload
    will_write: int
    sends_mail: bool


def recent_lists(uploads: Iterable[PeopleUpload]) -> list[Recent]:
    return [
        Recent(
            reverse("people_sheet_preview", args=[each.uid]),
            each.name,
            each.uploaded_at,
            state_of(each, is_refused=bool(each.refusal)),
        )
        for each in uploads
    ]


def people_preview(
    upload: PeopleUpload, lines: Sequence[PeopleLine], judged: Sequence[Judgement], sends_mail: bool
) -> PeoplePreviewPage:
    """judged: how each row would fare now, or, once the list is written, how it fared."""
    rows = [_row_shown(line, each) for line, each in zip(lines, judged, strict=True)]
    tally = Tally.of([each.verdict for each in judged], list(Verdict))
    return PeoplePreviewPage(
        upload=upload,
        rows=in_order(rows, list(_LOOKS)),
        heads=(gettext("Dòng"), gettext("Người, vai trò")),
        tally=tally,
        is_running=upload.is_running,
        will_write=tally.counts[Verdict.NEW] + tally.counts[Verdict.CHANGED],
        sends_mail=sends_mail,
    )


def people_sheet(
    agency: Unit, roles: Iterable[Membership], units: Collection[str], *, by: User, today: date
) -> FillSheet:
    """A row for each role, and empty rows for who is new."""
    rows = [_sheet_row(role) for role in roles]
    blank = FillRow("", (None,) * len(cells.OPEN_COLUMNS))
    columns = cells.columns(tuple(units))
    return _sheet(columns, (*rows, *[blank] * cells.BLANK_ROWS), by.full_name, today)


def people_result(
    lines: Sequence[PeopleLine], judged: Sequence[Judgement], units: Collection[str], today: date
) -> FillSheet:
    """The rows as they came, with what becomes of each; it can be mended and sent again."""
    columns = cells.columns(tuple(units))
    rows = [
        Returned(line.key, (), line.values, _said(line, each), each.errors)
        for line, each in zip(lines, judged, strict=True)
    ]
    return _sheet((*columns, cells.VERDICT), returned_rows(columns, rows), "", today)


_LOOKS = {
    Verdict.REFUSED: Look("late", "alert-circle", _("Có lỗi")),
    Verdict.NEW: Look("ontime", "user-plus", _("Người mới")),
    Verdict.CHANGED: Look("soon", "progress", _("Thay đổi")),
    Verdict.UNCHANGED: Look("quiet", "circle-minus", _("Không đổi")),
}


def _row_shown(line: PeopleLine, judged: Judgement) -> RowShown:
    return RowShown(
        place=str(line.line),
        verdict=judged.verdict,
        look=_LOOKS[judged.verdict],
        label=line.values.get(cells.NAME, "") or "–",
        text=line.values.get(cells.MAIL, ""),
        more=" – ".join(filter(None, (line.values.get(cells.ROLE), line.values.get(cells.UNIT)))),
        message=judged.message,
        changes=judged.changes,
        faults=list(judged.errors.items()),
    )


def _sheet(
    columns: tuple[FillColumn, ...], rows: tuple[FillRow, ...], author: str, today: date
) -> FillSheet:
    return FillSheet(
        title=gettext("Hướng dẫn điền danh sách người dùng"),
        columns=columns,
        rows=rows,
        guidance=cells.GUIDANCE,
        made_on=today,
        author=author,
        tab=gettext("Người dùng"),
    )


def _sheet_row(role: Membership) -> FillRow:
    shown = cells_of(role)
    key = cells.Key(role.uid, digest=cells.Key.digest_of(shown))
    words = tuple(shown[name] for name in cells.OPEN_COLUMNS[:5])
    return FillRow(str(key), (*words, role.valid_from, role.valid_to))


def _said(line: PeopleLine, judged: Judgement) -> str:
    label = str(_LOOKS[judged.verdict].label)
    return f"{label}: {judged.message}" if judged.message else label
