"""The pages on which a difficulty is raised and answered."""

from dataclasses import dataclass
from typing import ClassVar

from cchc.core.locks import Lock
from cchc.core.pages import Page
from cchc.tasks.forms.directions import AnswerForm, ObstacleForm
from cchc.tasks.models import Obstacle, Task


@dataclass(frozen=True)
class ObstaclePage(Page):
    template: ClassVar[str] = "tasks/obstacle.html"

    task: Task
    form: ObstacleForm
    lock: Lock | None


@dataclass(frozen=True)
class AnswerPage(Page):
    template: ClassVar[str] = "tasks/answer.html"

    task: Task
    obstacle: Obstacle
    form: AnswerForm
    is_stale: bool
