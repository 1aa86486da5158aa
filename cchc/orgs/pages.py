"""The promised contexts of the directory's pages."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page as Leaf
from django.forms import Form

from cchc.audit.selectors import Line
from cchc.core.pages import Page
from cchc.orgs.models import Unit, UnitAlias, UnitGroup, User
from cchc.orgs.selectors import UnitRecord, UnitRow


@dataclass(frozen=True)
class UnitsPage(Page):
    """The agency's tree (`rows`), or with `tab` "others" the bodies around it (`page`)."""

    template = "orgs/units.html"
    fragment = "orgs/_units.html"
    agency: Unit
    tab: str
    text: str
    with_closed: bool
    rows: list[UnitRow]
    page: Leaf[Any] | None
    query: str
    may_manage: bool


@dataclass(frozen=True)
class UnitPage(Page):
    """One unit with everything the directory knows of it."""

    template = "orgs/unit.html"
    unit: Unit
    record: UnitRecord
    is_closed: bool
    may_manage: bool
    history: list[Line]


@dataclass(frozen=True)
class FormPage(Page):
    """A form on a page of its own: new, change, rename, close."""

    template = "orgs/form.html"
    title: str
    intro: str
    form: Form
    submit: str
    kind: str
    back: str
    back_label: str


@dataclass(frozen=True)
class GroupsPage(Page):
    """The agency's collective names, each with its units of today."""

    template = "orgs/groups.html"
    agency: Unit
    groups: list[tuple[UnitGroup, list[Unit]]]


@dataclass(frozen=True)
class GroupPage(Page):
    """A collective name being added or changed, with who is in today."""

    template = "orgs/group.html"
    group: UnitGroup | None
    form: Form
    members: list[Unit]
    history: list[Line]


@dataclass(frozen=True)
class MembersPage(Page):
    """Who would be in a group that is not saved."""

    template = "orgs/_members.html"
    members: list[Unit]


@dataclass(frozen=True)
class AliasesPage(Page):
    """Confirmed spellings and a form for one more."""

    template = "orgs/aliases.html"
    agency: Unit
    page: Leaf[UnitAlias]
    text: str
    query: str
    form: Form


@dataclass(frozen=True)
class PeoplePage(Page):
    """People of an agency with their roles of today."""

    template = "orgs/people.html"
    fragment = "orgs/_people.html"
    agency: Unit
    page: Leaf[User]
    text: str
    with_stopped: bool
    query: str


@dataclass(frozen=True)
class PersonPage(Page):
    """One person: facts, roles with dates, history."""

    template = "orgs/person.html"
    person: User
    agency: Unit
    form: Form
    roles: Any
    is_self: bool
    has_mfa: bool
    history: list[Line]


@dataclass(frozen=True)
class AccountPage(Page):
    """One's own account."""

    template = "orgs/account.html"
    has_mfa: bool
    needs_mfa: bool
    unused_codes: int
