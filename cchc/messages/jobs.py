"""Background work of messages."""

from cchc.core import clock
from cchc.messages.services import mailing, telling


def digest() -> None:
    """Withdraw what is settled, make the digests whose hour has come, try again what failed."""
    at = clock.now()
    telling.withdraw_settled(at=at)
    mailing.make_digests(at=at)
    mailing.try_again(at=at)


def send_mail(mail_id: int) -> None:
    mailing.send_mail(mail_id=mail_id, at=clock.now())
