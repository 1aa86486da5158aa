"""Links to the own account by official mail: made, found by what stands in the address, spent once."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.urls import reverse

from cchc.core.clock import VIETNAM
from cchc.core.errors import DomainError
from cchc.orgs.models import AccountLink, User

_signer = signing.Signer(salt="orgs.invitations")


class SpentLink(DomainError):
    """The link was used, replaced or is too old."""

    text = "Liên kết này đã dùng, đã thay bằng liên kết mới hoặc đã hết hạn. Hãy hỏi quản trị của cơ quan."


def can_send() -> bool:
    """Whether the installation sends mail with links to itself."""
    return bool(settings.EMAIL_HOST and settings.BASE_URL)


def can_send_to(user: User) -> bool:
    """Whether a link can reach this person."""
    return bool(user.email and user.is_active and can_send())


def make_link(
    *, user: User, purpose: str, valid_for: timedelta, by: User | None, at: datetime
) -> AccountLink:
    """A fresh link; the person's earlier ones of this purpose stop working. Part of a service's transaction."""
    earlier = user.links.filter(purpose=purpose, used_at__isnull=True, expires_at__gt=at)
    earlier.update(expires_at=at)
    return AccountLink.objects.create(
        user=user,
        purpose=purpose,
        sent_by=by,
        sent_to=user.email,
        made_at=at,
        expires_at=at + valid_for,
    )


def token_of(link: AccountLink) -> str:
    """What stands in the address."""
    return _signer.sign(str(link.uid))


def address_of(link: AccountLink, url_name: str) -> str:
    """The whole address, as a mail gives it."""
    return settings.BASE_URL + reverse(url_name, args=[token_of(link)])


def until(link: AccountLink) -> str:
    """The moment until which it works, in words of a mail."""
    return f"{link.expires_at.astimezone(VIETNAM):%H:%M %d/%m/%Y}"


def find_link(token: str, *, purpose: str, at: datetime) -> AccountLink:
    """The link behind an address. Raises SpentLink for one that is used, late, of another purpose or not ours."""
    try:
        uid = _signer.unsign(token)
    except signing.BadSignature as fault:
        raise SpentLink from fault
    link = AccountLink.objects.select_related("user").filter(uid=uid, purpose=purpose).first()
    if link is None or not is_open(link, at):
        raise SpentLink
    return link


def spend(link: AccountLink, *, at: datetime) -> User:
    """Use a link up and return whose it is; within a service's transaction. Raises SpentLink the second time."""
    locked = AccountLink.objects.select_for_update(no_key=True).get(pk=link.pk)
    if locked.used_at is not None:
        raise SpentLink
    locked.used_at = at
    locked.save(update_fields=["used_at"])
    return User.objects.get(pk=locked.user_id)


def is_open(link: AccountLink, at: datetime) -> bool:
    return link.used_at is None and link.expires_at > at and link.user.is_active


def post(*, to: str, subject: str, body: str) -> None:
    """Send a mail about the own account; from a job, since it talks to the mail server."""
    EmailMessage(
        subject=subject, body=body, to=[to], headers={"Auto-Submitted": "auto-generated"}
    ).send()
