"""One search over tasks, documents and the text inside files, by the same doors as the pages themselves.

The words are folded, so accents do not matter. Tasks and documents hold each word somewhere; a file holds them one
after another, the last perhaps only begun. See docs/algorithms/search.md.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from cchc.core.text import fold
from cchc.documents.access import visible_documents, visible_files
from cchc.documents.models import Document
from cchc.evidence.models import FilePart
from cchc.evidence.rules import snippet
from cchc.evidence.selectors import parts_with
from cchc.orgs.models import User
from cchc.tasks.access import visible_instructions, visible_proof, visible_tasks
from cchc.tasks.models import Task

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: its name, its page, what it belongs to, and the words in their place."""

    title: str
    address: str
    about: str = ""
    before: str = ""
    words: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found of each kind, at most SHOWN; `more_*`: there is more than is shown."""

    tasks: list[Hit]
    documents: list[Hit]
    files: list[Hit]
    more_tasks: bool = False
    more_documents: bool = False
    more_files: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was found."""
        return not (self.tasks or self.documents or self.files)


@dataclass(frozen=True, slots=True)
class _Link:
    """A link to a file, of whichever room: under which kind it leaves, and when it came."""

    kind: str
    uid: UUID
    name: str
    about: str
    stored_id: int
    came_at: datetime


NOTHING = Findings([], [], [])


def find(user: User, asked: str) -> Findings:
    """Everything that the person may see and that holds the words; nothing for words without a letter or digit."""
    words = [word for each in fold(asked).split() if (word := each.replace("%", ""))]
    if not words:
        return NOTHING
    tasks = list(_tasks(user, words)[: SHOWN + 1])
    documents = list(_documents(user, words)[: SHOWN + 1])
    files = _files(user, words)
    return Findings(
        tasks=[_task(task) for task in tasks[:SHOWN]],
        documents=[_document(row) for row in documents[:SHOWN]],
        files=files[:SHOWN],
        more_tasks=len(tasks) > SHOWN,
        more_documents=len(documents) > SHOWN,
        more_files=len(files) > SHOWN,
    )


def _tasks(user: User, words: Sequence[str]) -> QuerySet[Task]:
    found = visible_tasks(user).select_related("agency")
    for word in words:
        found = found.filter(search_key__contains=word)
    return found.order_by("due_key", "pk")


def _documents(user: User, words: Sequence[str]) -> QuerySet[Document]:
    found = visible_documents(user).select_related("plan")
    for word in words:
        found = found.filter(search_key__contains=word)
    return found.order_by("-issued_on", "pk")


def _files(user: User, words: Sequence[str]) -> list[Hit]:
    parts = parts_with(words)
    found = sorted(_links(user, parts), key=lambda link: link.came_at, reverse=True)[: SHOWN + 1]
    first = _first_parts(parts, {link.stored_id for link in found})
    return [_file(link, first[link.stored_id], words) for link in found if link.stored_id in first]


def _links(user: User, parts: QuerySet[FilePart]) -> Iterator[_Link]:
    """The newest links of each room to files that hold the words, as far as the person may open them."""
    holds = Q(stored__in=parts.values("stored"))
    proof = visible_proof(user).filter(holds).select_related("occurrence__task")
    for row in proof.order_by("-added_at", "pk")[: SHOWN + 1]:
        about = _("Nhiệm vụ %(label)s") % {"label": row.occurrence.task.label}
        yield _Link("result", row.uid, row.name, about, row.stored_id or 0, row.added_at)
    files = visible_files(user).filter(holds).select_related("document")
    for file in files.order_by("-added_at", "pk")[: SHOWN + 1]:
        about = file.document.subject
        yield _Link("document", file.uid, file.name, about, file.stored_id, file.added_at)
    for given in visible_instructions(user).filter(holds).order_by("-created_at")[: SHOWN + 1]:
        key, came_at = given.stored_id or 0, given.created_at
        yield _Link("instruction", given.uid, given.file_name, given.label, key, came_at)


def _first_parts(parts: QuerySet[FilePart], keys: Iterable[int]) -> dict[int, FilePart]:
    """The first part of each of these files that holds the words."""
    first: dict[int, FilePart] = {}
    for part in islice(parts.filter(stored__in=list(keys)).order_by("stored", "number"), 2000):
        first.setdefault(part.stored_id, part)
    return first


def _task(task: Task) -> Hit:
    return Hit(
        title=f"{task.label}. {task.text}"[:300],
        address=reverse("task", args=[task.uid]),
        about=task.agency.name,
    )


def _document(row: Document) -> Hit:
    plan = getattr(row, "plan", None)
    return Hit(
        title=row.subject,
        address=plan.get_absolute_url() if plan else "",
        about=" ".join(filter(None, [row.get_kind_display(), row.number])),
    )


def _file(link: _Link, part: FilePart, words: Sequence[str]) -> Hit:
    before, found, after = snippet(part.text, words)
    address = f"{reverse('file_view', args=[link.kind, link.uid])}?page={part.number}"
    return Hit(link.name, address, link.about, before, found, after)
