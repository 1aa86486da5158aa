"""The promised contexts of the directory's pages."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page as Leaf
from django.forms import Form

from cchc.audit.selectors import Line
from cchc.core.pages import Page
from cchc.orgs.handing import Piece
from cchc.orgs.models import (
    FactorReset,
    Handover,
    HandoverLine,
    Reorganisation,
    SigningRight,
    Unit,
    UnitAlias,
    UnitGroup,
    User,
)
from cchc.orgs.scheme import Scheme
from cchc.orgs.selectors import UnitRecord, UnitRow


@dataclass(frozen=True)
class UnitsPage(Page):
    """The agency's tree (`rows`) on a day, or with `tab` "others" the bodies around it (`page`)."""

    template = "orgs/units.html"
    fragment = "orgs/_units.html"
    agency: Unit
    tab: str
    text: str
    with_closed: bool
    day: date
    is_past: bool
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
class ActsPage(Page):
    """Acts of reorganisation, the latest first."""

    template = "orgs/acts.html"
    acts: list[Reorganisation]
    may_prepare: bool


@dataclass(frozen=True)
class EditActPage(Page):
    """An act being prepared: the decision, new units, what becomes of which unit."""

    template = "orgs/act_edit.html"
    act: Reorganisation | None
    form: Form
    new: Any
    changes: Any


@dataclass(frozen=True, slots=True)
class RowShown:
    """A row that moves. `options` (key, name, chosen) and `field`: where somebody else could take it."""

    label: str
    text: str
    from_name: str
    to_name: str
    field: str
    options: list[tuple[str, str, bool]]

    @property
    def may_choose(self) -> bool:
        return bool(self.field) and len(self.options) > 1


@dataclass(frozen=True)
class ActPage(Page):
    """The preview of an act (`scheme`), or the record of one that was done (`told`), with each row that moves."""

    template = "orgs/act.html"
    act: Reorganisation
    is_done: bool
    scheme: Scheme | None
    told: list[str]
    page: Leaf[Any]
    rows: list[RowShown]
    may_change: bool
    is_early: bool
    errors: list[str]
    history: list[Line]


@dataclass(frozen=True)
class SigningPage(Page):
    """Who may sign the documents of the agency and of its units with a seal: today or later, and before."""

    template = "orgs/signing.html"
    agency: Unit
    now: list[SigningRight]
    past: list[SigningRight]
    today: date


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
    handovers: list[Handover]
    is_self: bool
    has_mfa: bool
    has_sso: bool
    reset: FactorReset | None
    history: list[Line]


@dataclass(frozen=True)
class MovePage(Page):
    """Moving somebody: where to, and which open work goes into the record."""

    template = "orgs/person_move.html"
    person: User
    form: Form
    pieces: list[Piece]
    chosen: set[str]
    from_unit: Unit


@dataclass(frozen=True)
class HandoverPage(Page):
    """A record of work handed over, ready for the printer."""

    template = "orgs/handover.html"
    handover: Handover
    lines: list[HandoverLine]
    may_manage: bool


@dataclass(frozen=True)
class AccountPage(Page):
    """One's own account."""

    template = "orgs/account.html"
    has_mfa: bool
    needs_mfa: bool
    unused_codes: int


@dataclass(frozen=True)
class InvitationPage(Page):
    """What the link of an invitation opens: a first password, or a sentence why not."""

    template = "orgs/invitation.html"
    person: User | None
    form: Form | None
    refusal: str


@dataclass(frozen=True)
class FactorResetPage(Page):
    """A request to take away a lost second factor, for who confirms or calls it off."""

    template = "orgs/factor_reset.html"
    reset: FactorReset
    may_confirm: bool
    is_waiting: bool
    may_manage: bool
    history: list[Line]


@dataclass(frozen=True)
class FactorResetLinkPage(Page):
    """What the owner sees who opens the link of the mail."""

    template = "orgs/factor_reset_link.html"
    reset: FactorReset | None
    is_early: bool
    refusal: str
    cancelled: bool
