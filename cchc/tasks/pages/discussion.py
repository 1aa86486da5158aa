"""The discussion of a task, on its page and alone."""

from dataclasses import dataclass
from typing import ClassVar

from cchc.core.pages import Page
from cchc.orgs.models import User
from cchc.tasks.forms.discussion import RemarkForm
from cchc.tasks.models import Remark, Task


@dataclass(frozen=True)
class DiscussionPage(Page):
    """`remarks` None: the person may watch the task but takes no part in its discussion."""

    template: ClassVar[str] = "tasks/discussion.html"
    fragment: ClassVar[str] = "tasks/_discussion.html"

    task: Task
    form: RemarkForm
    remarks: list[Remark] | None
    people: list[User]
    is_watched: bool
    me: int
