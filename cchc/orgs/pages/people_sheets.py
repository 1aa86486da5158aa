"""The list of people that goes out as a workbook, comes back and is looked at."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.forms import Form
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cchc.core.pages import Page
from cchc.orgs import people_sheet as cells
from cchc.orgs.models import Membership, PeopleLine, PeopleUpload, Unit, User
from cchc.orgs.services.people_sheets import Change, Judgement, Verdict, cells_of
from cchc.publishing.fill_in import FillColumn, FillRow, FillSheet
from cchc.sheets.files import Returned, returned_rows


@dataclass(frozen=True)
class PeopleSheetPage(Page):
    """The list of people as a workbook that goes out and comes back."""

    template = "orgs/people_sheet.html"
    agency: Unit
    form: Form
    uploads: list[PeopleUpload]
    sends_mail: bool


@dataclass(frozen=True, slots=True)
class PeopleLineShown:
    """A row that came back: of whom, what it changes or why not."""

    line: int
    name: str
    email: str
    role: str
    verdict: str
    tone: str
    icon: str
    label: str
    message: str
    changes: list[Change]
    errors: dict[str, str]


@dataclass(frozen=True)
class PeoplePreviewPage(Page):
    """Row by row what a list would do; once written, what it did."""

    template = "orgs/people_preview.html"
    fragment = "orgs/_people_preview.html"
    upload: PeopleUpload
    rows: list[PeopleLineShown]
    counts: dict[str, int]
    will_write: int
    sends_mail: bool


def people_preview(
    upload: PeopleUpload, lines: Sequence[PeopleLine], judged: Sequence[Judgement], sends_mail: bool
) -> PeoplePreviewPage:
    """judged: how each row would fare now; not asked any more once the list is written."""
    is_over = upload.ended_at is not None and not upload.refusal
    rows = [
        _line_shown(line, each, is_over=is_over) for line, each in zip(lines, judged, strict=True)
    ]
    counts = {code.value: sum(row.verdict == code for row in rows) for code in Verdict}
    order = list(_LOOKS)
    return PeoplePreviewPage(
        upload=upload,
        rows=sorted(rows, key=lambda row: order.index(Verdict(row.verdict))),
        counts=counts,
        will_write=counts[Verdict.NEW] + counts[Verdict.CHANGED],
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
    Verdict.REFUSED: ("late", "alert-circle", _("Có lỗi")),
    Verdict.NEW: ("ontime", "user-plus", _("Người mới")),
    Verdict.CHANGED: ("soon", "progress", _("Thay đổi")),
    Verdict.UNCHANGED: ("quiet", "circle-minus", _("Không đổi")),
}


def _line_shown(line: PeopleLine, judged: Judgement, *, is_over: bool) -> PeopleLineShown:
    verdict, message, changes = judged.verdict, judged.message, judged.changes
    if is_over:
        verdict = Verdict(line.told.get("verdict", Verdict.UNCHANGED))
        message = line.told.get("message", "")
        changes = [Change(*each) for each in line.told.get("changes", [])]
    tone, icon, label = _LOOKS[verdict]
    role = " – ".join(filter(None, (line.values.get(cells.ROLE), line.values.get(cells.UNIT))))
    return PeopleLineShown(
        line=line.line,
        name=line.values.get(cells.NAME, ""),
        email=line.values.get(cells.MAIL, ""),
        role=role,
        verdict=verdict,
        tone=tone,
        icon=icon,
        label=str(label),
        message=message,
        changes=changes,
        errors={} if is_over else judged.errors,
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
    label = str(_LOOKS[judged.verdict][2])
    return f"{label}: {judged.message}" if judged.message else label
