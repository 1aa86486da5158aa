"""Plans in shapes that offices use now and then: fields behind arrows, groups in groups, units as headings."""

import pytest

from cchc.reading import PlanDraft, read_blocks
from cchc.reading.inputs.text import read_text

HEAD = (
    "UBND TỈNH LAM SƠN\nSỞ Y TẾ\n\nSố: 33/KH-SYT\n\nLam Sơn, ngày 12 tháng 01 năm 2026\n\n"
    "KẾ HOẠCH\nCải cách hành chính năm 2026 của Sở Y tế\n\n"
)
NOTICE = HEAD.replace("33/KH-SYT", "33/TB-SYT").replace("KẾ HOẠCH", "THÔNG BÁO")


def read(body: str, head: str = HEAD) -> PlanDraft:
    return read_blocks([read_text(head + body)])


def told(plan: PlanDraft) -> list[tuple[str, str, list[str], list[str], str | None]]:
    return [(one.key, one.text, one.lead, one.coordinating, one.time) for one in plan.tasks]


@pytest.mark.parametrize("sign", ["→", "->", "–", "|"])
def test_fields_may_stand_behind_arrows_and_bars(sign: str) -> None:
    plan = read(
        "II. NHIỆM VỤ TRỌNG TÂM\n1. Cải cách thủ tục hành chính\n"
        f"a) Công khai thủ tục {sign} Chủ trì: Văn phòng Sở {sign} Thời hạn: tháng 3/2026\n"
    )
    assert told(plan) == [("II.1.a", "Công khai thủ tục", ["Văn phòng Sở"], [], "tháng 3/2026")]


def test_a_group_of_a_table_may_stand_in_a_group() -> None:
    plan = read(
        "I. NHIỆM VỤ\n\n| TT | Nội dung công việc | Chủ trì | Kết quả | Hạn |\n|---|---|---|---|---|\n"
        "| A | CẢI CÁCH THỂ CHẾ | | | |\n| I | Soạn văn bản | | | |\n"
        "| 1 | Soạn quy định khám chữa bệnh | Phòng Nghiệp vụ Y | Quyết định | Quý I |\n"
        "| II | Theo dõi thi hành | | | |\n| 1 | Đi kiểm tra các trạm | Thanh tra Sở | Báo cáo | Hằng quý |\n"
        "| B | CHUYỂN ĐỔI SỐ | | | |\n| 1 | Mua máy quét | Văn phòng Sở | Máy quét | 30/9/2026 |\n"
    )
    assert [(one.key, one.area) for one in plan.tasks] == [
        ("I/Soạn văn bản/1", "institutions"),
        ("I/Theo dõi thi hành/1", "institutions"),
        ("I/CHUYỂN ĐỔI SỐ/1", "digital"),
    ]


def test_units_as_headings_of_a_plan_give_helpers_and_standing_times_too() -> None:
    plan = read(
        "Phần I. NHIỆM VỤ CÁC ĐƠN VỊ\nA. Văn phòng Sở\n"
        "1. Chủ trì, phối hợp với Thanh tra Sở kiểm tra 04 đơn vị trong quý III/2026.\n"
        "B. Các bệnh viện, trung tâm y tế\n1. Công khai giá dịch vụ, thực hiện thường xuyên.\n"
    )
    assert [(key, *rest) for key, _, *rest in told(plan)] == [
        ("I.A.1", ["Văn phòng Sở"], ["Thanh tra Sở"], "trong quý III/2026"),
        ("I.B.1", ["Các bệnh viện, trung tâm y tế"], [], "thực hiện thường xuyên"),
    ]


def test_units_behind_a_colon_lead_and_help() -> None:
    plan = read(
        "II. NHIỆM VỤ\nCải cách thể chế:\n"
        "a/ Rà soát văn bản: Thanh tra Sở (chủ trì), Văn phòng Sở (phối hợp); hoàn thành quý II.\n"
        "b/ Theo dõi thi hành pháp luật: Văn phòng Sở; báo cáo trước 15/11.\n"
        "Chuyển đổi số:\na/ Ký số văn bản: các phòng; thường xuyên.\n"
        "b/ Lập danh sách gửi về: Văn phòng Sở; trước 15/6.\n"
    )
    assert told(plan)[:3] == [
        ("II.a", "Rà soát văn bản: Thanh tra Sở (chủ trì), Văn phòng Sở (phối hợp); hoàn thành quý II",
         ["Thanh tra Sở"], ["Văn phòng Sở"], "hoàn thành quý II"),
        ("II.b", "Theo dõi thi hành pháp luật: Văn phòng Sở; báo cáo trước 15/11", ["Văn phòng Sở"], [],
         "báo cáo trước 15/11"),
        ("II.a#2", "Ký số văn bản: các phòng; thường xuyên", ["các phòng"], [], "thường xuyên"),
    ]  # fmt: skip
    assert plan.tasks[3].lead == []


def test_who_is_named_first_of_two_has_work_of_its_own() -> None:
    plan = read(
        "Giám đốc Sở kết luận tại cuộc họp giao ban như sau:\n\n"
        "1. Phòng Nghiệp vụ Y rà soát hồ sơ quá hạn, mỗi tuần báo cáo một lần; Thanh tra Sở kiểm tra 02 bệnh viện "
        "trước "
        "ngày 30/4/2026.\n",
        NOTICE,
    )
    assert [(one.lead, one.time) for one in plan.tasks] == [
        (["Phòng Nghiệp vụ Y"], None),
        (["Thanh tra Sở"], "trước ngày 30/4/2026"),
    ]


@pytest.mark.parametrize(
    "below",
    [
        "(Đơn vị chủ trì: Văn phòng Sở)",
        "Đơn vị chủ trì: Văn phòng Sở",
        "(Văn phòng Sở chủ trì, phối hợp với các phòng thực hiện)",
    ],
)
def test_a_line_in_brackets_below_a_heading_says_who_leads_what_follows(below: str) -> None:
    plan = read(
        f"II. NHIỆM VỤ\n\nA. CHỈ ĐẠO, ĐIỀU HÀNH\n\n{below}\n\n"
        "1. Rà soát quy chế làm việc.\n– Đơn vị phối hợp: Phòng Kế toán\n– Thời gian: Quý III/2026\n\n"
        "2. Xây dựng bộ câu hỏi.\n– Đơn vị phối hợp: Phòng Dược\n– Thời gian: Quý IV/2026\n"
    )
    told = [(one.key, one.lead) for one in plan.tasks]
    assert told == [("II.A.1", ["Văn phòng Sở"]), ("II.A.2", ["Văn phòng Sở"])]


ORDERS = (
    "UBND TỈNH LAM SƠN\n\nSố: 12/CT-UBND\n\nLam Sơn, ngày 12 tháng 01 năm 2026\n\n"
    "CHỈ THỊ\nVề chấn chỉnh việc giải quyết thủ tục hành chính\n\n"
    "1. Sở Y tế:\n"
    "a) Rà soát quy trình cấp phép, hoàn thành trước ngày 30/6/2026.\n"
    "b) Công khai hằng tháng danh sách phòng khám bị thu hồi giấy phép.\n"
    "c) {}\n"
)


def test_work_without_a_time_counts_beside_work_with_one() -> None:
    plan = read(ORDERS.format("Ký thư xin lỗi khi hồ sơ trễ hẹn."), head="")
    assert [one.text[:18] for one in plan.tasks] == [
        "Rà soát quy trình ", "Công khai hằng thá", "Ký thư xin lỗi khi",
    ]  # fmt: skip
    assert {one.lead[0] for one in plan.tasks} == {"Sở Y tế"}


@pytest.mark.parametrize(
    "reminder",
    [
        "Tiếp tục nâng cao tinh thần trách nhiệm.",
        "Chịu trách nhiệm trước Chủ tịch UBND tỉnh về kết quả.",
        "Gương mẫu chấp hành kỷ luật, kỷ cương.",
        "Thực hiện nghiêm các quy định hiện hành.",
    ],
)
def test_a_reminder_beside_work_with_a_time_is_no_task(reminder: str) -> None:
    assert len(read(ORDERS.format(reminder), head="").tasks) == 2


def test_a_table_of_targets_as_wide_as_the_table_of_work_above_it_gives_no_tasks() -> None:
    plan = read(
        "I. NHIỆM VỤ\n\n| Lĩnh vực | TT | Nội dung nhiệm vụ | Chủ trì | Phối hợp | Sản phẩm | Thời gian |\n"
        "|---|---|---|---|---|---|---|\n"
        "| Thể chế | 1 | Soạn quy định khám bệnh | Thanh tra Sở | Văn phòng Sở | Quyết định | Quý I |\n\n"
        "II. CHỈ TIÊU\n\n| Nhóm | TT | Chỉ tiêu | Đơn vị tính | Quý I | Quý II | Cả năm |\n"
        "|---|---|---|---|---|---|---|\n"
        "| Thể chế | 1 | Tỷ lệ văn bản thẩm định đúng hạn | % | 100 | 100 | 100 |\n"
        "| TTHC | 2 | Tỷ lệ hồ sơ trực tuyến | % | 80 | 85 | ≥ 90 |\n"
    )
    assert [one.text for one in plan.tasks] == ["Soạn quy định khám bệnh"]
    assert [(one.comparator, one.value) for one in plan.targets] == [("=", 100), (">=", 90)]
