"""Which fields of a draft may be edited, and what each may hold. Shapes: docs/plan-format.md.

A value that the plan's JSON could not carry is refused here with a sentence, before anything is written.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from cchc.core.errors import DomainError
from cchc.core.text import canonical, squeeze

Check = Callable[[Any, str], Any]
LONGEST_TEXT = 5000
LONGEST_LINE = 500
LONGEST_UNIT = 300
MOST_LINES = 60
RECURRENCES = (
    "continuous",
    "monthly",
    "quarterly",
    "semiannual",
    "annual",
    "periodic",
    "with_reports",
    "on_event",
    "as_planned",
)
COMPARATORS = (">=", "<=", "=", ">", "<")
PERIODS = ("month", "quarter")
_CODE = re.compile(r"[a-z][a-z0-9_]{0,29}")
_DAY = re.compile(r"(?:\*|\d{2})-\d{2}")


class Impossible(DomainError):
    """A value that this field cannot hold."""


def text(value: Any, label: str) -> str:
    """A text that must not be empty; line breaks stay."""
    checked = _string(value, label, LONGEST_TEXT, canonical).strip()
    if not checked:
        raise Impossible(f"{label} không được để trống.")
    return checked


def name(value: Any, label: str) -> str:
    """Text on one line that must not be empty."""
    checked = line(value, label)
    if not checked:
        raise Impossible(f"{label} không được để trống.")
    return checked


def line(value: Any, label: str) -> str:
    """Text on one line; may be empty."""
    return _string(value, label, LONGEST_LINE, squeeze)


def optional_line(value: Any, label: str) -> str | None:
    """Text on one line, None for nothing."""
    return (line(value, label) or None) if value is not None else None


def optional_text(value: Any, label: str) -> str | None:
    """Text with its line breaks, None for nothing."""
    if value is None:
        return None
    return _string(value, label, LONGEST_TEXT, canonical).strip() or None


def lines(value: Any, label: str) -> list[str]:
    """A list of texts without empty ones; a text named twice is kept once."""
    if not isinstance(value, list) or len(value) > MOST_LINES:
        raise Impossible(f"{label} có tối đa {MOST_LINES} dòng.")
    return list(dict.fromkeys(filter(None, (line(each, label) for each in value))))


def unit_names(value: Any, label: str) -> list[str]:
    """Names of units, each short enough to stand in the directory."""
    names = lines(value, label)
    if any(len(name) > LONGEST_UNIT for name in names):
        raise Impossible(f"{label}: tên đơn vị dài quá {LONGEST_UNIT} ký tự.")
    return names


def flag(value: Any, label: str) -> bool:
    if not isinstance(value, bool):
        raise Impossible(f"{label} chỉ nhận có hoặc không.")
    return value


def day(value: Any, label: str) -> str | None:
    """An ISO date, None for nothing."""
    if value is None or value == "":
        return None
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise Impossible(f"{label}: ngày không đúng. Ghi theo dạng 31/3/2026.") from None


def year(value: Any, label: str) -> int | None:
    if value is None or value == "":
        return None
    if isinstance(value, int) and not isinstance(value, bool) and 1990 <= value <= 2100:
        return value
    raise Impossible(f"{label} phải là năm từ 1990 đến 2100.")


def number(value: Any, label: str) -> float | int | None:
    """A number that the database can keep; None for nothing."""
    if value is None or value == "":
        return None
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 10**14:
        return value
    raise Impossible(f"{label} phải là số.")


def code(value: Any, label: str) -> str:
    if not isinstance(value, str) or not _CODE.fullmatch(value):
        raise Impossible(f"{label} không có trong danh mục.")
    return value


def one_of(*allowed: str | None) -> Check:
    def check(value: Any, label: str) -> str | None:
        if value not in allowed:
            raise Impossible(f"{label} không nhận giá trị này.")
        return None if value is None else str(value)

    return check


def schedule(value: Any, label: str) -> list[dict[str, Any]]:
    """Milestones in the shape of plan-format.md; a due date before its start is refused."""
    if not isinstance(value, list) or len(value) > MOST_LINES:
        raise Impossible(f"{label} có tối đa {MOST_LINES} mốc.")
    return [_milestone(each, label) for each in value]


def _milestone(entry: Any, label: str) -> dict[str, Any]:
    if not isinstance(entry, dict):
        raise Impossible(f"{label} không đúng cấu trúc.")
    product = entry.get("product")
    if product is not None and (not isinstance(product, int) or isinstance(product, bool)):
        raise Impossible(f"{label}: sản phẩm của mốc không đúng.")
    due, start = day(entry.get("due"), label), day(entry.get("start"), label)
    if due and start and due < start:
        raise Impossible(f"{label}: ngày đến hạn đứng trước ngày bắt đầu.")
    on = entry.get("on") or None
    if on is not None and not all(_DAY.fullmatch(str(each)) for each in on):
        raise Impossible(f"{label}: ngày trong kỳ không đúng.")
    return {
        "what": optional_line(entry.get("what"), label),
        "product": product,
        "due": due,
        "start": start,
        "before": bool(entry.get("before", False)),
        "recurrence": one_of(None, *RECURRENCES)(entry.get("recurrence"), label),
        "on": on,
    }


def _string(value: Any, label: str, longest: int, clean: Callable[[str], str]) -> str:
    if not isinstance(value, str):
        raise Impossible(f"{label} phải là chữ.")
    cleaned = clean(value)
    if len(cleaned) > longest:
        raise Impossible(f"{label} dài quá {longest} ký tự.")
    return cleaned


# list -> field -> (what people call it, its check)
FIELDS: dict[str, dict[str, tuple[str, Check]]] = {
    "tasks": {
        "path": ("Mã", line),
        "text": ("Nội dung nhiệm vụ", text),
        "section": ("Mục", line),
        "area": ("Lĩnh vực", code),
        "lead": ("Chủ trì", unit_names),
        "coordinating": ("Phối hợp", unit_names),
        "products": ("Sản phẩm", lines),
        "products_rule": ("Cách tính sản phẩm", one_of("all", "any")),
        "conditional": ("Nếu có", flag),
        "issued_by": ("Cấp ban hành", optional_line),
        "funding": ("Kinh phí", optional_text),
        "time": ("Thời gian", optional_text),
        "schedule": ("Mốc thời gian", schedule),
    },
    "targets": {
        "path": ("Mục", line),
        "text": ("Nội dung chỉ tiêu", text),
        "area": ("Lĩnh vực", code),
        "comparator": ("So sánh", one_of(None, *COMPARATORS)),
        "value": ("Giá trị", number),
        "reference": ("Theo văn bản", optional_line),
        "unit": ("Đơn vị tính", optional_line),
        "per": ("Mỗi kỳ", one_of(None, *PERIODS)),
    },
    "sections": {
        "path": ("Mục", line),
        "heading": ("Tiêu đề mục", name),
        "area": ("Lĩnh vực", code),
    },
    "report_deadlines": {
        "name": ("Tên báo cáo", name),
        "period": ("Kỳ", optional_line),
        "from": ("Số liệu từ ngày", day),
        "to": ("Số liệu đến ngày", day),
        "due": ("Hạn gửi", day),
        "before": ("Trước ngày", flag),
    },
    "legal_bases": {
        "type": ("Loại văn bản", optional_line),
        "number": ("Số, ký hiệu", optional_line),
        "date": ("Ngày", day),
        "issuer": ("Cơ quan ban hành", optional_line),
        "subject": ("Trích yếu", optional_text),
        "path": ("Mục", line),
    },
    "head": {
        "type": ("Loại văn bản", optional_line),
        "number": ("Số, ký hiệu", optional_line),
        "issuer": ("Cơ quan ban hành", optional_line),
        "parent_issuer": ("Cơ quan chủ quản", optional_line),
        "place": ("Địa danh", optional_line),
        "date": ("Ngày ban hành", day),
        "title": ("Trích yếu", optional_text),
        "year": ("Năm", year),
        "signer.authority": ("Thẩm quyền ký", optional_line),
        "signer.position": ("Chức vụ người ký", optional_line),
        "signer.name": ("Người ký", optional_line),
        "recipients": ("Nơi nhận", lines),
        "period.from": ("Kỳ kế hoạch từ ngày", day),
        "period.to": ("Kỳ kế hoạch đến ngày", day),
    },
}
SINGULAR = {
    "tasks": "Nhiệm vụ",
    "targets": "Chỉ tiêu",
    "sections": "Mục",
    "report_deadlines": "Mốc báo cáo",
    "legal_bases": "Căn cứ",
    "head": "Thông tin văn bản",
}
EMPTY: dict[str, dict[str, Any]] = {
    "tasks": {
        "path": "",
        "key": "",
        "marks": {},
        "section": "",
        "area": "other",
        "text": "",
        "lead": [],
        "coordinating": [],
        "products": [],
        "products_rule": "all",
        "conditional": False,
        "issued_by": None,
        "funding": None,
        "time": None,
        "schedule": [],
    },
    "targets": {
        "path": "",
        "text": "",
        "area": "other",
        "comparator": None,
        "value": None,
        "reference": None,
        "unit": None,
        "per": None,
        "marks": {},
    },
    "sections": {"path": "", "heading": "", "area": "other"},
    "report_deadlines": {
        "name": "",
        "period": None,
        "from": None,
        "to": None,
        "due": None,
        "before": False,
        "marks": {},
    },
    "legal_bases": {
        "type": None,
        "number": None,
        "date": None,
        "issuer": None,
        "subject": None,
        "path": "",
        "marks": {},
    },
}
EMPTY_SOURCE: dict[str, Any] = {
    "file": 0,
    "page": None,
    "line": None,
    "span": None,
    "cell": None,
    "box": None,
}


def checked(list_name: str, field: str, value: Any) -> Any:
    """The value as it will be stored, or Impossible with a sentence naming the field."""
    known = FIELDS.get(list_name, {}).get(field)
    if known is None:
        raise Impossible("Không có ô này trong bản nháp.")
    label, check = known
    return check(value, label)


def label_of(list_name: str, field: str) -> str:
    """What people call a field; the field's own name when it is unknown."""
    return FIELDS.get(list_name, {}).get(field, (field,))[0]


def shown(value: Any) -> str:
    """A value as a person reads it in a refusal: lists joined, nothing as "(trống)"."""
    if value is None or value in ("", []):
        return "(trống)"
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, list):
        return "; ".join(shown(each) for each in value)
    if isinstance(value, dict):
        return (
            " ".join(str(each) for each in (value.get("what"), value.get("due")) if each) or "mốc"
        )
    return str(value)
