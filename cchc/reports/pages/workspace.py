"""The office's workspace: who has given what, each section with its figures bound to their sources, what comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from cchc.core.pages import Page
from cchc.documents.models import DirectionSlip
from cchc.reports.forms.workspace import ReturnForm, SectionForm, SubmitForm
from cchc.reports.models import Report, SectionText, UnitPart
from cchc.reports.pages.papers import DrawingView
from cchc.reports.pages.pieces import Pieces, fact_address
from cchc.reports.rules.outline import Section
from cchc.reports.rules.snapshot import Fact
from cchc.reports.selectors.below import Verdict
from cchc.reports.selectors.compare import ComparedFact, ComparedHeads
from cchc.reports.selectors.content import table_value
from cchc.reports.selectors.reports import parts_of
from cchc.reports.selectors.texts import SectionState, Told


@dataclass(frozen=True, slots=True)
class PartRow:
    """One unit on the left: its part and how many days past its day."""

    part: UnitPart
    days_late: int


@dataclass(frozen=True, slots=True)
class SectionLink:
    """A section in the outline on the left: `mark` says in a word how it stands."""

    section: Section
    address: str
    mark: str
    tone: str
    is_current: bool
    is_empty: bool


@dataclass(frozen=True, slots=True)
class SectionView:
    """The section that is open: paragraphs as pieces of text and chips, the drafted ones beside, what units say."""

    section: Section
    paragraphs: list[Pieces]
    drafted: list[Pieces]
    told: tuple[Told, ...]
    moved: int
    loose: tuple[str, ...]
    row: SectionText | None
    form: SectionForm | None


@dataclass(frozen=True, slots=True)
class LaterFigure:
    """A figure of a frozen report beside what the data say now."""

    label: str
    reported: str
    now: str
    address: str


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """An agency below whose report is not in this one: `address` where it waits to be taken, "" without a report."""

    name: str
    verdict: str
    days_late: int
    address: str


@dataclass(frozen=True)
class WorkspacePage(Page):
    template: ClassVar[str] = "reports/workspace.html"

    report: Report
    rows: list[PartRow]
    given: int
    links: list[SectionLink]
    current: SectionView | None
    compared: list[ComparedFact]
    heads: ComparedHeads
    drawings: list[DrawingView]
    later: list[LaterFigure]
    slips: list[DirectionSlip]
    missing: list[str]
    agencies: int
    agencies_taken: int
    agencies_missing: list[AgencyLine]
    empty_sections: int
    submit: SubmitForm | None
    give_back: ReturnForm | None
    may_write: bool
    may_number: bool
    may_sign: bool
    may_correct: bool
    newer: Report | None
    older: Report | None
    days_over: int
    is_changed: bool
    added: list[str]
    errors: list[str]


def agency_lines(rows: Sequence[Mapping[str, Any]], *, may_answer: bool) -> list[AgencyLine]:
    """The agencies below, of those that a content names, whose report was not accepted.

    Each leads to its report for who may answer it.
    """
    return [
        AgencyLine(
            name=row["name"],
            verdict=Verdict(row["verdict"]).label,
            days_late=row["days_late"],
            address=reverse("report_answer", args=[row["report"]])
            if row["report"] and may_answer
            else "",
        )
        for row in rows
        if row["verdict"] != Verdict.ACCEPTED
    ]


def part_rows(report: Report, today: date) -> list[PartRow]:
    """The units' parts with how late they are; a given part by the day on which it was given."""
    return [PartRow(part, part.days_late(today)) for part in parts_of(report)]


def link_of(report: Report, state: SectionState, current: str) -> SectionLink:
    """A section of an open report in the outline."""
    mark, tone = "", ""
    if state.section.kind != "heading":
        if state.moved and not (state.row and state.row.is_held):
            mark, tone = _("số đã đổi"), "soon"
        elif state.is_empty:
            mark, tone = (_("chưa có nội dung"), "quiet")
        elif state.row and state.row.is_held:
            mark, tone = _("giữ số"), "quiet"
        elif state.is_edited:
            mark, tone = _("đã sửa"), "ontime"
        else:
            mark, tone = _("câu gợi ý"), "quiet"
    is_empty = state.is_empty and state.section.kind != "heading"
    return _link(report, state.section, (mark, tone), current, is_empty=is_empty)


def frozen_link(report: Report, section: Section, has_text: bool, current: str) -> SectionLink:
    """A section of a frozen report in the outline."""
    mark = "" if section.kind == "heading" or has_text else _("không có nội dung")
    return _link(report, section, (mark, "quiet"), current, is_empty=bool(mark))


def later_rows(report: Report, found: Sequence[tuple[Fact, Fact]]) -> list[LaterFigure]:
    """Figures that moved after the report was frozen."""
    return [
        LaterFigure(
            label=" – ".join(filter(None, (then.label, then.group_name))),
            reported=table_value(then) or "…",
            now=table_value(now) or "…",
            address=fact_address(report, then.key),
        )
        for then, now in found
    ]


def _link(
    report: Report, section: Section, look: tuple[str, str], current: str, *, is_empty: bool
) -> SectionLink:
    address = reverse("report_section", args=[report.uid, section.code])
    return SectionLink(section, address, *look, section.code == current, is_empty)
