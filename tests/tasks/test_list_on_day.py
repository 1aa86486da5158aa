"""The task list as it stood on an earlier day: whose, when due, in which state; to be looked at only."""

from datetime import date, datetime

import pytest

from cchc.core import clock
from cchc.documents.services.directions import Word
from cchc.tasks.models import Assignment, Task
from cchc.tasks.services.extending import Decision, extend_by_document
from cchc.tasks.services.recording import Result, record_fact
from tests.factories import programme as p
from tests.queries import assert_constant_queries

DUE, LATER = date(2026, 2, 27), date(2026, 4, 30)


@pytest.fixture
def plan(cast):
    return p.make_plan(cast)


@pytest.fixture
def late(cast, plan):
    """Due on 27/2, extended on 5/3 to 30/4."""
    task = p.write_one(plan, [cast.office], times=[p.due(DUE)], text="Rà soát thủ tục")
    said = Decision(
        granted=True,
        word=Word("Giám đốc Đỗ Thị Thanh", date(2026, 3, 5)),
        document_number="88/TB-SKHCN",
    )
    extend_by_document(
        occurrence=task.occurrences.get(), to_due=LATER, reason="Chờ số liệu", decision=said,
        by=cast.coordinator, at=datetime(2026, 3, 5, 9, 0, tzinfo=clock.VIETNAM),
    )  # fmt: skip
    return task


@pytest.fixture
def done(cast, plan):
    """Due on 31/3, done on 6/3, led by the division until 8/3 and by the centre since."""
    task = p.write_one(plan, [cast.division], times=[p.due(date(2026, 3, 31))], text="Tập huấn")
    row = task.occurrences.get()
    at = datetime(2026, 3, 6, 9, 0, tzinfo=clock.VIETNAM)
    record_fact(
        occurrence=row, result=Result(None, date(2026, 3, 6)), by=cast.minh, at=at, seen=row.version
    )
    task.assignments.update(to_on=date(2026, 3, 8))
    Assignment.objects.create(
        task=task, unit=cast.centre, part="lead", wording="", from_on=date(2026, 3, 9)
    )
    Task.objects.filter(pk=task.pk).update(lead_unit=cast.centre)
    return task


@pytest.fixture
def page(client, cast):
    def get(query, user=None):
        client.force_login(user or cast.lan)
        return client.get(f"/tasks/?{query}")

    return get


def shown(response):
    return {
        line.row.text: (line.row.state.value, line.row.due, line.row.leads)
        for line in response.context["lines"]
    }


def test_states_days_and_units_are_those_of_the_day(cast, late, done, page):
    today = shown(page(""))
    assert today["Rà soát thủ tục"][:2] == ("in_progress", "T5, 30/04")
    assert today["Tập huấn"][0::2] == ("done_on_time", cast.centre.name)

    then = shown(page("as_of=04/03/2026"))
    assert then["Rà soát thủ tục"] == ("overdue", "T6, 27/02", cast.office.name)
    assert then["Tập huấn"][0::2] == ("in_progress", cast.division.name)


def test_it_says_so_and_offers_nothing_to_do(late, page, cast):
    answer = page("as_of=2026-03-04", cast.coordinator).content.decode()
    assert "Danh sách như hết ngày 04/03/2026." in answer
    assert "chỉ để xem" in answer
    for act in ("task-bulk", "data-pick", "Cập nhật bằng Excel", "/tasks/timeline/"):
        assert act not in answer
    assert "task-bulk" in page("", cast.coordinator).content.decode()


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("state=overdue", {"Rà soát thủ tục"}),
        ("state=done_on_time", set()),
        ("q=tap+huan", {"Tập huấn"}),
        ("unit={division}&part=lead", {"Tập huấn"}),
        ("unit={centre}", set()),
        ("due=custom&to_on=2026-02-28", {"Rà soát thủ tục"}),
        ("plan={plan}&sort=text", {"Rà soát thủ tục", "Tập huấn"}),
        ("year=2025", set()),
        ("nature=continuous", set()),
        ("area=steering&kind=", {"Rà soát thủ tục", "Tập huấn"}),
        ("group=unit&review=waiting", {"Rà soát thủ tục", "Tập huấn"}),
    ],
)
def test_filters_ask_about_the_day(cast, plan, late, done, page, query, texts):
    asked = query.format(division=cast.division.uid, centre=cast.centre.uid, plan=plan.uid)
    assert set(shown(page(f"as_of=2026-03-04&{asked}"))) == texts


def test_before_the_plan_there_was_nothing_and_tomorrow_is_not_a_day_gone_by(late, page):
    assert shown(page("as_of=2026-01-01")) == {}
    for day in ("2026-03-10", "2026-03-11", "31/02/2026", "x"):
        answer = page(f"as_of={day}")
        assert answer.context["day"] is None
        assert "T5, 30/04" in shown(answer)["Rà soát thủ tục"]


def test_what_leaves_as_a_sheet_is_the_list_of_that_day(client, cast, late):
    client.force_login(cast.lan)
    answer = client.get("/tasks/export.csv?as_of=2026-03-04")
    assert "nhiem-vu-20260304.csv" in answer["Content-Disposition"]
    sheet = answer.content.decode("utf-8-sig")
    assert "Quá hạn" in sheet
    assert "27/02/2026" in sheet
    assert "05/03/2026" not in sheet


def test_another_agencys_tasks_are_not_in_it(late, page, cast):
    assert shown(page("as_of=2026-03-04", cast.stranger)) == {}


def test_statements_do_not_grow_with_the_tasks(cast, plan, client):
    client.force_login(cast.lan)

    def more():
        p.write(plan, *(p.issued([cast.office], times=[p.due(DUE)]) for _each in range(10)))

    more()
    assert assert_constant_queries(client, "/tasks/?as_of=2026-03-04", more) <= 27
