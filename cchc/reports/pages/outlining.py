"""The agency's forms: the list, one as it reads, a draft and its parts."""

from dataclasses import dataclass
from typing import ClassVar

from django.forms import Form

from cchc.core.pages import Page
from cchc.orgs.models import Unit
from cchc.reports.models import FormDraft, ReportForm
from cchc.reports.selectors.outlining import FormLine, OutlinePart


@dataclass(frozen=True)
class FormsPage(Page):
    template: ClassVar[str] = "reports/forms.html"

    agency: Unit
    lines: list[FormLine]
    drafts: list[FormDraft]
    may_write: bool
    errors: list[str]


@dataclass(frozen=True)
class FormPreviewPage(Page):
    template: ClassVar[str] = "reports/form_preview.html"

    shown: ReportForm
    parts: list[OutlinePart]
    may_write: bool


@dataclass(frozen=True)
class DraftPage(Page):
    template: ClassVar[str] = "reports/form_draft.html"

    draft: FormDraft
    parts: list[OutlinePart]
    errors: list[str]


@dataclass(frozen=True)
class DraftFormPage(Page):
    """A section, a table, or the day from which the form is in force."""

    template: ClassVar[str] = "reports/form_draft_part.html"

    draft: FormDraft
    form: Form
    title: str
    button: str
