"""Sentences for what happened to units, groups, spellings, accounts and sign-ins."""

from typing import Any

from cchc.audit.models import AuditEvent
from cchc.audit.presenters import name_kinds, register
from cchc.orgs.rules import ROLE_LABELS, Role

_FIELDS = {
    "kind": "loại",
    "symbol": "ký hiệu văn bản",
    "place": "địa danh",
    "has_seal": "con dấu",
    "position": "thứ tự",
    "full_name": "họ và tên",
    "email": "thư công vụ",
}
_ABSENCES = {"leave": "nghỉ phép", "travel": "đi công tác", "secondment": "biệt phái"}


def register_all() -> None:
    """Called once from `AppConfig.ready`."""
    name_kinds(
        {
            "Unit": "Đơn vị",
            "UnitGroup": "Nhóm đơn vị",
            "UnitAlias": "Cách viết tên đơn vị",
            "User": "Người dùng",
            "PeopleUpload": "Danh sách người dùng",
            "SigningRight": "Quyền ký",
            "Reorganisation": "Quyết định sắp xếp tổ chức",
        }
    )
    register("unit.created", _unit_created, "Thêm đơn vị")
    register("unit.renamed", _unit_renamed, "Đổi tên đơn vị")
    register("unit.changed", lambda e: f"sửa đơn vị “{e.target_label}”{_fields(e)}.", "Sửa đơn vị")
    register("unit.closed", _unit_closed, "Kết thúc đơn vị")
    register("unit.succeeded", _unit_succeeded, "Sắp xếp lại đơn vị")
    register("act.prepared", _act_prepared, "Chuẩn bị sắp xếp tổ chức")
    register("act.discarded", _act_discarded, "Bỏ bản chuẩn bị sắp xếp tổ chức")
    register("act.done", _act_done, "Sắp xếp tổ chức")
    register("signing.granted", _signing_granted, "Ghi quyền ký")
    register("signing.ended", _signing_ended, "Kết thúc quyền ký")
    register("group.created", lambda e: f"thêm nhóm “{e.target_label}”.", "Thêm nhóm đơn vị")
    register("group.changed", lambda e: f"sửa nhóm “{e.target_label}”.", "Sửa nhóm đơn vị")
    register("alias.confirmed", _alias_confirmed, "Xác nhận cách viết")
    register("alias.forgotten", _alias_forgotten, "Bỏ cách viết")
    register("team.set_up", _team_set_up, "Lập tổ, đoàn, ban")
    register("user.moved", _user_moved, "Chuyển đơn vị, bàn giao")
    register("user.stood_in_for", _stood_in_for, "Người thay khi vắng")
    register("user.created", _user_created, "Thêm người dùng")
    register("people_sheet.uploaded", _sheet_uploaded, "Tải lên danh sách người dùng")
    register("people_sheet.forgotten", _sheet_forgotten, "Bỏ danh sách người dùng chưa ghi")
    register("people_sheet.written", _sheet_written, "Ghi danh sách người dùng")
    register("user.changed", lambda e: f"sửa thông tin của {e.target_label}.", "Sửa người dùng")
    register("user.roles_changed", _roles_changed, "Đổi vai trò")
    register(
        "user.deactivated", lambda e: f"ngừng tài khoản của {e.target_label}.", "Ngừng tài khoản"
    )
    register(
        "user.reactivated", lambda e: f"mở lại tài khoản của {e.target_label}.", "Mở lại tài khoản"
    )
    register(
        "user.password_set", lambda e: f"đặt lại mật khẩu cho {e.target_label}.", "Đặt lại mật khẩu"
    )
    register("user.password_changed", lambda e: "đổi mật khẩu của mình.", "Đổi mật khẩu")
    _register_accounts()


def _register_accounts() -> None:
    """Signing in, and what happens to accounts besides their roles."""
    register("idle_rule.changed", _idle_rule_changed, "Đổi quy định khóa tài khoản lâu không dùng")
    register(
        "user.idle_warned",
        lambda e: (
            f"báo {e.target_label}: tài khoản sẽ bị khóa từ {_day(e, 'day')} vì lâu không dùng."
        ),
        "Báo sắp khóa tài khoản",
    )
    register(
        "user.idle_locked",
        lambda e: (
            f"khóa tài khoản của {e.target_label}: {e.data.get('days', '?')} ngày không đăng nhập."
        ),
        "Khóa tài khoản lâu không dùng",
    )
    register("user.idle_reopened", _idle_reopened, "Mở tài khoản lâu không dùng")
    register("user.granted_oneself", _granted_oneself, "Quản trị tự giao vai trò cho mình")
    register("user.factor_reset_asked", _factor_reset_asked, "Yêu cầu đặt lại xác thực hai lớp")
    register("user.factor_reset", _factor_reset, "Đặt lại xác thực hai lớp")
    register(
        "user.factor_reset_cancelled",
        lambda e: f"hủy yêu cầu đặt lại xác thực hai lớp của {e.target_label}.",
        "Hủy đặt lại xác thực hai lớp",
    )
    register(
        "user.sso_linked",
        lambda e: "gắn tài khoản của tỉnh khi đăng nhập.",
        "Gắn tài khoản của tỉnh",
    )
    register(
        "user.sso_unlinked",
        lambda e: f"gỡ tài khoản của tỉnh khỏi {e.target_label}.",
        "Gỡ tài khoản của tỉnh",
    )
    register("user.signed_in", lambda e: "đăng nhập.", "Đăng nhập")
    register(
        "user.invited",
        lambda e: f"gửi lời mời cho {e.target_label} ({e.data.get('address', '')}).",
        "Mời người dùng",
    )
    register("user.passkey_added", lambda e: "thêm một khóa truy cập.", "Thêm khóa truy cập")
    register("user.passkey_removed", lambda e: "bỏ một khóa truy cập.", "Bỏ khóa truy cập")
    register("user.session_ended", _session_ended, "Kết thúc phiên")
    register("user.locked_out", _locked_out, "Khóa đăng nhập")
    register("user.mfa_on", lambda e: "bật xác thực hai lớp.", "Bật xác thực hai lớp")
    register("user.mfa_off", lambda e: "tắt xác thực hai lớp.", "Tắt xác thực hai lớp")


def _unit_created(event: AuditEvent) -> str:
    return f"thêm đơn vị “{event.target_label}”{_by_decision(event)}."


def _unit_renamed(event: AuditEvent) -> str:
    old, new = event.data.get("old", ""), event.data.get("new", "")
    return f"đổi tên “{old}” thành “{new}” từ ngày {_day(event, 'on')}{_by_decision(event)}."


def _unit_closed(event: AuditEvent) -> str:
    return f"kết thúc “{event.target_label}” hết ngày {_day(event, 'on')}{_by_decision(event)}."


def _unit_succeeded(event: AuditEvent) -> str:
    heirs = ", ".join(event.data.get("successors", []))
    return f"ghi “{heirs}” kế thừa “{event.target_label}” từ ngày {_day(event, 'on')}{_by_decision(event)}."


def _act_prepared(event: AuditEvent) -> str:
    return f"chuẩn bị thực hiện {event.data.get('decision', '')} ({event.target_label})."


def _act_discarded(event: AuditEvent) -> str:
    return f"bỏ bản chuẩn bị thực hiện {event.data.get('decision', '')} ({event.target_label})."


def _act_done(event: AuditEvent) -> str:
    moved = sum(event.data.get("counts", {}).values())
    names = "; ".join(event.data.get("names", []))
    return (
        f"thực hiện {event.data.get('decision', '')}, có hiệu lực từ {_day(event, 'on')}: {names}. "
        f"Chuyển giao {moved} mục."
    )


def _signing_granted(event: AuditEvent) -> str:
    until = f" đến hết {_day(event, 'valid_to')}" if event.data.get("valid_to") else ""
    by = f", theo văn bản số {event.data['document']}" if event.data.get("document") else ""
    return (
        f"ghi quyền ký văn bản của {event.data.get('unit', '')} cho {event.target_label} từ "
        f"{_day(event, 'valid_from')}{until}{by}."
    )


def _signing_ended(event: AuditEvent) -> str:
    return f"kết thúc quyền ký của {event.target_label} sau ngày {_day(event, 'valid_to')}."


def _alias_confirmed(event: AuditEvent) -> str:
    return f"xác nhận cách viết “{event.target_label}” là {event.data.get('new', '')}."


def _alias_forgotten(event: AuditEvent) -> str:
    return f"bỏ cách viết “{event.target_label}” (trước là {event.data.get('old', '')})."


def _team_set_up(event: AuditEvent) -> str:
    data = event.data
    members = ", ".join(data.get("members", [])) or "không có thành viên khác"
    return (
        f"lập “{event.target_label}”{_by_decision(event)} từ {_day(event, 'valid_from')} đến hết "
        f"{_day(event, 'valid_to')}, do {data.get('head', '')} đứng đầu, thành viên: {members}."
    )


def _user_moved(event: AuditEvent) -> str:
    data = event.data
    to = f"sang “{data['new']}”" if data.get("new") else "rời cơ quan"
    receiver = f" cho {data['receiver']}" if data.get("receiver") else ""
    return (
        f"chuyển {event.target_label} từ “{data.get('old', '')}” {to} từ ngày {_day(event, 'on')}"
        f"{_by_decision(event)}; bàn giao {data.get('handed', 0)} việc{receiver}."
    )


def _stood_in_for(event: AuditEvent) -> str:
    data = event.data
    role = ROLE_LABELS[Role(data["role"])] if data.get("role") else ""
    reason = f" ({_ABSENCES[data['reason']]})" if data.get("reason") in _ABSENCES else ""
    return (
        f"ghi {data.get('substitute', '')} thay {event.target_label} làm {role} tại "
        f"“{data.get('unit', '')}” từ {_day(event, 'valid_from')} đến hết {_day(event, 'valid_to')}{reason}."
    )


def _user_created(event: AuditEvent) -> str:
    return f"tạo tài khoản cho {event.target_label}: {_roles(event.data.get('roles', []))}."


def _idle_rule_changed(event: AuditEvent) -> str:
    data = event.data
    if not data.get("new"):
        return "thôi khóa tài khoản lâu không dùng."
    return (
        f"đặt khóa tài khoản sau {data['new']} ngày không đăng nhập (trước là {data.get('old', '?')}), báo trước "
        f"{data.get('warn_before', '?')} ngày, không khóa trong {data.get('spare', '?')} ngày trước hạn báo cáo."
    )


def _idle_reopened(event: AuditEvent) -> str:
    ways = {"mail": "qua thư công vụ", "sso": "qua tài khoản của tỉnh"}
    way = ways.get(event.data.get("way", ""), "")
    return f"mở lại tài khoản bị khóa của {event.target_label} {way}".rstrip() + "."


def _granted_oneself(event: AuditEvent) -> str:
    told = ", ".join(event.data.get("told", [])) or "không có lãnh đạo nào để báo"
    return f"tự giao cho mình vai trò có quyền với nội dung: {event.data.get('roles', '')}. Đã báo: {told}."


def _factor_reset_asked(event: AuditEvent) -> str:
    mailed = "" if event.data.get("mailed") else " (không gửi được liên kết cho người này)"
    reason = str(event.data.get("reason", "")).rstrip(".")
    return f"yêu cầu đặt lại xác thực hai lớp của {event.target_label}: {reason}{mailed}."


def _factor_reset(event: AuditEvent) -> str:
    ways = {"second": "xác nhận với tư cách người thứ hai", "mail": "mở liên kết trong thư công vụ"}
    return (
        f"đặt lại xác thực hai lớp của {event.target_label} ({ways.get(event.data.get('way', ''), '')}), theo yêu cầu "
        f"của {event.data.get('asked_by', '')}; mọi phiên đăng nhập kết thúc."
    )


def _sheet_uploaded(event: AuditEvent) -> str:
    return f"tải lên danh sách người dùng “{event.target_label}”: {event.data.get('rows', 0)} dòng, chưa ghi gì."


def _sheet_forgotten(event: AuditEvent) -> str:
    return f"bỏ danh sách người dùng “{event.target_label}”: sau 30 ngày chưa ai cho ghi."


def _sheet_written(event: AuditEvent) -> str:
    counts = event.data.get("counts", {})
    return (
        f"ghi danh sách người dùng “{event.target_label}”: {counts.get('new', 0)} dòng mới, "
        f"{counts.get('changed', 0)} dòng sửa; gửi {event.data.get('invited', 0)} lời mời."
    )


def _roles_changed(event: AuditEvent) -> str:
    old, new = _roles(event.data.get("old", [])), _roles(event.data.get("new", []))
    return f"đổi vai trò của {event.target_label} từ {old} thành {new}."


def _locked_out(event: AuditEvent) -> str:
    return f"tạm khóa đăng nhập “{event.target_label}” do nhập sai nhiều lần."


def _session_ended(event: AuditEvent) -> str:
    return f"kết thúc phiên đăng nhập của mình ở máy {event.data.get('address', '?')}."


def _roles(rows: list[dict[str, Any]]) -> str:
    told = [f"{ROLE_LABELS[Role(row['role'])]} ({row['unit']})" for row in rows]
    return ", ".join(told) or "không có vai trò"


def _fields(event: AuditEvent) -> str:
    names = [_FIELDS.get(field, field) for field in event.data.get("new", {})]
    return f" ({', '.join(names)})" if names else ""


def _by_decision(event: AuditEvent) -> str:
    decision = event.data.get("decision")
    return f" theo {decision}" if decision else ""


def _day(event: AuditEvent, key: str) -> str:
    value = str(event.data.get(key, ""))
    return "/".join(reversed(value.split("-")))
