"""The list of people that goes out as a workbook and comes back filled in: columns, keys, cells. Plain Python, no rows.

Prose: docs/algorithms/excel-round-trip.md.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from cchc.core.text import fold, squeeze, unaccent
from cchc.orgs.rules import Role
from cchc.publishing.fill_in import FillColumn
from cchc.sheets.rules import RowKey, check_lengths, day_cell

NAME, MAIL, POSITION = "Họ và tên", "Thư công vụ", "Chức vụ"
UNIT, ROLE, FROM, TO = "Đơn vị", "Vai trò", "Từ ngày", "Đến hết ngày"
OPEN_COLUMNS = (NAME, MAIL, POSITION, UNIT, ROLE, FROM, TO)
MOST_ROWS = 2_000
BLANK_ROWS = 200
VERDICT = FillColumn("Kết quả", 50)
_LENGTHS = {NAME: 150, POSITION: 150, MAIL: 254}
_ADDRESS = re.compile(r"[a-z0-9._%+\-]+@[a-z0-9\-]+(\.[a-z0-9\-]+)+")
_NOT_IN_NAMES = re.compile(r"[^a-z0-9.+_-]")
GUIDANCE = (
    "1. Mỗi dòng là một vai trò của một người. Người giữ hai vai trò có hai dòng, cùng thư công vụ, họ tên, chức vụ.",
    "2. Người mới: điền vào dòng trống. Tên đăng nhập được đặt theo phần trước @ của thư công vụ; lời mời đặt "
    "mật khẩu gửi tới thư ấy khi bạn xác nhận.",
    "3. Người đã có: sửa ngay trên dòng của người đó. Đổi đơn vị hoặc vai trò trên một dòng là thôi vai trò cũ từ "
    "hôm nay và giữ vai trò mới từ ngày ghi ở cột Từ ngày.",
    "4. Thôi một vai trò: ghi ngày cuối ở cột Đến hết ngày. Dòng bị xóa khỏi tệp không làm ai mất vai trò.",
    "5. Đơn vị ghi bằng tên, tên viết tắt hoặc cách viết đã xác nhận; vai trò chọn trong danh sách. Ngày nhập theo "
    "dạng ngày/tháng/năm, ví dụ 14/01/2026.",
    "6. Chỉ ghi họ tên, chức vụ và thư công vụ; không ghi dữ liệu cá nhân khác.",
    "7. Tải tệp lên ở trang Người dùng từ Excel. Trang ấy cho xem từng dòng; còn một dòng sai thì chưa dòng nào "
    "được ghi.",
)


@dataclass(frozen=True, slots=True)
class Key(RowKey):
    """The hidden key of a row: the role that it is of."""

    columns = OPEN_COLUMNS

    membership: UUID


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a row, understood. errors: by heading, where a cell is missing or wrong."""

    full_name: str
    email: str
    position: str
    unit: str
    role: Role | None
    valid_from: date | None
    valid_to: date | None
    errors: dict[str, str] = field(default_factory=dict)


def columns(units: Sequence[str]) -> tuple[FillColumn, ...]:
    """units: how the agency's units are written, offered as choices."""
    roles = tuple(role.label for role in Role)
    return (
        FillColumn(NAME, 28, is_open=True, help="Ví dụ Trần Thị Lan."),
        FillColumn(MAIL, 30, is_open=True, help="Địa chỉ do cơ quan cấp; mỗi người một địa chỉ."),
        FillColumn(POSITION, 24, is_open=True),
        FillColumn(UNIT, 34, "offer", True, "Tên, tên viết tắt hoặc cách viết đã xác nhận.", tuple(units)),
        FillColumn(ROLE, 22, "offer", True, "Chọn trong danh sách.", roles),
        FillColumn(FROM, 13, "date", True, "Ngày đầu giữ vai trò."),
        FillColumn(TO, 13, "date", True, "Để trống nếu chưa biết."),
    )  # fmt: skip


def read_cells(values: Mapping[str, str]) -> Cells:
    """Understand the cells of a row that came back; a wrong cell is named and the others are still read."""
    errors: dict[str, str] = {}
    text = {name: squeeze(values.get(name, "")) for name in OPEN_COLUMNS}
    for name in (NAME, MAIL, UNIT, ROLE, FROM):
        if not text[name]:
            errors[name] = "Hãy điền ô này."
    check_lengths(text, _LENGTHS, errors)
    email = text[MAIL].lower()
    if email and MAIL not in errors and not _ADDRESS.fullmatch(email):
        errors[MAIL] = f"“{text[MAIL][:40]}” không phải địa chỉ thư."
    role = _ROLES.get(fold(text[ROLE]))
    if text[ROLE] and role is None:
        errors[ROLE] = f"Không có vai trò “{text[ROLE][:40]}”; hãy chọn trong danh sách."
    first, last = (day_cell(text[name], name, errors) for name in (FROM, TO))
    if first and last and last < first:
        errors[TO] = "Ngày kết thúc không thể trước ngày bắt đầu."
    return Cells(text[NAME], email, text[POSITION], text[UNIT], role, first, last, errors)


def username_for(email: str, taken: set[str]) -> str:
    """The sign-in name made of an address: what stands before @, with a number where somebody has it already."""
    plain = _NOT_IN_NAMES.sub("", unaccent(email.partition("@")[0]).lower())[:50] or "nguoi-dung"
    name, number = plain, 1
    while name in taken:
        number += 1
        name = f"{plain}{number}"
    return name


_ROLES = {fold(role.label): role for role in Role}
