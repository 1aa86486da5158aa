"""Sentences for what happened to reports."""

from collections.abc import Callable

from cchc.audit.models import AuditEvent
from cchc.audit.presenters import register


def register_all() -> None:
    """Called once from `AppConfig.ready`."""
    for action, sentence, label in (
        ("report_form.copied", _form("tạo bản nháp"), "Tạo bản nháp mẫu báo cáo"),
        ("report_form.drafted", _form("sửa bản nháp"), "Sửa bản nháp mẫu báo cáo"),
        ("report_form.made", _form_made, "Áp dụng mẫu báo cáo"),
        ("report_form.discarded", _form("bỏ bản nháp"), "Bỏ bản nháp mẫu báo cáo"),
        ("report.opened", _opened, "Mở báo cáo"),
        ("report.correction_opened", _correction, "Lập bản đính chính"),
        ("report.part_saved", _part_saved, "Lưu phần báo cáo của đơn vị"),
        ("report.part_sent", _part_sent, "Gửi phần báo cáo của đơn vị"),
        ("report.part_accepted", _part_accepted, "Nhận phần báo cáo của đơn vị"),
        ("report.part_returned", _part_returned, "Trả lại phần báo cáo của đơn vị"),
        ("report.consolidated", _consolidated, "Tổng hợp báo cáo"),
        ("report.bases_added", _bases, "Cộng cơ sở trước sáp nhập"),
        ("report.section_saved", _section, "Sửa nội dung báo cáo"),
        ("report.submitted", _submitted, "Trình lãnh đạo"),
        ("report.returned", _returned, "Lãnh đạo trả lại báo cáo"),
        ("report.issued", _issued, "Ban hành báo cáo"),
        ("report.signed", _signed, "Ký số báo cáo"),
        ("report.pin_refused", _pin_refused, "Thiết bị ký không nhận mã PIN"),
        ("report.sent", _sent, "Gửi báo cáo"),
        ("report.answered", _answered, "Cấp trên cho ý kiến"),
        ("report.reminded", _reminded, "Nhắc đơn vị gửi báo cáo"),
        ("report.copied", _copied, "Chép số vào hệ thống khác"),
        ("report.transmission_asked", _asked, "Gửi dữ liệu đến hệ thống cấp trên"),
        ("report.transmission_ended", _ended, "Kết quả gửi dữ liệu"),
        ("report.sheet_taken", _sheet("nhận biểu trống"), "Nhận biểu của nơi nhận"),
        ("report.sheet_confirmed", _sheet("xác nhận cách điền biểu"), "Xác nhận cách điền biểu"),
        ("report.proof_kept", _proof, "Lưu ảnh chụp số đã chép"),
    ):
        register(action, sentence, label)


def _form(verb: str) -> Callable[[AuditEvent], str]:
    return lambda event: f"{verb} mẫu báo cáo “{event.target_label}”."


def _form_made(event: AuditEvent) -> str:
    day = event.data.get("valid_from", "")
    return f"áp dụng mẫu báo cáo “{event.target_label}” từ ngày {day}."


def _opened(event: AuditEvent) -> str:
    count = len(event.data.get("units", []))
    return f"mở {event.target_label} theo mẫu “{event.data.get('form', '')}”, {count} đơn vị."


def _correction(event: AuditEvent) -> str:
    return f"lập bản đính chính {event.target_label}: {event.data.get('reason', '')}."


def _part_saved(event: AuditEvent) -> str:
    return f"lưu phần của {_unit(event)} trong {event.target_label}."


def _part_sent(event: AuditEvent) -> str:
    late = event.data.get("days_late") or 0
    number = event.data.get("number")
    told = f", văn bản {number}" if number else ""
    return (
        f"gửi phần của {_unit(event)} trong {event.target_label}{told}"
        f"{f', chậm {late} ngày' if late else ''}."
    )


def _part_accepted(event: AuditEvent) -> str:
    return f"nhận phần của {_unit(event)} trong {event.target_label}."


def _part_returned(event: AuditEvent) -> str:
    return f"trả lại {_unit(event)}, {event.target_label}: {event.data.get('reason', '')}."


def _consolidated(event: AuditEvent) -> str:
    agencies = len(event.data.get("agencies", []))
    told = f", {agencies} báo cáo của cơ quan trực thuộc" if agencies else ""
    return f"tổng hợp {event.target_label} từ {len(event.data.get('units', []))} đơn vị{told}."


def _section(event: AuditEvent) -> str:
    return f"sửa mục “{event.data.get('section', '')}” của {event.target_label}."


def _submitted(event: AuditEvent) -> str:
    missing = event.data.get("missing", [])
    told = f", thiếu {'; '.join(missing)} ({event.data.get('note', '')})" if missing else ""
    return f"trình lãnh đạo {event.target_label}, chốt số liệu{told}."


def _returned(event: AuditEvent) -> str:
    data = event.data
    number = f", văn bản số {data['document_number']}" if data.get("document_number") else ""
    slip = f", phiếu “{data['slip']}”" if data.get("slip") else ""
    mark = f" (ghi nhận thay{number}{slip})" if data.get("is_recorded") else ""
    return (
        f"ghi nhận {data.get('said_by', '')} trả lại {event.target_label}{mark}: "
        f"{data.get('reason', '')}."
    )


def _issued(event: AuditEvent) -> str:
    return f"ban hành {event.target_label} số {event.data.get('number', '')}."


def _signed(event: AuditEvent) -> str:
    data = event.data
    return (
        f"ký số {event.target_label} bằng chứng thư của {data.get('signer', '')} "
        f"(số {data.get('serial', '')}, do {data.get('issuer', '')} cấp)."
    )


def _pin_refused(event: AuditEvent) -> str:
    key = event.data.get("key", "")
    return f"ký số {event.target_label} bằng khóa {key} không thành: thiết bị không nhận mã PIN."


def _sheet(verb: str) -> Callable[[AuditEvent], str]:
    return lambda event: (
        f"{verb} {event.data.get('name', '')} của {event.data.get('receiver', '')}."
    )


def _sent(event: AuditEvent) -> str:
    late = event.data.get("days_late") or 0
    told = f", chậm {late} ngày" if late else ""
    return f"gửi {event.target_label} tới {event.data.get('receiver', '')}{told}."


def _answered(event: AuditEvent) -> str:
    verb = "trả lại" if event.data.get("answer") == "returned" else "nhận"
    note = event.data.get("note", "")
    return f"{verb} {event.target_label}{f': {note}' if note else ''}."


def _reminded(event: AuditEvent) -> str:
    return f"nhắc {'; '.join(event.data.get('units', []))} gửi {event.target_label}."


def _copied(event: AuditEvent) -> str:
    verb = "đánh dấu đã chép" if event.data.get("is_done") else "bỏ dấu đã chép"
    return f"{verb} {event.data.get('figure', '')} ({event.data.get('shown', '')}), {event.target_label}."


def _unit(event: AuditEvent) -> str:
    behalf = " (nhập thay)" if event.data.get("on_behalf") else ""
    return f"{event.data.get('unit', '')}{behalf}"


def _proof(event: AuditEvent) -> str:
    return f"lưu {event.data.get('name', '')} làm ảnh chụp số đã chép, {event.target_label}."


def _asked(event: AuditEvent) -> str:
    return f"gửi dữ liệu {event.target_label} đến hệ thống cấp trên."


def _ended(event: AuditEvent) -> str:
    number = event.data.get("reference", "")
    if event.data.get("state") == "delivered":
        return (
            f"hệ thống cấp trên đã nhận {event.target_label}{f', số {number}' if number else ''}."
        )
    return f"chưa gửi được dữ liệu {event.target_label}: {event.data.get('message', '')}"


def _bases(event: AuditEvent) -> str:
    verb = "cộng" if event.data.get("is_added") else "thôi cộng"
    names = "; ".join(event.data.get("agencies", []))
    return f"{verb} số liệu cùng kỳ của {names} vào cơ sở so sánh, {event.target_label}."
