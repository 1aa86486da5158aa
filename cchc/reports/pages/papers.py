"""The report as it prints, and the files that leave."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from django.utils.safestring import SafeString

from cchc.core.pages import Page
from cchc.reports.models import Report
from cchc.reports.pages.pieces import Pieces, pieces
from cchc.reports.rules.brief import Brief, Number, brief
from cchc.reports.rules.drawing import Drawing, shares_drawing, tasks_drawing
from cchc.reports.rules.outline import Section
from cchc.reports.rules.prose import REORGANISED, Sentence, text
from cchc.reports.rules.snapshot import BEFORE, LAST_YEAR, Snapshot
from cchc.reports.selectors.aims import aims_in
from cchc.reports.selectors.content import (
    earlier_in,
    paragraphs_in,
    printed_outline,
    snapshot_in,
)
from cchc.reports.selectors.facts import own_facts


@dataclass(frozen=True, slots=True)
class PrintedSection:
    section: Section
    paragraphs: list[Pieces]


@dataclass(frozen=True, slots=True)
class DrawingView:
    """A chart on a page: `key` names it there."""

    key: str
    svg: SafeString
    drawing: Drawing


@dataclass(frozen=True)
class PaperPage(Page):
    """The whole report as text, the tables after it; `is_draft`: not yet put before the leader."""

    template: ClassVar[str] = "reports/paper.html"

    report: Report
    title: str
    is_draft: bool
    sections: list[PrintedSection]
    numbers: tuple[Number, ...]
    sentences: list[list[Pieces]]
    drawings: list[DrawingView]
    tasks: list[dict[str, Any]]
    papers: list[dict[str, Any]]
    silent: list[str]
    may_follow: bool
    has_annexes: bool
    has_statistics: bool


def printed_sections(content: dict[str, Any], report: Report | None) -> list[PrintedSection]:
    """Every section with its paragraphs, in the outline's order. report: where figures lead, None for whoever may not
    follow them.
    """
    snapshot = snapshot_in(content)
    return [
        PrintedSection(section, printed(paragraphs_in(content, section.code), report, snapshot))
        for section in printed_outline(content).sections
    ]


def printed(
    sentences: Sequence[Sentence], report: Report | None, snapshot: Snapshot
) -> list[Pieces]:
    """Sentences as they print; their figures lead to their sources where there is a report to lead to."""
    return pieces(report, sentences, snapshot) if report else [[text(each)] for each in sentences]


def brief_of(content: dict[str, Any]) -> Brief:
    """The period in ten numbers and five sentences, from the same facts."""
    snapshot = snapshot_in(content)
    last_year = earlier_in(snapshot, LAST_YEAR)
    own = replace(snapshot, facts=tuple(own_facts(snapshot)))
    is_cut = bool(content["is_changed"]) and not content["added"]
    return brief(own, earlier_in(snapshot, BEFORE), REORGANISED if is_cut else last_year)


def drawings_of(content: dict[str, Any]) -> list[DrawingView]:
    """Tasks by area, then percentages beside what the plan asks for; without those of which nothing is known."""
    snapshot = snapshot_in(content)
    drawn = (tasks_drawing(snapshot), shares_drawing(snapshot, aims_in(content)))
    return [
        # Written by `publishing.charts`, which escapes every word that it is given.
        DrawingView(f"drawing-{place}", SafeString(each.picture.svg), each)
        for place, each in enumerate(filter(None, drawn), start=1)
    ]
