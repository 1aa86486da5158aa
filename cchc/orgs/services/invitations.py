"""Invitations: a link by official mail, by which somebody sets the own password; nobody else ever knows it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from cchc.audit.services import record
from cchc.core import clock
from cchc.core.errors import DomainError
from cchc.core.jobs import enqueue
from cchc.orgs.models import AccountLink, Unit, User
from cchc.orgs.services import links
from cchc.orgs.services.links import SpentLink, can_send, can_send_to, token_of
from cchc.orgs.services.people import WeakPassword, change_own_password, check_password

__all__ = [
    "SpentLink", "WeakPassword", "accept", "can_send", "can_send_to", "find", "invite", "send_link",
    "token_of",
]  # fmt: skip

VALID_FOR = timedelta(days=7)
PURPOSE = AccountLink.Purpose.INVITATION


class NoMail(DomainError):
    """There is no way to send a link."""

    text = (
        "Chưa gửi được lời mời: người này chưa có thư công vụ, hoặc hệ thống chưa khai báo máy chủ thư "
        "và địa chỉ phần mềm. Hãy đặt mật khẩu rồi trao trực tiếp."
    )


@transaction.atomic
def invite(*, user: User, agency: Unit, by: User, at: datetime) -> AccountLink:
    """Send the person a link to set a password. Earlier links stop working. Raises NoMail."""
    if not can_send_to(user):
        raise NoMail
    link = links.make_link(user=user, purpose=PURPOSE, valid_for=VALID_FOR, by=by, at=at)
    record(
        action="user.invited", target=user, by=by, at=at, agency_id=agency.pk, address=user.email
    )
    enqueue("orgs.send_link", link.pk)
    return link


def send_link(link_id: int) -> None:
    """The background job: put the mail together and send it. A link that is spent meanwhile is not sent."""
    link = AccountLink.objects.select_related("user").get(pk=link_id)
    if not links.is_open(link, clock.now()):
        return
    words = _(
        "Kính gửi %(name)s,\n\nCơ quan đã tạo cho bạn tài khoản “%(username)s” trên phần mềm "
        "điều hành cải cách hành chính.\n"
        "Mở liên kết sau để tự đặt mật khẩu (dùng được một lần, đến %(until)s):\n\n%(address)s\n\n"
        "Nếu bạn không chờ thư này, hãy bỏ qua và báo cho quản trị của cơ quan."
    ) % {
        "name": link.user.full_name,
        "username": link.user.username,
        "until": links.until(link),
        "address": links.address_of(link, "invitation"),
    }
    subject = _("Lời mời sử dụng phần mềm điều hành cải cách hành chính")
    links.post(to=link.sent_to, subject=subject, body=words)


def find(token: str, *, at: datetime) -> AccountLink:
    """The link behind an address. Raises SpentLink for one that is used, late or not ours."""
    return links.find_link(token, purpose=PURPOSE, at=at)


@transaction.atomic
def accept(*, token: str, password: str, at: datetime) -> User:
    """Set the password that its owner chose and spend the link. Raises SpentLink, WeakPassword.

    The link came by official mail, so that it also reopens an account that was locked because nobody used it.
    """
    link = find(token, at=at)
    check_password(password, link.user)
    user = links.spend(link, at=at)
    User.objects.filter(pk=user.pk, idle_locked_at__isnull=False).update(
        idle_locked_at=None, idle_warned_at=None, reopened_at=at
    )
    return change_own_password(user=user, password=password, at=at)
