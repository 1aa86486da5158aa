"""What somebody typed into a form and has not sent: kept for that person alone, until it is sent or too old.

Two ways lead here. A page saves its long texts while one types (`core/static/core/drafts.js`); and a form that arrives
after the session ended is kept before its sender is led to the sign-in page. Whose it is stands signed in the form's
one-time token, so that on a shared machine the next person neither sees it nor sends it. Files are not kept.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.http import QueryDict

from cchc.core import clock
from cchc.core.models import KeptForm
from cchc.core.tokens import owner_of

KEPT_DAYS = 14
LONGEST = 200_000  # characters of one form in all
_MACHINERY = {"csrfmiddlewaretoken", "submit_token", "next"}
_SECRET = ("password", "secret")
Fields = list[list[str]]


def keep(*, owner: int, action: str, fields: Fields, had_files: bool, at: datetime) -> bool:
    """Keep the fields of the form that is sent to `action`; the last text counts. False when it is too long."""
    told = [[name, value] for name, value in fields if _is_text(name)]
    if sum(len(name) + len(value) for name, value in told) > LONGEST:
        return False
    KeptForm.objects.update_or_create(
        owner=owner,
        action=action[:300],
        defaults={"fields": told, "had_files": had_files, "saved_at": at},
    )
    return True


def keep_sent(*, action: str, posted: QueryDict, has_files: bool, at: datetime) -> int | None:
    """Keep a form that cannot be carried out now; its owner, or None when its token names nobody."""
    owner = owner_of(posted.get("submit_token", ""))
    if owner is None:
        return None
    fields = [[name, str(value)] for name, values in posted.lists() for value in values]
    return (
        owner
        if keep(owner=owner, action=action, fields=fields, had_files=has_files, at=at)
        else None
    )


def kept_for(*, owner: int, actions: Iterable[str]) -> list[KeptForm]:
    """What this person has kept for forms that are sent to these addresses."""
    return list(KeptForm.objects.filter(owner=owner, action__in=list(actions)[:20]))


def forget(*, owner: int, action: str) -> None:
    """The form was sent, or its owner does not want the text."""
    KeptForm.objects.filter(owner=owner, action=action[:300]).delete()


def forget_old(*, at: datetime) -> int:
    """Drop what nobody came back for; returns how many."""
    return KeptForm.objects.filter(saved_at__lt=at - timedelta(days=KEPT_DAYS)).delete()[0]


def forget_old_now() -> None:
    """The daily job."""
    forget_old(at=clock.now())


def parsed(given: Any) -> Fields | None:
    """The fields as a page sends them, pairs of text; None for anything else."""
    if not isinstance(given, list) or len(given) > 1000:
        return None
    pairs = [each for each in given if isinstance(each, list) and len(each) == 2]
    is_text = all(isinstance(part, str) for pair in pairs for part in pair)
    return pairs if is_text and len(pairs) == len(given) else None


def _is_text(name: str) -> bool:
    return name not in _MACHINERY and not any(word in name.lower() for word in _SECRET)
