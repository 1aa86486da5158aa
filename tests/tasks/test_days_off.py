"""A due day on which nobody works: the date stays, the agency's rule says when to act, and late is late by the date."""

from datetime import date, datetime

import pytest

from cchc.core import clock
from cchc.messages.models import Notice
from cchc.periods.models import CalendarDay
from cchc.periods.rules import HolidayRule
from cchc.periods.services import set_holiday_rule
from cchc.tasks.models import Task
from cchc.tasks.rules.state import State, state_of
from cchc.tasks.selectors.as_of import states_on
from cchc.tasks.selectors.facts import stored_facts
from cchc.tasks.selectors.states import with_state
from cchc.tasks.services.recording import Result, record_fact
from cchc.tasks.services.reminding import remind
from tests.factories import programme as p

IN_TET = date(2026, 2, 18)


def on(day):
    return datetime(day.year, day.month, day.day, 9, tzinfo=clock.VIETNAM)


@pytest.fixture
def page(client, cast, settings):
    def look(task, day):
        settings.CCHC_TODAY = day
        client.force_login(cast.lan)
        return " ".join(client.get(f"/tasks/{task.uid}/").content.decode().split())

    return look


def test_before_the_third_of_september_is_shown_reminded_and_judged_from_a_holiday(
    cast, page, settings
):
    """ "Trước ngày 03/9/2025": until 02/9, a holiday; reminded on Friday 29/8; sent on 03/9 it is late by one day."""
    plan = p.make_plan(cast, year=2025, issued_on=date(2025, 1, 10))
    task = p.write_one(plan, [cast.office], times=[p.due(date(2025, 9, 3), before=True)])
    shown = page(task, date(2025, 8, 25))
    assert "Hạn T3, 02/09" in shown
    assert "ngày làm việc cuối cùng là T6, 29/08" in shown

    for day in (date(2025, 8, 28), date(2025, 8, 30), date(2025, 9, 2)):
        remind(agency=cast.agency, at=on(day))
        assert not Notice.objects.filter(user=cast.lan, day=day).exists(), day
    remind(agency=cast.agency, at=on(date(2025, 8, 29)))
    told = Notice.objects.get(user=cast.lan, day=date(2025, 8, 29))
    assert task.label in f"{told.title} {told.text}"

    sent = date(2025, 9, 3)
    settings.CCHC_TODAY = sent
    row = task.occurrences.get()
    record_fact(
        occurrence=row, result=Result(delivered_on=sent), by=cast.lan, at=on(sent), seen=row.version
    )
    assert "hạn 02/09/2025, chậm 1 ngày" in page(task, sent)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (None, "hạn giữ nguyên; ngày làm việc cuối cùng là T6, 13/02"),
        (HolidayRule.KEEP, "hạn giữ nguyên; ngày làm việc cuối cùng là T6, 13/02"),
        (HolidayRule.BEFORE, "Hoàn thành vào ngày làm việc liền trước”: T6, 13/02"),
        (
            HolidayRule.AFTER,
            "Làm vào ngày làm việc liền sau, vẫn tính trễ từ ngày ghi trong văn bản”: T2, 23/02, chậm 5 ngày",
        ),
    ],
)
def test_a_due_day_inside_tet_names_the_agencys_rule_and_the_day_to_act(
    cast, page, at, rule, words
):
    task = p.write_one(p.make_plan(cast), [cast.office], times=[p.due(IN_TET)])
    if rule is not None:
        set_holiday_rule(agency=cast.agency, rule=rule, by=cast.coordinator, at=at)
    shown = page(task, date(2026, 2, 2))
    assert "Hạn T4, 18/02" in shown
    assert words in shown


@pytest.mark.parametrize(
    ("rule", "told_on"),
    [
        (HolidayRule.KEEP, ["11/02", "13/02", "23/02", "24/02"]),
        (HolidayRule.BEFORE, ["06/02", "11/02", "13/02", "23/02", "24/02"]),
        (HolidayRule.AFTER, ["11/02", "13/02", "23/02", "24/02"]),
    ],
)
def test_each_rule_reminds_before_the_written_day_and_late_runs_from_it_whatever_the_rule(
    cast, page, client, settings, at, rule, told_on
):
    """Case 12: kept, before or after, in the reminders, the state in Python and in SQL, the page and the result."""
    task = p.write_one(p.make_plan(cast), [cast.office], times=[p.due(IN_TET)])
    set_holiday_rule(agency=cast.agency, rule=rule, by=cast.coordinator, at=at)
    for number in range(1, 26):
        remind(agency=cast.agency, at=on(date(2026, 2, number)))
    days = Notice.objects.filter(user=cast.lan).order_by("day").values_list("day", flat=True)
    assert [f"{day:%d/%m}" for day in dict.fromkeys(days)] == told_on

    written_day, day_after = IN_TET, date(2026, 2, 19)
    for day, state in ((written_day, State.DUE_SOON), (day_after, State.OVERDUE)):
        task.refresh_from_db()
        assert state_of(stored_facts(task), day, 7) is state
        assert with_state(Task.objects.filter(pk=task.pk), day, 7).get().state == state
    acting = date(2026, 2, 23)
    assert "hạn 18/02/2026, chưa nộp" in page(task, acting)
    row = task.occurrences.get()
    record_fact(
        occurrence=row, result=Result(delivered_on=acting), by=cast.lan, at=on(acting), seen=row.version
    )  # fmt: skip
    assert "hạn 18/02/2026, chậm 5 ngày" in page(task, acting)
    settings.CCHC_TODAY = acting
    client.force_login(cast.coordinator)
    assert "vẫn tính trễ từ ngày ghi trong văn bản" in client.get("/calendar/").content.decode()


def test_a_neighbours_rule_does_not_apply(cast, page, at):
    task = p.write_one(p.make_plan(cast), [cast.office], times=[p.due(IN_TET)])
    set_holiday_rule(agency=cast.other_agency, rule=HolidayRule.AFTER, by=cast.outsider, at=at)
    assert "liền sau" not in page(task, date(2026, 2, 2))


def test_a_swapped_day_counts_right_after_the_calendar_is_edited_and_changes_no_verdict(
    cast, page, client, settings
):
    """02/01/2026 off, Saturday 10/01 worked: what is to come is shown anew, what was judged stays as it was."""
    CalendarDay.objects.filter(day__in=[date(2026, 1, 2), date(2026, 1, 10)]).delete()
    plan = p.make_plan(cast, issued_on=date(2025, 12, 22))
    late, coming, saturday = (
        p.write_one(plan, [cast.office], times=[p.due(day)])
        for day in (date(2026, 1, 2), date(2026, 1, 2), date(2026, 1, 10))
    )
    row = late.occurrences.get()
    record_fact(
        occurrence=row, result=Result(delivered_on=date(2026, 1, 5)), by=cast.lan,
        at=on(date(2026, 1, 5)), seen=row.version,
    )  # fmt: skip
    judged = "hạn 02/01/2026, chậm 3 ngày"
    today = date(2026, 1, 6)
    assert judged in page(late, today)
    assert "ngày nghỉ" not in page(coming, today)
    assert "ngày làm việc cuối cùng là T6, 09/01" in page(saturday, today)

    def verdicts():
        """As lists and counts ask in SQL, as pages ask in Python, and as of a day gone by."""
        rows = Task.objects.filter(plan=plan)
        in_sql = dict(with_state(rows, today, 7).values_list("pk", "state"))
        in_python = {row.pk: state_of(stored_facts(row), today, 7).value for row in rows}
        return in_sql, in_python, states_on(rows, date(2026, 1, 5), 7)

    before = verdicts()
    assert before[0] == before[1]
    client.force_login(cast.coordinator)
    for path, is_working in (("2026-01-02", "no"), ("2026-01-10", "yes")):
        given = {"is_working": is_working, "name": "Hoán đổi", "source": "Thông báo số 99/TB"}
        assert client.post(f"/calendar/{path}/", given).status_code == 302

    assert "ngày làm việc cuối cùng là T4, 31/12" in page(coming, today)
    assert "ngày nghỉ" not in page(saturday, today)
    assert judged in page(late, today)
    assert verdicts() == before
    client.force_login(cast.coordinator)
    assert (
        "02/01/2026" in client.get("/audit/").content.decode()
    )  # what changed, by whom and on which notice is told, not silent
