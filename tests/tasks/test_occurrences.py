"""On which days something is due, for every kind of wording."""

from datetime import date

import pytest

from cchc.tasks.rules.milestones import Time, milestones_for, nature_of
from cchc.tasks.rules.occurrences import ReportDate, Term, occurrences_for
from cchc.tasks.rules.products import issuer_of, kind_of, owing_leads

YEAR = Term(date(2026, 1, 1), date(2026, 12, 31), date(2026, 1, 14))
FROM_MAY = Term(date(2026, 1, 1), date(2026, 12, 31), date(2026, 5, 20))
REPORTS = [
    ReportDate("2026-Q1", date(2026, 3, 14), date(2026, 3, 18)),
    ReportDate("2026-H1", date(2026, 6, 14), date(2026, 6, 18)),
    ReportDate("2026-9M", date(2026, 9, 14), date(2026, 9, 18)),
    ReportDate("2026", date(2026, 12, 14), date(2026, 12, 18)),
]


def dues(recurrence="", term=YEAR, reports=(), **time):
    planned = occurrences_for(Time(recurrence=recurrence, **time), term, reports)
    return [(each.period, each.due_on.isoformat() if each.due_on else None) for each in planned]


def test_each_month_ends_on_its_last_day_also_in_a_leap_year():
    leap = Term(date(2028, 1, 1), date(2028, 12, 31), date(2028, 1, 3))
    assert dues("monthly", leap)[:2] == [("2028-M01", "2028-01-31"), ("2028-M02", "2028-02-29")]
    assert dues("monthly")[1] == ("2026-M02", "2026-02-28")
    assert len(dues("monthly")) == 12


def test_a_named_day_replaces_the_last_day():
    assert dues("monthly", on=("*-20",))[0] == ("2026-M01", "2026-01-20")
    assert dues("monthly", on=("*-31",))[1] == ("2026-M02", "2026-02-28")
    assert dues("monthly", on=("*-20",), before=True)[0] == ("2026-M01", "2026-01-19")


def test_two_named_days_in_one_month_are_two_occurrences():
    assert dues("monthly", on=("*-15", "*-30"))[:2] == [
        ("2026-M01", "2026-01-15"),
        ("2026-M01#2", "2026-01-30"),
    ]


def test_quarters_halves_and_the_year():
    assert dues("quarterly") == [
        ("2026-Q1", "2026-03-31"),
        ("2026-Q2", "2026-06-30"),
        ("2026-Q3", "2026-09-30"),
        ("2026-Q4", "2026-12-31"),
    ]
    assert dues("semiannual", on=("05-31", "11-30")) == [
        ("2026-H1", "2026-05-31"),
        ("2026-H2", "2026-11-30"),
    ]
    assert dues("annual", on=("11-30",)) == [("2026", "2026-11-30")]
    assert dues("quarterly", on=("*-25",))[0] == ("2026-Q1", "2026-03-25")


def test_a_plan_that_takes_effect_in_may_begins_with_may():
    assert dues("monthly", FROM_MAY)[0] == ("2026-M05", "2026-05-31")
    assert dues("quarterly", FROM_MAY)[0] == ("2026-Q2", "2026-06-30")
    assert dues("semiannual", FROM_MAY)[0] == ("2026-H1", "2026-06-30")


def test_a_plan_entered_after_its_year_keeps_the_whole_year():
    late = Term(date(2025, 1, 1), date(2025, 12, 31), date(2026, 3, 1))
    assert dues("quarterly", late)[0] == ("2025-Q1", "2025-03-31")


def test_a_plan_over_the_turn_of_the_year_has_periods_of_both_years():
    term = Term(date(2025, 12, 1), date(2026, 2, 28), date(2025, 12, 5))
    assert [code for code, _day in dues("monthly", term)] == ["2025-M12", "2026-M01", "2026-M02"]


def test_the_span_that_the_wording_names_bounds_the_periods():
    found = dues("monthly", start=date(2026, 4, 1), due=date(2026, 6, 30))
    assert [code for code, _day in found] == ["2026-M04", "2026-M05", "2026-M06"]


def test_work_with_the_reports_follows_the_calendar_and_has_none_without_it():
    assert dues("with_reports") == []
    assert dues("periodic", reports=REPORTS)[0] == ("2026-Q1", "2026-03-18")
    assert [code for code, _day in dues("with_reports", FROM_MAY, REPORTS)] == [
        "2026-H1",
        "2026-9M",
        "2026",
    ]


def test_periodic_work_with_named_days_needs_no_calendar():
    assert dues("periodic", on=("05-31", "11-30")) == [
        ("2026-05-31", "2026-05-31"),
        ("2026-11-30", "2026-11-30"),
    ]


def test_standing_work_has_a_window_per_report_and_never_a_date():
    windows = occurrences_for(Time(recurrence="continuous"), YEAR, REPORTS)
    assert [(w.period, w.due_on, w.ends_on) for w in windows] == [
        ("2026-Q1", None, date(2026, 3, 14)),
        ("2026-H1", None, date(2026, 6, 14)),
        ("2026-9M", None, date(2026, 9, 14)),
        ("2026", None, date(2026, 12, 31)),
    ]


def test_standing_work_without_a_calendar_has_a_window_per_quarter():
    windows = occurrences_for(Time(recurrence="as_planned"), FROM_MAY, [])
    assert [w.period for w in windows] == ["2026-Q2", "2026-Q3", "2026-Q4"]


def test_an_event_has_no_occurrence_and_a_date_exactly_one():
    assert dues("on_event") == []
    assert dues(due=date(2026, 9, 3), before=True) == [("", "2026-09-02")]
    assert dues() == [("", None)]


def test_an_unknown_recurrence_is_an_error():
    with pytest.raises(ValueError, match="fortnightly"):
        dues("fortnightly")


def test_a_plan_then_reports_is_dated_and_standing_work_alone_is_not():
    assert nature_of([Time(due=date(2026, 3, 31)), Time(recurrence="continuous")]) == "dated"
    assert nature_of([Time(recurrence="continuous")]) == "continuous"
    assert nature_of([Time(recurrence="on_event")]) == "on_event"
    assert nature_of([Time()]) == "unscheduled"


def test_a_product_without_a_time_of_its_own_still_has_to_be_done():
    times = milestones_for([Time(product=0, due=date(2026, 3, 31))], ["Kế hoạch", "Báo cáo"], "all")
    assert [(t.product, t.due) for t in times] == [(0, date(2026, 3, 31)), (1, None)]


def test_a_task_level_time_covers_the_products_without_one():
    times = milestones_for(
        [Time(product=0, due=date(2026, 3, 31)), Time(recurrence="periodic")],
        ["Kế hoạch", "Báo cáo"],
        "all",
    )
    assert [(t.product, t.recurrence) for t in times] == [(0, ""), (None, "periodic")]


@pytest.mark.parametrize(
    ("text", "kind", "issuer"),
    [
        ("Kế hoạch của Giám đốc Sở", "plan", "own"),
        ("Quyết định của Chủ tịch UBND tỉnh", "decision", "peoples_committee"),
        ("Nghị quyết của HĐND tỉnh", "resolution", "peoples_council"),
        ("Báo cáo kết quả trình UBND tỉnh", "report", "own"),
        ("Văn bản triển khai", "letter", "own"),
        ("100% hồ sơ đúng hạn", "result", "own"),
        ("Hai lượt ra quân", "", "own"),
    ],
)
def test_kind_and_issuer_follow_the_wording(text, kind, issuer):
    assert (kind_of(text), issuer_of(text)) == (kind, issuer)


def test_the_committee_s_own_products_are_its_own():
    assert issuer_of("Quyết định của UBND xã", None, "commune") == "own"
    assert issuer_of("Quyết định của UBND tỉnh", None, "commune") == "peoples_committee"


def test_a_product_belongs_to_the_lead_whose_head_it_names():
    leads = ["Phòng Nghiệp vụ", "Trung tâm Ứng dụng"]
    assert owing_leads(
        ["Kế hoạch của Giám đốc Sở", "Kế hoạch của Giám đốc Trung tâm", "Báo cáo"], leads
    ) == [0, 1, None]
    assert owing_leads(["Kế hoạch"], leads) == [None]
    assert owing_leads(["Kế hoạch của Giám đốc Trung tâm"], ["Phòng Nghiệp vụ"]) == [None]
