"""People: accounts, roles with dates, passwords. The log never holds a password."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from cchc.audit.services import record
from cchc.core.clock import vietnam_date
from cchc.core.errors import DomainError
from cchc.core.text import squeeze
from cchc.orgs.models import Membership, Unit, User
from cchc.orgs.rules import Role
from cchc.orgs.services.granting import Grant, note_own_grants


class UsernameTaken(DomainError):
    """Somebody signs in by this name."""

    text = "Tên đăng nhập này đã có người dùng. Hãy chọn tên khác."


class WeakPassword(DomainError):
    """The password does not meet the rules."""


class OwnAccount(DomainError):
    """Nobody locks themselves out."""

    text = "Không thể tự ngừng tài khoản hoặc tự bỏ vai trò quản trị của mình. Hãy nhờ quản trị viên khác."


class WrongTerm(DomainError):
    """A role's dates do not fit."""


@dataclass(frozen=True, slots=True)
class Term:
    """One role for a time: what a person's list of roles is made of. Bounds inclusive."""

    unit: Unit
    role: Role
    valid_from: date
    valid_to: date | None = None


@transaction.atomic
def create_user(
    *,
    username: str,
    full_name: str,
    position: str,
    email: str,
    password: str | None,
    terms: Sequence[Term],
    agency: Unit,
    by: User | None,
    at: datetime,
) -> User:
    """Make an account with its roles. password None: its owner sets the first one by invitation.

    Raises UsernameTaken, WeakPassword, WrongTerm.
    """
    username = squeeze(username).lower()
    if User.objects.filter(username__iexact=username).exists():
        raise UsernameTaken
    user = User(
        username=username,
        full_name=squeeze(full_name),
        position=squeeze(position),
        email=email.strip().lower(),
    )
    user.set_person_keys()
    if password is not None:
        check_password(password, user)
    user.set_password(password)
    user.password_is_temporary = password is not None
    user.save()
    for term in terms:
        _check_term(term, agency)
        Membership.objects.create(
            user=user,
            unit=term.unit,
            role=term.role,
            valid_from=term.valid_from,
            valid_to=term.valid_to,
        )
    record(
        action="user.created",
        target=user,
        by=by,
        at=at,
        agency_id=agency.pk,
        username=user.username,
        roles=[_told(term) for term in terms],
    )
    return user


@transaction.atomic
def change_person(
    *, user: User, full_name: str, position: str, email: str, agency: Unit, by: User, at: datetime
) -> User:
    """Set name, position and official address."""
    new = {
        "full_name": squeeze(full_name),
        "position": squeeze(position),
        "email": email.strip().lower(),
    }
    old = {field: getattr(user, field) for field in new}
    for field, value in new.items():
        setattr(user, field, value)
    user.set_person_keys()
    user.save(update_fields=[*new, "search_key", "sort_key"])
    changed = [field for field in new if old[field] != new[field]]
    record(
        action="user.changed",
        target=user,
        by=by,
        at=at,
        agency_id=agency.pk,
        old={field: old[field] for field in changed},
        new={field: new[field] for field in changed},
    )
    return user


@transaction.atomic
def change_memberships(
    *, user: User, terms: Sequence[Term], agency: Unit, by: User, at: datetime
) -> list[Membership]:
    """Make the person's roles in this agency exactly these from today on.

    A role that is no longer named ends yesterday (or is voided on its first day when it began today or later);
    nothing is deleted. Roles in other agencies stay. An administrator cannot take the role from himself.
    Raises WrongTerm for a unit of another agency, dates out of order or one role named twice; OwnAccount.
    """
    today = vietnam_date(at)
    wanted = {(term.unit.pk, str(term.role)): term for term in terms}
    if len(wanted) != len(terms):
        raise WrongTerm("Một vai trò tại một đơn vị chỉ ghi một lần.")
    for term in terms:
        _check_term(term, agency)
    present = {
        (row.unit_id, row.role): row
        for row in Membership.objects.select_for_update(no_key=True)
        .filter(user=user, unit__agency=agency)
        .exclude(valid_to__lt=today)
        .select_related("unit")
    }
    gone = [row for key, row in present.items() if key not in wanted]
    if by.pk == user.pk and any(row.role == Role.ADMINISTRATOR for row in gone):
        raise OwnAccount
    grants = [
        Grant(term.unit, term.role, term.valid_from, term.valid_to)
        for key, term in wanted.items()
        if _is_more(present.get(key), term)
    ]
    for row in gone:
        row.delete() if row.valid_from >= today else _end(row, today)
    rows = [_set_term(user, present.get(key), term) for key, term in wanted.items()]
    record(
        action="user.roles_changed",
        target=user,
        by=by,
        at=at,
        agency_id=agency.pk,
        old=[_told(_term_of(row)) for row in present.values()],
        new=[_told(term) for term in terms],
    )
    note_own_grants(user=user, grants=grants, agency=agency, by=by, at=at)
    return rows


@transaction.atomic
def set_password(*, user: User, password: str, agency: Unit, by: User, at: datetime) -> User:
    """Give an account a new password, told to its owner in person. Raises WeakPassword."""
    check_password(password, user)
    user.set_password(password)
    user.password_is_temporary = True
    user.save(update_fields=["password", "password_is_temporary"])
    record(action="user.password_set", target=user, by=by, at=at, agency_id=agency.pk)
    return user


@transaction.atomic
def change_own_password(*, user: User, password: str, at: datetime) -> User:
    """Set the password that its owner chose; the form has checked its strength and the old one."""
    user.set_password(password)
    user.password_is_temporary = False
    user.save(update_fields=["password", "password_is_temporary"])
    memberships = user.live_memberships
    agency_id = memberships[0].unit.agency_id if memberships else None
    record(action="user.password_changed", target=user, by=user, at=at, agency_id=agency_id or 0)
    return user


@transaction.atomic
def deactivate_user(*, user: User, agency: Unit, by: User, at: datetime) -> User:
    """Stop an account; its rows and what it did stay. Raises OwnAccount for one's own."""
    if user.pk == by.pk:
        raise OwnAccount
    return _switch(user, active=False, agency=agency, by=by, at=at)


@transaction.atomic
def reactivate_user(*, user: User, agency: Unit, by: User, at: datetime) -> User:
    """Let a stopped account sign in again."""
    return _switch(user, active=True, agency=agency, by=by, at=at)


def _switch(user: User, *, active: bool, agency: Unit, by: User, at: datetime) -> User:
    user.is_active = active
    if active:
        user.idle_locked_at, user.idle_warned_at, user.reopened_at = None, None, at
    user.save(update_fields=["is_active", "idle_locked_at", "idle_warned_at", "reopened_at"])
    action = "user.reactivated" if active else "user.deactivated"
    record(action=action, target=user, by=by, at=at, agency_id=agency.pk)
    return user


def _end(row: Membership, today: date) -> None:
    row.valid_to = date.fromordinal(today.toordinal() - 1)
    row.save(update_fields=["valid_to"])


def _set_term(user: User, row: Membership | None, term: Term) -> Membership:
    row = row or Membership(user=user, unit=term.unit, role=term.role)
    row.valid_from, row.valid_to = term.valid_from, term.valid_to
    row.save()
    return row


def _is_more(row: Membership | None, term: Term) -> bool:
    """Whether a term gives more than the role that is held: a new role, an earlier beginning, a later end."""
    if row is None or term.valid_from < row.valid_from:
        return True
    return row.valid_to is not None and (term.valid_to is None or term.valid_to > row.valid_to)


def _check_term(term: Term, agency: Unit) -> None:
    if term.unit.agency_id != agency.pk:
        raise WrongTerm(f"“{term.unit.name}” không thuộc cơ quan này.")
    if term.valid_to is not None and term.valid_to < term.valid_from:
        raise WrongTerm("Ngày kết thúc vai trò không thể trước ngày bắt đầu.")


def check_password(password: str, user: User) -> None:
    """Raise WeakPassword with every rule that the password breaks."""
    try:
        validate_password(password, user)
    except ValidationError as refusal:
        raise WeakPassword(" ".join(refusal.messages)) from refusal


def _term_of(row: Membership) -> Term:
    return Term(row.unit, Role(row.role), row.valid_from, row.valid_to)


def _told(term: Term) -> dict[str, str | None]:
    return {
        "unit": term.unit.name,
        "role": term.role.value,
        "from": term.valid_from.isoformat(),
        "to": term.valid_to.isoformat() if term.valid_to else None,
    }
