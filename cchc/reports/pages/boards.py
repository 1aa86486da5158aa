"""Boards: units by periods, agencies by periods; the list of figures to copy."""

from dataclasses import dataclass
from typing import ClassVar

from cchc.core.pages import Page
from cchc.orgs.models import Unit
from cchc.reports.forms.boards import ProofForm
from cchc.reports.forms.workspace import AnswerForm
from cchc.reports.models import CopyProof, Report
from cchc.reports.selectors.board import AgencyBoard, UnitBoard
from cchc.reports.selectors.copying import CopyBlock


@dataclass(frozen=True)
class UnitBoardPage(Page):
    template: ClassVar[str] = "reports/board.html"

    agency: Unit
    board: UnitBoard
    may_write: bool
    errors: list[str]


@dataclass(frozen=True)
class AgencyBoardPage(Page):
    template: ClassVar[str] = "reports/received.html"

    agency: Unit
    board: AgencyBoard


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
