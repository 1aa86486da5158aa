"""Reminder rules, urging and the calendar feed as pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from cchc.audit.selectors import Line
from cchc.core.pages import Page
from cchc.orgs.models import SigningRight
from cchc.tasks.forms.reminders import PolicyForm
from cchc.tasks.models import CalendarFeed
from cchc.tasks.rules.late_text import LateItem, late_text
from cchc.tasks.selectors.urging import Receiver

_IN_MESSAGE = 30


@dataclass(frozen=True)
class RulesPage(Page):
    """The agency's rules; `is_shipped` while it set none of its own."""

    template: ClassVar[str] = "tasks/reminder_rules.html"

    policy: PolicyForm
    formset: Any
    errors: list[str]
    agency_name: str
    is_shipped: bool
    history: list[Line]


@dataclass(frozen=True, slots=True)
class ReceiverCard:
    """One receiver with the text for the chat group."""

    receiver: Receiver
    title: str
    message: str
    query: str


@dataclass(frozen=True)
class UrgingPage(Page):
    """Late work by whom it is urged; `message` names all of it."""

    template: ClassVar[str] = "tasks/urging.html"

    agency_name: str
    cards: list[ReceiverCard]
    count: int
    answer_by: date
    message: str
    signers: list[SigningRight]
    errors: list[str]


@dataclass(frozen=True)
class FeedPage(Page):
    """One's own calendar; `address` only right after it was made."""

    template: ClassVar[str] = "tasks/feed.html"

    feed: CalendarFeed | None
    address: str


def message_to(receiver: Receiver, who: str, today: date) -> str:
    """The text about one receiver's late work; units are named where there are several."""
    return late_text(
        who=who,
        items=[
            LateItem(
                row.task.label, row.task.text, row.units if receiver.is_own else "", row.due_on
            )
            for row in receiver.rows[:_IN_MESSAGE]
        ],
        count=len(receiver.rows),
        today=today,
    )


def message_to_all(receivers: Sequence[Receiver], who: str, today: date) -> str:
    """The text about everybody's late work, by day; a task late at several receivers stands once."""
    named: dict[int, LateItem] = {}
    for receiver in receivers:
        for row in receiver.rows:
            had = named.get(row.task.pk)
            units = f"{had.units}; {row.units}" if had else row.units
            due_on = min(had.due_on, row.due_on) if had else row.due_on
            named[row.task.pk] = LateItem(row.task.label, row.task.text, units, due_on)
    items = sorted(named.values(), key=lambda item: item.due_on)
    return late_text(who=who, items=items[:_IN_MESSAGE], count=len(items), today=today)
