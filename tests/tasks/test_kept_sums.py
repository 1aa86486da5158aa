"""Sums of tasks are kept by every write and equal, on every day, what the one state function gives for each task.

Besides, every test with the cast holds the sums against a recount when it ends (`tests/conftest.py`).
"""

from collections import Counter
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from cchc.core import clock
from cchc.core.errors import DomainError
from cchc.orgs.models import Unit
from cchc.tasks.models import Occurrence, Task, TaskSum
from cchc.tasks.rules.facts import TaskFacts
from cchc.tasks.rules.state import FIELDS, State, counted_as, state_of
from cchc.tasks.selectors.facts import stored_facts
from cchc.tasks.selectors.states import StateCode
from cchc.tasks.services import recording, sums
from cchc.tasks.services.facts import refresh_facts
from tests.factories import programme as p

days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
maybe = st.one_of(st.none(), days)
few = st.integers(0, 3)
facts = st.builds(
    TaskFacts,
    nature=st.sampled_from(Task.Nature.values),
    ends_on=days,
    starts_on=maybe,
    discontinued_on=maybe,
    awaiting_since=maybe,
    next_due_on=maybe,
    open_count=few,
    done_count=few,
    late_count=few,
    submitted_count=few,
    has_standing=st.booleans(),
    result_until=maybe,
    unplaced_count=few,
    not_arising_count=few,
)
any_day = st.dates(date(2025, 12, 20), date(2027, 1, 10))


@settings(max_examples=600, deadline=None)
@given(found=facts, today=any_day, soon=st.integers(0, 30))
def test_what_a_count_leaves_out_changes_no_state_on_any_day(found, today, soon):
    counted = counted_as(tuple(getattr(found, name) for name in FIELDS))
    as_counted = TaskFacts(**dict(zip(FIELDS, counted, strict=True)))
    assert state_of(as_counted, today, soon) is state_of(found, today, soon)
    assert counted_as(counted) == counted


def of_sums(agency, level, today, soon=7):
    rows = TaskSum.objects.filter(agency=agency, level=level).order_by()
    by_state = rows.values_list(StateCode(today, soon)).annotate(n=Sum("tasks"))
    return {State(code): n for code, n in by_state if n}


def of_tasks(agencies, today, soon=7):
    tasks = Task.objects.filter(agency__in=agencies)
    return dict(Counter(state_of(stored_facts(task), today, soon) for task in tasks))


def test_own_work_and_that_below_are_counted_apart(cast):
    p.write_one(p.make_plan(cast), [cast.division], times=[p.due(date(2026, 3, 2))])
    other = p.make_plan(cast, agency=cast.other_agency, by=cast.outsider)
    p.write_one(other, [cast.other_division], times=[p.due(date(2026, 9, 30))])
    today = date(2026, 3, 10)
    assert of_sums(cast.agency, "own", today) == {State.OVERDUE: 1}
    assert of_sums(cast.agency, "below", today) == {}
    assert of_sums(cast.province, "own", today) == {}
    assert of_sums(cast.province, "below", today) == {State.OVERDUE: 1, State.IN_PROGRESS: 1}


def test_days_pass_without_any_night_work(cast):
    p.write_one(p.make_plan(cast), [cast.division], times=[p.due(date(2026, 3, 31))])
    rows = list(TaskSum.objects.order_by("pk").values())
    for day, state in (
        (date(2026, 3, 23), State.IN_PROGRESS),
        (date(2026, 3, 24), State.DUE_SOON),
        (date(2026, 4, 1), State.OVERDUE),
    ):
        assert of_sums(cast.province, "below", day) == {state: 1}
    assert of_sums(cast.province, "below", date(2026, 3, 1), soon=40) == {State.DUE_SOON: 1}
    assert list(TaskSum.objects.order_by("pk").values()) == rows


ACTS = "write record record record undo event wait drop save move bulk create delete area merge"
acts = st.lists(
    st.tuples(st.sampled_from(ACTS.split()), st.integers(0, 30), days), min_size=6, max_size=24
)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],  # a history of services takes too long to make smaller
)
@given(acts=acts, today=any_day)
def test_random_acts_leave_sums_that_equal_a_recount_on_any_day(cast, acts, today):
    with transaction.atomic():
        plans = [
            p.make_plan(cast),
            p.make_plan(cast, agency=cast.other_agency, by=cast.outsider, year=2025),
            p.make_plan(cast, agency=cast.province),
        ]
        for number, plan in enumerate(plans):
            _write(cast, plan, number, date(2026, 3, 31))
        for act, number, day in acts:
            with suppress(DomainError), transaction.atomic():
                _do(cast, plans, act, number, day)
            assert sums.differences() == {}
        everybody = [cast.province, cast.agency, cast.other_agency]
        for each in everybody:
            assert of_sums(each, "own", today) == of_tasks([each], today)
        assert of_sums(cast.province, "below", today) == of_tasks(everybody[1:], today)
        transaction.set_rollback(True)


def _write(cast, plan, number, day):
    unit = {cast.agency.pk: cast.division, cast.other_agency.pk: cast.other_division}.get(
        plan.agency_id, cast.office
    )
    times = [
        [p.due(day)], [p.every("quarterly")], [p.every("continuous")], [p.every("on_event")],
        [p.every("with_reports")], [],
    ][number % 6]  # fmt: skip
    area = p.area("steering" if number % 2 else "digital")
    p.write_one(
        plan, [unit], times=times, area=area, products=("Kế hoạch", "Báo cáo")[: number % 3]
    )


def _do(cast, plans, act, number, day):
    found = list(Task.objects.order_by("pk"))
    if act == "write" or not found:
        _write(cast, plans[number % 3], number, day)
    elif act == "bulk":
        for each in found:
            each.ends_on, each.unplaced_count = day, number % 3
        Task.objects.bulk_update(found, ["ends_on", "unplaced_count"], batch_size=2)
    elif act == "merge":
        sums.merge_sums()
    else:
        task = found[number % len(found)]
        if not _record(cast, task, act, day):
            _change(task, act, number, day, plans[number % 3].agency)


def _record(cast, task, act, day):
    """Acts upon what is owed; whether it was one of them."""
    at = datetime.combine(day, time(9), tzinfo=clock.VIETNAM)
    row = task.occurrences.order_by("pk").first()
    who = cast.outsider if task.agency_id == cast.other_agency.pk else cast.coordinator
    if act == "record" and row:
        result = recording.Result(delivered_on=day, document_number="1/BC")
        recording.record_fact(occurrence=row, result=result, by=who, at=at, seen=row.version)
    elif act == "undo" and row:
        recording.undo_fact(occurrence=row, by=who, at=at, seen=row.version)
    elif act == "event":
        Occurrence.objects.filter(task=task, delivered_on=None, submitted_on=None).update(
            not_arising_on=day, outcome="Không có", recorded_by=who, recorded_at=at,
            confirmed_by=cast.leader, confirmed_at=at,
        )  # fmt: skip
        refresh_facts([task], at)
    return act in {"record", "undo", "event"}


def _change(task, act, number, day, agency):
    """Writes of the task itself, in every way in which a row can be written."""
    column = {"wait": "awaiting_since", "drop": "discontinued_on"}.get(act)
    if column:
        setattr(task, column, day)
        task.save(update_fields=[column])
    elif act == "save":
        task.starts_on = day
        task.save()
    elif act == "move":
        Task.objects.filter(pk=task.pk).update(agency=agency)
    elif act == "create":
        task.pk, task._state.adding, task.draft_key, task.uid = None, True, f"x{uuid4()}", uuid4()
        task.save()
    elif act == "delete" and not task.milestones.exists() and not task.assignments.exists():
        task.delete() if number % 2 else Task.objects.filter(pk=task.pk).delete()
    elif act == "area":
        task.area = p.area("finance")
        task.save(update_fields=["area"])


def test_putting_together_leaves_one_row_a_sum_and_the_same_numbers(cast):
    plan = p.make_plan(cast)
    tasks = p.write(
        plan,
        *[
            p.issued([cast.division], times=[p.due(date(2026, 3, 31))], key=f"k{n}")
            for n in range(5)
        ],
    )
    for task in tasks[:3]:
        task.discontinued_on = date(2026, 3, 1)
        task.save(update_fields=["discontinued_on"])
    before = of_sums(cast.province, "below", date(2026, 3, 10))
    assert sums.merge_sums() > 0
    rows = TaskSum.objects.filter(agency=cast.province)
    assert sorted(rows.values_list("tasks", flat=True)) == [2, 3]
    assert not TaskSum.objects.filter(is_fresh=True).exists()
    assert of_sums(cast.province, "below", date(2026, 3, 10)) == before
    assert sums.merge_sums() == 0


def test_an_agency_that_moves_in_the_tree_takes_its_sums_along(cast, at):
    from tests.factories.reorganising import do, moves, prepare

    region = Unit.objects.get(pk=cast.other_agency.pk)
    p.write_one(p.make_plan(cast), [cast.division], times=[p.due(date(2026, 3, 2))])
    act = prepare(
        cast,
        at,
        moves(cast.agency, region),
        on=at.date(),
        by=cast.administrator,
        agency=cast.province,
    )
    do(act, at, cast.administrator)
    assert of_sums(region, "below", at.date()) == {State.OVERDUE: 1}
    assert of_sums(cast.province, "below", at.date()) == {State.OVERDUE: 1}


def test_a_check_names_what_is_wrong_and_sets_it_right_when_asked(cast, monkeypatch):
    p.write_one(p.make_plan(cast), [cast.division], times=[p.due(date(2026, 3, 2))])
    monkeypatch.setattr(sums, "snapshot", OneMoment)
    told = StringIO()
    call_command("check_tasks", stdout=told)
    assert "đúng" in told.getvalue()
    TaskSum.objects.filter(agency=cast.province).update(tasks=9)
    with pytest.raises(CommandError, match="1 tổng"):
        call_command("check_tasks", stdout=told)
    call_command("check_tasks", "--set-right", stdout=told)
    assert of_sums(cast.province, "below", date(2026, 3, 10)) == {State.OVERDUE: 1}
    call_command("check_tasks", stdout=told)


class OneMoment:
    """The one connection of a test stands for the moment of another."""

    def __enter__(self):
        return "default"

    def __exit__(self, *_):
        return None


def test_a_write_that_a_sum_does_not_depend_on_asks_nothing(cast, django_assert_num_queries):
    task = p.write_one(p.make_plan(cast), [cast.division], times=[p.due(date(2026, 3, 2))])
    with django_assert_num_queries(1):
        Task.objects.filter(pk=task.pk).update(changed_at=p.ISSUED + timedelta(days=1))
    with django_assert_num_queries(1):
        task.save(update_fields=["changed_at"])
