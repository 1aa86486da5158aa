"""Sentences for what happened to the calendar and to reporting deadlines."""

from datetime import date

from cchc.audit.models import AuditEvent
from cchc.audit.presenters import name_kinds, register
from cchc.periods.rules import HolidayRule


def register_all() -> None:
    """Called once from `AppConfig.ready`."""
    name_kinds(
        {
            "CalendarDay": "Ngày trong lịch",
            "AgencyCalendar": "Cách tính hạn",
            "ReportingCalendar": "Lịch báo cáo",
        }
    )
    register("calendar.day_added", lambda e: f"ghi {_told(e, 'new')}.", "Thêm ngày vào lịch")
    register("calendar.day_changed", _changed, "Sửa ngày trong lịch")
    register("calendar.day_removed", lambda e: f"bỏ {_told(e, 'old')}.", "Bỏ ngày khỏi lịch")
    register("calendar.rule_set", _rule_set, "Đặt cách tính hạn")
    register("calendar.adopted", lambda e: f"áp dụng {e.target_label}.", "Áp dụng lịch báo cáo")
    register("calendar.reporting_set", _reporting_set, "Sửa lịch báo cáo")
    register("periods.made", _made, "Tạo các kỳ báo cáo của năm")
    register("periods.changed", _moved, "Đổi hạn kỳ báo cáo")
    register("periods.written", _written, "Ghi mốc báo cáo")
    register("periods.carried", _carried, "Chuyển tiếp mốc báo cáo")


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


def _reporting_set(event: AuditEvent) -> str:
    return f"sửa {event.target_label}: {'; '.join(event.data.get('new', []))}."


def _made(event: AuditEvent) -> str:
    names = "; ".join(event.data.get("periods", []))
    return f"tạo các kỳ báo cáo năm {event.data.get('year', '')}: {names}."


def _moved(event: AuditEvent) -> str:
    old, new = event.data.get("old", {}), event.data.get("new", {})
    parts = [
        f"{label} từ {_day(old.get(name))} thành {_day(new.get(name))}"
        for name, label in (("internal_due_on", "hạn của đơn vị"), ("due_on", "hạn gửi"))
        if old.get(name) != new.get(name)
    ]
    said = "; ".join(parts) or "nơi nhận"
    return f"đổi {said} của {event.target_label}. {event.data.get('reason', '')}"


def _day(text: str | None) -> str:
    return f"{date.fromisoformat(text):%d/%m/%Y}" if text else "chưa ghi"


def _carried(event: AuditEvent) -> str:
    return f"chuyển tiếp {event.data.get('periods', 0)} mốc báo cáo sang kế hoạch thay thế"
