"""Thường xuyên: a result or none in each report period, complete at the year's end, never overdue."""

from datetime import date, datetime

import pytest

from cchc.core import clock
from cchc.tasks.models import Task
from cchc.tasks.rules.state import State
from cchc.tasks.selectors.states import with_state
from cchc.tasks.services.recording import Result, record_fact
from cchc.tasks.services.writing import place_reports
from tests.factories import programme as p


def test_standing_work_has_or_has_not_a_result_in_each_report_period_until_the_year_ends(
    cast, at, client, settings
):
    plan = p.make_plan(cast)
    for code, month in (("2026-Q1", 3), ("2026-H1", 6), ("2026-9M", 9), ("2026", 12)):
        p.report_deadline(plan, code, date(2026, month, 14), date(2026, month, 18))
    task = p.write_one(plan, [cast.office], times=[p.every("continuous")])
    place_reports(plan, cast.coordinator, at)
    ends = list(task.occurrences.order_by("ends_on").values_list("ends_on", flat=True))
    assert ends == [date(2026, 3, 14), date(2026, 6, 14), date(2026, 9, 14), date(2026, 12, 31)]
    assert not task.occurrences.filter(due_on__isnull=False).exists()

    row = task.occurrences.get(ends_on=date(2026, 3, 14))
    day = date(2026, 3, 2)
    record_fact(
        occurrence=row, result=Result(delivered_on=day), by=cast.lan,
        at=datetime(2026, 3, 2, 9, tzinfo=clock.VIETNAM), seen=row.version,
    )  # fmt: skip

    found = {}
    client.force_login(cast.lan)
    for day in (
        date(2026, 3, 14), date(2026, 3, 15), date(2026, 9, 30), date(2026, 12, 31),
        date(2027, 1, 1),
    ):  # fmt: skip
        settings.CCHC_TODAY = day
        found[day] = with_state(Task.objects.filter(pk=task.pk), day, 7).get().state
        shown = client.get(f"/tasks/{task.uid}/").content.decode()
        assert State(found[day]).label in shown
        assert client.get("/tasks/?state=overdue").context["total"] == 0
    assert list(found.values()) == [
        State.CONTINUOUS_WITH_RESULT, State.CONTINUOUS_WITHOUT_RESULT,
        State.CONTINUOUS_WITHOUT_RESULT, State.CONTINUOUS_WITHOUT_RESULT, State.DONE_ON_TIME,
    ]  # fmt: skip


@pytest.mark.parametrize("day", [date(2026, 7, 1), date(2027, 6, 1)])
def test_standing_work_without_any_result_is_neither_complete_nor_overdue(cast, day):
    task = p.write_one(p.make_plan(cast), [cast.office], times=[p.every("continuous")])
    state = with_state(Task.objects.filter(pk=task.pk), day, 7).get().state
    assert state == State.CONTINUOUS_WITHOUT_RESULT
