"""Accounts that nobody uses: the administrator's list, and what their owner sees."""

from dataclasses import dataclass

from django.forms import Form

from cchc.core.pages import Page
from cchc.orgs.idleness import Terms
from cchc.orgs.models import Unit, User
from cchc.orgs.selectors.accounts import Watched


@dataclass(frozen=True)
class IdlePeoplePage(Page):
    """Who is locked, who is about to be, who cannot be warned; and the agency's rule."""

    template = "orgs/idle_people.html"
    agency: Unit
    terms: Terms
    locked: list[User]
    soon: list[Watched]
    unreachable: list[Watched]
    form: Form
    sends_mail: bool


@dataclass(frozen=True)
class ReopenPage(Page):
    """Asking for the link that reopens a locked account."""

    template = "orgs/reopen.html"
    form: Form
    is_sent: bool


@dataclass(frozen=True)
class ReopenLinkPage(Page):
    """What the link opens: a button, or a sentence why not."""

    template = "orgs/reopen_link.html"
    person: User | None
    refusal: str
