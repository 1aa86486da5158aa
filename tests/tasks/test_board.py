"""One page tells who directs the work how each unit stands, who is silent, what is late and why."""

from datetime import date, datetime, timedelta

import pytest
from django.test.utils import CaptureQueriesContext

from cchc.core import clock
from cchc.tasks.rules.state import State
from cchc.tasks.selectors.board import board_of
from cchc.tasks.services.obstacles import raise_obstacle
from cchc.tasks.services.progress import report_progress
from cchc.tasks.services.recording import Result, record_fact
from tests.factories import programme as p

TODAY = date(2026, 3, 10)
LATE, NEAR = date(2026, 3, 2), date(2026, 3, 13)


@pytest.fixture
def at():
    return datetime(2026, 3, 10, 9, 0, tzinfo=clock.VIETNAM)


@pytest.fixture
def plan(cast):
    return p.make_plan(cast)


def line_of(cast_unit, agency):
    board = board_of(agency, TODAY, 7)
    return next(line for line in board.lines if line.unit == cast_unit)


def test_each_unit_stands_with_its_own_counts(cast, plan, at):
    p.write_one(plan, [cast.division], times=[p.due(LATE)])
    p.write_one(plan, [cast.division], times=[p.due(NEAR)])
    done = p.write_one(plan, [cast.division, cast.centre], times=[p.due(LATE)])
    row = done.occurrences.get(unit=cast.division)
    record_fact(
        occurrence=row, result=Result(delivered_on=LATE), by=cast.minh, at=at, seen=row.version
    )
    line = line_of(cast.division, cast.agency)
    assert (line.states[State.OVERDUE], line.states[State.DUE_SOON]) == (2, 1)
    assert (line.total, line.waiting) == (3, 1)
    assert line_of(cast.centre, cast.agency).total == 1


def test_a_unit_is_silent_until_it_says_something_this_month(cast, plan, at):
    task = p.write_one(plan, [cast.division], times=[p.due(NEAR)])
    assert line_of(cast.division, cast.agency).is_silent
    report_progress(
        task=task, unit=cast.division, percent_done=40, note="Đã có dự thảo",
        by=cast.minh, at=at - timedelta(days=20),
    )  # fmt: skip
    line = line_of(cast.division, cast.agency)
    assert line.is_silent
    assert line.last_at == at - timedelta(days=20)
    report_progress(
        task=task, unit=cast.division, percent_done=60, note="Đã lấy ý kiến", by=cast.minh, at=at
    )
    line = line_of(cast.division, cast.agency)
    assert (line.told, line.under_way, line.is_silent) == (1, 1, False)


def test_work_that_is_done_asks_for_no_word(cast, plan, at):
    task = p.write_one(plan, [cast.division], times=[p.due(LATE)])
    row = task.occurrences.get()
    record_fact(
        occurrence=row, result=Result(delivered_on=LATE), by=cast.minh, at=at, seen=row.version
    )
    line = line_of(cast.division, cast.agency)
    assert (line.under_way, line.is_silent) == (0, False)


def test_late_work_stands_with_the_last_that_was_said_of_it(cast, plan, at):
    quiet = p.write_one(plan, [cast.division], text="Việc im lặng", times=[p.due(LATE)])
    told = p.write_one(
        plan, [cast.centre], text="Việc có lý do", times=[p.due(LATE + timedelta(days=1))]
    )
    report_progress(
        task=told, unit=cast.centre, percent_done=10, note="Mới bắt đầu", by=cast.coordinator,
        at=at - timedelta(days=3),
    )  # fmt: skip
    raise_obstacle(task=told, text="Chờ hướng dẫn của Bộ", by=cast.coordinator, at=at)
    board = board_of(cast.agency, TODAY, 7)
    assert [(each.task.uid, each.reason) for each in board.late] == [
        (quiet.uid, ""),
        (told.uid, "Chờ hướng dẫn của Bộ"),
    ]
    assert board.late[1].said_on == TODAY
    assert [each.text for each in board.obstacles] == ["Chờ hướng dẫn của Bộ"]


def test_the_page_asks_the_same_however_much_there_is(client, cast, plan):
    from django.db import connection

    client.force_login(cast.coordinator)
    for _ in range(3):
        p.write_one(plan, [cast.division], times=[p.due(LATE)])
    client.get("/tasks/board/")
    with CaptureQueriesContext(connection) as few:
        assert "Chưa nêu lý do." in client.get("/tasks/board/").content.decode()
    for unit in (cast.office, cast.centre, cast.sub_department):
        for _ in range(4):
            p.write_one(plan, [unit, cast.division], times=[p.due(LATE)])
    with CaptureQueriesContext(connection) as many:
        client.get("/tasks/board/")
    assert len(many) == len(few)


def test_only_who_directs_sees_it_and_only_of_his_own_agency(client, cast, plan):
    p.write_one(plan, [cast.division], times=[p.due(LATE)])
    client.force_login(cast.minh)
    assert client.get("/tasks/board/").status_code in {403, 404}
    client.force_login(cast.outsider)
    assert client.get(f"/tasks/board/?agency={cast.agency.uid}").status_code == 404
    assert client.get("/tasks/board/?agency=khong-phai").status_code == 404
    client.force_login(cast.leader)
    assert cast.division.name in client.get("/tasks/board/").content.decode()
