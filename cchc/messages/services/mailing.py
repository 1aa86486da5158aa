"""One digest a day a person by mail: made when the hour has come, sent outside any transaction, tried again.

A mail's text is put together from its notices at the moment of sending, so that a mail that waited for its server
does not remind of what was settled meanwhile. Decision: docs/adr/0020-one-mail-a-day.md.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.db.models import Q

from cchc.core.clock import VIETNAM, vietnam_date
from cchc.core.jobs import enqueue
from cchc.messages.letters import body_of, error_in_words, subject_of
from cchc.messages.models import Mail, MessagePreference, Notice
from cchc.messages.rules import Hours, digest_is_due, may_send
from cchc.messages.selectors import UNREAD, hours_of, waiting_for_mail
from cchc.messages.working_days import is_working_day

WAITS_DAYS = 7  # a notice that no mail carried for a week is stale
TRIED_DAYS = 2  # a mail two days old is no reminder any more
ATTEMPTS_AT_MOST = 30
TRY_AGAIN_AFTER = timedelta(minutes=9)
GIVEN_UP_SENDING_AFTER = timedelta(minutes=20)
_S = Mail.State


def make_digests(*, at: datetime) -> int:
    """Make the digest of everybody whose hour has come and who was not sent one today; returns how many.

    Nothing is made without a mail server. Each mail is a transaction of its own and is sent after it.
    """
    if not settings.EMAIL_HOST:
        return 0
    day = vietnam_date(at)
    waiting = list(waiting_for_mail(day - timedelta(days=WAITS_DAYS)))
    if not waiting:
        return 0
    had = set(Mail.objects.filter(day=day).values_list("user_id", flat=True))
    hours = hours_of({each.agency_id for each in waiting})
    chosen = {
        row.user_id: row
        for row in MessagePreference.objects.filter(user__in={each.user_id for each in waiting})
    }
    is_working = is_working_day(day)
    made = 0
    for user_id, rows in groupby(waiting, key=lambda each: each.user_id):
        own = list(rows)
        wish = chosen.get(user_id)
        wanted = [each for each in own if not wish or each.kind not in wish.without_mail]
        if user_id in had or not wanted:
            continue
        moment = at.astimezone(VIETNAM).time()
        own_hour = wish.digest_at if wish else None
        if digest_is_due(moment, hours[wanted[0].agency_id], own_hour, is_working_day=is_working):
            made += _make(wanted, at)
    return made


def _make(notices: Sequence[Notice], at: datetime) -> int:
    """1 when the mail was made, 0 when another worker made it."""
    first = notices[0]
    try:
        with transaction.atomic():
            mail = Mail.objects.create(
                user=first.user,
                agency_id=first.agency_id,
                day=vietnam_date(at),
                address=first.user.email,
                created_at=at,
            )
            keys = [each.pk for each in notices]
            Notice.objects.filter(pk__in=keys, mail__isnull=True).update(mail=mail)
            enqueue("messages.send_mail", mail.pk)
    except IntegrityError:
        return 0
    return 1


def send_mail(*, mail_id: int, at: datetime) -> None:
    """Send one mail that waits or failed; does nothing to one that was sent, refused or withdrawn.

    Raises what the server or the network said, so that `core.jobs` tries again; a refused recipient is an answer.
    """
    mail = _claim(mail_id, at)
    if mail is None:
        return
    try:
        _message(mail).send()
    except (SMTPException, OSError) as failure:
        error = error_in_words(failure)
        if _is_final(failure):
            _settle(mail, _S.REFUSED, error=error)
            return
        _settle(mail, _S.FAILED, error=error)
        raise
    else:
        _settle(mail, _S.SENT, sent_at=at)


def try_again(*, at: datetime) -> int:
    """Queue again what was not sent yet, within the hours in which mail may leave; returns how many."""
    day = vietnam_date(at)
    since = at - TRY_AGAIN_AFTER
    stuck = Q(state=_S.SENDING, tried_at__lt=at - GIVEN_UP_SENDING_AFTER)
    failed = Q(state=_S.FAILED, tried_at__lt=since) | Q(state=_S.WAITING, created_at__lt=since)
    rows = Mail.objects.filter(
        stuck | failed, day__gt=day - timedelta(days=TRIED_DAYS), attempts__lt=ATTEMPTS_AT_MOST
    )
    found = list(rows.values_list("pk", "agency_id"))
    hours = hours_of({agency for _pk, agency in found})
    again = [pk for pk, agency in found if _may_leave(at, hours[agency])]
    for pk in again:
        enqueue("messages.send_mail", pk)
    return len(again)


def _may_leave(at: datetime, hours: Hours) -> bool:
    is_working = is_working_day(vietnam_date(at))
    return may_send(at.astimezone(VIETNAM).time(), hours, is_working_day=is_working)


@transaction.atomic
def _claim(mail_id: int, at: datetime) -> Mail | None:
    """Take a mail for sending with the text of this moment; None when there is nothing to send."""
    mail = Mail.objects.select_for_update(no_key=True).filter(pk=mail_id).first()
    if mail is None or not _is_open(mail, at):
        return None
    notices = list(mail.notices.filter(UNREAD).order_by("-day", "pk"))
    if not notices:
        mail.state = _S.WITHDRAWN
        mail.save(update_fields=["state"])
        return None
    mail.subject, mail.body = subject_of(mail, notices), body_of(mail, notices)
    mail.state, mail.tried_at, mail.attempts = _S.SENDING, at, mail.attempts + 1
    mail.save(update_fields=["subject", "body", "state", "tried_at", "attempts"])
    return mail


def _is_open(mail: Mail, at: datetime) -> bool:
    if mail.state == _S.SENDING:
        return mail.tried_at is not None and mail.tried_at < at - GIVEN_UP_SENDING_AFTER
    return mail.state in {_S.WAITING, _S.FAILED}


def _message(mail: Mail) -> EmailMessage:
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
    return EmailMessage(
        subject=mail.subject,
        body=mail.body,
        to=[mail.address],
        headers={"Message-ID": f"<{mail.uid}@{domain}>", "Auto-Submitted": "auto-generated"},
    )


def _is_final(failure: Exception) -> bool:
    """Whether the server refused the recipient for good: codes from 500; a busy mailbox answers 4xx."""
    if not isinstance(failure, SMTPRecipientsRefused):
        return False
    return all(code >= 500 for code, _words in failure.recipients.values())


def _settle(
    mail: Mail, state: Mail.State, *, error: str = "", sent_at: datetime | None = None
) -> None:
    mail.state, mail.error, mail.sent_at = state, error[:300], sent_at
    mail.save(update_fields=["state", "error", "sent_at"])
