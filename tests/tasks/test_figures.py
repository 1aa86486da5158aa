"""Each figure of an overview is the length of the list it opens."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cchc.tasks.models import Task
from cchc.tasks.rules.asked import Asked
from cchc.tasks.selectors import figures, lists
from tests.factories import programme as p
from tests.factories.year import make_year

TODAY = date(2026, 3, 10)
SOON = 7


@pytest.fixture
def year(cast):
    return make_year(cast)


@pytest.fixture
def length(client, cast, year):
    client.force_login(cast.lan)

    def of(query):
        return client.get(f"/tasks/?{query}").context["total"]

    return of


def test_every_cell_of_the_matrix_opens_as_many_tasks(year, length):
    matrix = figures.tally(Task.objects.all(), TODAY, SOON).matrix
    assert len(matrix.areas) == 9
    assert len(matrix.units) == 4
    for cell in list(matrix.cells.values())[:12]:
        for figure in (cell.total, cell.done, cell.overdue):
            assert length(figure.query) == figure.count


def test_a_task_of_several_leads_stands_under_each_of_them(cast):
    plan = p.make_plan(cast)
    p.write_one(plan, [cast.office, cast.centre], times=[p.due(date(2026, 5, 5))])
    matrix = figures.tally(Task.objects.all(), TODAY, SOON).matrix
    assert [cell.total.count for cell in matrix.cells.values()] == [1, 1]


def test_every_month_of_the_load_opens_as_many_tasks(year, length):
    loads = figures.load_by_month(Task.objects.all(), 2026)
    assert len(loads) == 12
    assert sum(load.total.count for load in loads) > 43
    for load in loads:
        assert length(load.total.query) == load.total.count
        assert length(load.left.query) == load.left.count


def test_a_unit_s_load_counts_its_own_days_only(cast, year, length):
    asked = Asked(unit=str(cast.centre.uid), part="lead")
    led = lists.asked_tasks(Task.objects.all(), asked, TODAY, SOON)
    for load in figures.load_by_month(led, 2026, asked, unit_id=cast.centre.pk):
        assert length(load.total.query) == load.total.count
        assert length(load.left.query) == load.left.count


@pytest.mark.parametrize("due", ["week", "30days"])
def test_what_is_due_soon_opens_as_many_tasks(year, length, due):
    figure, later = figures.due_between(
        Task.objects.all(), [Asked(due=due), Asked(due="month", month="2026-12")], TODAY
    )
    assert length(later.query) == later.count
    assert figure.count
    assert length(figure.query) == figure.count


def test_the_states_add_up_to_all_tasks(year):
    counts = lists.state_counts(Task.objects.all(), TODAY, SOON)
    assert sum(counts.by_state.values()) == counts.total == 43


def test_figures_cost_the_same_statements_at_any_size(cast, year):
    def statements():
        with CaptureQueriesContext(connection) as caught:
            figures.tally(Task.objects.all(), TODAY, SOON)
            figures.load_by_month(Task.objects.all(), 2026)
            lists.state_counts(Task.objects.all(), TODAY, SOON)
        return len(caught)

    few = statements()
    make_year(cast, p.make_plan(cast), count=40)
    assert statements() == few <= 7


def test_more_than_ten_thousand_are_not_counted(cast, year, monkeypatch):
    monkeypatch.setattr(lists, "COUNTED_UP_TO", 40)
    assert lists.state_counts(Task.objects.all(), TODAY, SOON).total is None
