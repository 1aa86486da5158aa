"""A person's secret calendar address. Only its hash is kept; making a new one ends the old."""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction

from cchc.orgs.models import User
from cchc.tasks.models import CalendarFeed


@transaction.atomic
def make_feed(*, user: User, at: datetime) -> str:
    """Make the person's address anew; returns its secret part, which is shown once and never again."""
    secret = secrets.token_urlsafe(32)
    CalendarFeed.objects.update_or_create(
        user=user,
        defaults={"secret_hash": hash_of_secret(secret), "made_at": at, "fetched_at": None},
    )
    return secret


@transaction.atomic
def end_feed(*, user: User) -> None:
    """From now on the person's address answers nobody."""
    CalendarFeed.objects.filter(user=user).delete()


@transaction.atomic
def note_fetch(*, feed: CalendarFeed, at: datetime) -> None:
    """Keep when the calendar was last fetched, so that its owner sees whether it is in use."""
    CalendarFeed.objects.filter(pk=feed.pk).update(fetched_at=at)


def hash_of_secret(secret: str) -> str:
    """SHA-256 of the secret part, as it is stored."""
    return hashlib.sha256(secret.encode()).hexdigest()
