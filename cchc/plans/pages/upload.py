"""Pages on the way from a file to its review."""

from dataclasses import dataclass

from cchc.core.pages import Page
from cchc.plans.forms.upload import AnnexForm, UploadForm
from cchc.plans.models import Draft, Plan


@dataclass(frozen=True)
class UploadPage(Page):
    template = "plans/upload.html"
    form: UploadForm


@dataclass(frozen=True)
class AnnexUploadPage(Page):
    template = "plans/annex_upload.html"
    form: AnnexForm
    plan: Plan


@dataclass(frozen=True)
class ReadingPage(Page):
    """`percent`: of the files read; `is_silent`: the worker seems to have stopped; `asks_again`: after how long."""

    template = "plans/reading.html"
    fragment = "plans/_reading.html"
    draft: Draft
    file_names: list[str]
    percent: int
    is_silent: bool
    is_behind_others: bool
    asks_again: str
    may_import: bool
