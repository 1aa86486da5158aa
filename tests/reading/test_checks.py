"""Every check of the catalogue has a plan in which it fires and a near one in which it must not."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest

from cchc.reading import read_blocks
from cchc.reading.checks import CHECKS
from cchc.reading.checks.context import Context
from cchc.reading.draft import Finding, PlanDraft, Source, Target
from cchc.reading.inputs.text import read_text
from cchc.reading.meaning.tasks import Found, Trees
from cchc.reading.structure.tree import build_tree
from tests.reading.test_findings import CLEAN, HEAD

SECOND = """
b) Công bố thủ tục hành chính.

- Đơn vị chủ trì: Phòng Nghiệp vụ
- Sản phẩm: Quyết định công bố
- Thời gian: Quý II
"""
LONG = "Rà soát, đơn giản hóa thủ tục hành chính nội bộ giữa các phòng thuộc Sở"
AREAS = {
    "Công tác chỉ đạo, điều hành": "a", "Cải cách thể chế": "b", "Cải cách thủ tục hành chính": "c",
    "Cải cách tổ chức bộ máy": "d", "Cải cách chế độ công vụ": "đ", "Cải cách tài chính công": "e",
    "Xây dựng chính quyền số": "g",
}  # fmt: skip
REPORTS = """
II. TỔ CHỨC THỰC HIỆN

1. Thời hạn vào ngày {day} của tháng cuối kỳ báo cáo:

Báo cáo Quý I: Từ ngày 15/12/2025 đến ngày 14/3/2026;
"""
ORDERED = (
    "\nII. TỔ CHỨC THỰC HIỆN\n\n1. Giao Phòng Nghiệp vụ chủ trì {what} trước ngày 30/6/2026.\n"
)
GOALS = "MỤC TIÊU\n\n- 100% hồ sơ giải quyết đúng hạn.\n- {goal}\n\nII. NHIỆM VỤ\n\n1. Cải cách thể chế\n\n"
TABLE = (
    "Nhiệm vụ chung\tNhiệm vụ cụ thể\tSản phẩm\tĐơn vị chủ trì\tThời gian\n"
    "Cải cách thể chế\t1. Rà soát văn bản\tBáo cáo\tVăn phòng Sở\tQuý I\n"
    "{group}\t1. Công bố thủ tục\tQuyết định\tVăn phòng Sở\tQuý I\n\n"
    "Cải cách thủ tục hành chính\t2. Niêm yết thủ tục\tBiên bản\tVăn phòng Sở\tQuý I\n"
)


@dataclass(frozen=True)
class Case:
    """A plan in which the check fires, one in which it does not."""

    fires: str
    silent: str


def plan(body: str = CLEAN) -> str:
    """The head and a body."""
    return HEAD + body


def swapped(old: str, new: str, body: str = CLEAN) -> str:
    assert old in HEAD + body
    return (HEAD + body).replace(old, new)


def by_areas(*areas: str) -> str:
    parts = [
        f"{number}. {name}\n\n" + CLEAN.replace("văn bản", f"việc {AREAS[name]} của năm")
        for number, name in enumerate(areas, 1)
    ]
    return HEAD.split("1. Cải cách thể chế")[0] + "\n".join(parts)


def basis(words: str) -> str:
    return swapped("I. NHIỆM VỤ", f"Căn cứ {words};\n\nI. NHIỆM VỤ")


def two_tasks(first: str, second: str) -> str:
    body = CLEAN + SECOND
    return HEAD + body.replace("Rà soát văn bản", first).replace(
        "Công bố thủ tục hành chính", second
    )


def product(task: str, made: str) -> str:
    return swapped("Rà soát văn bản", task).replace("Báo cáo", made)


CASES = {
    "no-tasks": Case("Hôm nay trời đẹp.", plan()),
    "annex-cited-but-missing": Case(
        plan(CLEAN + "\n2. Phân công (Chi tiết tại Phụ lục kèm theo)\n"),
        plan(CLEAN + "\n2. Mẫu tại Phụ lục ban hành kèm theo Nghị định số 30/2020/NĐ-CP.\n"),
    ),
    "number-or-date-blank": Case(swapped("5/KH", " /KH"), plan()),
    "no-lead": Case(swapped("- Đơn vị chủ trì: Văn phòng Sở\n", ""), plan()),
    "no-product": Case(swapped("- Sản phẩm: Báo cáo\n", ""), plan()),
    "no-deadline": Case(swapped("- Thời gian: Quý I\n", ""), plan()),
    "lead-also-coordinating": Case(
        swapped("Các phòng, đơn vị thuộc Sở", "Văn phòng Sở; Thanh tra Sở"),
        swapped("chủ trì: Văn phòng Sở", "chủ trì: Các phòng, đơn vị thuộc Sở"),
    ),
    "tasks-alike": Case(
        two_tasks(LONG, LONG.replace("các phòng", "các phòng, ban")),
        two_tasks(f"{LONG} quý I", f"{LONG} quý II"),
    ),
    "repeated-ordinal": Case(plan(CLEAN + SECOND.replace("b)", "a)")), plan(CLEAN + SECOND)),
    "skipped-ordinal": Case(
        plan(CLEAN + SECOND.replace("b)", "c)")),
        plan(CLEAN.replace("a)", "e)") + SECOND.replace("b)", "g)")),
    ),
    "task-not-taken": Case(
        plan(CLEAN + ORDERED.format(what="công bố danh mục")),
        plan(CLEAN + ORDERED.format(what="gửi báo cáo")),
    ),
    "group-after-page-break": Case(
        HEAD.split("1. Cải")[0] + TABLE.format(group=""),
        HEAD.split("1. Cải")[0] + TABLE.format(group="Cải cách thủ tục hành chính"),
    ),
    "vague-product": Case(
        swapped("Sản phẩm: Báo cáo", "Sản phẩm: Các văn bản triển khai"),
        swapped("Sản phẩm: Báo cáo", "Sản phẩm: Các văn bản triển khai; Quyết định phê duyệt"),
    ),
    "product-other-level": Case(
        product("Tham mưu, trình UBND tỉnh ban hành danh mục", "Quyết định của Giám đốc Sở"),
        product("Tham mưu, trình UBND tỉnh ban hành danh mục", "Quyết định của UBND tỉnh"),
    ),
    "time-other-year": Case(
        swapped("Quý I\n", "Quý I/2025\n"),
        swapped("Rà soát văn bản", "Lập danh mục văn bản hết hiệu lực").replace("Quý I\n", "Tháng 01/2027\n"),
    ),
    "report-before-cut-off": Case(
        plan(CLEAN + REPORTS.format(day="10")), plan(CLEAN + REPORTS.format(day="18"))
    ),
    "goals-without-measure": Case(
        swapped("NHIỆM VỤ\n\n1. Cải cách thể chế\n\n", GOALS.format(goal="Thực hiện đúng quy chế làm việc của Sở.")),
        swapped("NHIỆM VỤ\n\n1. Cải cách thể chế\n\n", GOALS.format(goal="Thời gian chờ không quá 15 phút.")),
    ),
    "area-without-task": Case(by_areas(*list(AREAS)[1:]), by_areas(*AREAS)),
    "basis-expired": Case(
        basis("Nghị định số 16/2015/NĐ-CP ngày 14/02/2015 của Chính phủ"),
        basis("Nghị định số 60/2021/NĐ-CP ngày 21/6/2021 của Chính phủ"),
    ),
    "basis-expiring": Case(
        basis("Luật Bảo vệ bí mật nhà nước số 29/2018/QH14 ngày 15/11/2018"),
        basis("Luật số 117/2025/QH15 thay thế Luật Bảo vệ bí mật nhà nước số 29/2018/QH14"),
    ),
    "basis-after-plan": Case(
        basis("Kế hoạch số 7/KH-UBND ngày 05/01/2026 của UBND tỉnh"),
        basis("Kế hoạch số 7/KH-UBND ngày 02/01/2026 của UBND tỉnh"),
    ),
    "wrong-title": Case(
        basis("Nghị định số 60/2021/NĐ-CP ngày 21/6/2021 của Chính phủ quy định về chế độ báo cáo định kỳ"),
        basis("Nghị định số 60/2021/NĐ-CP ngày 21/6/2021 của Chính phủ về cơ chế tự chủ tài chính"),
    ),
    "ocr-slip": Case(
        swapped("Rà soát", "Phần đầu rà soát"), swapped("Rà soát", "Xây dựng phần đầu tiên của")
    ),
}  # fmt: skip


def findings(text: str, code: str) -> list[Finding]:
    return [one for one in read_blocks([read_text(text)]).findings if one.code == code]


@pytest.mark.parametrize("code", CASES)
def test_it_fires_where_it_should_and_nowhere_near(code: str) -> None:
    assert findings(CASES[code].fires, code)
    assert findings(CASES[code].silent, code) == []


def drafted(code: str, change: Callable[[PlanDraft], None]) -> list[Finding]:
    """What a check finds in a draft that a person changed after it was read."""
    draft = read_blocks([read_text(plan())])
    change(draft)
    return list(CHECKS[code](Context(draft, Trees(build_tree([]), [], 2026, "KH"), Found([], ""))))


def test_a_day_outside_the_term_is_found_once_the_term_is_shorter_than_a_year() -> None:
    def shorter(draft: PlanDraft) -> None:
        draft.period.start = date(2026, 4, 1)

    def same(draft: PlanDraft) -> None:
        draft.period.start = date(2026, 3, 31)

    assert drafted("time-outside-period", shorter)
    assert drafted("time-outside-period", same) == []


@pytest.mark.parametrize(
    ("task", "made", "fires"),
    [
        ("Tham mưu UBND tỉnh ban hành danh mục", "Quyết định của Giám đốc Sở", True),
        ("Tham mưu cho Chủ tịch UBND tỉnh phê duyệt danh mục", "Quyết định của Giám đốc Sở", True),
        ("Tham mưu UBND tỉnh ban hành danh mục", "Quyết định của UBND tỉnh", False),
        ("Tham mưu, trình UBND tỉnh ban hành danh mục", "Tờ trình của Giám đốc Sở", False),
        ("Tham mưu UBND tỉnh ban hành danh mục", "Dự thảo Quyết định của Giám đốc Sở", False),
    ],
)
def test_what_is_prepared_for_a_higher_level_may_be_a_draft_but_is_not_issued_below(
    task: str, made: str, fires: bool
) -> None:
    assert bool(findings(product(task, made), "product-other-level")) is fires


def test_a_target_without_value_is_found_unless_a_document_sets_it() -> None:
    def target(reference: str | None) -> Callable[[PlanDraft], None]:
        return lambda draft: draft.targets.append(
            Target(
                "I.1",
                "Tăng hồ sơ trực tuyến",
                "digital",
                None,
                None,
                reference,
                None,
                None,
                Source(),
            )
        )

    assert drafted("unmeasurable-target", target(None))
    assert drafted("unmeasurable-target", target("theo chỉ tiêu giao của UBND tỉnh")) == []


def test_no_check_is_without_a_case() -> None:
    assert set(CASES) | {"time-outside-period", "unmeasurable-target"} == set(CHECKS)


def test_a_complete_plan_gives_no_finding() -> None:
    assert read_blocks([read_text(by_areas(*AREAS))]).findings == []


def test_a_task_without_lead_where_the_annex_is_missing_is_told_once() -> None:
    bare = "".join(f"{letter}) Rà soát lần {letter} các quy định.\n" for letter in "abcd")
    codes = [
        one.code
        for one in read_blocks(
            [read_text(plan(bare + "\n2. Phân công (theo Phụ lục đính kèm)\n"))]
        ).findings
    ]
    assert codes == ["annex-cited-but-missing"]
