"""Đã trình is not đã ban hành: what a higher level signs is judged by the day on which it was submitted."""

from datetime import date, datetime

import pytest

from cchc.core import clock
from cchc.tasks.rules.state import State
from cchc.tasks.services.recording import Result, record_fact
from tests.factories import programme as p
from tests.tasks.looking import state_on

DUE, SUBMITTED, SIGNED = date(2026, 3, 31), date(2026, 3, 25), date(2026, 4, 10)


@pytest.fixture
def record(cast):
    def act(row, day, **days):
        row.refresh_from_db()
        at = datetime(day.year, day.month, day.day, 9, tzinfo=clock.VIETNAM)
        record_fact(
            occurrence=row, result=Result(**days), by=cast.coordinator, at=at, seen=row.version
        )

    return act


@pytest.mark.parametrize(
    ("product", "issuer"),
    [
        ("Quyết định của Chủ tịch UBND tỉnh", "Ủy ban nhân dân"),
        ("Nghị quyết của HĐND tỉnh", "Hội đồng nhân dân"),
    ],
)
def test_submitted_in_time_and_signed_above_later_the_unit_is_on_time(
    cast, record, page, product, issuer
):
    """Due 31/3, submitted 25/3, signed 10/4: waiting 16 days, then done, and nobody was late."""
    task = p.write_one(
        p.make_plan(cast), [cast.office], products=[product], times=[p.due(DUE, product=0)]
    )
    row = task.occurrences.get()
    record(row, SUBMITTED, submitted_on=SUBMITTED)
    assert state_on(task, SIGNED) == State.SUBMITTED
    waiting = page(f"/tasks/{task.uid}/", SIGNED)
    assert "Đã trình, chờ ban hành 16 ngày" in waiting
    assert f"{issuer}" in waiting
    assert "ban hành</span>" in waiting
    unit = page(f"/tasks/units/{cast.office.uid}/", SIGNED)
    assert "Đã trình, chờ ban hành" in unit
    assert "Quá hạn" not in unit.partition("Phần của đơn vị")[2]

    record(row, SIGNED, submitted_on=SUBMITTED, delivered_on=SIGNED)
    task.refresh_from_db()
    assert (task.late_count, state_on(task, SIGNED)) == (0, State.DONE_ON_TIME)
    assert "Hoàn thành đúng hạn" in page(f"/tasks/{task.uid}/", SIGNED)


def test_what_the_agency_issues_itself_is_late_although_it_was_submitted_in_time(
    cast, record, page
):
    task = p.write_one(
        p.make_plan(cast), [cast.office], products=["Kế hoạch của Giám đốc Sở"],
        times=[p.due(DUE, product=0)],
    )  # fmt: skip
    row = task.occurrences.get()
    record(row, SUBMITTED, submitted_on=SUBMITTED)
    record(row, SIGNED, submitted_on=SUBMITTED, delivered_on=SIGNED)
    assert "chậm 10 ngày" in page(f"/tasks/{task.uid}/", SIGNED)
