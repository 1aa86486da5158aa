"""The task list: what is asked, what is shown, and to whom."""

import csv
import io
from datetime import date
from functools import partial
from urllib.parse import parse_qs

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cchc.core.text import sort_key
from cchc.tasks.models import SavedView, Task
from cchc.tasks.rules.asked import GROUPS, SORTS, Asked
from cchc.tasks.rules.state import State
from cchc.tasks.selectors import lists
from cchc.tasks.selectors.states import with_state
from tests.factories import programme as p
from tests.factories.year import make_year

TODAY = date(2026, 3, 10)


@pytest.fixture
def year(cast):
    return make_year(cast)


@pytest.fixture
def page(client, cast):
    def get(query="", user=cast.lan, **headers):
        client.force_login(user)
        return client.get(f"/tasks/?{query}", headers=headers)

    return get


def shown(response):
    return [line.row for line in response.context["lines"]]


def labels(response):
    return {line.row.address for line in response.context["lines"]}


def test_the_list_shows_a_line_for_each_task(year, page):
    response = page()
    assert response.context["total"] == 43
    assert len(shown(response)) == 43
    text = response.content.decode()
    assert "<h1" in text
    assert "Quá hạn" in text


@pytest.mark.parametrize("state", list(State))
def test_the_count_on_a_state_is_the_length_of_its_list(year, page, state):
    counts = {chip.state: chip.count for chip in page().context["chips"]}
    response = page(f"state={state}")
    assert response.context["total"] == len(shown(response)) == counts.get(state, 0)
    assert {row.state for row in shown(response)} <= {state}


def test_states_can_be_chosen_together(year, page):
    response = page("state=overdue&state=due_soon")
    assert {row.state for row in shown(response)} == {State.OVERDUE, State.DUE_SOON}


def test_words_are_found_without_accents_in_any_order(year, page):
    found = shown(page("q=nội bo RA SOAT"))
    assert found
    assert all("Rà soát" in row.text for row in found)


def test_a_unit_is_found_as_lead_as_coordinator_and_as_either(cast, year, page):
    unit = cast.centre.uid
    lead, helping = (labels(page(f"unit={unit}&part={part}")) for part in ("lead", "coordinating"))
    assert lead
    assert helping
    assert not lead & helping
    assert labels(page(f"unit={unit}")) == lead | helping


def test_area_kind_nature_year_and_plan_narrow(cast, year, page):
    other = p.make_plan(cast, year=2025, issued_on=date(2025, 1, 10))
    p.write_one(other, [cast.office], products=["Nghị quyết"], area=p.area("finance"))
    assert page("kind=resolution").context["total"] == 1
    assert page("year=2025").context["total"] == 1
    assert page(f"plan={other.uid}").context["total"] == 1
    assert page("area=finance&year=2026").context["total"] == 5
    assert page("nature=continuous").context["total"] == 4


@pytest.mark.parametrize(
    ("query", "first", "last"),
    [
        ("due=week", date(2026, 3, 9), date(2026, 3, 15)),
        ("due=30days", TODAY, date(2026, 4, 9)),
        ("due=month&month=2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("due=custom&from_on=2026-06-01&to_on=2026-06-30", date(2026, 6, 1), date(2026, 6, 30)),
    ],
)
def test_due_ranges_include_both_ends(year, page, query, first, last):
    occurrences = {"occurrences__due_on__range": (first, last)}
    if query in {"due=week", "due=30days"}:
        occurrences["occurrences__delivered_on__isnull"] = True
    expected = Task.objects.filter(**occurrences).distinct().count()
    assert page(query).context["total"] == expected > 0


def test_an_address_with_nonsense_is_answered_as_if_nothing_was_asked(year, page):
    response = page("unit=abc&state=nope&due=month&month=13&page=x&sort=?&col=z&year=²")
    assert response.status_code == 200
    assert response.context["total"] == 43


def test_text_is_sorted_in_vietnamese_order(year, page):
    texts = [row.text for row in shown(page("sort=text"))]
    assert texts == sorted(texts, key=sort_key)
    assert texts[0].startswith("Ăn mòn")


def test_the_nearest_due_day_comes_first_and_undated_work_last(year, page):
    order = list(Task.objects.order_by("due_key", "pk").values_list("uid", flat=True))
    assert [row.address for row in shown(page())] == [f"/tasks/{uid}/" for uid in order]


def test_sorting_by_state_puts_what_needs_attention_first(year, page):
    places = [list(State).index(row.state) for row in shown(page("sort=state"))]
    assert places == sorted(places)


@pytest.mark.parametrize("group", ["area", "unit", "month"])
def test_group_headers_sum_up_their_whole_group(year, page, group):
    lines = page(f"group={group}").context["lines"]
    headers = [line for line in lines if line.header]
    assert len(headers) == len({line.header for line in headers}) > 1
    assert sum(line.sums.total for line in headers) == 43
    sizes, at = [], None
    for line in lines:
        if line.header:
            sizes.append(0)
            at = len(sizes) - 1
        sizes[at] += 1
    assert sizes == [line.sums.total for line in headers]


def test_columns_can_be_chosen(year, page):
    response = page("col=area&col=coordinating")
    assert [heading.name for heading in response.context["headings"]] == [
        "text",
        "coordinating",
        "area",
    ]


def test_statements_do_not_grow_with_the_rows(cast, client):
    plan = p.make_plan(cast)
    make_year(cast, plan, count=5)
    client.force_login(cast.lan)
    client.get("/tasks/")
    with CaptureQueriesContext(connection) as few:
        client.get("/tasks/?group=unit")
    units = [cast.division, cast.office]
    p.write(plan, *[p.issued(units, times=[p.due(date(2026, 5, 5))]) for _ in range(60)])
    with CaptureQueriesContext(connection) as many:
        client.get("/tasks/?group=unit")
    assert len(many) == len(few) <= 13


def test_a_filter_that_changed_asks_nothing_of_what_the_filters_offer(cast, client):
    make_year(cast, p.make_plan(cast), count=5)
    client.force_login(cast.lan)
    client.get("/tasks/")
    counts = []
    for headers in ({}, {"HX-Request": "true"}):
        with CaptureQueriesContext(connection) as caught:
            client.get("/tasks/", headers=headers)
        counts.append(len(caught))
    whole, fragment = counts
    assert fragment <= whole - 3


@pytest.mark.parametrize("most", [4, 5])
def test_nothing_is_counted_above_the_most_that_is_counted(cast, client, monkeypatch, most):
    monkeypatch.setattr(lists, "COUNTED_UP_TO", most)
    plan = p.make_plan(cast)
    p.write(plan, *[p.issued([cast.office], times=[p.due(date(2026, 5, 5))]) for _ in range(5)])
    client.force_login(cast.lan)
    response = client.get("/tasks/")
    assert response.context["total"] == (5 if most == 5 else None)
    assert len(response.context["lines"]) == 5


@pytest.mark.parametrize("asked", ["page=2", "state=overdue", "area=digital"])
def test_an_empty_page_of_too_many_tasks_is_not_said_to_be_of_none(
    cast, client, monkeypatch, asked
):
    monkeypatch.setattr(lists, "COUNTED_UP_TO", 4)
    plan = p.make_plan(cast)
    p.write(plan, *[p.issued([cast.office], times=[p.due(date(2026, 5, 5))]) for _ in range(5)])
    client.force_login(cast.lan)
    response = client.get(f"/tasks/?{asked}")
    assert response.context["lines"] == []
    assert response.context["total"] == (0 if "area" in asked else None)


@pytest.fixture
def worded(cast):
    """Sixty tasks that speak of "rà soát", every third of them late, and ten that do not."""
    plan, days = p.make_plan(cast), [date(2026, 1, 5), date(2026, 5, 5), date(2026, 4, 4)]
    written = [
        p.issued([cast.office], text=f"Rà soát quy định {n}", times=[p.due(days[n % 3])])
        for n in range(60)
    ]
    other = [p.issued([cast.office], text=f"Mở lớp {n}", times=[p.due(days[1])]) for n in range(10)]
    p.write(plan, *written, *other)


@pytest.mark.parametrize("most", [10_000, 30])
def test_what_words_find_stands_by_due_day_page_after_page(worded, page, monkeypatch, most):
    monkeypatch.setattr(lists, "COUNTED_UP_TO", most)
    first, second = page("q=ra+soat"), page("q=ra+soat&page=2")
    assert first.context["total"] == (60 if most > 60 else None)
    rows = [line.row.address for found in (first, second) for line in found.context["lines"]]
    in_order = Task.objects.filter(search_key__contains="ra soat").order_by("due_key", "pk")
    assert rows == [f"/tasks/{uid}/" for uid in in_order.values_list("uid", flat=True)]
    assert first.context["next_query"]
    assert not second.context["next_query"]
    late = page("q=ra+soat&state=overdue").context
    assert len(late["lines"]) == 20
    assert late["total"] == (20 if most > 60 else None)


def test_words_are_sought_in_one_statement(worded, page):
    with CaptureQueriesContext(connection) as caught:
        page("q=ra+soat")
    assert sum("LIKE" in each["sql"] and "search_key" in each["sql"] for each in caught) == 1


@pytest.mark.parametrize("group", GROUPS)
def test_pages_together_stand_in_the_order_of_the_whole_list(cast, group):
    make_year(cast, p.make_plan(cast), count=12)
    tasks = Task.objects.all()
    for sort in SORTS:
        order = partial(
            lists.ordered, asked=Asked(sort=sort, group=group), today=TODAY, soon_days=7
        )
        pages = [lists.page_of_rows(tasks, order, n, TODAY, 7, size=5) for n in (1, 2, 3)]
        shown = [row.pk for rows, _ in pages for row in rows]
        assert shown == list(order(tasks).values_list("pk", flat=True)), sort
        assert [has_next for _, has_next in pages] == [True, True, False]


def test_pages_of_fifty_follow_one_another_without_gap(cast, page):
    plan = p.make_plan(cast)
    p.write(plan, *[p.issued([cast.office], times=[p.due(date(2026, 5, 5))]) for _ in range(120)])
    found = [labels(page(f"page={number}")) for number in (1, 2, 3)]
    assert [len(each) for each in found] == [50, 50, 20]
    assert len(set.union(*found)) == 120
    assert page("page=3").context["next_query"] is None


def test_htmx_gets_the_fragment_and_a_clean_address(year, page):
    response = page("q=&state=overdue&unit=", **{"HX-Request": "true"})
    assert response["HX-Push-Url"] == "/tasks/?state=overdue"
    assert "<html" not in response.content.decode()
    assert "HX-Request" in response["Vary"]


def test_an_agency_sees_its_own_tasks_and_those_above_see_all(cast, year, page):
    assert page(user=cast.stranger).context["total"] == 0
    assert page(user=cast.hoa).context["total"] == 43


def test_who_has_no_right_to_read_is_not_told_that_there_is_a_list(cast, year, page):
    assert page(user=cast.administrator).status_code == 404


def test_the_export_holds_what_is_shown_and_no_more(cast, year, page, client):
    client.force_login(cast.lan)
    response = client.get("/tasks/export.csv?state=overdue&col=label&col=text")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["Mã", "Nội dung"]
    assert len(rows) - 1 == page("state=overdue").context["total"]
    assert client.get("/tasks/export.xlsx").content[:2] == b"PK"
    client.force_login(cast.stranger)
    empty = client.get("/tasks/export.csv").content.decode("utf-8-sig")
    assert len(empty.strip().splitlines()) == 1


def test_a_saved_view_is_a_tab_of_its_owner_only(cast, year, client):
    client.force_login(cast.lan)
    client.post("/tasks/views/?state=overdue&page=2", {"name": "Việc quá hạn"})
    view = SavedView.objects.get()
    assert (view.user, view.query) == (cast.lan, "state=overdue")
    assert "Việc quá hạn" in client.get("/tasks/").content.decode()
    client.post(f"/tasks/views/{view.uid}/rename/", {"name": "Quá hạn của phòng"})
    assert "Quá hạn của phòng" in client.get("/tasks/").content.decode()
    client.force_login(cast.minh)
    assert "Quá hạn của phòng" not in client.get("/tasks/").content.decode()
    assert client.post(f"/tasks/views/{view.uid}/delete/").status_code == 404
    client.force_login(cast.lan)
    client.post(f"/tasks/views/{view.uid}/delete/")
    assert not SavedView.objects.exists()


def test_two_views_of_one_name_are_refused_in_words(cast, client):
    client.force_login(cast.lan)
    client.post("/tasks/views/", {"name": "A"})
    response = client.post("/tasks/views/", {"name": "A"})
    assert response.status_code == 422
    assert "Đã có bộ lọc mang tên này" in response.content.decode()


def test_what_is_asked_survives_the_address():
    asked = Asked.parse(
        {"q": ["ra soat"], "state": ["overdue", "due_soon"], "group": ["unit"], "col": ["area"]}
    )
    assert Asked.parse(parse_qs(asked.query())) == asked


def test_an_empty_office_is_told_what_to_do(cast, page):
    assert "Chưa có nhiệm vụ" in page().content.decode()


def test_every_state_of_the_year_is_there_to_be_looked_at(year):
    states = {task.state for task in with_state(Task.objects.all(), TODAY, 7)}
    assert len(states) >= 8
