"""Sentences for what happened to the calendar and to reporting deadlines."""

from cchc.audit.models import AuditEvent
from cchc.audit.presenters import name_kinds, register
from cchc.periods.rules import HolidayRule


def register_all() -> None:
    """Called once from `AppConfig.ready`."""
    name_kinds({"CalendarDay": "Ngày trong lịch", "AgencyCalendar": "Cách tính hạn"})
    register("calendar.day_added", lambda e: f"ghi {_told(e, 'new')}.", "Thêm ngày vào lịch")
    register("calendar.day_changed", _changed, "Sửa ngày trong lịch")
    register("calendar.day_removed", lambda e: f"bỏ {_told(e, 'old')}.", "Bỏ ngày khỏi lịch")
    register("calendar.rule_set", _rule_set, "Đặt cách tính hạn")
    register("periods.written", _written, "Ghi mốc báo cáo")


def _told(event: AuditEvent, key: str) -> str:
    facts = event.data.get(key) or {}
    what = "ngày làm việc" if facts.get("is_working") else "ngày nghỉ"
    source = f" theo {facts['source']}" if facts.get("source") else ""
    return f"{what} {event.target_label} “{facts.get('name', '')}”{source}"


def _changed(event: AuditEvent) -> str:
    return f"sửa {_told(event, 'old')} thành {_told(event, 'new')}."


def _rule_set(event: AuditEvent) -> str:
    label = HolidayRule(event.data.get("new", "keep")).label
    return f"đặt cách tính hạn rơi vào ngày nghỉ: {label.lower()}."


def _written(event: AuditEvent) -> str:
    return f"ghi các mốc báo cáo: {'; '.join(event.data.get('periods', []))}."
