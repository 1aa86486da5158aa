"""Sentences for what happened to an agency's hours."""

from cchc.audit.models import AuditEvent
from cchc.audit.presenters import register


def register_all() -> None:
    """Called once from `AppConfig.ready`."""
    register("messages.hours_set", _hours_set, "Đặt giờ gửi thư nhắc việc")


def _hours_set(event: AuditEvent) -> str:
    new = event.data.get("new") or {}
    days = "chỉ ngày làm việc" if new.get("working_days_only") else "mọi ngày"
    return (
        f"đặt giờ gửi thư tổng hợp {new.get('digest_at', '')}, {days}, "
        f"yên lặng từ {new.get('quiet_from', '')} đến {new.get('quiet_to', '')}."
    )
