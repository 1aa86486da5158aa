"""Sentences for what happened to the trust list and to files that were disposed of."""

from cchc.audit.models import AuditEvent
from cchc.audit.presenters import name_kinds, register
from cchc.core.templatetags.cchc import day

_KINDS = {
    "root": "chứng thư gốc",
    "intermediate": "chứng thư trung gian",
    "crl": "danh sách thu hồi",
}


def register_all() -> None:
    """Called once from `AppConfig.ready`."""
    name_kinds(
        {
            "TrustItem": "Chứng thư tin cậy",
            "Disposal": "Danh mục tiêu hủy",
            "StoredFile": "Tệp lưu trữ",
        }
    )
    register("disposal.proposed", _proposed, "Lập danh mục tiêu hủy")
    register("disposal.approved", _approved, "Ghi nhận quyết định tiêu hủy")
    register("disposal.refused", _refused, "Không tiêu hủy")
    register("disposal.file_erased", _erased, "Tiêu hủy tệp")
    register("disposal.done", _done, "Tiêu hủy xong")
    register("trust.imported", _imported, "Nhập chứng thư tin cậy")
    register("trust.withdrawn", _withdrawn, "Thôi tin cậy chứng thư")


def _proposed(event: AuditEvent) -> str:
    return f"lập danh mục tiêu hủy {event.data.get('files', 0)} tệp hết thời hạn lưu trữ."


def _approved(event: AuditEvent) -> str:
    data = event.data
    return f"ghi nhận quyết định tiêu hủy {data.get('number', '')} ngày {day(data.get('on'))}."


def _refused(event: AuditEvent) -> str:
    return f"ghi nhận không tiêu hủy: {str(event.data.get('reason', '')).rstrip('.')}."


def _erased(event: AuditEvent) -> str:
    data = event.data
    return (
        f"tiêu hủy tệp {event.target_label} ({data.get('size', 0)} byte, SHA-256 {data.get('sha256', '')}) "
        f"theo quyết định {data.get('number', '')} ngày {day(data.get('on'))}; {data.get('basis', '')}."
    )


def _done(event: AuditEvent) -> str:
    data = event.data
    return f"tiêu hủy xong {data.get('erased', 0)} tệp, giữ lại {data.get('kept', 0)}."


def _imported(event: AuditEvent) -> str:
    return f"đưa {_what(event)} vào danh sách tin cậy (nguồn: {event.data.get('source', '')})."


def _withdrawn(event: AuditEvent) -> str:
    return f"thôi tin cậy {_what(event)}."


def _what(event: AuditEvent) -> str:
    return f"{_KINDS.get(event.data.get('kind', ''), 'mục')} “{event.target_label}”"
