"""The right to sign: given, ended, and asked for wherever a signature is put down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from cchc.audit.services import record
from cchc.core.errors import DomainError
from cchc.core.text import fold, squeeze
from cchc.orgs.models import SigningRight, Unit, User
from cchc.orgs.signature import Form, document_kinds, signers_of


class NoSeal(DomainError):
    """A division signs and numbers nothing of its own."""


class AuthorityMissing(DomainError):
    text = "Ký thừa ủy quyền (TUQ.) phải có số, ngày văn bản ủy quyền và ngày kết thúc."


class WrongSpan(DomainError):
    text = "Ngày kết thúc quyền ký không được trước ngày bắt đầu."


class MayNotSign(DomainError):
    """The person may not sign this on this day; the text says why and who can."""


@dataclass(frozen=True, slots=True)
class Granted:
    """A right as it is entered; see SigningRight."""

    name: str
    form: str
    title: str
    valid_from: date
    valid_to: date | None = None
    kinds: Sequence[str] = ()
    document_number: str = ""
    document_on: date | None = None
    user: User | None = None


@transaction.atomic
def grant_right(*, unit: Unit, granted: Granted, by: User, at: datetime) -> SigningRight:
    """Enter that somebody may sign the unit's documents. Raises NoSeal, AuthorityMissing, WrongSpan."""
    refuse_without_seal(unit)
    if granted.valid_to is not None and granted.valid_to < granted.valid_from:
        raise WrongSpan
    is_cited = bool(squeeze(granted.document_number)) and granted.document_on is not None
    if granted.form == Form.TUQ and not (is_cited and granted.valid_to):
        raise AuthorityMissing
    right = SigningRight.objects.create(
        unit=unit,
        name=squeeze(granted.name),
        user=granted.user,
        form=granted.form,
        head=signers_of(unit.kind).head,
        title=squeeze(granted.title).upper(),
        kinds=sorted(set(granted.kinds) & set(document_kinds())),
        document_number=squeeze(granted.document_number),
        document_on=granted.document_on,
        valid_from=granted.valid_from,
        valid_to=granted.valid_to,
    )
    _record("signing.granted", right, by, at)
    return right


@transaction.atomic
def end_right(*, right: SigningRight, on: date, by: User, at: datetime) -> SigningRight:
    """Let a right end after that day; it stays on record. Raises WrongSpan."""
    right = (
        SigningRight.objects.select_for_update(no_key=True).select_related("unit").get(pk=right.pk)
    )
    if on < right.valid_from:
        raise WrongSpan
    right.valid_to = on
    right.save(update_fields=["valid_to"])
    _record("signing.ended", right, by, at)
    return right


def refuse_without_seal(unit: Unit) -> None:
    """Only an agency or a unit with its own seal signs and numbers documents. Raises NoSeal with who does."""
    if not (unit.is_agency or unit.has_seal):
        agency = unit.agency.name if unit.agency else "cơ quan cấp trên"
        raise NoSeal(
            f"“{unit.name}” không có con dấu riêng nên không ký, không lấy số văn bản; văn bản do "
            f"{agency} ký."
        )


def signers_on(unit: Unit, day: date, *kinds: str) -> list[SigningRight]:
    """Who may sign one of these kinds of documents of the unit on that day, the head first."""
    rights = SigningRight.objects.filter(unit=unit).select_related("unit")
    order = list(Form)
    found = [right for right in rights if right.holds_on(day) and any(map(right.covers, kinds))]
    return sorted(found, key=lambda right: (order.index(Form(right.form)), fold(right.name)))


def check_signer(*, unit: Unit, name: str, kind: str, on: date) -> SigningRight | None:
    """The right by which this person signs a document of the unit on that day.

    None where no right had been entered for the unit by then: nothing is known, so nothing is refused. Raises
    MayNotSign with the reason and who can sign on that day; NoSeal.
    """
    refuse_without_seal(unit)
    rights = list(SigningRight.objects.filter(unit=unit, valid_from__lte=on).select_related("unit"))
    if not rights:
        return None
    own = [right for right in rights if fold(right.name) == fold(name)]
    for right in own:
        if right.holds_on(on) and right.covers(kind):
            return right
    raise MayNotSign(f"{_why_not(own, squeeze(name), kind, on)} {_who_can(unit, on, kind)}")


def check_right(*, right: SigningRight, kind: str, on: date) -> SigningRight:
    """The same for a right that was picked: it may have ended since. Raises MayNotSign, NoSeal."""
    refuse_without_seal(right.unit)
    if right.holds_on(on) and right.covers(kind):
        return right
    raise MayNotSign(f"{_why_not([right], right.name, kind, on)} {_who_can(right.unit, on, kind)}")


def _why_not(own: Sequence[SigningRight], name: str, kind: str, on: date) -> str:
    if not own:
        return f"“{name}” chưa được ghi quyền ký văn bản của cơ quan vào ngày {on:%d/%m/%Y}."
    held = [right for right in own if right.holds_on(on)]
    if held:
        return f"“{name}” ký {held[0].lines[0]} chỉ đối với: {held[0].kind_names}."
    last = max(own, key=lambda right: (right.valid_to or date.max, right.pk))
    if last.valid_from > on:
        return f"“{name}” chỉ có quyền ký từ ngày {last.valid_from:%d/%m/%Y}."
    cited = ""
    if last.document_number and last.document_on:
        cited = f" theo văn bản số {last.document_number} ngày {last.document_on:%d/%m/%Y}"
    return (
        f"Quyền ký {last.lines[0]} của “{name}”{cited} đã hết hiệu lực sau ngày "
        f"{last.valid_to:%d/%m/%Y}."
    )


def _who_can(unit: Unit, on: date, kind: str) -> str:
    can = signers_on(unit, on, kind)
    if not can:
        return (
            f"Chưa ai được ghi quyền ký loại văn bản này vào ngày {on:%d/%m/%Y}; hãy ghi ở Cơ cấu tổ "
            "chức, thẻ Quyền ký."
        )
    return f"Người ký được vào ngày {on:%d/%m/%Y}: {'; '.join(str(right) for right in can)}."


def _record(action: str, right: SigningRight, by: User, at: datetime) -> None:
    record(
        action=action,
        target=right,
        by=by,
        at=at,
        agency_id=right.unit.agency_id or 0,
        unit=right.unit.name,
        kinds=right.kind_names,
        document=right.document_number,
        valid_from=right.valid_from,
        valid_to=right.valid_to,
    )
