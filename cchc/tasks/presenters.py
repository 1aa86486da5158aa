"""Sentences for what the log keeps of tasks."""

from typing import Any

from cchc.audit.models import AuditEvent
from cchc.audit.presenters import register
from cchc.core.templatetags.cchc import day
from cchc.tasks.rules.reminders import Recipient


def register_all() -> None:
    """Called once, from `AppConfig.ready`."""
    register("tasks.written", _written, "Lập danh sách nhiệm vụ")
    register("tasks.reports_placed", _placed, "Đặt mốc theo lịch báo cáo")
    register("task.recorded", _recorded, "Ghi nhận kết quả")
    register("task.undone", _undone, "Hoàn tác ghi nhận")
    register("task.event", _event, "Ghi nhận phát sinh")
    register("task.rewritten", _rewritten, "Cập nhật nội dung nhiệm vụ")
    register("reminders.rules_set", _rules_set, "Đặt quy tắc nhắc việc")
    register("urging.made", _urged, "Lập văn bản đôn đốc")


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


def _rules_set(event: AuditEvent) -> str:
    new = event.data.get("new") or {}
    if not new.get("is_on"):
        return "tắt nhắc việc tự động."
    rules = "; ".join(_rule_words(rule) for rule in new.get("rules", []))
    return f"đặt quy tắc nhắc việc: {rules}." if rules else "bỏ mọi quy tắc nhắc việc."


def _rule_words(rule: dict[str, Any]) -> str:
    days = rule.get("days", 0)
    when = "đúng hạn" if not days else f"{'trước' if days < 0 else 'sau'} hạn {abs(days)} ngày"
    again = f", nhắc lại sau mỗi {rule['repeat_days']} ngày" if rule.get("repeat_days") else ""
    told = ", ".join(Recipient(each).label.lower() for each in rule.get("to", []))
    return f"{when}{again} cho {told}"


def _urged(event: AuditEvent) -> str:
    units = "; ".join(event.data.get("units", []))
    answer_by = day(event.data.get("answer_by"))
    return (
        f"lập văn bản đôn đốc {event.data.get('count', 0)} nhiệm vụ quá hạn gửi {units}, "
        f"đề nghị báo cáo trước ngày {answer_by}."
    )
