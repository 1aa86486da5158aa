"""The state of a task follows from facts and dates, in one table, in Python and in SQL alike."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc.tasks.models import Occurrence, Task
from cchc.tasks.rules.facts import Fact, TaskFacts, share_is_done, sums_of
from cchc.tasks.rules.state import State, state_of
from cchc.tasks.selectors.facts import facts_by_task
from cchc.tasks.selectors.states import in_states, with_state
from cchc.tasks.services.facts import refresh_facts
from tests.factories import programme as p

YEAR_END = date(2026, 12, 31)
MARCH = date(2026, 3, 31)
SUM_NAMES = (
    "next_due_on", "last_due_on", "open_count", "done_count", "late_count", "submitted_count",
    "last_done_on", "result_until",
)  # fmt: skip


def state(*facts, today, nature="dated", rule="all", soon=7, **task):
    sums = sums_of(facts, rule)
    columns = {name: getattr(sums, name) for name in SUM_NAMES}
    has_standing = any(fact.is_standing for fact in facts)
    return state_of(
        TaskFacts(
            nature=nature,
            **{"ends_on": YEAR_END, "has_standing": has_standing, **task, **columns},
        ),
        today,
        soon,
    )


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 3, 23), State.IN_PROGRESS),
        (date(2026, 3, 24), State.DUE_SOON),
        (date(2026, 3, 31), State.DUE_SOON),
        (date(2026, 4, 1), State.OVERDUE),
    ],
)
def test_a_date_comes_near_and_passes(today, expected):
    assert state(Fact(due_on=MARCH), today=today) is expected


def test_two_leads_one_done_one_late_is_not_complete_and_late_once():
    done = Fact(due_on=MARCH, unit=1, product=1, delivered_on=date(2026, 3, 20))
    owed = Fact(due_on=MARCH, unit=2, product=2)
    assert state(done, owed, today=date(2026, 4, 10)) is State.OVERDUE
    late = Fact(due_on=MARCH, unit=2, product=2, delivered_on=date(2026, 4, 12))
    assert state(done, late, today=date(2026, 4, 12)) is State.DONE_LATE
    assert sums_of([done, late], "all").late_count == 1


def test_a_collective_lead_counts_its_shares_one_by_one():
    facts = [Fact(due_on=MARCH, unit=n, delivered_on=MARCH if n < 6 else None) for n in range(1, 8)]
    assert sum(share_is_done(facts, n, "all") for n in range(1, 8)) == 5


def test_one_of_two_alternatives_completes_the_task():
    decision = Fact(due_on=MARCH, unit=1, product=1)
    report = Fact(due_on=MARCH, unit=1, product=2, delivered_on=date(2026, 3, 30))
    assert state(decision, report, rule="any", today=date(2026, 6, 1)) is State.DONE_ON_TIME
    assert state(decision, report, rule="all", today=date(2026, 6, 1)) is State.OVERDUE


@pytest.mark.parametrize(
    ("facts", "rule", "owed", "done"),
    [
        ([Fact(due_on=MARCH, delivered_on=MARCH)], "all", 2, 2),
        ([Fact(due_on=MARCH)], "all", 2, 0),
        ([Fact(due_on=MARCH, product=1, delivered_on=MARCH), Fact(due_on=MARCH)], "all", 3, 1),
        ([Fact(due_on=MARCH, product=1), Fact(due_on=MARCH, delivered_on=MARCH)], "all", 3, 2),
        ([Fact(due_on=MARCH, delivered_on=MARCH)], "any", 1, 1),
        ([Fact(due_on=MARCH, product=2, delivered_on=MARCH), Fact(product=1)], "any", 1, 1),
        ([Fact(due_on=MARCH, product=2), Fact(due_on=MARCH, product=1)], "any", 1, 0),
        ([Fact(due_on=MARCH, delivered_on=MARCH)], "all", 0, 0),
        ([], "all", 2, 0),
    ],
)
def test_dates_of_the_whole_task_stand_for_products_without_their_own(facts, rule, owed, done):
    assert sums_of(facts, rule, owed).products_done == done


def test_what_is_only_due_if_it_arises_is_never_overdue():
    fact = Fact(due_on=MARCH, is_optional=True)
    assert state(fact, today=date(2026, 6, 1)) is State.ON_EVENT
    arisen = Fact(due_on=MARCH, is_optional=True, submitted_on=date(2026, 3, 30))
    assert state(arisen, today=date(2026, 6, 1)) is State.SUBMITTED


def test_submitted_in_time_and_signed_above_after_the_date_is_on_time():
    waiting = Fact(due_on=MARCH, submitted_on=date(2026, 3, 25), by_submission=True)
    assert state(waiting, today=date(2026, 4, 10)) is State.SUBMITTED
    signed = Fact(
        due_on=MARCH,
        submitted_on=date(2026, 3, 25),
        delivered_on=date(2026, 4, 10),
        by_submission=True,
    )
    assert state(signed, today=date(2026, 4, 10)) is State.DONE_ON_TIME


def test_what_the_agency_issues_itself_is_judged_by_its_date_of_issue():
    fact = Fact(due_on=MARCH, submitted_on=date(2026, 3, 25), delivered_on=date(2026, 4, 10))
    assert state(fact, today=date(2026, 4, 10)) is State.DONE_LATE
    assert fact.days_late == 10


def test_sent_on_the_day_named_by_before_is_late_by_one_day():
    assert Fact(due_on=date(2025, 9, 2), delivered_on=date(2025, 9, 3)).days_late == 1


def test_standing_work_is_never_overdue_and_complete_only_after_the_year():
    def window(end, delivered=None):
        return Fact(is_standing=True, ends_on=end, delivered_on=delivered)

    q1, q2 = window(date(2026, 3, 14), date(2026, 3, 2)), window(date(2026, 6, 14))
    facts, kind = (q1, q2), {"nature": "continuous"}
    assert state(*facts, today=date(2026, 3, 14), **kind) is State.CONTINUOUS_WITH_RESULT
    assert state(*facts, today=date(2026, 3, 15), **kind) is State.CONTINUOUS_WITHOUT_RESULT
    assert state(*facts, today=date(2026, 12, 31), **kind) is State.CONTINUOUS_WITHOUT_RESULT
    assert state(*facts, today=date(2027, 1, 1), **kind) is State.DONE_ON_TIME
    assert state(q2, today=date(2027, 6, 1), **kind) is State.CONTINUOUS_WITHOUT_RESULT


def test_due_at_the_end_of_the_year_is_in_time_at_the_cut_off_of_the_annual_report():
    assert state(Fact(due_on=YEAR_END), today=date(2026, 12, 14)) is State.IN_PROGRESS


def test_issued_after_the_cut_off_completes_the_task_on_time():
    fact = Fact(due_on=date(2025, 12, 31), delivered_on=date(2025, 12, 20))
    assert state(fact, today=date(2026, 1, 5), ends_on=date(2025, 12, 31)) is State.DONE_ON_TIME


def test_a_discontinued_task_is_nothing_else():
    fact = Fact(due_on=MARCH)
    day = date(2026, 6, 1)
    assert state(fact, today=day, discontinued_on=day) is State.DISCONTINUED
    assert state(fact, today=date(2026, 5, 1), discontinued_on=day) is State.OVERDUE


def test_before_its_start_a_task_has_not_begun():
    task = {"starts_on": date(2026, 10, 1), "today": MARCH}
    assert state(Fact(due_on=YEAR_END), **task) is State.NOT_STARTED


def test_work_that_waits_for_the_calendar_has_no_date_yet():
    assert state(today=MARCH, unplaced_count=1) is State.UNSCHEDULED
    done = Fact(due_on=MARCH, delivered_on=MARCH)
    assert state(done, today=MARCH, unplaced_count=1) is State.IN_PROGRESS


def test_an_answered_event_leaves_the_task_waiting_for_the_next():
    done = Fact(due_on=MARCH, delivered_on=MARCH)
    assert state(done, today=date(2026, 5, 1), nature="on_event") is State.ON_EVENT
    assert state(done, today=date(2027, 1, 1), nature="on_event") is State.DONE_ON_TIME


def test_every_state_has_label_icon_and_tone():
    for each in State:
        assert each.label
        assert each.icon
        assert each.tone in {"ontime", "soon", "late", "done", "quiet"}


days = st.dates(date(2026, 1, 5), date(2026, 12, 31))
schedules = st.lists(
    st.one_of(
        days.map(p.due),
        st.sampled_from(
            ["monthly", "quarterly", "continuous", "on_event", "with_reports", "as_planned"]
        ).map(p.every),
    ),
    max_size=2,
)
histories = st.lists(
    st.tuples(
        schedules,
        st.sampled_from([("Kế hoạch",), ("Quyết định", "Báo cáo (nếu có)"), ()]),
        st.sampled_from(["all", "any"]),
        st.sampled_from(["", "Chủ tịch UBND tỉnh"]),
        st.lists(st.tuples(st.integers(0, 30), days, st.booleans()), max_size=12),
        st.one_of(st.none(), days),
    ),
    min_size=8,
    max_size=12,
)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(histories=histories, today=st.dates(date(2025, 12, 20), date(2027, 1, 10)))
def test_sql_and_python_agree_on_random_histories(cast, at, histories, today):
    plan = p.make_plan(cast)
    tasks = p.write(
        plan, *[_issued(cast, number, history) for number, history in enumerate(histories)]
    )
    for task, (*_, records, dropped_on) in zip(tasks, histories, strict=True):
        _record(task, records, cast.lan, at)
        task.discontinued_on = dropped_on
        task.save(update_fields=["discontinued_on"])
    refresh_facts(tasks, at)

    facts = facts_by_task(task.pk for task in tasks)
    expected = {task.pk: _expected(task, facts[task.pk], today) for task in tasks}
    found = with_state(Task.objects.filter(plan=plan), today, 7)
    assert {task.pk: task.state for task in found} == expected
    for each in State:
        chosen = in_states(Task.objects.filter(plan=plan), [each], today, 7)
        assert {task.pk for task in chosen} == {pk for pk, code in expected.items() if code == each}


def _issued(cast, number, history):
    times, products, rule, issuer, _records, _dropped = history
    return p.issued(
        [cast.office, cast.centre] if number % 2 else [cast.office],
        key=f"k{number}",
        times=times,
        products=products,
        products_rule=rule,
        issued_by=issuer or None,
    )


def _record(task, records, by, at):
    rows = list(task.occurrences.order_by("pk"))
    for place, day, is_delivered in records:
        if not rows:
            return
        row = rows[place % len(rows)]
        row.submitted_on = row.submitted_on or day
        if is_delivered:
            row.delivered_on = max(row.submitted_on, day)
        row.recorded_by, row.recorded_at = by, at
    Occurrence.objects.bulk_update(
        rows, ["submitted_on", "delivered_on", "recorded_by", "recorded_at"]
    )


def _expected(task, facts, today):
    """The state from the raw occurrences, without the stored sums."""
    return state(
        *facts,
        today=today,
        nature=task.nature,
        rule=task.products_rule,
        starts_on=task.starts_on,
        discontinued_on=task.discontinued_on,
        unplaced_count=task.unplaced_count,
        has_standing=task.has_standing,
    )


def test_a_day_is_judged_in_vietnam_days_without_rounding():
    fact = Fact(due_on=MARCH, delivered_on=MARCH + timedelta(days=1))
    assert fact.days_late == 1
