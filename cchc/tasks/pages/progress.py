"""The page on which a unit says how far it is, and what the page of a task shows of it."""

from dataclasses import dataclass
from typing import ClassVar

from cchc.core.locks import Lock
from cchc.core.pages import Page
from cchc.tasks.forms.progress import ProgressForm
from cchc.tasks.models import Task


@dataclass(frozen=True)
class ProgressPage(Page):
    template: ClassVar[str] = "tasks/progress.html"

    task: Task
    form: ProgressForm
    lock: Lock | None
