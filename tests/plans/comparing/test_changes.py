"""What one year says otherwise than the one before, beyond spelling and the year itself."""

from datetime import date

import pytest

from cchc.plans.rules.comparing.changes import changes_of
from cchc.reading.draft import ScheduleEntry
from tests.plans.comparing.tasks import task

OLD = task(
    "1",
    "Rà soát TTHC năm 2025",
    lead=["Văn phòng Sở", "Phòng Nghiệp vụ"],
    products=["Báo cáo", "Quyết định"],
    time="Trước ngày 15/9/2025",
    schedule=[ScheduleEntry(due=date(2025, 9, 15), before=True)],
)


def new(**given):
    values = {
        "text": "Rà soát thủ tục hành chính năm 2026",
        "lead": ["Phòng Nghiệp vụ", "Văn phòng Sở"],
        "products": ["Quyết định", "Báo cáo"],
        "time": "Trước ngày 15 tháng 9 năm 2026",
        "schedule": [ScheduleEntry(due=date(2026, 9, 15), before=True)],
    } | given
    return task("1", values.pop("text"), **values)


def fields(**given):
    return [change.field for change in changes_of(OLD, new(**given), years=1)]


def test_spelling_order_and_the_year_are_no_change():
    assert fields() == []


@pytest.mark.parametrize(
    ("given", "changed"),
    [
        ({"text": "Rà soát thủ tục hành chính nội bộ"}, ["text"]),
        ({"lead": ["Văn phòng Sở"]}, ["lead"]),
        ({"products": ["Báo cáo"]}, ["products"]),
        ({"time": "Quý III", "schedule": [ScheduleEntry(due=date(2026, 9, 30))]}, ["time"]),
        ({"time": "Tháng 9", "schedule": [ScheduleEntry(due=date(2026, 9, 15))]}, ["time"]),
        ({"time": None, "schedule": []}, ["time"]),
    ],
)
def test_each_field_that_differs_is_told(given, changed):
    assert fields(**given) == changed


def test_old_and_new_words_are_kept():
    change = changes_of(OLD, new(lead=["Văn phòng Sở"]), years=1)[0]

    assert (change.old, change.new) == ("Văn phòng Sở; Phòng Nghiệp vụ", "Văn phòng Sở")


def test_without_known_years_other_wording_of_time_is_a_change():
    assert [change.field for change in changes_of(OLD, new(), years=None)] == ["time"]
