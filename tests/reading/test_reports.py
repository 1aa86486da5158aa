"""Every wording of a report's deadline: the period, the days of the figures, the last day."""

import pytest

from cchc.reading import read_blocks
from cchc.reading.draft import ReportDeadline
from cchc.reading.inputs.text import read_text
from tests.reading.cases import wordings

HEAD = (
    "Số: 5/KH-SYT\n\nLam Sơn, ngày 02 tháng 01 năm 2026\n\nKẾ HOẠCH\nCải cách hành chính năm 2026\n\n"
    "I. NHIỆM VỤ\n1. Rà soát thủ tục hành chính.\n\nII. TỔ CHỨC THỰC HIỆN\n"
)


@pytest.mark.parametrize(("lines", "expected"), wordings("reports"))
def test_a_wording_gives_the_reports_with_period_window_and_last_day(
    lines: str, expected: list[str]
) -> None:
    assert [_told(one) for one in reports(lines)] == expected


def test_a_monthly_report_is_due_every_month() -> None:
    found = reports("1. Báo cáo tháng trước ngày 20 hằng tháng.")
    assert [_told(one) for one in found] == [
        f"2026-M{month:02d} <2026-{month:02d}-20" for month in range(1, 13)
    ]


@pytest.mark.parametrize(
    "lines",
    [
        "1. Các phòng thực hiện nghiêm Kế hoạch này.",
        "1. Căn cứ báo cáo quý I, các phòng rút kinh nghiệm.",
        "1. Văn phòng Sở báo cáo khi có yêu cầu.",
        "1. Nộp kết quả rà soát trước ngày 15/9/2026.",
    ],
)
def test_a_sentence_without_a_report_and_its_day_gives_none(lines: str) -> None:
    assert reports(lines) == []


def test_a_document_that_plans_nothing_asks_for_no_reports() -> None:
    text = "LUẬT\nTổ chức\n\nĐiều 1. Báo cáo\n\n1. Chính phủ báo cáo trước ngày 31/12 hằng năm.\n"
    assert read_blocks([read_text(text)]).report_deadlines == []


def reports(lines: str) -> list[ReportDeadline]:
    return read_blocks([read_text(HEAD + lines + "\n")]).report_deadlines


def _told(one: ReportDeadline) -> str:
    window = f" [{one.start or ''}..{one.end}]" if one.end else ""
    return f"{one.period}{window} {'<' if one.before else ''}{one.due}"


def test_a_period_named_behind_a_day_is_that_days() -> None:
    found = reports(
        "1. Các phòng báo cáo về Văn phòng Sở chậm nhất ngày 05 của tháng cuối quý (báo cáo quý I, 6 tháng, quý III) "
        "và ngày 25/11/2026 (báo cáo năm)."
    )
    assert sorted(str(one.due) for one in found) == [
        "2026-03-05", "2026-06-05", "2026-09-05", "2026-11-25",
    ]  # fmt: skip


def test_the_days_of_half_a_year_are_no_list_of_months() -> None:
    found = reports(
        "1. Các phòng báo cáo kết quả: quý I trước ngày 08 tháng 3, 6 tháng trước ngày 08 tháng 6, quý III trước ngày "
        "08 tháng 9."
    )
    assert [_told(one) for one in found] == [
        "2026-Q1 <2026-03-08", "2026-H1 <2026-06-08", "2026-Q3 <2026-09-08",
    ]  # fmt: skip
