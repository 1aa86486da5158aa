"""The pages on which proof is added and results are judged."""

from dataclasses import dataclass
from typing import ClassVar

from cchc.core.locks import Lock
from cchc.core.pages import Page
from cchc.tasks.forms.proof import EvidenceForm, JudgeForm
from cchc.tasks.models import Task
from cchc.tasks.selectors.detail import Dated
from cchc.tasks.selectors.proof import Proof


@dataclass(frozen=True)
class EvidencePage(Page):
    template: ClassVar[str] = "tasks/evidence.html"

    task: Task
    time: Dated
    form: EvidenceForm
    lock: Lock | None


@dataclass(frozen=True)
class JudgePage(Page):
    template: ClassVar[str] = "tasks/judge.html"

    task: Task
    time: Dated
    proof: list[Proof]
    form: JudgeForm
    is_stale: bool
    lock: Lock | None
