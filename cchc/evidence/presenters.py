"""Sentences for what happened to the trust list."""

from cchc.audit.models import AuditEvent
from cchc.audit.presenters import name_kinds, register

_KINDS = {
    "root": "chứng thư gốc",
    "intermediate": "chứng thư trung gian",
    "crl": "danh sách thu hồi",
}


def register_all() -> None:
    """Called once from `AppConfig.ready`."""
    name_kinds({"TrustItem": "Chứng thư tin cậy"})
    register("trust.imported", _imported, "Nhập chứng thư tin cậy")
    register("trust.withdrawn", _withdrawn, "Thôi tin cậy chứng thư")


def _imported(event: AuditEvent) -> str:
    return f"đưa {_what(event)} vào danh sách tin cậy (nguồn: {event.data.get('source', '')})."


def _withdrawn(event: AuditEvent) -> str:
    return f"thôi tin cậy {_what(event)}."


def _what(event: AuditEvent) -> str:
    return f"{_KINDS.get(event.data.get('kind', ''), 'mục')} “{event.target_label}”"
