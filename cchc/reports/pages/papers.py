"""The report as it prints, and the files that leave."""

from dataclasses import dataclass
from typing import Any, ClassVar

from cchc.core.pages import Page
from cchc.reports.models import Report
from cchc.reports.rules.outline import Section
from cchc.reports.rules.prose import text
from cchc.reports.selectors.compare import ComparedFact, ten_numbers
from cchc.reports.selectors.content import outline_in, paragraphs_in


@dataclass(frozen=True, slots=True)
class PrintedSection:
    section: Section
    paragraphs: list[str]


@dataclass(frozen=True)
class PaperPage(Page):
    """The whole report as text, the tables after it; `is_draft`: not yet put before the leader."""

    template: ClassVar[str] = "reports/paper.html"

    report: Report
    title: str
    is_draft: bool
    sections: list[PrintedSection]
    numbers: list[ComparedFact]
    tasks: list[dict[str, Any]]
    papers: list[dict[str, Any]]
    silent: list[str]
    may_follow: bool


def printed_sections(content: dict[str, Any]) -> list[PrintedSection]:
    """Every section with its paragraphs as text, in the outline's order."""
    return [
        PrintedSection(section, [text(each) for each in paragraphs_in(content, section.code)])
        for section in outline_in(content).sections
    ]


def leader_numbers(content: dict[str, Any]) -> list[ComparedFact]:
    """The ten figures at the head of the page."""
    return ten_numbers(content)
