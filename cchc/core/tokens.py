"""Acts that happen once however often their form is sent (double click, back button, repeated post)."""

import hashlib
import json
import uuid
from collections.abc import Callable
from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.http import HttpRequest

from cchc.core import clock
from cchc.core.errors import DomainError
from cchc.core.models import SubmitToken

OWNED_FOR = timedelta(days=14)
_TOKENS = {"csrfmiddlewaretoken", "submit_token"}
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


class SentOtherwise(DomainError):
    """Somebody went back to a form that was sent, changed it and sent it again."""

    text = (
        "Biểu mẫu này đã gửi một lần và lần đó đã được ghi. Nội dung vừa sửa chưa được ghi, vẫn ở dưới đây: "
        "hãy xem kết quả lần trước; nếu vẫn cần, hãy gửi lần nữa."
    )


def content_of(request: HttpRequest) -> str:
    """A digest of what a posted form says: its fields without the tokens, its files by name and size."""
    fields = [[name, *values] for name, values in request.POST.lists() if name not in _TOKENS]
    files = [
        [name, *(f"{file.name} {file.size}" for file in found)]
        for name, found in request.FILES.lists()
    ]
    said = json.dumps([sorted(fields), sorted(files)], default=str)
    return hashlib.sha256(said.encode()).hexdigest()


@transaction.atomic
def once(token: str, act: Callable[[], str], content: str = "") -> str:
    """Run `act` unless this token was used; return the address that the first run answered with.

    Act and token are one transaction: when the act is refused the token stays unused. A token that is no
    UUID counts as fresh, since only the person's own double submits are at stake.
    content: what the form says (`content_of`). Raises SentOtherwise when the token was used with another one.
    """
    try:
        parsed = uuid.UUID(token.partition(":")[0])
    except ValueError:
        parsed = uuid.uuid4()
    row, fresh = SubmitToken.objects.get_or_create(
        token=parsed, defaults={"used_at": clock.now(), "result": "", "content": content}
    )
    if not fresh:
        if content and row.content and content != row.content:
            raise SentOtherwise
        return row.result
    row.result = act()
    row.save(update_fields=["result"])
    return row.result
