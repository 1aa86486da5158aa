"""Acts that happen once however often their form is sent (double click, back button, repeated post)."""

import uuid
from collections.abc import Callable
from datetime import timedelta

from django.core import signing
from django.db import transaction

from cchc.core import clock
from cchc.core.models import SubmitToken

OWNED_FOR = timedelta(days=14)
_signer = signing.TimestampSigner(salt="core.tokens")


def new_token(owner: int | None = None) -> str:
    """A fresh token for a form's hidden `submit_token` field; signed with whom the page was made for."""
    fresh = str(uuid.uuid4())
    return fresh if owner is None else _signer.sign(f"{fresh}:{owner}")


def owner_of(token: str) -> int | None:
    """Key of the person for whom we made this token; None when it names nobody, is old or not ours."""
    try:
        return int(_signer.unsign(token, max_age=OWNED_FOR).rpartition(":")[2])
    except (signing.BadSignature, ValueError):
        return None


@transaction.atomic
def once(token: str, act: Callable[[], str]) -> str:
    """Run `act` unless this token was used; return the address that the first run answered with.

    Act and token are one transaction: when the act is refused the token stays unused. A token that is no
    UUID counts as fresh, since only the person's own double submits are at stake.
    """
    try:
        parsed = uuid.UUID(token.partition(":")[0])
    except ValueError:
        parsed = uuid.uuid4()
    row, fresh = SubmitToken.objects.get_or_create(
        token=parsed, defaults={"used_at": clock.now(), "result": ""}
    )
    if not fresh:
        return row.result
    row.result = act()
    row.save(update_fields=["result"])
    return row.result
