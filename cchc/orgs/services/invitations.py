"""Invitations: a link by official mail, by which somebody sets the own password; nobody else ever knows it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cchc.audit.services import record
from cchc.core import clock
from cchc.core.errors import DomainError
from cchc.core.jobs import enqueue
from cchc.orgs.models import AccountLink, Unit, User
from cchc.orgs.services.people import WeakPassword, change_own_password, check_password

__all__ = [
    "WeakPassword",
    "accept",
    "can_send",
    "can_send_to",
    "find",
    "invite",
    "send_link",
    "token_of",
]

VALID_FOR = timedelta(days=7)
_signer = signing.Signer(salt="orgs.invitations")


class NoMail(DomainError):
    """There is no way to send a link."""

    text = (
        "Chưa gửi được lời mời: người này chưa có thư công vụ, hoặc hệ thống chưa khai báo máy chủ thư "
        "và địa chỉ phần mềm. Hãy đặt mật khẩu rồi trao trực tiếp."
    )


class SpentLink(DomainError):
    """The link was used, replaced or is too old."""

    text = "Liên kết này đã dùng, đã thay bằng liên kết mới hoặc đã hết hạn. Hãy hỏi quản trị của cơ quan."


def can_send() -> bool:
    """Whether the installation sends mail with links to itself."""
    return bool(settings.EMAIL_HOST and settings.BASE_URL)


def can_send_to(user: User) -> bool:
    """Whether a link can reach this person."""
    return bool(user.email and user.is_active and can_send())


@transaction.atomic
def invite(*, user: User, agency: Unit, by: User, at: datetime) -> AccountLink:
    """Send the person a link to set a password. Earlier links stop working. Raises NoMail."""
    if not can_send_to(user):
        raise NoMail
    user.links.filter(used_at__isnull=True, expires_at__gt=at).update(expires_at=at)
    link = AccountLink.objects.create(
        user=user, sent_by=by, sent_to=user.email, made_at=at, expires_at=at + VALID_FOR
    )
    record(
        action="user.invited", target=user, by=by, at=at, agency_id=agency.pk, address=user.email
    )
    enqueue("orgs.send_link", link.pk)
    return link


def send_link(link_id: int) -> None:
    """The background job: put the mail together and send it. A link that is spent meanwhile is not sent."""
    link = AccountLink.objects.select_related("user").get(pk=link_id)
    if not _is_open(link, clock.now()):
        return
    address = settings.BASE_URL + reverse("invitation", args=[token_of(link)])
    words = _(
        "Kính gửi %(name)s,\n\nCơ quan đã tạo cho bạn tài khoản “%(username)s” trên phần mềm "
        "điều hành cải cách hành chính.\n"
        "Mở liên kết sau để tự đặt mật khẩu (dùng được một lần, đến %(until)s):\n\n%(address)s\n\n"
        "Nếu bạn không chờ thư này, hãy bỏ qua và báo cho quản trị của cơ quan."
    ) % {
        "name": link.user.full_name,
        "username": link.user.username,
        "until": f"{link.expires_at.astimezone(clock.VIETNAM):%H:%M %d/%m/%Y}",
        "address": address,
    }
    EmailMessage(
        subject=_("Lời mời sử dụng phần mềm điều hành cải cách hành chính"),
        body=words,
        to=[link.sent_to],
        headers={"Auto-Submitted": "auto-generated"},
    ).send()


def token_of(link: AccountLink) -> str:
    """What stands in the address."""
    return _signer.sign(str(link.uid))


def find(token: str, *, at: datetime) -> AccountLink:
    """The link behind an address. Raises SpentLink for one that is used, late or not ours."""
    try:
        uid = _signer.unsign(token)
    except signing.BadSignature as fault:
        raise SpentLink from fault
    link = AccountLink.objects.select_related("user").filter(uid=uid).first()
    if link is None or not _is_open(link, at):
        raise SpentLink
    return link


@transaction.atomic
def accept(*, token: str, password: str, at: datetime) -> User:
    """Set the password that its owner chose and spend the link. Raises SpentLink, WeakPassword."""
    link = find(token, at=at)
    link = AccountLink.objects.select_for_update().select_related(None).get(pk=link.pk)
    if link.used_at is not None:
        raise SpentLink
    user = User.objects.get(pk=link.user_id)
    check_password(password, user)
    link.used_at = at
    link.save(update_fields=["used_at"])
    return change_own_password(user=user, password=password, at=at)


def _is_open(link: AccountLink, at: datetime) -> bool:
    return link.used_at is None and link.expires_at > at and link.user.is_active
