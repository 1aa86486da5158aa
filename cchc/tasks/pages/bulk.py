"""What became of an act on many tasks."""

from dataclasses import dataclass
from typing import ClassVar

from cchc.core.pages import Page
from cchc.tasks.services.bulk import Answer


@dataclass(frozen=True)
class BulkPage(Page):
    template: ClassVar[str] = "tasks/bulk.html"

    answers: list[Answer]
    done: int
    refused: int
    query: str
