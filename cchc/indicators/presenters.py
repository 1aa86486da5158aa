"""Sentences for what happened to figures."""

from cchc.audit.models import AuditEvent
from cchc.audit.presenters import register


def register_all() -> None:
    """Called once from `AppConfig.ready`."""
    register("figures.recorded", _recorded, "Nhập số liệu")
    register("figures.asked_once", _asked_once, "Yêu cầu báo cáo đột xuất")
    register("figures.table_taken", lambda e: f"tải lên {e.target_label}.", "Tải lên bảng số liệu")
    register("figures.mapping_set", _mapping, "Ghép cột của nguồn số liệu")
    register("figures.table_forgotten", _table_forgotten, "Bỏ bảng số liệu chưa ghi")
    register("figures.imported", _imported, "Nhập số liệu từ nguồn")
    register("figures.decided", _decided, "Chọn giữa hai nguồn số")
    register("targets.linked", _linked, "Gắn chỉ tiêu của kế hoạch")
    register("targets.level_set", _level, "Nhập mức chỉ tiêu được giao")
    register("figures.uploaded", _uploaded, "Tải lên biểu số liệu")
    register("figures.stored", _stored, "Ghi biểu số liệu")
    register("figures.indicator_created", _created, "Tạo chỉ tiêu thống kê")
    register("figures.version_added", _version, "Đổi cách đếm chỉ tiêu")
    register("figures.version_taken_back", _taken_back, "Thôi dùng phiên bản chỉ tiêu")
    register("figures.rate_set", _rate, "Ghi mức quy định")
    register("figures.duties_set", _duties, "Phân công số liệu")


def _recorded(event: AuditEvent) -> str:
    figures = event.data.get("figures", [])
    told = "; ".join(_figure(each) for each in figures)
    behalf = " (nhập thay)" if event.data.get("on_behalf") else ""
    return (
        f"nhập số liệu của {event.data.get('unit', '')}{behalf}, kỳ {event.target_label}: {told}."
    )


def _figure(given: dict[str, str]) -> str:
    if given["said"] == "không phát sinh":
        return f"{given['code']} không phát sinh"
    number = given["numerator"] + (f"/{given['denominator']}" if given["denominator"] else "")
    return f"{given['code']} {number}{' (ước)' if given['said'] == 'estimated' else ''}"


def _duties(event: AuditEvent) -> str:
    parts = [*event.data.get("asked", [])]
    if dropped := event.data.get("dropped"):
        parts.append(f"thôi báo cáo {', '.join(dropped)}")
    return f"phân công số liệu: {'; '.join(parts)}."


def _table_forgotten(event: AuditEvent) -> str:
    return f"bỏ bảng số liệu “{event.target_label}”: sau 30 ngày chưa ai cho ghi."


def _created(event: AuditEvent) -> str:
    return f"tạo chỉ tiêu {event.target_label}, áp dụng từ {event.data.get('valid_from', '')}."


def _version(event: AuditEvent) -> str:
    changed = event.data.get("changed", [])
    told = "; ".join(
        f"{each['label'].lower()}: “{each['old'] or '–'}” thành “{each['new'] or '–'}”"
        for each in changed
    )
    day = event.data.get("valid_from", "")
    return f"đổi cách đếm {event.target_label} từ {day}: {told}."


def _taken_back(event: AuditEvent) -> str:
    day = event.data.get("valid_from", "")
    return f"thôi dùng phiên bản từ {day} của {event.target_label}."


def _rate(event: AuditEvent) -> str:
    data = event.data
    return (
        f"ghi {event.target_label.lower()} {data.get('amount', '')} từ {data.get('valid_from', '')} "
        f"theo {data.get('basis', '')}."
    )


def _uploaded(event: AuditEvent) -> str:
    return f"tải lên {event.data.get('files', 0)} biểu số liệu."


def _stored(event: AuditEvent) -> str:
    counts = event.data.get("counts", {})
    return (
        f"ghi xong biểu số liệu tải lên {event.target_label}: {counts.get('stored', 0)} tệp đã ghi, "
        f"{counts.get('refused', 0)} tệp cần sửa, {counts.get('unchanged', 0)} tệp không thay đổi."
    )


def _asked_once(event: AuditEvent) -> str:
    unit = event.data.get("unit") or "mọi đơn vị"
    return f"yêu cầu báo cáo đột xuất {event.target_label}: {event.data.get('asked', 0)} câu hỏi, {unit}."


def _mapping(event: AuditEvent) -> str:
    columns = event.data.get("columns", {})
    told = "; ".join(f"{name} là {part[0]}" for name, part in columns.items())
    return f"ghép cột của nguồn {event.target_label}: {told}."


def _imported(event: AuditEvent) -> str:
    data = event.data
    return (
        f"nhập {data.get('figures', 0)} số liệu từ {event.target_label}; "
        f"{data.get('filled', 0)} số trước đó chưa có."
    )


def _decided(event: AuditEvent) -> str:
    what = (
        "lấy số của"
        if event.data.get("decision") == "taken"
        else "giữ số đã nhập, không lấy số của"
    )
    source, reason = event.data.get("source", ""), event.data.get("reason", "")
    return f"{what} {source} cho {event.target_label}: {reason}."


def _linked(event: AuditEvent) -> str:
    new, old = event.data.get("new"), event.data.get("old")
    if not new:
        return f"thôi đo “{event.target_label}” bằng {old}."
    return f"đo “{event.target_label}” bằng {new}{f' thay {old}' if old else ''}."


def _level(event: AuditEvent) -> str:
    data = event.data
    return f"ghi mức {data.get('level', '')} theo {data.get('document', '')} cho “{event.target_label}”."
