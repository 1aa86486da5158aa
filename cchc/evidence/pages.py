"""What the pages about files promise their templates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext as _

from cchc.audit.selectors import Line
from cchc.core.clock import vietnam_date
from cchc.core.locks import Lock
from cchc.core.pages import Page
from cchc.evidence.access import Readable
from cchc.evidence.forms import DisposalDecisionForm, TrustForm
from cchc.evidence.models import (
    Disposal,
    DisposalItem,
    Examination,
    Signature,
    TrustItem,
    Verdict,
)
from cchc.orgs.models import Unit, User
from cchc.publishing.disposal import DisposalLine, DisposalList

TONES = {
    Verdict.VALID: ("ontime", "shield-check"),
    Verdict.UNVERIFIED: ("soon", "help-circle"),
    Verdict.REVOKED: ("late", "shield-x"),
    Verdict.BROKEN: ("late", "shield-x"),
    Verdict.CHANGED: ("late", "shield-x"),
    Verdict.UNREADABLE: ("quiet", "help-circle"),
}
_UNCHANGED = (Verdict.VALID, Verdict.UNVERIFIED, Verdict.REVOKED)


@dataclass(frozen=True)
class SignatureLine:
    """A signature with the words for its verdict. `unchanged`: None where that cannot be said."""

    signature: Signature
    tone: str
    icon: str
    why: str
    unchanged: bool | None


@dataclass(frozen=True)
class PageLine:
    """A page that is shown: its number and the address of its picture, "" while it is not drawn yet."""

    number: int
    address: str


@dataclass(frozen=True)
class FilePage(Page):
    """A file looked at. `waiting`: the worker is not done; `poll`: the address that tells when it is.

    `beyond`: which days of it come after the year that it proves, as codes of `rules.dated_after`.
    """

    template: ClassVar[str] = "evidence/view.html"
    fragment: ClassVar[str | None] = "evidence/_view.html"

    kind: str
    uid: UUID
    file: Readable
    examination: Examination | None
    people: list[SignatureLine]
    seals: list[SignatureLine]
    beyond: tuple[str, ...]
    pages: list[PageLine]
    can_be_shown: bool
    waiting: bool
    poll: str
    previous: int | None
    following: int | None


@dataclass(frozen=True)
class TrustLine:
    """A line of the trust list; `is_over`: its term has ended, so that it proves nothing any more."""

    item: TrustItem
    is_over: bool


@dataclass(frozen=True)
class TrustPage(Page):
    """The trust list, and the form that adds to it."""

    template: ClassVar[str] = "evidence/trust.html"

    lines: list[TrustLine]
    withdrawn: list[TrustItem]
    form: TrustForm


def signature_lines(signatures: Iterable[Signature]) -> list[SignatureLine]:
    """Each signature with its words, in the order in which they were made."""
    return [_line(each) for each in signatures]


def signed_on(signature: Signature) -> date | None:
    """The day of a signature: what a time-stamping authority said, else the signer's machine."""
    moment = signature.stamped_at or signature.signed_at
    return vietnam_date(moment) if moment else None


def trust_lines(items: Iterable[TrustItem], at: datetime) -> list[TrustLine]:
    """The list as it stands at a moment."""
    return [TrustLine(item, item.not_after is not None and item.not_after < at) for item in items]


def _line(signature: Signature) -> SignatureLine:
    verdict = Verdict(signature.verdict)
    tone, icon = TONES[verdict]
    unchanged = True if verdict in _UNCHANGED else False if verdict == Verdict.CHANGED else None
    return SignatureLine(signature, tone, icon, _why(signature.reason), unchanged)


def _why(reason: str) -> str:
    """The reason of a verdict in words; "" for a code without any."""
    return {
        "root": _("Nơi cấp chứng thư không có trong danh sách tin cậy."),
        "revocation": _(
            "Không hỏi được chứng thư có bị thu hồi hay không: tệp và danh sách tin cậy không kèm danh sách thu hồi."
        ),
        "term": _(
            "Lúc kiểm tra, chứng thư ngoài thời hạn hiệu lực và "
            "không có dấu thời gian tin cậy chứng minh đã ký trong hạn."
        ),
        "stamp": _("Chứng thư người ký tin cậy nhưng nơi cấp dấu thời gian thì chưa."),
        "usage": _("Chứng thư hoặc thuật toán không phù hợp để ký văn bản."),
        "content": _("Nội dung đã ký không còn như lúc ký."),
        "added": _("Sau khi ký, tệp được thêm nội dung."),
        "forbidden": _("Sau khi ký, tệp bị sửa quá mức người ký cho phép."),
        "signature": _("Chữ ký không phải do khóa của chứng thư này tạo ra."),
        "revoked": _("Nơi cấp đã thu hồi chứng thư này."),
    }.get(reason, "")


@dataclass(frozen=True)
class DisposalsPage(Page):
    """Acts of disposal, newest first, and per agency how many files are past their time and may be listed."""

    template: ClassVar[str] = "evidence/disposals.html"

    rows: list[Disposal]
    waiting: list[tuple[Unit, int]]


@dataclass(frozen=True)
class DisposalPage(Page):
    """One act with its files. `may_decide`: the person may record the decision; `lock`: why he may not."""

    template: ClassVar[str] = "evidence/disposal.html"

    disposal: Disposal
    items: list[DisposalItem]
    size: int
    form: DisposalDecisionForm
    may_decide: bool
    lock: Lock | None
    history: list[Line]


def disposal_list(disposal: Disposal, items: Iterable[DisposalItem]) -> DisposalList:
    """The list as it is printed."""
    return DisposalList(
        issuer=disposal.agency.name,
        made_on=vietnam_date(disposal.proposed_at),
        made_by=disposal.proposed_by.full_name,
        lines=tuple(
            DisposalLine(tuple(each.names), each.basis, each.size, each.sha256, outcome_of(each))
            for each in items
        ),
        number=disposal.decision_number,
        decided_on=disposal.decision_on,
        decided_by=disposal.decided_by.full_name if disposal.decided_by else "",
    )


def outcome_of(item: DisposalItem) -> str:
    """What became of a file, in words; "" while nothing was done."""
    if item.erased_at is not None:
        return _("Đã tiêu hủy %(day)s") % {"day": f"{vietnam_date(item.erased_at):%d/%m/%Y}"}
    return _("Giữ lại: %(why)s") % {"why": item.kept_because} if item.kept_because else ""


def lock_on_disposal(disposal: Disposal, user: User, *, may_record: bool) -> Lock | None:
    """Why this person cannot record the decision; None when he can, or when it has been."""
    if disposal.state != Disposal.State.PROPOSED:
        return None
    if disposal.proposed_by_id == user.pk:
        return Lock(
            _("Bạn lập danh mục này nên không tự ghi nhận quyết định."),
            _("Lãnh đạo hoặc đầu mối CCHC khác của %(agency)s ghi nhận.")
            % {"agency": disposal.agency.name},
        )
    if not may_record:
        return Lock(
            _("Bạn xem được danh mục nhưng không ghi nhận được quyết định."),
            _("Lãnh đạo hoặc đầu mối CCHC của %(agency)s ghi nhận.")
            % {"agency": disposal.agency.name},
        )
    return None
