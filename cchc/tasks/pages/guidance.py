"""The pages on which a wait for guidance begins and ends."""

from dataclasses import dataclass
from typing import ClassVar

from cchc.core.locks import Lock
from cchc.core.pages import Page
from cchc.tasks.forms.guidance import ArrivalForm, WaitForm
from cchc.tasks.models import GuidanceWait, Task


@dataclass(frozen=True)
class WaitPage(Page):
    template: ClassVar[str] = "tasks/guidance_wait.html"

    task: Task
    form: WaitForm
    lock: Lock | None


@dataclass(frozen=True)
class ArrivalPage(Page):
    template: ClassVar[str] = "tasks/guidance_arrival.html"

    task: Task
    wait: GuidanceWait
    form: ArrivalForm
    is_stale: bool
    lock: Lock | None
