"""Sentences for what happened to drafts and plans."""

from cchc.audit.models import AuditEvent
from cchc.audit.presenters import name_kinds, register
from cchc.core.templatetags.cchc import day


def register_all() -> None:
    """Called once from `AppConfig.ready`."""
    name_kinds(
        {"Draft": "Bản nháp kế hoạch", "Plan": "Kế hoạch", "Amendment": "Điều chỉnh kế hoạch"}
    )
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
    register("amendment.started", _amendment, "Soạn điều chỉnh kế hoạch")
    register("amendment.worded", _amendment, "Sửa trích yếu, lý do điều chỉnh")
    register("amendment.changed", _amendment, "Soạn thay đổi nhiệm vụ")
    register("amendment.change_removed", _amendment, "Bỏ thay đổi khỏi bản soạn")
    register("amendment.discarded", _amendment, "Bỏ bản soạn điều chỉnh")
    register("plan.replaced", _replaced, "Thay thế kế hoạch")
    register("plan.amended", _amended, "Điều chỉnh kế hoạch")
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


_GATHERING = {
    "amendment.started": "soạn điều chỉnh “{about}”",
    "amendment.worded": "sửa trích yếu, lý do của điều chỉnh “{about}”",
    "amendment.changed": "soạn {kind} {task} trong “{about}”",
    "amendment.change_removed": "bỏ {kind} {task} khỏi “{about}”",
    "amendment.discarded": "bỏ bản soạn điều chỉnh “{about}”",
}


def _amendment(event: AuditEvent) -> str:
    data = event.data
    return (
        _GATHERING[event.action].format(
            about=event.target_label,
            kind=str(data.get("kind", "")).lower(),
            task=str(data.get("task", ""))[:120],
        )
        + "."
    )


def _amended(event: AuditEvent) -> str:
    data = event.data
    counts = (
        ("điều chỉnh", data.get("changed", 0)),
        ("bổ sung", data.get("added", 0)),
        ("thôi thực hiện", data.get("dropped", 0)),
    )
    told = ", ".join(f"{words} {count} nhiệm vụ" for words, count in counts if count)
    if items := data.get("items"):
        told = "; ".join(part for part in (told, "; ".join(items)) if part)
    return (
        f"điều chỉnh kế hoạch theo {data.get('number', '')} ngày {day(data.get('on'))}: "
        f"{told}. Lý do: {str(data.get('reason', '')).rstrip('.')}."
    )


def _replaced(event: AuditEvent) -> str:
    data = event.data
    return (
        f"thay thế kế hoạch bằng {data.get('number') or 'kế hoạch mới'} từ {day(data.get('on'))}: "
        f"chuyển tiếp {data.get('carried', 0)} nhiệm vụ, kết thúc {data.get('ended', 0)}, "
        f"thêm mới {data.get('added', 0)}."
    )
