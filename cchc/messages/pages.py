"""The promised contexts of notices, settings and the record of what was sent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, ClassVar

from cchc.audit.selectors import Line
from cchc.core.pages import Page
from cchc.messages.forms import HoursForm, PreferenceForm
from cchc.messages.kinds import find
from cchc.messages.models import Mail, Notice


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice with the looks of its kind. `is_new`: neither read nor withdrawn."""

    notice: Notice
    label: str
    icon: str
    tone: str
    is_new: bool


@dataclass(frozen=True)
class NoticesPage(Page):
    """One's own notices by day."""

    template: ClassVar[str] = "messages/notices.html"

    days: list[tuple[date, list[NoticeRow]]]
    page: Any
    query: str
    unread_only: bool
    unread: int


@dataclass(frozen=True)
class SettingsPage(Page):
    """How one person wants to be told. `has_mail`: the installation has a mail server."""

    template: ClassVar[str] = "messages/settings.html"

    form: PreferenceForm
    has_mail: bool


@dataclass(frozen=True)
class HoursPage(Page):
    """When the agency's mails leave."""

    template: ClassVar[str] = "messages/hours.html"

    form: HoursForm
    agency_name: str
    has_mail: bool
    history: list[Line]


@dataclass(frozen=True)
class SentPage(Page):
    """The record: mails, or notices in the application."""

    template: ClassVar[str] = "messages/sent.html"

    by_mail: bool
    mails: list[Mail]
    notices: list[NoticeRow]
    page: Any
    query: str
    text: str
    state: str
    states: list[tuple[str, str]]


def notice_row(notice: Notice) -> NoticeRow:
    """A notice as lists draw it; one of a kind that no room has any more is drawn plainly."""
    kind = find(notice.kind)
    is_new = notice.read_at is None and notice.withdrawn_at is None
    if kind is None:
        return NoticeRow(notice, notice.kind, "bell", "quiet", is_new)
    return NoticeRow(notice, kind.label, kind.icon, kind.tone, is_new)


def by_day(notices: Iterable[Notice]) -> list[tuple[date, list[NoticeRow]]]:
    """Notices in the order given, under their days."""
    return [
        (day, [notice_row(each) for each in rows])
        for day, rows in groupby(notices, key=lambda each: each.day)
    ]
