"""By which keys somebody may sign a report: those that the installation declares, and files handed in."""

from dataclasses import dataclass

from django.conf import settings

from cchc.orgs.models import User
from cchc.reports.models import Report
from cchc.reports.rules.keys import BadKeys, SigningKey, keys_in


@dataclass(frozen=True, slots=True)
class Offer:
    """takes_files: a certificate file may be handed in. is_broken: the file that declares keys cannot be read."""

    keys: tuple[SigningKey, ...]
    takes_files: bool
    is_broken: bool = False

    def __bool__(self) -> bool:
        return self.takes_files or bool(self.keys)


def signing_offer(report: Report, user: User, *, may_number: bool) -> Offer:
    """What the page of signing offers. may_number: the person numbers documents, and so uses the seal and files;
    anybody else signs with a key of his own alone."""
    if not report.is_out:
        return Offer((), takes_files=may_number)
    try:
        declared = _declared()
    except BadKeys:
        return Offer((), takes_files=may_number, is_broken=True)
    person = user.get_username()
    keys = tuple(
        key
        for key in declared
        if key.agency == report.agency.uid
        and (key.holder == person or (may_number and key.is_seal))
    )
    return Offer(keys, takes_files=may_number)


def _declared() -> tuple[SigningKey, ...]:
    if settings.SIGNING_KEYS is None:
        return ()
    try:
        text = settings.SIGNING_KEYS.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadKeys(type(error).__name__) from error
    return keys_in(text)
