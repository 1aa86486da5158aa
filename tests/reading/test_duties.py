"""Letters, directives and decisions that give each unit its duties; and documents that give none."""

from cchc.reading import PlanDraft, read_blocks
from cchc.reading.inputs.text import read_text

LETTER = (
    "UBND TỈNH LAM SƠN\nSỞ NỘI VỤ\nSố: 118/SNV-CCHC\nV/v {about}\n\nLam Sơn, ngày 05 tháng 3 năm 2026\n\n"
    "Kính gửi: Các sở, ban, ngành.\n\nSở Nội vụ đề nghị:\n\n"
)


def letter(body: str, about: str = "triển khai nhiệm vụ") -> PlanDraft:
    return read_blocks([read_text(LETTER.format(about=about) + body)])


def given(plan: PlanDraft) -> list[tuple[str, list[str], list[str], str | None]]:
    return [(task.path, task.lead, task.coordinating, task.time) for task in plan.tasks]


def test_what_stands_below_a_unit_is_its_duty() -> None:
    plan = letter(
        "1. Đối với Sở Tư pháp\n- Rà soát văn bản; hoàn thành trước ngày 30/5/2026.\n"
        "- Chủ trì, phối hợp với Văn phòng UBND tỉnh tập huấn trong tháng 4/2026.\n"
        "2. Thủ trưởng các đơn vị; Chủ tịch UBND các xã:\na) Niêm yết thủ tục chậm nhất ngày 20/4/2026.\n"
        "b) Thường xuyên tuyên truyền đến người dân.\n"
    )
    assert given(plan) == [
        ("1", ["Sở Tư pháp"], [], "hoàn thành trước ngày 30/5/2026"),
        ("1", ["Sở Tư pháp"], ["Văn phòng UBND tỉnh"], "trong tháng 4/2026"),
        ("2.a", ["Thủ trưởng các đơn vị", "Chủ tịch UBND các xã"], [], "chậm nhất ngày 20/4/2026"),
        ("2.b", ["Thủ trưởng các đơn vị", "Chủ tịch UBND các xã"], [], "Thường xuyên"),
    ]


def test_a_line_that_opens_with_a_unit_gives_it_what_follows() -> None:
    plan = letter(
        "1. Văn phòng UBND tỉnh, Sở Tài chính: Công khai kết quả vào thứ Hai hằng tuần.\n"
        "2. Đề nghị Công an tỉnh chỉ đạo hướng dẫn người dân, gửi kết quả trước ngày 25 hằng tháng.\n"
        "3. Sở Khoa học và Công nghệ đấu nối dữ liệu, thực hiện từ tháng 3 đến hết tháng 6/2026.\n"
        "4. Trong quý II/2026, Sở Xây dựng chủ trì rà soát.\n"
    )
    assert given(plan)[:3] == [
        ("1", ["Văn phòng UBND tỉnh", "Sở Tài chính"], [], "vào thứ Hai hằng tuần"),
        ("2", ["Công an tỉnh"], [], "trước ngày 25 hằng tháng"),
        ("3", ["Sở Khoa học và Công nghệ"], [], "từ tháng 3 đến hết tháng 6/2026"),
    ]


def test_following_up_and_closing_words_are_no_duties() -> None:
    plan = letter(
        "1. Sở Y tế\nCông khai giá dịch vụ, hoàn thành trước ngày 30/4/2026.\n\n"
        "Giao Văn phòng UBND tỉnh theo dõi, đôn đốc, tổng hợp báo cáo Chủ tịch UBND tỉnh.\n\n"
        "Trong quá trình thực hiện, nếu có vướng mắc, báo cáo Sở Nội vụ trước ngày 01/6/2026./.\n"
    )
    assert given(plan) == [("1", ["Sở Y tế"], [], "hoàn thành trước ngày 30/4/2026")]


def test_a_letter_that_asks_for_an_opinion_gives_no_work() -> None:
    body = "1. Sở Tài chính cho ý kiến về kinh phí, gửi trước ngày 15/3/2026.\n"
    assert letter(body, "góp ý dự thảo Kế hoạch").tasks == []
    assert len(letter(body).tasks) == 1


def test_minutes_and_invitations_give_neither_tasks_nor_targets() -> None:
    for title in ("BIÊN BẢN\nHọp giao ban", "Số: 4/GM-SYT\nGIẤY MỜI\nDự họp"):
        text = (
            f"SỞ Y TẾ\n{title}\n\nI. NHIỆM VỤ\n1. Đạt 98% hồ sơ đúng hạn.\n- Chủ trì: Văn phòng Sở\n"
            "2. Giao Văn phòng Sở chủ trì rà soát trước ngày 10/4/2026.\n"
        )
        plan = read_blocks([read_text(text)])
        assert (plan.tasks, plan.targets) == ([], [])


def test_a_form_to_be_filled_in_gives_no_tasks() -> None:
    text = "PHIẾU THEO DÕI\n1. Nhiệm vụ được giao\n- Đơn vị thực hiện: ........\n- Thời gian hoàn thành: ......\n"
    assert read_blocks([read_text(text)]).tasks == []


def test_units_that_are_to_do_the_following_have_the_points_below() -> None:
    plan = letter(
        "1. Giám đốc các sở, Chủ tịch UBND các xã tập trung chỉ đạo thực hiện những việc sau đây:\n"
        "a) Thay biển chỉ dẫn tại trụ sở, hoàn thành trước ngày 12/5/2026.\n"
        "b) Kiểm kê máy tính; thời hạn: 30/6/2026.\n"
    )
    assert given(plan) == [
        ("1.a", ["Giám đốc các sở", "Chủ tịch UBND các xã"], [], "hoàn thành trước ngày 12/5/2026"),
        ("1.b", ["Giám đốc các sở", "Chủ tịch UBND các xã"], [], "30/6/2026"),
    ]


def test_a_duty_with_two_days_has_two_milestones() -> None:
    plan = letter(
        "1. Sở Xây dựng công bố quy trình mới, hoàn thành trước ngày 10/4/2026; đồng thời tập huấn cho cấp xã, "
        "báo cáo kết quả trước ngày 25/4/2026.\n"
    )
    assert [str(entry.due) for entry in plan.tasks[0].schedule] == ["2026-04-10", "2026-04-25"]


def test_a_day_that_ends_a_part_of_the_sentence_is_read_where_no_other_is() -> None:
    plan = letter(
        "1. Sở Y tế chủ trì, phối hợp với Công an tỉnh nối dữ liệu tiêm chủng trước ngày 31/5/2026; vận hành ổn định.\n"
        "2. Báo và Đài Phát thanh tỉnh mở chuyên mục, phát sóng ít nhất 02 số/tháng.\n"
    )
    assert given(plan) == [
        ("1", ["Sở Y tế"], ["Công an tỉnh"], "trước ngày 31/5/2026"),
        ("2", ["Báo và Đài Phát thanh tỉnh"], [], "02 số/tháng"),
    ]
    assert plan.tasks[1].schedule[0].recurrence == "monthly"


def test_who_follows_up_does_not_take_the_day_of_the_others() -> None:
    plan = letter(
        "1. Sở Y tế công khai giá dịch vụ trước ngày 30/4/2026.\n"
        "2. Giao Văn phòng Sở theo dõi, đôn đốc; các đơn vị báo cáo trước ngày 15/6/2026.\n"
    )
    assert [task.path for task in plan.tasks] == ["1"]
