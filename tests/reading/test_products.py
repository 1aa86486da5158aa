"""Products are split as their punctuation means it."""

import pytest

from cchc.reading.draft import ScheduleEntry
from cchc.reading.meaning.products import link_products, read_products

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
