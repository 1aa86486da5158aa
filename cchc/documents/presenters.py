"""Sentences for what happened to documents."""

import re

from cchc.audit.models import AuditEvent
from cchc.audit.presenters import name_kinds, register
from cchc.documents.models import DocumentFile

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FIELDS = {
    "number": "số, ký hiệu",
    "issued_on": "ngày ban hành",
    "signer_name": "người ký",
    "signer_authority": "thẩm quyền ký",
    "signer_position": "chức vụ người ký",
}


def register_all() -> None:
    """Called once from `AppConfig.ready`."""
    name_kinds({"Document": "Văn bản"})
    register("document.created", lambda e: f"tạo văn bản “{e.target_label}”.", "Tạo văn bản")
    register("document.numbered", _numbered, "Ghi số, ngày văn bản")
    register("document.file_attached", _attached, "Đính kèm tệp văn bản")
    register("reference.added", lambda e: f"ghi {_term(e, 'new')}.", "Thêm văn bản dẫn chiếu")
    register("reference.changed", _reference_changed, "Sửa văn bản dẫn chiếu")
    register("references.shipped", _shipped, "Thêm văn bản dẫn chiếu của bản phát hành")
    register("reference.removed", lambda e: f"bỏ {_term(e, 'old')}.", "Bỏ văn bản dẫn chiếu")


def _shipped(event: AuditEvent) -> str:
    names = event.data.get("names", [])
    return f"thêm {len(names)} văn bản dẫn chiếu của bản phát hành: {'; '.join(names)}."


def _numbered(event: AuditEvent) -> str:
    changed = [
        f"{_FIELDS.get(field, field)} từ “{_shown(old)}” thành “{_shown(new)}”"
        for field, (old, new) in event.data.get("changed", {}).items()
        if field in _FIELDS
    ]
    what = f": {'; '.join(changed)}" if changed else ""
    return f"ghi số, ngày, người ký cho “{event.target_label}”{what}."


def _shown(value: str) -> str:
    """Days as officials write them; an empty value in words."""
    if _ISO_DAY.fullmatch(value):
        return "/".join(reversed(value.split("-")))
    return value or "để trống"


def _attached(event: AuditEvent) -> str:
    labels: dict[str, str] = {code: str(label) for code, label in DocumentFile.Role.choices}
    role = labels.get(event.data.get("role", ""), "tệp").lower()
    return f"đính kèm {role} “{event.data.get('name', '')}” vào “{event.target_label}”."


def _reference_changed(event: AuditEvent) -> str:
    return f"sửa {_term(event, 'old')} thành {_term(event, 'new')}."


def _term(event: AuditEvent, key: str) -> str:
    facts = event.data.get(key) or {}
    until = f"hiệu lực đến hết {_shown(facts['to'])}" if facts.get("to") else "đang có hiệu lực"
    by = f", thay thế bởi {facts['replaced_by']}" if facts.get("replaced_by") else ""
    return f"{facts.get('name', '')} ({until}{by}; căn cứ: {facts.get('source', '')})"
