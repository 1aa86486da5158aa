"""The page on which a unit names who does its part."""

from dataclasses import dataclass
from typing import ClassVar

from cchc.core.locks import Lock
from cchc.core.pages import Page
from cchc.tasks.forms.entrusting import EntrustForm
from cchc.tasks.models import Task


@dataclass(frozen=True)
class EntrustPage(Page):
    template: ClassVar[str] = "tasks/entrust.html"

    task: Task
    form: EntrustForm
    is_stale: bool
    lock: Lock | None
