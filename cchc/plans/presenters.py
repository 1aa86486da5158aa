"""Sentences for what happened to drafts and plans."""

from cchc.audit.models import AuditEvent
from cchc.audit.presenters import name_kinds, register


def register_all() -> None:
    """Called once from `AppConfig.ready`."""
    name_kinds({"Draft": "Bản nháp kế hoạch", "Plan": "Kế hoạch"})
    register("draft.started", _started, "Nhập kế hoạch")
    register("draft.read", _read, "Đọc xong tệp")
    register("draft.unreadable", _unreadable, "Không đọc được tệp")
    register("draft.retried", lambda e: f"đọc lại tệp của “{e.target_label}”.", "Đọc lại tệp")
    register("draft.discarded", lambda e: f"bỏ bản nháp “{e.target_label}”.", "Bỏ bản nháp")
    register("draft.edited", _edited, "Sửa bản nháp")
    register("draft.edit_undone", lambda e: f"hoàn tác trên “{e.target_label}”.", "Hoàn tác")
    register("draft.unit_matched", _matched, "Xác định đơn vị")
    register("draft.sent_to_sign", lambda e: f"trình ký “{e.target_label}”.", "Trình ký")
    register("draft.returned", _returned, "Trả lại dự thảo")
    register("plan.issued", _issued, "Đưa vào theo dõi")
    register("plan.corrected", _corrected, "Đính chính nội dung trích xuất")
    register("plan.annexed", _annexed, "Ghép phụ lục")
    register("pairing.decided", _paired, "Đối chiếu nhiệm vụ")


def _started(event: AuditEvent) -> str:
    return f"tải lên {', '.join(event.data.get('files', []))}."


def _read(event: AuditEvent) -> str:
    data = event.data
    return f"đọc xong: {data.get('tasks', 0)} nhiệm vụ, {data.get('targets', 0)} chỉ tiêu."


def _unreadable(event: AuditEvent) -> str:
    return f"không đọc được tệp: {event.data.get('reason', '')}"


_EDITS = {
    "set": "sửa",
    "add": "thêm",
    "split": "tách",
    "merge": "gộp",
    "move": "chuyển chỗ",
    "drop": "xóa",
    "settle": "bỏ qua lưu ý ở",
}


def _edited(event: AuditEvent) -> str:
    verb = _EDITS.get(event.data.get("edit", ""), "sửa")
    return f"{verb} {event.data.get('place') or 'nội dung'} trong bản nháp."


def _matched(event: AuditEvent) -> str:
    data = event.data
    return f"xác định “{data.get('wording', '')}” là {data.get('stands_for', '')}."


def _returned(event: AuditEvent) -> str:
    reason = event.data.get("reason", "")
    return f"mở lại dự thảo bị trả lại{f': {reason}' if reason else ''}."


def _issued(event: AuditEvent) -> str:
    data = event.data
    number = f" số {data['number']}" if data.get("number") else ""
    return (
        f"đưa kế hoạch{number} vào theo dõi: "
        f"{data.get('tasks', 0)} nhiệm vụ, {data.get('targets', 0)} chỉ tiêu."
    )


def _corrected(event: AuditEvent) -> str:
    data = event.data
    return (
        f"đính chính {data.get('field', '').lower()} của {data.get('place', '')}: "
        f"“{data.get('old') or 'để trống'}” thành “{data.get('new') or 'để trống'}”."
    )


def _annexed(event: AuditEvent) -> str:
    data = event.data
    return (
        f"ghép phụ lục: bổ sung {data.get('filled', 0)} nhiệm vụ, "
        f"thêm mới {data.get('added', 0)}, bỏ qua {data.get('left_out', 0)} dòng."
    )


_PAIRINGS = {
    "paired": "ghép nhiệm vụ “{task}” của “{plan}” với “{met}”.",
    "absent": "xác định nhiệm vụ “{task}” của “{plan}” chưa có nhiệm vụ tương ứng.",
    "out_of_scope": "xác định nhiệm vụ “{task}” của “{plan}” không thuộc phạm vi: {reason}.",
    "open": "bỏ quyết định về nhiệm vụ “{task}” của “{plan}”.",
}


def _paired(event: AuditEvent) -> str:
    data = event.data
    told = _PAIRINGS.get(data.get("choice", ""), _PAIRINGS["open"])
    return told.format(
        task=event.target_label,
        plan=data.get("plan", ""),
        met=data.get("met", ""),
        reason=data.get("reason", "").rstrip("."),
    )
