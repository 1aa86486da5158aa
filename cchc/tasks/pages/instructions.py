"""The register of assigned work as pages."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.core.paginator import Page as Sheet
from django.forms import BaseFormSet
from django.urls import reverse

from cchc.audit.selectors import Line as HistoryLine
from cchc.core.locks import Lock
from cchc.core.pages import Page
from cchc.tasks.forms.instructions import DiscontinueForm, DocumentForm, InstructionForm, WorkForm
from cchc.tasks.models import Instruction, Task
from cchc.tasks.pages.rows import TaskRow, task_row
from cchc.tasks.selectors.instructions import RegisterLine
from cchc.tasks.selectors.lists import ListedTask


@dataclass(frozen=True)
class RegisterPage(Page):
    template: ClassVar[str] = "tasks/register.html"

    lines: list[RegisterLine]
    page: "Sheet[Instruction]"
    query: str
    text: str
    waiting: bool
    may_manage: bool
    lock: Lock | None


@dataclass(frozen=True)
class InstructionPage(Page):
    """`people`: who does a task, by its label."""

    template: ClassVar[str] = "tasks/instruction.html"

    instruction: Instruction
    rows: list[TaskRow]
    people: dict[str, str]
    may_manage: bool
    lock: Lock | None
    history: list[HistoryLine]


@dataclass(frozen=True)
class NewInstructionPage(Page):
    """`instruction`: the one that gets further tasks; None for a new one. `form` then is None too."""

    template: ClassVar[str] = "tasks/instruction_new.html"

    form: InstructionForm | None
    works: "BaseFormSet[WorkForm]"
    instruction: Instruction | None
    errors: list[str]


@dataclass(frozen=True)
class DocumentPage(Page):
    template: ClassVar[str] = "tasks/instruction_document.html"

    instruction: Instruction
    form: DocumentForm
    is_stale: bool
    lock: Lock | None


@dataclass(frozen=True)
class DiscontinuePage(Page):
    template: ClassVar[str] = "tasks/discontinue.html"

    task: Task
    form: DiscontinueForm
    is_stale: bool
    lock: Lock | None


def rows_for(tasks: list[ListedTask], today: date) -> list[TaskRow]:
    """The tasks of an instruction as lines of a list."""
    base = reverse("tasks")
    return [task_row(task, base, today) for task in tasks]
