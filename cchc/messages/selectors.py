"""Reads of notices, mails and of how people want to be told."""

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Q, QuerySet

from cchc.core.text import fold
from cchc.messages.models import Mail, MailHours, MessagePreference, Notice
from cchc.messages.rules import Hours
from cchc.orgs.models import Unit, User

UNREAD = Q(read_at__isnull=True, withdrawn_at__isnull=True)


def notices_of(user: User, *, unread_only: bool) -> QuerySet[Notice]:
    """A person's notices, newest day first."""
    rows = Notice.objects.filter(user=user)
    return rows.filter(UNREAD) if unread_only else rows


def unread_count(user: User) -> int:
    """How many notices the bell shows."""
    return Notice.objects.filter(UNREAD, user=user).count()


def hours_of(agencies: Collection[int]) -> dict[int, Hours]:
    """When each agency's mails leave, as shipped where it chose nothing. One statement."""
    chosen = {
        row.agency_id: Hours(row.quiet_from, row.quiet_to, row.digest_at, row.working_days_only)
        for row in MailHours.objects.filter(agency__in=agencies)
    }
    return {key: chosen.get(key, Hours()) for key in agencies}


def preference_of(user: User) -> MessagePreference:
    """How a person wants to be told; an unsaved row with the agency's ways where nothing was chosen."""
    return MessagePreference.objects.filter(user=user).first() or MessagePreference(user=user)


def mails_of(agencies: Collection[Unit], *, text: str, state: str) -> QuerySet[Mail]:
    """The record of mails of these agencies, newest first, with the number of notices in each."""
    mails = Mail.objects.filter(agency__in=agencies).select_related("user")
    for word in fold(text).split():
        mails = mails.filter(user__search_key__contains=word)
    if state in Mail.State.values:
        mails = mails.filter(state=state)
    return mails.annotate(notice_count=Count("notices")).order_by("-created_at", "-pk")


def notices_told(agencies: Collection[Unit], *, text: str) -> QuerySet[Notice]:
    """The record of notices in the application of these agencies, newest first."""
    rows = Notice.objects.filter(agency__in=agencies).select_related("user")
    for word in fold(text).split():
        rows = rows.filter(user__search_key__contains=word)
    return rows.order_by("-created_at", "-pk")


def waiting_for_mail(since: date) -> QuerySet[Notice]:
    """Unread notices since a day that no mail has carried, by person, of people who can get mail."""
    return (
        Notice.objects.filter(UNREAD, mail__isnull=True, day__gte=since, user__is_active=True)
        .exclude(user__email="")
        .select_related("user")
        .order_by("user_id", "-day", "pk")
    )
