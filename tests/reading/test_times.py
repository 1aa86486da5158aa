"""Every wording of time that plans use, with what it means."""

from datetime import date

import pytest

from cchc.reading.draft import ScheduleEntry
from cchc.reading.meaning.times import read_time
from tests.reading.cases import wordings
from tests.reading.codes import recurrence_of

YEAR = 2025

SINGLE = [
    # wording, due, start, before
    ("Quý I năm 2025", "2025-03-31", "2025-01-01", False),
    ("Trong Quý I năm 2025", "2025-03-31", "2025-01-01", False),
    ("Quý I – II năm 2025", "2025-06-30", "2025-01-01", False),
    ("Quý I, II năm 2025", "2025-06-30", "2025-01-01", False),
    ("Quý II - III/2025", "2025-09-30", "2025-04-01", False),
    ("Quý I/2024", "2024-03-31", "2024-01-01", False),
    ("Quý 4", "2025-12-31", "2025-10-01", False),
    ("Tháng 12 năm 2025", "2025-12-31", "2025-12-01", False),
    ("Tháng 1/2025", "2025-01-31", "2025-01-01", False),
    ("Trong 12/2024", "2024-12-31", "2024-12-01", False),
    ("Trong tháng 02/2024", "2024-02-29", "2024-02-01", False),
    ("Tháng 6 - 9/2025", "2025-09-30", "2025-06-01", False),
    ("từ tháng 6 đến tháng 9/2025", "2025-09-30", "2025-06-01", False),
    ("Chậm nhất là ngày 15/01/2025", "2025-01-15", None, False),
    ("Chậm nhất tháng 4/2025", "2025-04-30", "2025-04-01", False),
    ("Trước ngày 03/3/2025", "2025-03-03", None, True),
    ("Hoàn thành trước 30/6", "2025-06-30", None, True),
    ("hoàn thành trước ngày 30 tháng 6 năm 2025", "2025-06-30", None, True),
    ("Trước 30/6/25", "2025-06-30", None, True),
    ("Trước quý III/2025", "2025-07-01", None, True),
    ("Trước tháng 5", "2025-05-01", None, True),
    ("Trong năm 2025", "2025-12-31", "2025-01-01", False),
    ("Trong năm", "2025-12-31", "2025-01-01", False),
    ("Năm 2025", "2025-12-31", "2025-01-01", False),
    ("2025", "2025-12-31", "2025-01-01", False),
    ("Quý I-IV/2025", "2025-12-31", "2025-01-01", False),
    ("31/3/2025", "2025-03-31", None, False),
    ("Hoàn thành trong tháng 6", "2025-06-30", "2025-06-01", False),
    ("6 tháng đầu năm", "2025-06-30", "2025-01-01", False),
    ("06 tháng cuối năm 2025", "2025-12-31", "2025-07-01", False),
    ("9 tháng đầu năm", "2025-09-30", "2025-01-01", False),
    ("Đầu quý II/2025", "2025-04-30", "2025-04-01", False),
    ("Giữa quý II/2025", "2025-05-31", "2025-05-01", False),
    ("Cuối quý II/2025", "2025-06-30", "2025-04-01", False),
    ("Tuần đầu tháng 3/2025", "2025-03-07", "2025-03-01", False),
    ("Từ ngày 01/3/2025 đến ngày 30/4/2025", "2025-04-30", "2025-03-01", False),
    ("Từ 15/12 đến 14/3/2025", "2025-03-14", "2024-12-15", False),
    ("Đầu tháng 3", "2025-03-10", "2025-03-01", False),
    ("Giữa tháng 3/2025", "2025-03-20", "2025-03-11", False),
    ("Nửa đầu tháng 3/2025", "2025-03-15", "2025-03-01", False),
    ("Tuần đầu của tháng 3", "2025-03-07", "2025-03-01", False),
    ("Tuần thứ hai tháng 3/2025", "2025-03-14", "2025-03-08", False),
    ("Cuối tháng 3/2025", "2025-03-31", "2025-03-01", False),
    ("Đầu năm 2025", "2025-03-31", "2025-01-01", False),
    ("Đầu năm", "2025-03-31", "2025-01-01", False),
    ("Giữa năm 2025", "2025-06-30", "2025-06-01", False),
    ("Sáu tháng đầu năm 2025", "2025-06-30", "2025-01-01", False),
    ("Nửa cuối năm 2025", "2025-12-31", "2025-07-01", False),
    ("Đến hết ngày 15/12/2025", "2025-12-15", None, False),
    ("Đến hết quý III", "2025-09-30", "2025-07-01", False),
    ("Xong trong tháng 5/25", "2025-05-31", "2025-05-01", False),
    ("Q.II/2025", "2025-06-30", "2025-04-01", False),
    ("Từ ngày 05 đến ngày 10/4/2025", "2025-04-10", "2025-04-05", False),
    ("ngày 5 - 10/4", "2025-04-10", "2025-04-05", False),
    ("Trong các tháng 4, 5, 6 năm 2025", "2025-06-30", "2025-04-01", False),
    ("Từ quý II/2025 đến hết năm 2025", "2025-12-31", "2025-04-01", False),
    ("Giai đoạn 2026 - 2030", "2030-12-31", "2026-01-01", False),
]

RECURRING = [
    # wording, recurrence, on
    ("Thường xuyên trong năm 2025", "continuous", None),
    ("Thường xuyên", "continuous", None),
    ("Cả năm", "continuous", None),
    ("Thường xuyên trong năm 2025 và theo kế hoạch", "continuous", None),
    ("Quý IV năm 2025 và các năm tiếp theo", "continuous", None),
    ("Thường xuyên, theo Kế hoạch giai đoạn 2022 - 2025 ban hành kèm theo Quyết định số 16/QĐ-UBND ngày 30/11/2022",
     "continuous", None),
    ("Định kỳ hàng tháng trong năm 2025", "monthly", None),
    ("định kỳ hằng tháng (Trang thông tin điện tử)", "monthly", None),
    ("Định kỳ hàng quý", "quarterly", None),
    ("Hàng quý, năm 2024", "quarterly", None),
    ("Hàng quý và năm 2024", "quarterly", None),
    ("02 lần/năm (tháng 5 và tháng 11)", "semiannual", ["05-31", "11-30"]),
    ("2 lần/năm: tháng 5, tháng 11", "semiannual", ["05-31", "11-30"]),
    ("Mỗi năm 02 lần, vào tháng 6 và tháng 12", "semiannual", ["06-30", "12-31"]),
    ("Hàng năm, trước 31/12", "annual", ["12-31"]),
    ("vào ngày làm việc cuối cùng của mỗi tháng", "monthly", None),
    ("02 số/tháng", "monthly", None),
    ("Quý IV hằng năm", "annual", ["12-31"]),
    ("Tối thiểu 01 lần/quý", "quarterly", None),
    ("Quanh năm", "continuous", None),
    ("Ngay khi nhận được văn bản của tỉnh", "on_event", None),
    ("Định kỳ 6 tháng", "semiannual", None),
    ("Hằng năm", "annual", None),
    ("trước ngày 20 hằng tháng", "monthly", ["*-20"]),
    ("Hàng tháng, quý, năm", "monthly", None),
    ("Trước ngày 15 tháng cuối quý", "quarterly", ["03-15", "06-15", "09-15", "12-15"]),
    ("Sau 15 ngày kể từ ngày Kế hoạch được ban hành", "on_event", None),
    ("Định kỳ báo cáo theo quy định", "periodic", None),
    ("Theo kế hoạch được phê duyệt", "as_planned", None),
    ("Theo quy định", "as_planned", None),
    ("Theo quy định của UBND tỉnh và hướng dẫn của Sở Nội vụ", "as_planned", None),
    ("Khi có chỉ đạo, hướng dẫn của cấp có thẩm quyền", "on_event", None),
    ("Khi có phát sinh", "on_event", None),
    ("Sau khi Kế hoạch số 19/KH-UBND ngày 22/01/2025 được ban hành", "on_event", None),
    ("Lồng ghép báo cáo CCHC", "with_reports", None),
    ("Báo cáo theo thời điểm báo cáo CCHC", "with_reports", None),
]  # fmt: skip


@pytest.mark.parametrize(("wording", "due", "start", "before"), SINGLE)
def test_a_wording_with_one_time_gives_its_last_day(
    wording: str, due: str, start: str | None, before: bool
) -> None:
    [entry] = read_time(wording, YEAR)
    assert entry.due == date.fromisoformat(due)
    assert entry.start == (date.fromisoformat(start) if start else None)
    assert (entry.before, entry.recurrence) == (before, None)


def test_what_begins_on_a_day_is_not_due_on_it() -> None:
    first, second = read_time("Bắt đầu từ 01/3/2025, duy trì thường xuyên", YEAR)
    assert (first.start, first.due, first.recurrence) == (date(2025, 3, 1), None, None)
    assert (second.due, second.recurrence) == (None, "continuous")


def test_every_year_finished_by_a_day_has_that_day() -> None:
    entries = read_time("Hằng năm, hoàn thành trước tháng 10/2025", YEAR)
    assert [(one.recurrence, str(one.due)) for one in entries] == [
        ("annual", "None"),
        (None, "2025-10-01"),
    ]


def test_a_session_in_the_middle_of_the_year_is_no_day() -> None:
    [entry] = read_time("Kỳ họp giữa năm 2025 của HĐND tỉnh", YEAR)
    assert (entry.due, entry.recurrence) == (None, None)


@pytest.mark.parametrize(("wording", "recurrence", "on"), RECURRING)
def test_a_standing_or_conditional_time_gives_a_code_and_no_day(
    wording: str, recurrence: str, on: list[str] | None
) -> None:
    [entry] = read_time(wording, YEAR)
    assert (entry.recurrence, entry.due, entry.on) == (recurrence, None, on)


SEVERAL = [
    (
        "Quý I ban hành kế hoạch; báo cáo kết quả vào tháng 11 năm 2025",
        [("2025-03-31", None, "ban hành kế hoạch"), ("2025-11-30", None, "báo cáo kết quả")],
    ),
    (
        "Quý I năm 2025 ban hành Kế hoạch; định kỳ báo cáo kết quả thực hiện",
        [
            ("2025-03-31", None, "ban hành Kế hoạch"),
            (None, "periodic", "báo cáo kết quả thực hiện"),
        ],
    ),
    ("Trong tháng 01/2024, hàng quý", [("2024-01-31", None, None), (None, "quarterly", None)]),
    (
        "- Trong tháng 01/2024 - Hàng quý, năm 2024",
        [("2024-01-31", None, None), (None, "quarterly", None)],
    ),
    (
        "- Thực hiện thường xuyên; - Báo cáo theo thời điểm báo cáo CCHC",
        [(None, "continuous", None), (None, "with_reports", "Báo cáo")],
    ),
    (
        "Trong Quý I năm 2025 ban hành kế hoạch. Định kỳ báo cáo kết quả",
        [("2025-03-31", None, "ban hành kế hoạch"), (None, "periodic", "báo cáo kết quả")],
    ),
    ("Tháng 5 và tháng 11", [("2025-05-31", None, None), ("2025-11-30", None, None)]),
    (
        "Trước ngày 15/3, 15/6 và 15/9",
        [("2025-03-15", None, None), ("2025-06-15", None, None), ("2025-09-15", None, None)],
    ),
    ("Quý II\nQuý IV", [("2025-06-30", None, None), ("2025-12-31", None, None)]),
]


@pytest.mark.parametrize(("wording", "milestones"), SEVERAL)
def test_a_compound_time_gives_its_milestones_in_the_order_written(
    wording: str, milestones: list[tuple[str | None, str | None, str | None]]
) -> None:
    read = [
        (entry.due.isoformat() if entry.due else None, entry.recurrence, entry.what)
        for entry in read_time(wording, YEAR)
    ]
    assert read == milestones


def test_an_interval_and_a_day_with_work_of_its_own_stay_two_milestones() -> None:
    read = read_time("Định kỳ 6 tháng, báo cáo trước ngày 15/12", YEAR)
    assert [(entry.recurrence, str(entry.due), entry.what) for entry in read] == [
        ("semiannual", "None", None),
        (None, "2025-12-15", "báo cáo"),
    ]


def test_no_wording_gives_no_milestone() -> None:
    assert read_time("", YEAR) == []
    assert read_time(" ; . ", YEAR) == []


def test_a_wording_that_names_no_time_keeps_its_words() -> None:
    [entry] = read_time("báo cáo sau thanh tra", YEAR)
    assert (entry.due, entry.recurrence, entry.what) == (None, None, "báo cáo sau thanh tra")


def test_an_impossible_day_is_passed_over() -> None:
    assert read_time("Trước ngày 31/02/2025", YEAR)[0].due is None


def test_the_code_of_a_task_is_its_first_interval_and_a_plan_yields_to_it() -> None:
    assert recurrence_of(read_time("Theo kế hoạch; hàng quý báo cáo", YEAR)) == "quarterly"
    assert recurrence_of(read_time("Theo kế hoạch", YEAR)) == "as_planned"
    assert recurrence_of(read_time("Quý I", YEAR)) is None


@pytest.mark.parametrize(("wording", "expected"), wordings("times"))
def test_a_wording_of_a_plan_of_2026_gives_its_milestones(
    wording: str, expected: list[str]
) -> None:
    assert [_told(entry) for entry in read_time(wording, 2026)] == expected


def _told(entry: ScheduleEntry) -> str:
    if entry.due:
        return f"{entry.start}..{entry.due}" if entry.start else f"{'<' * entry.before}{entry.due}"
    days = (["<"] if entry.before else []) + (entry.on or [])
    return " ".join([entry.recurrence or "-", *days])
