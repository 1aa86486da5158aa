"""How an agency and a person want to be told."""

from collections.abc import Collection
from datetime import datetime, time
from typing import Any

from django.db import transaction

from cchc.audit.services import record
from cchc.core.errors import DomainError
from cchc.messages.models import MailHours, MessagePreference
from cchc.messages.rules import Hours, is_quiet
from cchc.orgs.models import Unit, User


class QuietDigest(DomainError):
    """The digest would have to leave in the quiet time."""

    text = (
        "Giờ gửi thư tổng hợp nằm trong giờ yên lặng. Hãy chọn giờ khác hoặc thu hẹp giờ yên lặng."
    )


@transaction.atomic
def set_hours(*, agency: Unit, hours: Hours, version: int, by: User, at: datetime) -> MailHours:
    """Say when the agency's mails leave. version: 0 for an agency that chose nothing yet. Raises QuietDigest, Stale."""
    if is_quiet(hours.digest_at, hours):
        raise QuietDigest
    row, is_fresh = MailHours.objects.get_or_create(agency=agency)
    old = None if is_fresh else _facts(row)
    row.claim_version(row.version if is_fresh else version)
    row.quiet_from, row.quiet_to = hours.quiet_from, hours.quiet_to
    row.digest_at, row.working_days_only = hours.digest_at, hours.working_days_only
    row.save(update_fields=["quiet_from", "quiet_to", "digest_at", "working_days_only"])
    record(
        action="messages.hours_set",
        target=row,
        by=by,
        at=at,
        agency_id=agency.pk,
        label=agency.name,
        old=old,
        new=_facts(row),
    )
    return row


@transaction.atomic
def set_preference(
    *, user: User, digest_at: time | None, without_mail: Collection[str]
) -> MessagePreference:
    """Keep how one person wants to be told: nobody else's business, so the log does not tell of it."""
    row, _fresh = MessagePreference.objects.update_or_create(
        user=user, defaults={"digest_at": digest_at, "without_mail": sorted(without_mail)}
    )
    return row


def _facts(row: MailHours) -> dict[str, Any]:
    return {
        "quiet_from": f"{row.quiet_from:%H:%M}",
        "quiet_to": f"{row.quiet_to:%H:%M}",
        "digest_at": f"{row.digest_at:%H:%M}",
        "working_days_only": row.working_days_only,
    }
