"""Lists of units are split between names and never inside one."""

import pytest

from cchc.reading.meaning.roles import roles_in
from cchc.reading.meaning.shortened import short_names
from cchc.reading.meaning.units import split_units
from cchc.reading.structure.names import begins_name, is_collective

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
    (
        "Hiệp hội Doanh nghiệp tỉnh, Hội Nông dân, Liên minh Hợp tác xã",
        ["Hiệp hội Doanh nghiệp tỉnh", "Hội Nông dân", "Liên minh Hợp tác xã"],
    ),
    ("Khoa Luật/Khoa Kinh tế", ["Khoa Luật", "Khoa Kinh tế"]),
    ("1. Văn phòng\n2. Thanh tra", ["Văn phòng", "Thanh tra"]),
    ("ông Trần An, bà Lê Bình", ["ông Trần An", "bà Lê Bình"]),
    ("P. TCCB, P. Đào tạo", ["P. TCCB", "P. Đào tạo"]),
    ("Các khoa: Luật, Kinh tế", ["Khoa Luật", "Khoa Kinh tế"]),
    ("Sở Nội vụ, Tài chính", ["Sở Nội vụ", "Sở Tài chính"]),
    (
        "các sở Tư pháp, Văn hóa, Thể thao và Du lịch và Y tế",
        ["Sở Tư pháp", "Sở Văn hóa, Thể thao và Du lịch", "Sở Y tế"],
    ),
    (
        "Sở Nông nghiệp và Môi trường và Xây dựng; Công an tỉnh",
        ["Sở Nông nghiệp và Môi trường", "Sở Xây dựng", "Công an tỉnh"],
    ),
    (
        "Bộ Tài chính, Nội vụ, Văn phòng Chính phủ",
        ["Bộ Tài chính", "Bộ Nội vụ", "Văn phòng Chính phủ"],
    ),
    ("Sở Nội vụ, tài chính kế toán", ["Sở Nội vụ, tài chính kế toán"]),
    ("Phòng Kinh tế, Hạ tầng và Đô thị", ["Phòng Kinh tế, Hạ tầng và Đô thị"]),
    ("Báo và Đài Phát thanh - Truyền hình tỉnh", ["Báo và Đài Phát thanh - Truyền hình tỉnh"]),
    (
        "Phòng Quản lý xây dựng; Trung tâm Tư vấn xây dựng",
        ["Phòng Quản lý xây dựng", "Trung tâm Tư vấn xây dựng"],
    ),
    ("Không có", []),
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


@pytest.mark.parametrize(
    ("text", "lead", "helping"),
    [
        ("Văn phòng Sở (chủ trì), phối hợp với Thanh tra Sở", ["Văn phòng Sở"], ["Thanh tra Sở"]),
        ("Văn phòng Sở chủ trì; Thanh tra Sở, các phòng phối hợp", ["Văn phòng Sở"], ["Thanh tra Sở", "các phòng"]),
        ("Thanh tra Sở, Văn phòng Sở", ["Thanh tra Sở", "Văn phòng Sở"], []),
        ("Văn phòng Sở là đầu mối; các phòng cùng thực hiện", ["Văn phòng Sở"], ["các phòng"]),
    ],
)  # fmt: skip
def test_a_field_may_say_of_each_unit_what_it_does(
    text: str, lead: list[str], helping: list[str]
) -> None:
    assert roles_in([text]) == (lead, helping)


def test_names_that_the_document_shortens_are_known() -> None:
    text = (
        "Giao Trung tâm Phục vụ hành chính công (TTPVHCC), Ban Quản lý khu công nghiệp (sau đây gọi tắt là Ban "
        "Quản lý) và Phòng Đào tạo (viết tắt: PĐT) rà soát thủ tục hành chính (TTHC) năm 2026 (KH)."
    )
    assert short_names(text) == {
        "ttpvhcc": "Trung tâm Phục vụ hành chính công",
        "ban quan ly": "Ban Quản lý khu công nghiệp",
        "pdt": "Phòng Đào tạo",
    }


def test_a_word_with_other_accents_begins_no_name() -> None:
    assert begins_name("Quỹ Đầu tư")
    assert not begins_name("Quý II/2026")
