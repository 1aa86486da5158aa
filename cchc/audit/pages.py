"""The promised context of the log page, and the log as a sheet."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page as Leaf
from django.utils.translation import gettext as _

from cchc.audit.access import Scope
from cchc.audit.forms import LogFilter
from cchc.audit.selectors import Line
from cchc.core.clock import VIETNAM
from cchc.core.pages import Page
from cchc.publishing.sheets import Sheet, SheetColumn, Value


@dataclass(frozen=True)
class LogPage(Page):
    """One page of 50 events of one agency. `query`: the address's filters, ending in & or empty.

    `target`: the one thing whose history is shown, by its latest name; "" for all. `most_exported`: files hold the
    newest so many events.
    """

    template = "audit/log.html"
    fragment = "audit/_log.html"
    scope: Scope
    scopes: list[Scope]
    form: LogFilter
    lines: list[Line]
    page: Leaf[Any]
    query: str
    is_narrowed: bool
    target: str
    most_exported: int


def log_sheet(scope: Scope, lines: list[Line], *, most: int, today: date) -> Sheet:
    """The events as a sheet for the auditor: the number in the chain, who, what, to what, in words."""
    notes = (
        (_("Chỉ gồm %(most)s sự kiện mới nhất.") % {"most": most},) if len(lines) == most else ()
    )
    return Sheet(
        title=_("NHẬT KÝ"),
        subtitle=(
            scope.name,
            _("Xuất ngày %(day)s; %(count)s sự kiện")
            % {"day": today.strftime("%d/%m/%Y"), "count": len(lines)},
        ),
        columns=(
            SheetColumn(_("Số"), 8, "number"),
            SheetColumn(_("Thời điểm"), 19),
            SheetColumn(_("Người thực hiện"), 24),
            SheetColumn(_("Đơn vị"), 28),
            SheetColumn(_("Hành động"), 22),
            SheetColumn(_("Loại đối tượng"), 18),
            SheetColumn(_("Đối tượng"), 36),
            SheetColumn(_("Nội dung"), 60),
        ),
        rows=tuple(_row(line) for line in lines),
        notes=notes,
        name=_("Nhật ký"),
    )


def _row(line: Line) -> tuple[Value, ...]:
    moment = f"{line.at.astimezone(VIETNAM):%d/%m/%Y %H:%M:%S}"
    who = (line.actor, line.unit)
    return (line.seq, moment, *who, line.action, line.kind, line.target, line.sentence)
