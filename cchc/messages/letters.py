"""The words of a digest: plain text, by kind, with links where the installation knows its own address."""

from collections.abc import Sequence
from itertools import groupby
from smtplib import SMTPAuthenticationError, SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from cchc.messages.kinds import find, kinds
from cchc.messages.models import Mail, Notice

SHOWN_AT_MOST = 40


def subject_of(mail: Mail, notices: Sequence[Notice]) -> str:
    """ "[CCHC] 3 việc cần lưu ý, ngày 10/03/2026"."""
    return _("[CCHC] %(count)d việc cần lưu ý, ngày %(day)s") % {
        "count": len(notices),
        "day": f"{mail.day:%d/%m/%Y}",
    }


def body_of(mail: Mail, notices: Sequence[Notice]) -> str:
    """Greeting, what is to be done by kind, and where to change what one is told."""
    head = _(
        "Kính gửi %(name)s,\n\nPhần mềm theo dõi cải cách hành chính xin nhắc %(count)d việc:"
    ) % {
        "name": mail.user.full_name,
        "count": len(notices),
    }
    shown = _by_kind(notices)[:SHOWN_AT_MOST]
    parts = [head]
    for code, rows in groupby(shown, key=lambda each: each.kind):
        kind = find(code)
        lines = [_lines(each) for each in rows]
        parts.append("\n".join([(kind.label if kind else code).upper(), *lines]))
    if len(notices) > len(shown):
        more = _("… và %(count)d việc khác, xem trong phần mềm.")
        parts.append(more % {"count": len(notices) - len(shown)})
    parts.append(_foot())
    return "\n\n".join(parts) + "\n"


def error_in_words(failure: Exception) -> str:
    """Why a mail did not leave, in Vietnamese, with the server's own words behind for who operates it."""
    if isinstance(failure, SMTPRecipientsRefused):
        what = _("Máy chủ thư không nhận địa chỉ này")
        answers = failure.recipients.values()
        said = "; ".join(f"{code} {words.decode(errors='replace')}" for code, words in answers)
        return f"{what} ({said})"
    if isinstance(failure, SMTPAuthenticationError):
        what = _("Máy chủ thư từ chối đăng nhập")
    elif isinstance(failure, SMTPException):
        what = _("Máy chủ thư báo lỗi")
    else:
        what = _("Không kết nối được máy chủ thư")
    return f"{what} ({failure})"


def _by_kind(notices: Sequence[Notice]) -> list[Notice]:
    places = {kind.code: place for place, kind in enumerate(kinds())}
    return sorted(notices, key=lambda each: places.get(each.kind, len(places)))


def _lines(notice: Notice) -> str:
    link = f"\n  {settings.BASE_URL}{notice.address}" if settings.BASE_URL else ""
    return f"- {notice.title}: {notice.text}{link}"


def _foot() -> str:
    where = f" {settings.BASE_URL}{reverse('message_settings')}" if settings.BASE_URL else ""
    return _(
        "Việc đã xong mà chưa ghi nhận thì mời ghi nhận để không bị nhắc lại.\n"
        "Đây là thư tự động, mỗi ngày nhiều nhất một thư; "
        "chọn loại việc và giờ nhận tại mục Cài đặt thông báo%(where)s."
    ) % {"where": f":{where}" if where else ""}
