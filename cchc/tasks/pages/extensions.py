"""The pages on which a later due day is asked for and decided."""

from dataclasses import dataclass
from typing import ClassVar

from cchc.core.locks import Lock
from cchc.core.pages import Page
from cchc.tasks.forms.directions import DecisionForm, ExtensionForm
from cchc.tasks.models import Extension, Task
from cchc.tasks.selectors.detail import Dated


@dataclass(frozen=True)
class ExtendPage(Page):
    """`decision`: None where a unit asks, the form of the decision where a day is moved at once."""

    template: ClassVar[str] = "tasks/extend.html"

    task: Task
    time: Dated
    form: ExtensionForm
    decision: DecisionForm | None
    lock: Lock | None


@dataclass(frozen=True)
class DecidePage(Page):
    """`notes`: what to look at twice before the day moves."""

    template: ClassVar[str] = "tasks/decide.html"

    task: Task
    time: Dated
    extension: Extension
    form: DecisionForm
    notes: tuple[str, ...]
    lock: Lock | None
