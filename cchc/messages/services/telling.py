"""Notices in the application: told once a day, read by the person, withdrawn when settled."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from cchc.core.clock import vietnam_date
from cchc.messages.kinds import find
from cchc.messages.models import Notice
from cchc.messages.selectors import UNREAD
from cchc.orgs.models import User


@dataclass(frozen=True, slots=True)
class Told:
    """One thing for one person, as the room that knows it words it. `address` leads to it."""

    user_id: int
    agency_id: int
    kind: str
    subject_uid: UUID
    title: str
    text: str
    address: str


@transaction.atomic
def tell(*, notices: Sequence[Told], at: datetime) -> int:
    """Write notices for the day of `at`. What somebody was told that day already is not written again.

    Returns how many people were told something new.

    The rows are their own record (who, what, when), so the audit log does not repeat them.
    """
    day = vietnam_date(at)
    before = set(
        Notice.objects.filter(
            day=day, subject_uid__in={each.subject_uid for each in notices}
        ).values_list("user_id", "kind", "subject_uid")
    )
    Notice.objects.bulk_create(
        [
            Notice(
                user_id=each.user_id,
                agency_id=each.agency_id,
                kind=each.kind,
                subject_uid=each.subject_uid,
                day=day,
                title=each.title[:200],
                text=each.text[:600],
                address=each.address,
                created_at=at,
            )
            for each in notices
        ],
        batch_size=500,
        ignore_conflicts=True,
    )
    return len(
        {
            each.user_id
            for each in notices
            if (each.user_id, each.kind, each.subject_uid) not in before
        }
    )


@transaction.atomic
def withdraw_settled(*, at: datetime) -> int:
    """Take back unread notices whose subject asks for nothing any more; returns how many.

    The room that registered the kind is asked; notices of a kind that no room has any more are withdrawn too.
    """
    by_kind: dict[str, set[UUID]] = defaultdict(set)
    unread = Notice.objects.filter(UNREAD)
    for code, subject in unread.order_by().values_list("kind", "subject_uid").distinct():
        by_kind[code].add(subject)
    count = 0
    for code, subjects in by_kind.items():
        kind = find(code)
        settled = subjects - (kind.still_open(subjects) if kind else set())
        if settled:
            count += unread.filter(kind=code, subject_uid__in=settled).update(withdrawn_at=at)
    return count


@transaction.atomic
def mark_read(*, notice: Notice, at: datetime) -> None:
    """The person has opened it; the first time counts."""
    Notice.objects.filter(pk=notice.pk, read_at__isnull=True).update(read_at=at)


@transaction.atomic
def mark_all_read(*, user: User, at: datetime) -> int:
    """The person has seen everything; returns how many were unread."""
    return Notice.objects.filter(UNREAD, user=user).update(read_at=at)
