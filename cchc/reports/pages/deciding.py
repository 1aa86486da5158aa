"""The pages with one form on the way of a report out."""

from dataclasses import dataclass
from typing import ClassVar

from django.forms import Form

from cchc.core.pages import Page
from cchc.reports.models import Report


@dataclass(frozen=True)
class FormPage(Page):
    template: ClassVar[str] = "reports/form.html"

    report: Report
    form: Form
    title: str
    button: str
    icon_name: str
    has_files: bool
    note: str = ""
