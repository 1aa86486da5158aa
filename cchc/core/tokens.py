"""Acts that happen once however often their form is sent (double click, back button, repeated post)."""

import uuid
from collections.abc import Callable

from django.db import transaction

from cchc.core import clock
from cchc.core.models import SubmitToken


def new_token() -> str:
    """A fresh token for a form's hidden `submit_token` field."""
    return str(uuid.uuid4())


@transaction.atomic
def once(token: str, act: Callable[[], str]) -> str:
    """Run `act` unless this token was used; return the address that the first run answered with.

    Act and token are one transaction: when the act is refused the token stays unused. A token that is no
    UUID counts as fresh, since only the person's own double submits are at stake.
    """
    try:
        parsed = uuid.UUID(token)
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
