"""Boards: units by periods, agencies by periods; the list of figures to copy."""

from dataclasses import dataclass
from html import escape
from typing import ClassVar

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cchc.core.pages import Page
from cchc.core.templatetags.cchc import icon
from cchc.orgs.models import Unit
from cchc.reports.forms.boards import ProofForm
from cchc.reports.forms.workspace import AnswerForm
from cchc.reports.models import CopyProof, Report
from cchc.reports.selectors.board import AgencyBoard, AgencyCell, Column, UnitBoard
from cchc.reports.selectors.copying import CopyBlock


@dataclass(frozen=True)
class UnitBoardPage(Page):
    template: ClassVar[str] = "reports/board.html"

    agency: Unit
    board: UnitBoard
    may_write: bool
    errors: list[str]


@dataclass(frozen=True, slots=True)
class ReceivedRow:
    """An agency; `cells`: a <td> element for each deadline."""

    name: str
    cells: SafeString


@dataclass(frozen=True)
class AgencyBoardPage(Page):
    template: ClassVar[str] = "reports/received.html"

    agency: Unit
    columns: list[Column]
    rows: list[ReceivedRow]


def received_page(agency: Unit, board: AgencyBoard, *, may_answer: bool) -> AgencyBoardPage:
    """Agencies down, reporting deadlines across; a cell leads to its report: to answer it, or to read it alone."""
    return AgencyBoardPage(
        agency=agency,
        columns=board.columns,
        rows=[
            ReceivedRow(
                row.agency.name,
                SafeString(
                    "".join(
                        f"<td>{_received(row.agency, cell, may_answer)}</td>" for cell in row.cells
                    )
                ),
            )
            for row in board.rows
        ],
    )


def _received(agency: Unit, cell: AgencyCell, may_answer: bool) -> str:
    """A report's verdict, leading to it where there is one.

    Written here: a province has hundreds of cells, and a template of its own for each took most of the page's time.
    """
    words = _verdict(cell)
    if cell.report is None or cell.period is None:
        return words
    door = "report_answer" if may_answer else "report_paper"
    address = reverse(door, args=[cell.report.uid])
    about = escape(f"{agency.name}, {cell.period.name}: ")
    return f'<a class="report-cell" href="{address}"><span class="visually-hidden">{about}</span>{words}</a>'


def _verdict(cell: AgencyCell) -> str:
    if cell.verdict == "sent":
        taken = cell.report is not None and cell.report.answer == Report.Answer.RECEIVED
        noted = f" {_state('done', 'checks', _('đã nhận'))}" if taken else ""
        return f"{_state('ontime', 'send', _('đúng hạn'))}{noted}"
    days = {"n": cell.days}
    if cell.verdict == "late":
        return _state("soon", "clock-exclamation", _("chậm %(n)s ngày") % days)
    if cell.verdict == "returned":
        return _state("late", "arrow-back-up", _("trả lại"))
    if cell.verdict == "missing":
        return _state("late", "alert-circle", _("chưa gửi, quá %(n)s ngày") % days)
    return _state("quiet", "circle-dashed", _("chưa gửi")) if cell.verdict == "waiting" else "–"


def _state(tone: str, drawing: str, words: str) -> str:
    return f'<span class="state state-{tone}">{icon(drawing)}{escape(words)}</span>'


@dataclass(frozen=True)
class AnswerPage(Page):
    template: ClassVar[str] = "reports/answer.html"

    report: Report
    form: AnswerForm
    editions: list[Report]


@dataclass(frozen=True)
class CopyingPage(Page):
    template: ClassVar[str] = "reports/copying.html"

    report: Report
    blocks: list[CopyBlock]
    done: int
    total: int
    proofs: list[CopyProof]
    form: ProofForm | None
    errors: list[str]
