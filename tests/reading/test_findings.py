"""Each check fires on what an office would act on, and stays silent otherwise."""

from cchc.reading import read_blocks
from cchc.reading.draft import Finding
from cchc.reading.inputs.text import read_text

HEAD = (
    "Số: 5/KH-SYT\n\nLam Sơn, ngày 02 tháng 01 năm 2026\n\n"
    "KẾ HOẠCH\nCải cách hành chính năm 2026\n\nI. NHIỆM VỤ\n\n1. Cải cách thể chế\n\n"
)
CLEAN = """a) Rà soát văn bản.

- Đơn vị chủ trì: Văn phòng Sở
- Đơn vị phối hợp: Các phòng, đơn vị thuộc Sở
- Sản phẩm: Báo cáo
- Thời gian: Quý I
"""


def findings(body: str, head: str = HEAD) -> list[Finding]:
    return read_blocks([read_text(head + body)]).findings


def codes(body: str, head: str = HEAD) -> list[tuple[str, str]]:
    return [(finding.code, finding.path) for finding in findings(body, head)]


def test_a_clean_plan_gives_none() -> None:
    assert findings(CLEAN) == []


def test_a_missing_field_is_found_at_its_task() -> None:
    assert codes(CLEAN.replace("- Đơn vị chủ trì: Văn phòng Sở\n", "")) == [("no-lead", "I.1.a")]
    assert codes(CLEAN.replace("- Sản phẩm: Báo cáo\n", "")) == [("no-product", "I.1.a")]
    assert codes(CLEAN.replace("- Thời gian: Quý I\n", "")) == [("no-deadline", "I.1.a")]


def test_a_field_that_no_task_has_is_one_finding() -> None:
    body = "".join(
        f"{letter}) Rà soát lần {letter}.\n- Đơn vị chủ trì: Văn phòng Sở\n- Thời gian: Quý I\n"
        for letter in "abcd"
    )
    [finding] = findings(body)
    assert (finding.code, finding.path) == ("no-product", "")
    assert "Cả 4 nhiệm vụ" in finding.message


def test_a_repeated_ordinal_is_found_where_it_is_repeated() -> None:
    assert codes(CLEAN + CLEAN.replace("Rà soát", "Công bố")) == [("repeated-ordinal", "I.1.a#2")]


def test_a_blank_number_is_found() -> None:
    head = HEAD.replace("5/KH", " /KH")
    assert codes(CLEAN, head) == [("number-or-date-blank", "")]
    assert "số" in findings(CLEAN, head)[0].message


def test_a_slip_of_scanning_comes_with_its_mending() -> None:
    [finding] = findings(CLEAN.replace("Rà soát", "Phần đầu rà soát"))
    assert finding.fix == {
        "op": "set",
        "key": "I.1.a",
        "field": "text",
        "value": "Phấn đấu rà soát văn bản",
    }


def test_words_that_only_look_like_a_slip_are_left_alone() -> None:
    assert findings(CLEAN.replace("Rà soát", "Xây dựng phần đầu tiên của")) == []


def test_a_unit_that_leads_and_coordinates_is_found_with_a_fix() -> None:
    [finding] = findings(CLEAN.replace("Các phòng, đơn vị thuộc Sở", "Văn phòng Sở; Thanh tra Sở"))
    assert finding.code == "lead-also-coordinating"
    assert finding.fix is not None
    assert finding.fix["value"] == ["Thanh tra Sở"]


def test_collective_names_may_lead_and_coordinate() -> None:
    assert findings(CLEAN.replace("Văn phòng Sở", "Các phòng, đơn vị thuộc Sở")) == []


def test_a_cited_annex_that_is_not_there_is_found() -> None:
    assert codes(CLEAN + "\n2. Phân công (Chi tiết tại Phụ lục kèm theo)\n")[0] == (
        "annex-cited-but-missing", "I.2",
    )  # fmt: skip


def test_an_annex_that_is_there_is_not_missed() -> None:
    body = (
        CLEAN
        + "\n2. Biểu mẫu theo Phụ lục kèm theo./.\n\nNơi nhận:\n- Lưu: VT.\n\nPHỤ LỤC\n\nMẫu báo cáo\n"
    )
    assert "annex-cited-but-missing" not in [code for code, _ in codes(body)]


def test_a_time_of_another_year_is_a_note_unless_the_task_speaks_of_it() -> None:
    late = CLEAN.replace("Quý I", "Quý I/2025")
    [finding] = findings(late)
    assert (finding.code, finding.severity) == ("time-other-year", "note")
    assert findings(late.replace("văn bản.", "văn bản năm 2025.")) == []


def test_a_report_due_before_its_figures_are_complete_is_found() -> None:
    reports = (
        "\nII. TỔ CHỨC THỰC HIỆN\n\n1. Thời hạn vào ngày 10 của tháng cuối kỳ báo cáo:\n\n"
        "Báo cáo Quý I: Từ ngày 15/12/2025 đến ngày 14/3/2026;\n"
    )
    assert codes(CLEAN + reports) == [("report-before-cut-off", "")]


def test_a_document_without_tasks_says_so() -> None:
    assert codes("", "Hôm nay trời đẹp.") == [("no-tasks", "")]
