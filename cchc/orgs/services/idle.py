"""Accounts that nobody uses: warned by mail, locked, reopened by their owner through official mail."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from cchc.audit.services import record
from cchc.core import clock
from cchc.core.clock import vietnam_date
from cchc.core.errors import DomainError
from cchc.core.jobs import enqueue
from cchc.orgs.idleness import Step, Terms, locks_on
from cchc.orgs.models import AccountLink, IdleRule, Unit, User
from cchc.orgs.selectors.accounts import Watched, watched
from cchc.orgs.services import links
from cchc.orgs.services.accounts import chain_of

VALID_FOR = timedelta(days=1)
AGAIN_AFTER = timedelta(minutes=10)
PURPOSE = AccountLink.Purpose.REOPENING


class WrongTerms(DomainError):
    text = "Số ngày báo trước phải ít hơn số ngày không đăng nhập thì khóa."


class NotLocked(DomainError):
    text = "Tài khoản này không bị khóa vì lâu không dùng."


@dataclass(frozen=True, slots=True)
class Round:
    """What a daily round did: how many are being warned, were locked."""

    warned: int
    locked: int


@transaction.atomic
def change_idle_rule(*, agency: Unit, terms: Terms, seen: int, by: User, at: datetime) -> IdleRule:
    """Set after how many days the agency's accounts are locked. seen 0: there was no row. Raises Stale, WrongTerms."""
    if terms.lock_after and terms.warn_before >= terms.lock_after:
        raise WrongTerms
    row, is_new = IdleRule.objects.get_or_create(
        agency=agency, defaults={"lock_after_days": settings.IDLE_LOCK_DAYS}
    )
    old = row.terms
    if not is_new:
        row.claim_version(seen)
    row.lock_after_days, row.warn_days, row.spare_days = (
        terms.lock_after, terms.warn_before, terms.spare,
    )  # fmt: skip
    row.save()
    record(
        action="idle_rule.changed", target=agency, by=by, at=at, agency_id=agency.pk,
        old=old.lock_after, new=terms.lock_after, warn_before=terms.warn_before, spare=terms.spare,
    )  # fmt: skip
    return row


def look_after_idle(*, at: datetime) -> Round:
    """The daily round: queue warnings and lock who was warned in time; each account in a transaction of its own.

    Twice on one day does no harm. Who has no official address is never warned and so never locked; the
    administrator sees these people in his list.
    """
    rows = watched(at)
    warned = [row for row in rows if row.step is Step.WARN and links.can_send_to(row.user)]
    for row in warned:
        enqueue("orgs.warn_idle", row.user.pk)
    locked = [row for row in rows if row.step is Step.LOCK and _lock(row, at)]
    return Round(len(warned), len(locked))


def idle_round() -> None:
    """The job that runs by the clock."""
    look_after_idle(at=clock.now())


def warn_idle(user_id: int) -> None:
    """The job: the mail first, then the note that it was sent, from which the week is counted."""
    at = clock.now()
    row = next((each for each in watched(at, user_id) if each.step is Step.WARN), None)
    if row is None or not links.can_send_to(row.user):
        return
    user, today = row.user, vietnam_date(at)
    day = locks_on(row.last_used, today, row.terms)
    words = _(
        "Kính gửi %(name)s,\n\nTài khoản “%(username)s” trên phần mềm điều hành cải cách hành chính không được "
        "đăng nhập từ %(since)s và sẽ bị khóa từ %(day)s.\n"
        "Để giữ tài khoản, hãy đăng nhập một lần trước ngày đó:\n\n%(address)s\n\n"
        "Nếu tài khoản đã bị khóa, bạn tự mở lại được tại trang đăng nhập qua thư này."
    ) % {
        "name": user.full_name,
        "username": user.username,
        "since": f"{row.last_used:%d/%m/%Y}",
        "day": f"{day:%d/%m/%Y}",
        "address": settings.BASE_URL + reverse("account_login"),
    }
    links.post(to=user.email, subject=_("Tài khoản sắp bị khóa vì lâu không dùng"), body=words)
    _note_warning(user, at, day.isoformat())


@transaction.atomic
def _note_warning(user: User, at: datetime, day: str) -> None:
    User.objects.filter(pk=user.pk).update(idle_warned_at=at)
    record(
        action="user.idle_warned", target=user, by=None, at=at, agency_id=chain_of(user), day=day
    )


@transaction.atomic
def _lock(row: Watched, at: datetime) -> bool:
    """Lock one account; False when its owner came back meanwhile."""
    user = User.objects.select_for_update(no_key=True).get(pk=row.user.pk)
    came_back = user.last_used_at != row.user.last_used_at
    if came_back or user.idle_locked_at is not None or not user.is_active:
        return False
    user.idle_locked_at = at
    user.save(update_fields=["idle_locked_at"])
    for session in UserSession.objects.filter(user=user):
        session.end()
    record(
        action="user.idle_locked", target=user, by=None, at=at, agency_id=chain_of(user),
        days=(vietnam_date(at) - row.last_used).days,
    )  # fmt: skip
    if links.can_send_to(user):
        _send_reopening(user, at)
    return True


@transaction.atomic
def ask_to_reopen(*, name: str, at: datetime) -> None:
    """Send a link to the official address of a locked account, known by its sign-in name or address.

    Says nothing of whether there is such an account. A link sent a moment ago is not sent again.
    """
    name = name.strip()
    if not name:
        return
    found = User.objects.filter(Q(username__iexact=name) | Q(email__iexact=name))
    for user in found.filter(idle_locked_at__isnull=False, is_active=True):
        fresh = user.links.filter(purpose=PURPOSE, made_at__gt=at - AGAIN_AFTER)
        if links.can_send_to(user) and not fresh.filter(used_at__isnull=True).exists():
            _send_reopening(user, at)


def _send_reopening(user: User, at: datetime) -> None:
    link = links.make_link(user=user, purpose=PURPOSE, valid_for=VALID_FOR, by=None, at=at)
    enqueue("orgs.send_reopening", link.pk)


def send_reopening(link_id: int) -> None:
    """The job: the link by which the owner reopens the account."""
    link = AccountLink.objects.select_related("user").get(pk=link_id)
    if not links.is_open(link, clock.now()):
        return
    words = _(
        "Kính gửi %(name)s,\n\nTài khoản “%(username)s” đã bị khóa vì lâu không đăng nhập. "
        "Mở liên kết sau để tự mở lại (dùng được một lần, đến %(until)s), rồi đăng nhập như thường lệ:\n\n"
        "%(address)s\n\nLiên kết hết hạn thì bấm “Mở lại tài khoản bị khóa” ở trang đăng nhập."
    ) % {
        "name": link.user.full_name,
        "username": link.user.username,
        "until": links.until(link),
        "address": links.address_of(link, "account_reopen_link"),
    }
    links.post(to=link.sent_to, subject=_("Mở lại tài khoản bị khóa"), body=words)


def find_reopening(token: str, *, at: datetime) -> AccountLink:
    """The link behind an address. Raises SpentLink."""
    return links.find_link(token, purpose=PURPOSE, at=at)


@transaction.atomic
def reopen_by_link(*, token: str, at: datetime) -> User:
    """The owner reopens the account; the password is asked for at the sign-in that follows. Raises SpentLink."""
    user = links.spend(find_reopening(token, at=at), at=at)
    return _reopen(user, by=user, agency_id=chain_of(user), at=at, way="mail")


@transaction.atomic
def reopen_by_sign_in(*, user: User, at: datetime) -> User:
    """The province's identity provider vouches for the owner."""
    return _reopen(user, by=user, agency_id=chain_of(user), at=at, way="sso")


@transaction.atomic
def reopen_idle(*, user: User, agency: Unit, by: User, at: datetime) -> User:
    """An administrator reopens the account. Raises NotLocked."""
    if user.idle_locked_at is None:
        raise NotLocked
    return _reopen(user, by=by, agency_id=agency.pk, at=at, way="administrator")


def _reopen(user: User, *, by: User, agency_id: int, at: datetime, way: str) -> User:
    user.idle_locked_at = user.idle_warned_at = None
    user.reopened_at = at
    user.save(update_fields=["idle_locked_at", "idle_warned_at", "reopened_at"])
    record(action="user.idle_reopened", target=user, by=by, at=at, agency_id=agency_id, way=way)
    return user
