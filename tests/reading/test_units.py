"""Lists of units are split between names and never inside one."""

import pytest

from cchc.reading.meaning.units import split_units
from cchc.reading.structure.names import is_collective

LISTS = [
    ("Phòng Tổng hợp, Phòng Nội chính", ["Phòng Tổng hợp", "Phòng Nội chính"]),
    ("Phòng Tổng hợp và Trung tâm Tin học.", ["Phòng Tổng hợp", "Trung tâm Tin học"]),
    ("Phòng Tổng hợp; Tổ kiểm tra của Sở", ["Phòng Tổng hợp", "Tổ kiểm tra của Sở"]),
    ("Văn phòng Sở cùng Thanh tra Sở", ["Văn phòng Sở", "Thanh tra Sở"]),
    (
        "Trung tâm Khảo nghiệm và Dịch vụ giống cây trồng",
        ["Trung tâm Khảo nghiệm và Dịch vụ giống cây trồng"],
    ),
    ("Văn phòng HĐND và UBND xã", ["Văn phòng HĐND và UBND xã"]),
    ("Các phòng, đơn vị thuộc Sở", ["Các phòng, đơn vị thuộc Sở"]),
    ("UBND các xã, phường, đặc khu", ["UBND các xã, phường, đặc khu"]),
    ("Phòng Văn hóa, Khoa học và Thông tin", ["Phòng Văn hóa, Khoa học và Thông tin"]),
    ("Phòng Hành chính - Lưu trữ", ["Phòng Hành chính - Lưu trữ"]),
    (
        "Phòng Pháp chế và các phòng, đơn vị liên quan",
        ["Phòng Pháp chế", "các phòng, đơn vị liên quan"],
    ),
    (
        "Các cơ quan, đơn vị: Sở Nội vụ; các sở, ban, ngành",
        ["Sở Nội vụ", "các sở, ban, ngành"],
    ),
    ("Các sở: Nội vụ, Tài chính và Tư pháp", ["Sở Nội vụ", "Sở Tài chính", "Sở Tư pháp"]),
    ("Văn phòng Sở hướng dẫn nghiệp vụ, đôn đốc, kiểm tra", ["Văn phòng Sở"]),
    (
        "Các phòng, đơn vị thực hiện việc niêm yết; thực hiện xin lỗi theo quy định",
        ["Các phòng, đơn vị"],
    ),
    (
        "tổ chức, cá nhân có liên quan đến việc thực hiện thủ tục",
        ["tổ chức, cá nhân có liên quan đến việc thực hiện thủ tục"],
    ),
    ("- Văn phòng Sở\n- Thanh tra Sở", ["Văn phòng Sở", "Thanh tra Sở"]),
    ("Văn phòng Sở, văn phòng Sở", ["Văn phòng Sở"]),
    ("", []),
    (" .; ", []),
]


@pytest.mark.parametrize(("text", "names"), LISTS)
def test_a_list_of_units_is_split_where_another_name_begins(text: str, names: list[str]) -> None:
    assert split_units(text) == names


@pytest.mark.parametrize(
    "name", ["Các phòng, đơn vị thuộc Sở", "các sở, ban, ngành", "UBND các xã"]
)
def test_a_collective_name_is_known_as_one(name: str) -> None:
    assert is_collective(name)


def test_a_unit_is_no_collective_name() -> None:
    assert not is_collective("Phòng Các vấn đề chung")
