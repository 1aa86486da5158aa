"""Sentences for what the log keeps of tasks."""

from typing import Any

from cchc.audit.models import AuditEvent
from cchc.audit.presenters import name_kinds, register
from cchc.core.templatetags.cchc import day


def register_all() -> None:
    """Called once, from `AppConfig.ready`."""
    name_kinds({"Task": "Nhiệm vụ", "Occurrence": "Mốc của nhiệm vụ"})
    register("tasks.written", _written, "Lập danh sách nhiệm vụ")
    register("tasks.reports_placed", _placed, "Đặt mốc theo lịch báo cáo")
    register("task.recorded", _recorded, "Ghi nhận kết quả")
    register("task.undone", _undone, "Hoàn tác ghi nhận")
    register("task.event", _event, "Ghi nhận phát sinh")
    register("task.rewritten", _rewritten, "Cập nhật nội dung nhiệm vụ")


def _written(event: AuditEvent) -> str:
    return f"lập {event.data.get('tasks', 0)} nhiệm vụ, {event.data.get('occurrences', 0)} mốc thời hạn từ kế hoạch"


def _placed(event: AuditEvent) -> str:
    return f"đặt {event.data.get('occurrences', 0)} mốc thời hạn theo lịch báo cáo"


def _recorded(event: AuditEvent) -> str:
    after = event.data.get("after", {})
    mark = " (nhập thay)" if after.get("on_behalf") else ""
    return f"ghi nhận {_facts(after)}{mark}: {event.target_label}"


def _undone(event: AuditEvent) -> str:
    return f"hoàn tác ghi nhận {_facts(event.data.get('before', {}))}: {event.target_label}"


def _event(event: AuditEvent) -> str:
    due = event.data.get("due_on")
    limit = f", hạn {day(due)}" if due else ""
    return f"ghi nhận phát sinh ngày {day(event.data.get('on'))}{limit}: {event.target_label}"


def _rewritten(event: AuditEvent) -> str:
    return f"cập nhật nội dung nhiệm vụ theo đính chính hoặc phụ lục: {event.target_label}"


def _facts(values: dict[str, Any]) -> str:
    parts = []
    if values.get("submitted_on"):
        parts.append(f"trình ngày {day(values['submitted_on'])}")
    if values.get("delivered_on"):
        parts.append(f"hoàn thành ngày {day(values['delivered_on'])}")
    if values.get("document_number"):
        parts.append(f"văn bản số {values['document_number']}")
    return ", ".join(parts) or "chưa có kết quả"
