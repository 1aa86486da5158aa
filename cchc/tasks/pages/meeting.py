"""The briefing as a page and as the sheet for the table."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.translation import gettext as _

from cchc.core.pages import Page
from cchc.orgs.models import Unit
from cchc.publishing.meeting import MeetingLine, MeetingPart, MeetingSheet
from cchc.tasks.selectors.meeting import Briefing, Matter


@dataclass(frozen=True, slots=True)
class Part:
    """Matters of one sort; `empty` is said when there is none, `count` may pass what is listed."""

    title: str
    empty: str
    matters: list[Matter]
    count: int

    @property
    def is_cut(self) -> bool:
        return self.count > len(self.matters)


@dataclass(frozen=True)
class MeetingPage(Page):
    template: ClassVar[str] = "tasks/meeting.html"

    agency: Unit
    today: date
    since: date
    until: date
    parts: list[Part]
    is_empty: bool
    errors: list[str]


def meeting_page(
    agency: Unit, briefing: Briefing, *, today: date, span: tuple[date, date], errors: list[str]
) -> MeetingPage:
    """The parts in the order in which a briefing takes them."""
    counts = briefing.counts
    return MeetingPage(
        agency=agency,
        today=today,
        since=span[0],
        until=span[1],
        parts=[
            Part(_("Việc quá hạn"), _("Không có việc quá hạn."), briefing.late, counts["late"]),
            Part(
                _("Việc đến hạn đến ngày %(day)s") % {"day": span[1].strftime("%d/%m/%Y")},
                _("Không có việc nào đến hạn."),
                briefing.due,
                counts["due"],
            ),
            Part(
                _("Kết luận trước chưa thực hiện xong"),
                _("Các kết luận trước đã thực hiện xong."),
                briefing.concluded,
                counts["concluded"],
            ),
            Part(
                _("Nội dung xin ý kiến"),
                _("Không có đề nghị gia hạn hay vướng mắc nào chờ ý kiến."),
                briefing.asked,
                counts["asked"],
            ),
            Part(
                _("Kết quả từ ngày %(day)s") % {"day": span[0].strftime("%d/%m/%Y")},
                _("Chưa có kết quả nào được ghi nhận."),
                briefing.done,
                counts["done"],
            ),
        ],
        is_empty=briefing.is_empty,
        errors=errors,
    )


def meeting_paper(page: MeetingPage) -> MeetingSheet:
    """The page as the sheet that is printed."""
    return MeetingSheet(
        issuer=page.agency.name,
        held_on=page.today,
        since=page.since,
        until=page.until,
        parts=tuple(
            MeetingPart(part.title, tuple(_line(each) for each in part.matters), part.count)
            for part in page.parts
        ),
    )


def _line(matter: Matter) -> MeetingLine:
    return MeetingLine(
        f"{matter.task.label}. {matter.task.text}", matter.units, matter.due_on, matter.note
    )
