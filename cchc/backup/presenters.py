"""Sentences for backups made and put back."""

from datetime import datetime

from cchc.audit.models import AuditEvent
from cchc.audit.presenters import register
from cchc.core.clock import VIETNAM


def register_all() -> None:
    """Called once from `AppConfig.ready`."""
    register("installation.backed_up", _backed_up, "Sao lưu")
    register("installation.restored", _restored, "Khôi phục")


def _backed_up(event: AuditEvent) -> str:
    damaged = event.data.get("damaged", 0)
    lacking = f", thiếu {damaged} tệp đã hỏng từ trước" if damaged else ""
    return f"sao lưu ra “{event.target_label}”: {_amount(event)}{lacking}."


def _restored(event: AuditEvent) -> str:
    made_at = event.data.get("made_at")
    moment = ""
    if made_at:
        moment = (
            f" tạo lúc {datetime.fromisoformat(made_at).astimezone(VIETNAM):%H:%M ngày %d/%m/%Y}"
        )
    return f"khôi phục từ “{event.target_label}”{moment}: {_amount(event)}."


def _amount(event: AuditEvent) -> str:
    return f"{event.data.get('rows', 0)} dòng dữ liệu, {event.data.get('files', 0)} tệp"
