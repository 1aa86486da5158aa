"""The promised contexts of the pages about cited documents."""

from dataclasses import dataclass

from cchc.audit.selectors import Line
from cchc.core.pages import Page
from cchc.documents.forms import ReferenceForm
from cchc.documents.models import ReferenceText
from cchc.documents.selectors import ReferenceLine


@dataclass(frozen=True)
class ReferenceListPage(Page):
    """Documents that plans cite. `has_doubt`: some rows shown are to be compared with their document."""

    template = "documents/references.html"
    rows: list[ReferenceLine]
    search: str
    has_doubt: bool
    may_keep: bool


@dataclass(frozen=True)
class ReferencePage(Page):
    """One document being entered, changed or taken out; `row` None for a new one."""

    template = "documents/reference.html"
    row: ReferenceText | None
    form: ReferenceForm
    history: list[Line]
