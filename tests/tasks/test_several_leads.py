"""Several who lead one task, several products of which one is enough: counted share by share, from record to page."""

from datetime import date, datetime

import pytest

from cchc.core import clock
from cchc.orgs.models import Unit
from cchc.orgs.services import create_unit
from cchc.tasks.rules.state import State
from cchc.tasks.services.recording import Result, record_fact
from tests.factories import programme as p
from tests.tasks.looking import state_on

DUE = date(2026, 3, 31)


@pytest.fixture
def plan(cast):
    return p.make_plan(cast)


@pytest.fixture
def deliver(cast):
    def act(row, day):
        at = datetime(day.year, day.month, day.day, 9, tzinfo=clock.VIETNAM)
        result = Result(delivered_on=day)
        record_fact(occurrence=row, result=result, by=cast.coordinator, at=at, seen=row.version)

    return act


def test_two_leads_with_a_product_each_one_done_one_late(cast, plan, deliver, page):
    """The task is not complete while one of them owes its own; lateness is the late one's only."""
    task = p.write_one(
        plan, [cast.office, cast.centre],
        products=["Kế hoạch của Giám đốc Sở", "Kế hoạch của Giám đốc Trung tâm"],
        times=[p.due(DUE)],
    )  # fmt: skip
    mine, theirs = (task.occurrences.get(unit=unit) for unit in (cast.office, cast.centre))
    deliver(mine, date(2026, 3, 20))
    day = date(2026, 4, 10)
    assert state_on(task, day) == State.OVERDUE
    shown = page(f"/tasks/{task.uid}/", day)
    assert "1/2 đơn vị đã xong" in shown
    assert f"Chưa xong: {cast.centre.name}" in shown

    deliver(theirs, date(2026, 4, 12))
    task.refresh_from_db()
    assert (task.open_count, task.done_count, task.late_count) == (0, 2, 1)
    day = date(2026, 4, 13)
    assert state_on(task, day) == State.DONE_LATE
    own, late = (page(f"/tasks/units/{unit.uid}/", day) for unit in (cast.office, cast.centre))
    assert "Hoàn thành đúng hạn" in own
    assert "Hoàn thành quá hạn" not in own
    assert "Hoàn thành quá hạn" in late


def test_a_collective_lead_of_seven_units_says_five_of_seven_and_names_the_two(
    cast, plan, deliver, page
):
    units = [cast.office, cast.division, cast.sub_department, cast.centre]
    for name in ("Phòng Kế hoạch", "Phòng Thanh tra", "Phòng Công nghệ"):
        units.append(
            create_unit(
                parent=cast.agency, kind=Unit.Kind.DIVISION, name=name, valid_from=date(2020, 1, 1)
            )
        )
    task = p.write_one(plan, [p.link(unit, cast.all_units) for unit in units], times=[p.due(DUE)])
    assert {row.unit for row in task.occurrences.all()} == set(units)
    for unit in units[:5]:
        deliver(task.occurrences.get(unit=unit), date(2026, 3, 20))
    shown = page(f"/tasks/{task.uid}/", date(2026, 3, 25))
    assert "5/7 đơn vị đã xong" in shown
    assert "Chưa xong: Phòng Thanh tra; Phòng Công nghệ" in shown


@pytest.mark.parametrize("products", [["Quyết định", "Báo cáo"], ["Cuộc thi", "Tọa đàm"]])
def test_one_of_two_alternatives_completes_the_task(cast, plan, deliver, page, products):
    task = p.write_one(
        plan, [cast.office], products=products, products_rule="any", times=[p.due(DUE)]
    )
    both = p.write_one(plan, [cast.office], products=products, times=[p.due(DUE)])
    for each in (task, both):
        deliver(each.occurrences.order_by("pk")[0], date(2026, 3, 30))
    day = date(2026, 6, 1)
    assert (state_on(task, day), state_on(both, day)) == (State.DONE_ON_TIME, State.OVERDUE)
    assert "Hoàn thành đúng hạn" in page(f"/tasks/{task.uid}/", day)


def test_alternatives_with_a_day_each_end_with_the_first_that_is_delivered(cast, plan, deliver):
    task = p.write_one(
        plan, [cast.office], products=["Quyết định", "Báo cáo"], products_rule="any",
        times=[p.due(DUE, product=0), p.due(date(2026, 6, 30), product=1)],
    )  # fmt: skip
    row = task.occurrences.get(milestone__deliverable__text="Báo cáo")
    deliver(row, date(2026, 3, 30))
    task.refresh_from_db()
    assert (task.open_count, task.next_due_on) == (0, None)
    assert state_on(task, date(2026, 7, 1)) == State.DONE_ON_TIME
