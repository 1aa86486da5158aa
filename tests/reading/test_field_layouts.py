"""Fields under, beside and inside a task, as offices write them: every variant gives the same reading."""

import pytest

from cchc.reading import PlanDraft, read_blocks
from cchc.reading.inputs.text import read_text

HEAD = (
    "Số: 5/KH-SYT\n\nLam Sơn, ngày 02 tháng 01 năm 2026\n\nKẾ HOẠCH\nCải cách hành chính năm 2026\n\n"
    "II. NHIỆM VỤ TRỌNG TÂM\n\n1. Cải cách thể chế\n"
)
TAIL = "\n\nIII. TỔ CHỨC THỰC HIỆN\n1. Giao Văn phòng Sở đôn đốc, báo cáo trước ngày 20/12/2026.\n"


def read(body: str) -> PlanDraft:
    return read_blocks([read_text(HEAD + body + TAIL)])


@pytest.mark.parametrize(
    "body",
    [
        "a) Nhiệm vụ: Rà soát quy chế.\nb) Cơ quan chủ trì: Văn phòng Sở\nc) Cơ quan phối hợp: Thanh tra Sở\n"
        "d) Thời gian: Quý I",
        "1.1. Rà soát quy chế\n1.1.1. Đơn vị chủ trì: Văn phòng Sở\n1.1.2. Đơn vị phối hợp: Thanh tra Sở\n"
        "1.1.3. Thời gian hoàn thành: Quý I",
        "a) Rà soát quy chế\n+ Cơ quan chủ trì\nVăn phòng Sở\n+ Cơ quan phối hợp\nThanh tra Sở\n+ Thời gian\nQuý I",
        "a) Rà soát quy chế\n**Phụ trách**: Văn phòng Sở\n*Cùng thực hiện:* Thanh tra Sở\n**Thời hạn:** Quý I",
        "- Rà soát quy chế:\n+ Đơn vị chủ trì – Văn phòng Sở\n+ Đơn vị phối hợp – Thanh tra Sở\n"
        "+ Thời gian thực hiện – Quý I",
        "Nhiệm vụ 1: Rà soát quy chế\n- Chủ trì: Văn phòng Sở\n- Phối hợp: Thanh tra Sở\n- Hạn: Quý I",
        "a) Rà soát quy chế\n- Đơn vị thực hiện: Văn phòng Sở (chủ trì); Thanh tra Sở (phối hợp).\n- Tiến độ: Quý I",
        "a) Rà soát quy chế\nChủ trì ...... : Văn phòng Sở\nPhối hợp ..... : Thanh tra Sở\nThời hạn ..... : Quý I",
        "a) Rà soát quy chế\nChủ trì\tVăn phòng Sở\nPhối hợp\tThanh tra Sở\nThời hạn\tQuý I",
        "a) Rà soát quy chế\n- CQ chủ trì: Văn phòng Sở\n- CQ phối hợp: Thanh tra Sở\n- TG hoàn thành: Quý I",
        "a) Rà soát quy chế; chủ trì: Văn phòng Sở; phối hợp: Thanh tra Sở; thời hạn: Quý I.",
        "a) Rà soát quy chế. Đơn vị chủ trì là Văn phòng Sở; đơn vị phối hợp là Thanh tra Sở; thời gian hoàn thành "
        "trong Quý I.",
    ],
)  # fmt: skip
def test_the_fields_of_a_task_are_read_however_they_are_laid_out(body: str) -> None:
    (task,) = read(body).tasks
    assert (task.text, task.lead, task.coordinating) == (
        "Rà soát quy chế", ["Văn phòng Sở"], ["Thanh tra Sở"],
    )  # fmt: skip
    assert str(task.schedule[0].due) == "2026-03-31"


@pytest.mark.parametrize(
    "sentence",
    [
        "Giao Văn phòng Sở chủ trì, phối hợp với Thanh tra Sở thực hiện, hoàn thành trước 31/3.",
        "Giao Văn phòng Sở chủ trì, Thanh tra Sở phối hợp, có báo cáo chậm nhất ngày 31/3/2026.",
        "Văn phòng Sở chịu trách nhiệm chính, Thanh tra Sở phối hợp; hoàn thành trước ngày 31/3/2026.",
        "(Văn phòng Sở chủ trì, Thanh tra Sở phối hợp, hoàn thành trong tháng 3/2026)",
    ],
)
def test_a_sentence_behind_the_work_says_who_and_when(sentence: str) -> None:
    (task,) = read(f"a) Rà soát quy chế. {sentence}").tasks
    assert (task.lead, task.coordinating) == (["Văn phòng Sở"], ["Thanh tra Sở"])
    assert str(task.schedule[0].due) == "2026-03-31"


def test_a_unit_and_a_time_in_brackets_are_lead_and_time() -> None:
    (task,) = read("a) Công khai kết quả (Văn phòng Sở; Quý III/2026).").tasks
    assert (task.lead, task.time) == (["Văn phòng Sở"], "Quý III/2026")


def test_behind_the_work_it_is_enough_that_a_unit_does_it() -> None:
    tasks = read(
        "a) Đánh giá công chức. Trưởng các phòng thực hiện trước ngày 25 hằng tháng.\n"
        "b) Các phòng thực hiện nghiêm kỷ luật."
    ).tasks
    assert [task.lead for task in tasks] == [["Trưởng các phòng"], []]


@pytest.mark.parametrize(
    ("heading", "helpers"),
    [
        ("2. Cải cách thủ tục hành chính (Phòng Pháp chế chủ trì)", []),
        (
            "2. Cải cách thủ tục hành chính\nPhòng Pháp chế chủ trì, phối hợp với các phòng thực hiện:",
            ["các phòng"],
        ),
    ],
)
def test_a_lead_said_for_a_section_is_inherited(heading: str, helpers: list[str]) -> None:
    plan = read(
        f"a) Rà soát chung.\n{heading}\na) Niêm yết thủ tục, hoàn thành trước ngày 30/3/2026.\nb) Số hóa hồ sơ."
    )
    tasks = plan.tasks[1:]
    assert [(task.lead, task.coordinating) for task in tasks] == [(["Phòng Pháp chế"], helpers)] * 2
    assert tasks[0].marks["lead"] == ["inherited"]
    assert str(tasks[0].schedule[0].due) == "2026-03-30"


def test_sentences_and_field_lines_may_stand_side_by_side() -> None:
    plan = read(
        "a) Rà soát quy chế\n- Chủ trì: Văn phòng Sở\n2. Kỷ luật, kỷ cương\n"
        "a) Sửa quy chế. Giao Thanh tra Sở chủ trì, hoàn thành trước 30/6."
    )
    assert [task.lead for task in plan.tasks] == [["Văn phòng Sở"], ["Thanh tra Sở"]]


def test_items_beside_a_table_are_tasks_too_unless_a_row_says_the_same() -> None:
    table = "STT\tNhiệm vụ\tChủ trì\tThời hạn\n1\tRà soát quy chế\tVăn phòng Sở\tQuý I\n"
    items = (
        "2. Khảo sát người dân\n- Phụ trách: Thanh tra Sở\n- Thời hạn: Quý II\n"
        "3. Rà soát quy chế\n- Phụ trách: Văn phòng Sở\n- Thời hạn: Quý I\n"
    )
    assert [task.text for task in read(f"{table}\n{items}").tasks] == [
        "Rà soát quy chế",
        "Khảo sát người dân",
    ]


def test_a_lead_behind_the_list_of_an_area_holds_for_all_of_it() -> None:
    plan = read(
        "- Rà soát văn bản.\n- Sửa quy chế.\nĐơn vị chủ trì: Thanh tra Sở; đơn vị phối hợp: các phòng."
    )
    assert [(task.text, task.lead, task.coordinating) for task in plan.tasks] == [
        ("Rà soát văn bản", ["Thanh tra Sở"], ["các phòng"]),
        ("Sửa quy chế", ["Thanh tra Sở"], ["các phòng"]),
    ]
