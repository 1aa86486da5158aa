"""The page on which a person confirms how a receiver's blank is filled in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from cchc.core.pages import Page
from cchc.reports.forms.receiver_sheets import MeaningForm
from cchc.reports.models import ReceiverSheet, Report
from cchc.reports.rules.blank import BlankChange
from cchc.reports.selectors.receiver_sheets import LineMeant, SheetView

_MOST_MOVED = 3


@dataclass(frozen=True)
class ReceiverSheetPage(Page):
    """`form`: None for who only reads. `changes`: sentences. `empty`: lines that get no figure; `unused`: take none."""

    template: ClassVar[str] = "reports/receiver_sheet.html"

    report: Report
    sheet: ReceiverSheet
    form: MeaningForm | None
    changes: list[str]
    lines: list[LineMeant]
    names: dict[str, str]
    empty: list[LineMeant]
    unused: list[LineMeant]
    is_ready: bool
    fills: int  # cells that get a figure's place
    errors: list[str]


def sheet_page(
    report: Report,
    sheet: ReceiverSheet,
    view: SheetView,
    form: MeaningForm | None,
    errors: Sequence[str] = (),
) -> ReceiverSheetPage:
    """The page for a blank as it stands."""
    refused = [str(error) for error in form.non_field_errors()] if form and form.is_bound else []
    return ReceiverSheetPage(
        report=report,
        sheet=sheet,
        form=form,
        changes=_sentences(view.changes),
        lines=view.lines,
        names=dict(view.names),
        empty=view.empty,
        unused=view.unused,
        is_ready=sheet.is_confirmed,
        fills=sum(bool(each.code and view.columns[each.page.name]) for each in view.lines),
        errors=[*errors, *refused],
    )


def _sentences(changes: Sequence[BlankChange]) -> list[str]:
    """A sentence a change; where a row that was put in moves many others, those are counted."""
    moved = [each for each in changes if each.kind == "line_moved"]
    if len(moved) <= _MOST_MOVED:
        return [_told(each) for each in changes]
    others = [_told(each) for each in changes if each.kind != "line_moved"]
    facts = {"n": len(moved), "old": moved[0].old, "new": moved[0].new, "what": moved[0].what}
    sentence = _(
        "%(n)s dòng chuyển chỗ, số đi theo dòng; ví dụ từ ô %(old)s sang ô %(new)s: %(what)s"
    )
    return [*others, sentence % facts]


def _told(change: BlankChange) -> str:
    facts = {"what": change.what, "old": change.old, "new": change.new}
    sentences = {
        "line_new": _("Dòng mới ở ô %(new)s: %(what)s"),
        "line_gone": _("Không còn dòng ở ô %(old)s: %(what)s"),
        "line_moved": _("Chuyển từ ô %(old)s sang ô %(new)s: %(what)s"),
        "page_new": _("Trang mới: %(what)s"),
        "page_gone": _("Không còn trang: %(what)s"),
        "columns": _("Tiêu đề cột khác trước ở trang: %(what)s"),
    }
    return sentences[change.kind] % facts
