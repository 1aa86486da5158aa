"""Sentences for what the log keeps of tasks."""

from typing import Any

from cchc.audit.models import AuditEvent
from cchc.audit.presenters import name_kinds, register
from cchc.core.templatetags.cchc import day
from cchc.tasks.rules.reminders import Recipient


def register_all() -> None:
    """Called once, from `AppConfig.ready`."""
    name_kinds(
        {
            "Task": "Nhiệm vụ",
            "Occurrence": "Mốc của nhiệm vụ",
            "AreaCharge": "Phụ trách lĩnh vực",
            "SheetUpload": "Danh sách Excel",
            "Remark": "Trao đổi",
            "Instruction": "Sổ nhiệm vụ được giao",
            "WorkFile": "Hồ sơ công việc",
        }
    )
    register("tasks.written", _written, "Lập danh sách nhiệm vụ")
    register("instruction.entered", _entered, "Vào sổ nhiệm vụ được giao")
    register("instruction.extended", _extended, "Giao thêm nhiệm vụ")
    register("instruction.document", _document, "Bổ sung số văn bản")
    register("task.discontinued", _discontinued, "Thôi thực hiện nhiệm vụ")
    register("task.discontinuing_undone", _discontinuing_undone, "Hoàn tác thôi thực hiện")
    register("task.amended", _amended, "Điều chỉnh nhiệm vụ")
    register("tasks.reports_placed", _placed, "Đặt mốc theo lịch báo cáo")
    register("task.recorded", _recorded, "Ghi nhận kết quả")
    register("task.undone", _undone, "Hoàn tác ghi nhận")
    register("task.event", _event, "Ghi nhận phát sinh")
    register("task.confirmation_undone", _confirmation_undone, "Hoàn tác xác nhận")
    register("task.confirmed", _confirmed, "Xác nhận hoàn thành")
    register("task.asked_back", _asked_back, "Yêu cầu bổ sung, trả lại")
    register("extension.asked", _extension, "Đề nghị gia hạn")
    register("extension.granted", _extension, "Đồng ý gia hạn")
    register("extension.refused", _extension, "Không đồng ý gia hạn")
    register("extension.withdrawn", _extension, "Rút đề nghị gia hạn")
    register("task.entrusted", _entrusted, "Phân công người thực hiện")
    register("task.entrusting_undone", _entrusting_undone, "Hoàn tác phân công")
    register("task.progress", _progress, "Báo cáo tiến độ")
    register("guidance.awaited", _guidance, "Chờ hướng dẫn")
    register("guidance.arrived", _guidance, "Có hướng dẫn")
    register("obstacle.raised", _obstacle, "Nêu khó khăn, vướng mắc")
    register("obstacle.withdrawn", _obstacle, "Rút lại khó khăn, vướng mắc")
    register("obstacle.answered", _obstacle, "Trả lời khó khăn, vướng mắc")
    register("evidence.added", _evidence_added, "Thêm tài liệu kiểm chứng")
    register("evidence.removed", _evidence_removed, "Gỡ tài liệu kiểm chứng")
    register("work_file.opened", _work_file, "Lập hồ sơ công việc")
    register("work_file.changed", _work_file, "Sửa, kết thúc hồ sơ công việc")
    register("task.filed", _filed, "Đưa nhiệm vụ vào hồ sơ")
    register("task.rewritten", _rewritten, "Cập nhật nội dung nhiệm vụ")
    register("reminders.rules_set", _rules_set, "Đặt quy tắc nhắc việc")
    register("sheet.uploaded", _sheet, "Tải lên danh sách Excel")
    register("sheet.started", _sheet, "Cập nhật theo danh sách Excel")
    register("sheet.forgotten", _sheet_forgotten, "Bỏ danh sách Excel không cập nhật")
    register("sheet.applied", _sheet, "Cập nhật xong danh sách Excel")
    register("task.reminded", _reminded, "Nhắc việc")
    register("remark.said", _remark, "Trao đổi về nhiệm vụ")
    register("remark.withdrawn", _remark, "Thu hồi trao đổi")
    register("urging.made", _urged, "Lập văn bản đôn đốc")
    register("area.charged", _charged, "Phân công phụ trách lĩnh vực")
    register("area.charge_ended", _charge_ended, "Thôi phụ trách lĩnh vực")


def _charged(event: AuditEvent) -> str:
    data = event.data
    return f"phân công {data.get('person', '')} phụ trách lĩnh vực {data.get('area', '')}."


def _charge_ended(event: AuditEvent) -> str:
    data = event.data
    until = "/".join(reversed(str(data.get("valid_to") or "").split("-")))
    return f"ghi {data.get('person', '')} thôi phụ trách lĩnh vực {data.get('area', '')} sau ngày {until}."


def _written(event: AuditEvent) -> str:
    return f"lập {event.data.get('tasks', 0)} nhiệm vụ, {event.data.get('occurrences', 0)} mốc thời hạn từ kế hoạch"


def _entered(event: AuditEvent) -> str:
    document = event.data.get("document") or "chưa có số văn bản"
    return f"vào sổ {event.target_label} ({document}), giao {event.data.get('tasks', 0)} nhiệm vụ"


def _extended(event: AuditEvent) -> str:
    return f"giao thêm {event.data.get('tasks', 0)} nhiệm vụ: {event.target_label}"


def _document(event: AuditEvent) -> str:
    number, on = event.data.get("number", ""), day(event.data.get("on"))
    return f"bổ sung văn bản số {number} ngày {on}: {event.target_label}"


def _discontinued(event: AuditEvent) -> str:
    reason = event.data.get("reason", "")
    return f"thôi thực hiện từ {day(event.data.get('on'))} ({reason}): {event.target_label}"


def _discontinuing_undone(event: AuditEvent) -> str:
    return f"hoàn tác thôi thực hiện từ {day(event.data.get('on'))}: {event.target_label}"


_AMENDED = {
    "change": "điều chỉnh {fields}",
    "add": "bổ sung nhiệm vụ",
    "drop": "thôi thực hiện",
    "carry": "chuyển tiếp sang kế hoạch thay thế",
}
_FIELDS = {
    "text": "nội dung",
    "lead": "đơn vị chủ trì",
    "coordinating": "đơn vị phối hợp",
    "products": "sản phẩm",
    "time": "thời gian",
    "funding": "kinh phí",
}


def _amended(event: AuditEvent) -> str:
    data = event.data
    fields = ", ".join(_FIELDS[name] for name in data.get("fields", []) if name in _FIELDS)
    told = _AMENDED.get(data.get("kind", ""), "điều chỉnh").format(fields=fields or "nhiệm vụ")
    moved = "; ".join(
        f"hạn {day(old) or 'chưa có'} thành {day(new) or 'không còn'}"
        for old, new in data.get("days", [])
    )
    source = f"{data.get('number', '')} ngày {day(data.get('on'))} của {data.get('issuer', '')}"
    return f"{told} theo {source}{f' ({moved})' if moved else ''}: {event.target_label}"


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


def _confirmed(event: AuditEvent) -> str:
    return f"xác nhận {_facts(event.data.get('after', {}))}: {event.target_label}"


def _confirmation_undone(event: AuditEvent) -> str:
    return f"hoàn tác xác nhận {_facts(event.data.get('after', {}))}: {event.target_label}"


def _asked_back(event: AuditEvent) -> str:
    after = event.data.get("after", {})
    asked = (
        "trả lại vì chưa đạt"
        if after.get("asked_back") == "returned"
        else "yêu cầu bổ sung minh chứng"
    )
    return f"{asked} (“{after.get('asked_back_note', '')}”): {event.target_label}"


def _extension(event: AuditEvent) -> str:
    data = event.data
    days = f"từ {day(data.get('from_due'))} đến {day(data.get('to_due'))}"
    if event.action == "extension.asked":
        return f"đề nghị gia hạn {days} (“{data.get('reason', '')}”): {event.target_label}"
    if event.action == "extension.withdrawn":
        return f"rút đề nghị gia hạn {days}: {event.target_label}"
    said = "đồng ý" if event.action == "extension.granted" else "không đồng ý"
    return f"ghi nhận {said} gia hạn {days} ({_whose(data)}): {event.target_label}"


def _whose(data: dict[str, Any]) -> str:
    """Whose word, of which day, by what it is proved, and whether somebody else recorded it."""
    number = f", văn bản số {data['document_number']}" if data.get("document_number") else ""
    slip = f", phiếu “{data['slip']}”" if data.get("slip") else ""
    mark = "; ghi nhận thay" if data.get("is_recorded") else ""
    return f"{data.get('said_by')}, ngày {day(data.get('said_on'))}{number}{slip}{mark}"


def _progress(event: AuditEvent) -> str:
    data = event.data
    mark = " (nhập thay)" if data.get("on_behalf") else ""
    said = f"{data.get('percent_done')}%, “{data.get('note', '')}”"
    return f"báo cáo tiến độ của {data.get('unit')}{mark}: {said}: {event.target_label}"


def _entrusted(event: AuditEvent) -> str:
    data = event.data
    if not data.get("person"):
        return f"thôi phân công người thực hiện của {data.get('unit')}: {event.target_label}"
    return f"phân công {data['person']} ({data.get('unit')}) thực hiện: {event.target_label}"


def _entrusting_undone(event: AuditEvent) -> str:
    data = event.data
    now = f"{data['person']} thực hiện" if data.get("person") else "chưa phân công ai"
    return f"hoàn tác phân công của {data.get('unit')}, trở lại {now}: {event.target_label}"


def _guidance(event: AuditEvent) -> str:
    data = event.data
    document, on = data.get("document", ""), day(data.get("on"))
    if event.action == "guidance.arrived":
        return f"ghi nhận hướng dẫn ngày {on} ({document}): {event.target_label}"
    return f"ghi nhận chờ hướng dẫn của {data.get('asked_of', '')} từ {on} ({document}): {event.target_label}"


def _obstacle(event: AuditEvent) -> str:
    text = f"“{event.data.get('text', '')}”"
    if event.action == "obstacle.raised":
        return f"nêu khó khăn, vướng mắc {text}: {event.target_label}"
    if event.action == "obstacle.withdrawn":
        return f"rút lại khó khăn, vướng mắc {text}: {event.target_label}"
    return f"ghi nhận ý kiến chỉ đạo {text} ({_whose(event.data)}): {event.target_label}"


def _work_file(event: AuditEvent) -> str:
    years = event.data.get("years")
    term = f"{years} năm" if years else "vĩnh viễn"
    closed = event.data.get("closed_on")
    state = f"kết thúc ngày {day(closed)}" if closed else "đang mở"
    act = "lập" if event.action == "work_file.opened" else "sửa"
    return f"{act} hồ sơ “{event.target_label}”: lưu trữ {term}, {state}."


def _filed(event: AuditEvent) -> str:
    before = event.data.get("before")
    out_of = f" (trước ở hồ sơ {before})" if before else ""
    return f"đưa nhiệm vụ vào hồ sơ {event.data.get('code', '')}{out_of}."


def _evidence_added(event: AuditEvent) -> str:
    return f"thêm tài liệu kiểm chứng “{event.data.get('name', '')}”: {event.target_label}"


def _evidence_removed(event: AuditEvent) -> str:
    return f"gỡ tài liệu kiểm chứng “{event.data.get('name', '')}”: {event.target_label}"


def _facts(values: dict[str, Any]) -> str:
    parts = []
    if values.get("submitted_on"):
        parts.append(f"trình ngày {day(values['submitted_on'])}")
    if values.get("delivered_on"):
        parts.append(f"hoàn thành ngày {day(values['delivered_on'])}")
    if values.get("document_number"):
        parts.append(f"văn bản số {values['document_number']}")
    if values.get("not_arising_on"):
        parts.append(f"không phát sinh (báo ngày {day(values['not_arising_on'])})")
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


def _sheet(event: AuditEvent) -> str:
    if event.action == "sheet.applied":
        counts = event.data.get("counts", {})
        return (
            f"cập nhật xong danh sách Excel “{event.target_label}”: {counts.get('applied', 0)} dòng đã "
            f"cập nhật, {counts.get('refused', 0)} dòng không cập nhật."
        )
    verb = "tải lên" if event.action == "sheet.uploaded" else "cho cập nhật theo"
    return f"{verb} danh sách Excel “{event.target_label}”: {event.data.get('rows', 0)} dòng."


def _sheet_forgotten(event: AuditEvent) -> str:
    return f"bỏ danh sách Excel “{event.target_label}”: sau 30 ngày chưa ai cho cập nhật."


def _remark(event: AuditEvent) -> str:
    verb = "trao đổi về" if event.action == "remark.said" else "thu hồi một trao đổi về"
    return f"{verb} nhiệm vụ: {event.target_label}"


def _reminded(event: AuditEvent) -> str:
    return f"nhắc {event.data.get('people', 0)} người về nhiệm vụ: {event.target_label}"
