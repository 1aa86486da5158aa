"""Wordings of report deadlines as ministries, provinces, departments, communes and schools write them."""

import pytest

from cchc.reading import read_blocks
from cchc.reading.draft import ReportDeadline
from cchc.reading.inputs.text import read_text
from tests.reading.cases import wordings

HEAD = (
    "UBND TỈNH LAM SƠN\nSỞ Y TẾ\n\nSố: 5/KH-SYT\n\nLam Sơn, ngày 02 tháng 01 năm 2026\n\n"
    "KẾ HOẠCH\nCải cách hành chính năm 2026\n\n"
)
ORGANISATION = "I. NHIỆM VỤ\n1. Rà soát thủ tục hành chính.\n\nII. TỔ CHỨC THỰC HIỆN\n"


@pytest.mark.parametrize(("lines", "expected"), wordings("reports-offices"))
def test_a_sentence_of_reports_gives_their_days(lines: str, expected: list[str]) -> None:
    plan = read_blocks([read_text(f"{HEAD}{ORGANISATION}{lines}\n")])
    assert [_day(one) for one in plan.report_deadlines] == expected


def test_reports_are_due_though_the_sentence_is_somebodys_duty() -> None:
    body = (
        "I. PHÂN CÔNG NHIỆM VỤ\n1. Văn phòng Sở\n- Rà soát thủ tục, hoàn thành trong quý I.\n"
        "- Tổng hợp, báo cáo Sở Nội vụ quý I trước ngày 10/3, năm trước ngày 01/12/2026.\n"
    )
    plan = read_blocks([read_text(HEAD + body)])
    assert [_day(one) for one in plan.report_deadlines] == ["2026-Q1 <2026-03-10", "2026 <2026-12-01"]  # fmt: skip


def test_a_table_of_reports_and_who_gets_them_assigns_no_work() -> None:
    table = "TT|Nội dung|Nơi gửi|Hạn\n1|Báo cáo quý I|Sở Nội vụ|Trước ngày 10/3\n2|Báo cáo năm|Sở Nội vụ|05/12\n"
    plan = read_blocks([read_text(f"{HEAD}{ORGANISATION}{table.replace('|', chr(9))}")])
    assert [_day(one) for one in plan.report_deadlines] == ["2026-Q1 <2026-03-10", "2026 2026-12-05"]  # fmt: skip
    assert [one.text for one in plan.tasks] == ["Rà soát thủ tục hành chính"]


def _day(one: ReportDeadline) -> str:
    window = f" [{one.start or ''}..{one.end}]" if one.end else ""
    return f"{one.period}{window} {'<' if one.before else ''}{one.due}"
