"""Pages of files of work, and the list of papers as a file."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.core.paginator import Page as Leaf

from cchc.audit.selectors import Line
from cchc.core.pages import Page
from cchc.publishing.papers import PaperLine, PaperList
from cchc.tasks.forms.work_files import FilingForm, WorkFileForm, term_words
from cchc.tasks.models import Task, WorkFile
from cchc.tasks.rules.keeping import kept_until
from cchc.tasks.selectors.work_files import Paper


@dataclass(frozen=True)
class WorkFileLine:
    """A file of work in the list: its term in words, the last day of keeping, how many tasks."""

    row: WorkFile
    term: str
    until: date | None
    is_over: bool
    count: int


@dataclass(frozen=True)
class WorkFilesPage(Page):
    template: ClassVar[str] = "tasks/work_files.html"

    lines: list[WorkFileLine]
    page: "Leaf[WorkFile]"
    query: str
    search: str
    may_open: bool
    may_dispose: bool


@dataclass(frozen=True)
class WorkFilePage(Page):
    template: ClassVar[str] = "tasks/work_file.html"

    line: WorkFileLine
    tasks: list[Task]
    papers: list[Paper]
    may_keep: bool
    history: list[Line]


@dataclass(frozen=True)
class WorkFileFormPage(Page):
    """`row` None for a new file."""

    template: ClassVar[str] = "tasks/work_file_form.html"

    row: WorkFile | None
    form: WorkFileForm
    is_stale: bool


@dataclass(frozen=True)
class FilingPage(Page):
    template: ClassVar[str] = "tasks/filing.html"

    task: Task
    form: FilingForm


def line_of(row: WorkFile, count: int, today: date) -> WorkFileLine:
    """A file of work as it is shown on a day."""
    until = kept_until(row.closed_on, row.years)
    return WorkFileLine(
        row, term_words(row.years), until, until is not None and until < today, count
    )


def paper_list(row: WorkFile, papers: list[Paper], today: date) -> PaperList:
    """The list of papers as it is printed."""
    return PaperList(
        issuer=row.agency.name,
        code=row.code,
        title=row.title,
        term=term_words(row.years).lower(),
        made_on=today,
        lines=tuple(
            PaperLine(each.number, each.issued_on, each.title, each.author, each.pages, each.note)
            for each in papers
        ),
    )
