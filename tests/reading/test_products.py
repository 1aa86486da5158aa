"""Products are split as their punctuation means it."""

import pytest

from cchc.reading.draft import ScheduleEntry
from cchc.reading.meaning.products import link_products, product_in, read_products

SPLITS = [
    ("Kế hoạch; báo cáo kết quả.", ["Kế hoạch", "báo cáo kết quả"], "all"),
    ("Kế hoạch, Báo cáo", ["Kế hoạch", "Báo cáo"], "all"),
    ("- Kế hoạch - Báo cáo", ["Kế hoạch", "Báo cáo"], "all"),
    ("Quyết định/Báo cáo", ["Quyết định", "Báo cáo"], "any"),
    ("Quyết định hoặc Tờ trình", ["Quyết định", "Tờ trình"], "any"),
    ("Kế hoạch thanh tra, kiểm tra", ["Kế hoạch thanh tra, kiểm tra"], "all"),
    (
        "Nghị quyết của HĐND tỉnh, Quyết định của UBND tỉnh",
        ["Nghị quyết của HĐND tỉnh", "Quyết định của UBND tỉnh"],
        "all",
    ),
    ("Văn bản, Quyết định của Giám đốc Sở", ["Văn bản, Quyết định của Giám đốc Sở"], "all"),
    ("Văn bản trả lời. Kết quả được đăng tải", ["Văn bản trả lời", "Kết quả được đăng tải"], "all"),
    ("Phiếu khảo sát (mẫu 1, Báo cáo mẫu 2)", ["Phiếu khảo sát (mẫu 1, Báo cáo mẫu 2)"], "all"),
    ("", [], "all"),
]


@pytest.mark.parametrize(("line", "names", "rule"), SPLITS)
def test_products_are_split(line: str, names: list[str], rule: str) -> None:
    read = read_products([line])
    assert (read.names, read.rule) == (names, rule)


def test_products_are_conditional_only_when_all_of_them_are() -> None:
    assert read_products(["Quyết định (nếu có)"]).conditional
    assert not read_products(["Kế hoạch; Quyết định (nếu có)"]).conditional


@pytest.mark.parametrize(
    ("line", "issuer"),
    [
        ("Quyết định của Chủ tịch UBND tỉnh (nếu có)", "Chủ tịch UBND tỉnh"),
        ("Kế hoạch năm 2026 của Giám đốc Sở", "Giám đốc Sở"),
        ("Nghị quyết của HĐND tỉnh, Quyết định của UBND tỉnh", "HĐND tỉnh; UBND tỉnh"),
        ("Văn bản công bố Danh mục văn bản của HĐND, UBND tỉnh hết hiệu lực", None),
        ("Báo cáo", None),
    ],
)
def test_who_issues_is_read_where_the_text_says_so(line: str, issuer: str | None) -> None:
    assert read_products([line]).issued_by == issuer


def test_a_milestone_is_linked_to_the_product_its_words_name() -> None:
    schedule = [ScheduleEntry(what="báo cáo kết quả"), ScheduleEntry(what="ban hành kế hoạch")]
    link_products(schedule, ["Kế hoạch kiểm tra", "báo cáo kết quả kiểm tra"])
    assert [entry.product for entry in schedule] == [1, 0]


def test_silent_milestones_are_linked_in_order_when_counts_agree() -> None:
    schedule = [ScheduleEntry(), ScheduleEntry()]
    link_products(schedule, ["Kế hoạch", "Báo cáo"])
    assert [entry.product for entry in schedule] == [0, 1]


def test_nothing_is_linked_where_it_would_be_a_guess() -> None:
    schedule = [ScheduleEntry(), ScheduleEntry(), ScheduleEntry()]
    link_products(schedule, ["Kế hoạch", "Báo cáo"])
    assert [entry.product for entry in schedule] == [None, None, None]


DUTIES = [
    ("Ban hành quy định về xử lý vi phạm của cơ quan, đơn vị mình, hoàn thành trong tháng 3",
     ["quy định về xử lý vi phạm của cơ quan, đơn vị mình"]),
    ("Tham mưu UBND tỉnh sửa đổi Quy chế văn hóa công sở, trình chậm nhất ngày 15/5", ["Quy chế văn hóa công sở"]),
    ("Sơ kết việc tiếp nhận hồ sơ, gửi báo cáo sơ kết trước ngày 10/7", ["báo cáo sơ kết"]),
    ("Phân công lãnh đạo; gửi danh sách phân công về Văn phòng Sở chậm nhất ngày 10/6", ["danh sách phân công"]),
    ("Xây dựng phương án xử lý tồn đọng, trình UBND tỉnh", ["phương án xử lý tồn đọng"]),
    ("Ban hành kế hoạch trước ngày 15/3", ["kế hoạch"]),
    ("Rà soát hồ sơ, lập danh sách và xử lý xong trước ngày 06/3", []),
    ("Khắc phục lỗi; báo cáo kết quả trước ngày 15/6", []),
    ("Gửi thư xin lỗi đến từng người dân", []),
    ("Niêm yết công khai thủ tục", []),
]  # fmt: skip


@pytest.mark.parametrize(("duty", "expected"), DUTIES)
def test_a_duty_names_the_document_it_makes_or_sends(duty: str, expected: list[str]) -> None:
    assert product_in(duty) == expected
