"""One screen says what a person has to do now: late, near, given back, and what waits for her word."""

from datetime import date, datetime

import pytest

from cchc.core import clock
from cchc.tasks.selectors.my_work import my_work
from cchc.tasks.services.confirming import return_result
from cchc.tasks.services.recording import Result, record_fact
from tests.factories import programme as p

TODAY = date(2026, 4, 2)
LATE, NEAR, FAR = date(2026, 3, 31), date(2026, 4, 8), date(2026, 6, 30)


@pytest.fixture
def at():
    return datetime(2026, 4, 2, 9, 0, tzinfo=clock.VIETNAM)


@pytest.fixture
def plan(cast):
    return p.make_plan(cast)


def record(row, by, at, day=LATE):
    return record_fact(
        occurrence=row, result=Result(delivered_on=day), by=by, at=at, seen=row.version
    )


def texts(items):
    return [item.row.task.text for item in items]


def test_a_specialist_sees_her_units_work_by_urgency(cast, plan):
    for name, day in (("muộn", LATE), ("hôm nay", TODAY), ("gần", NEAR), ("xa", FAR)):
        p.write_one(plan, [cast.division], text=f"Việc {name}", times=[p.due(day)])
    p.write_one(plan, [cast.office], text="Việc của phòng khác", times=[p.due(LATE)])

    work = my_work(cast.minh, TODAY, 7)

    assert texts(work.late) == ["Việc muộn", "Việc hôm nay"]
    assert texts(work.soon) == ["Việc gần"]
    assert not work.to_confirm


def test_what_is_not_owed_is_nobodys_work(cast, plan, at):
    settled = p.write_one(
        plan, [cast.division], products=["Quyết định", "Báo cáo"], products_rule="any",
        times=[p.due(LATE, product=0), p.due(LATE, product=1)],
    )  # fmt: skip
    record(settled.occurrences.order_by("pk")[0], cast.minh, at)
    p.write_one(
        plan, [cast.division], products=["Báo cáo (nếu có)"], times=[p.due(LATE, product=0)]
    )
    work = my_work(cast.minh, TODAY, 7)
    assert (work.late, work.soon) == ([], [])


def test_what_was_given_back_comes_first_with_its_words(cast, plan, at, client):
    row = p.write_one(plan, [cast.division], times=[p.due(LATE)]).occurrences.get()
    row = record(row, cast.minh, at)
    return_result(occurrence=row, note="Thiếu chữ ký", by=cast.coordinator, at=at, seen=row.version)
    client.force_login(cast.minh)
    page = client.get("/tasks/mine/").content.decode()
    assert "Bị trả lại, cần bổ sung" in page
    assert "Thiếu chữ ký" in page


def test_whoever_confirms_sees_what_waits_for_him_and_nothing_of_his_own(cast, plan, at):
    others = p.write_one(plan, [cast.division], text="Của phòng", times=[p.due(LATE)])
    record(others.occurrences.get(), cast.minh, at)
    offices = p.write_one(plan, [cast.office], text="Của văn phòng", times=[p.due(LATE)])
    record(offices.occurrences.get(), cast.lan, at)
    for_unit = p.write_one(plan, [cast.centre], text="Nhập thay", times=[p.due(LATE)])
    record(for_unit.occurrences.get(), cast.coordinator, at)

    assert texts(my_work(cast.coordinator, TODAY, 7).to_confirm) == ["Của phòng"]
    assert set(texts(my_work(cast.leader, TODAY, 7).to_confirm)) == {
        "Của phòng", "Của văn phòng", "Nhập thay",
    }  # fmt: skip
    assert not my_work(cast.head, TODAY, 7).to_confirm


def test_results_that_others_confirm_take_no_place_from_ones_own(cast, plan, at, monkeypatch):
    monkeypatch.setattr("cchc.tasks.selectors.my_work.SHOWN", 2)
    mine = p.write_one(plan, [cast.division], text="Của phòng", times=[p.due(LATE)])
    record(mine.occurrences.get(), cast.minh, at)
    for number in range(3):
        office = p.write_one(
            plan, [cast.office], text=f"Của văn phòng {number}", times=[p.due(LATE)]
        )
        record(office.occurrences.get(), cast.lan, at.replace(hour=10 + number))

    assert texts(my_work(cast.coordinator, TODAY, 7).to_confirm) == ["Của phòng"]


def test_nothing_to_do_says_so(cast, client):
    client.force_login(cast.minh)
    assert "Không có việc nào đang chờ bạn" in client.get("/tasks/mine/").content.decode()


def test_statements_do_not_grow_with_the_work(
    cast, plan, at, client, django_assert_max_num_queries
):
    for number in range(30):
        task = p.write_one(
            plan, [cast.office if number % 2 else cast.division], times=[p.due(LATE)]
        )
        if number % 3 == 0:
            by = cast.lan if number % 2 else cast.minh
            record(task.occurrences.get(), by, at)
    client.force_login(cast.coordinator)
    with django_assert_max_num_queries(14):
        assert client.get("/tasks/mine/").status_code == 200


def test_the_load_of_ones_own_units_stands_first_and_no_others(cast, plan, client):
    p.write_one(plan, [cast.division], times=[p.due(LATE)])
    p.write_one(plan, [cast.division], times=[p.due(FAR)])
    p.write_one(plan, [cast.office], times=[p.due(LATE)])
    (load,) = my_work(cast.head, TODAY, 7).loads
    assert load.unit == cast.division
    assert (load.states.total(), load.states["overdue"]) == (2, 1)
    client.force_login(cast.head)
    assert "chủ trì 2 nhiệm vụ" in client.get("/tasks/mine/").content.decode()


def test_work_of_an_agency_below_is_not_ones_own(cast, plan):
    from cchc.orgs.rules import Role
    from tests.factories.cast import person

    above = person("tinh", "Người Của Tỉnh", cast.province, Role.SPECIALIST)
    p.write_one(plan, [cast.division], times=[p.due(LATE)])
    work = my_work(above, TODAY, 7)
    assert (work.late, work.loads) == ([], [])
