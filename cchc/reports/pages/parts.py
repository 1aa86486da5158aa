"""A unit's part: what is pre-filled, what it says, and what the office answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from cchc.core.pages import Page
from cchc.reports.forms.parts import JudgeForm, PartForm
from cchc.reports.models import UnitPart
from cchc.reports.rules.outline import Outline, Section
from cchc.reports.selectors.parts import FigureLine, PaperLine, PartContent, TaskLine


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task with the field in which the unit says why or when; None where nothing is asked or the part is given."""

    line: TaskLine
    field: object | None


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section in which the unit may write; `is_asked`: its tasks or figures fall into it."""

    section: Section
    field: object | None
    text: str
    is_asked: bool


@dataclass(frozen=True)
class PartPage(Page):
    template: ClassVar[str] = "reports/part.html"

    part: UnitPart
    sections: list[SectionRow]
    other_sections: list[SectionRow]
    tasks: list[TaskRow]
    figures: Sequence[FigureLine]
    papers: Sequence[PaperLine]
    missing: Sequence[FigureLine]
    form: PartForm | None
    judge: JudgeForm | None
    days_late: int
    is_head: bool
    follows: bool
    on_behalf: bool
    may_enter_figures: bool
    errors: list[str]


def written_sections(outline: Outline) -> list[Section]:
    """The sections in which a unit may write: all but headings and the gathered difficulties."""
    return [each for each in outline.sections if each.kind not in {"heading", "obstacles"}]


def section_rows(
    outline: Outline, content: PartContent, part: UnitPart, form: PartForm | None
) -> tuple[list[SectionRow], list[SectionRow]]:
    """The sections that the unit's tasks and figures fall into, and the others."""
    areas = {line.area for line in content.tasks}
    blocks = {line.block for line in content.figures}
    codes = {line.code for line in content.figures}
    rows = []
    for section in written_sections(outline):
        name = f"s-{section.code}"
        field = form[name] if form else None
        text = part.narrative.get(section.code, "")
        asked = bool(
            areas & set(section.areas)
            or blocks & set(section.blocks)
            or codes & set(section.indicators)
            or text
        )
        rows.append(SectionRow(section, field, text, asked))
    return [row for row in rows if row.is_asked], [row for row in rows if not row.is_asked]


def task_rows(content: PartContent, form: PartForm | None) -> list[TaskRow]:
    """The tasks with their fields."""
    return [
        TaskRow(line, form[f"t-{line.uid}"] if form and f"t-{line.uid}" in form.fields else None)
        for line in content.tasks
    ]
