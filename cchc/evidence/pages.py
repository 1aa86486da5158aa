"""What the pages about files promise their templates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext as _

from cchc.core.pages import Page
from cchc.evidence.access import Readable
from cchc.evidence.forms import TrustForm
from cchc.evidence.models import Examination, Signature, TrustItem, Verdict

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
    """A file looked at. `waiting`: the worker is not done; `poll`: the address that tells when it is."""

    template: ClassVar[str] = "evidence/view.html"
    fragment: ClassVar[str | None] = "evidence/_view.html"

    kind: str
    uid: UUID
    file: Readable
    examination: Examination | None
    people: list[SignatureLine]
    seals: list[SignatureLine]
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
