"""Who is reminded of what on which day: the rule, the daily round, the agency's own rules."""

from datetime import date, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from cchc.core import clock
from cchc.core.errors import Stale
from cchc.messages.models import Notice
from cchc.messages.services.telling import withdraw_settled
from cchc.orgs.models import Membership
from cchc.periods.rules import HolidayRule
from cchc.periods.selectors import exceptions_between
from cchc.periods.services import set_holiday_rule
from cchc.tasks.jobs import remind_everybody
from cchc.tasks.models import ReminderPolicy, ReminderRule, Task
from cchc.tasks.rules.reminders import Recipient, Rule, is_told, shipped_rules
from cchc.tasks.services.recording import Result, record_fact
from cchc.tasks.services.reminding import NobodyIsTold, TwoRulesOnADay, remind, set_reminder_rules
from tests.factories.programme import due, issued, make_plan, write, write_one

TUESDAY = date(2026, 3, 10)
LEAD = frozenset({Recipient.LEAD})


def on(day, month=3):
    return datetime(2026, month, day, 6, 30, tzinfo=clock.VIETNAM)


@pytest.mark.parametrize(
    ("days", "due_on", "told_on"),
    [
        (-7, date(2026, 3, 17), date(2026, 3, 10)),
        (-2, date(2026, 3, 12), date(2026, 3, 10)),
        (-2, date(2026, 3, 16), date(2026, 3, 13)),  # the 14th is a Saturday: told on Friday
        (0, date(2026, 3, 15), date(2026, 3, 13)),  # due on a Sunday: told on Friday
        (1, date(2026, 3, 13), date(2026, 3, 16)),  # the 14th is a Saturday: told on Monday
        (3, date(2026, 3, 10), date(2026, 3, 13)),
    ],
)
def test_a_rule_reminds_once_and_on_a_working_day(days, due_on, told_on):
    rule = Rule(days, LEAD)
    told = [
        day
        for day in (date(2026, 3, number) for number in range(1, 32))
        if is_told(rule, due_on, day, {}, HolidayRule.KEEP)
    ]
    assert told == [told_on]


def test_a_late_rule_repeats_until_it_is_done():
    rule = Rule(1, LEAD, repeat_days=5)
    told = [
        number
        for number in range(1, 32)
        if is_told(rule, date(2026, 3, 2), date(2026, 3, number), {}, HolidayRule.KEEP)
    ]
    assert told == [3, 9, 13, 18, 23, 30]  # the 8th and the 28th are days off


@pytest.mark.parametrize(
    ("days", "holiday_rule", "told_on"),
    [
        (-3, HolidayRule.KEEP, [12]),
        (-3, HolidayRule.BEFORE, [10]),
        (-3, HolidayRule.AFTER, [12]),  # from Monday the 16th it would come a day later
        (0, HolidayRule.KEEP, [13]),
        (0, HolidayRule.BEFORE, [13]),
        (0, HolidayRule.AFTER, [13, 16]),  # and on the day on which the agency acts
        (1, HolidayRule.AFTER, [16]),
    ],
)
def test_up_to_the_day_it_counts_from_the_day_to_act_and_never_from_one_that_is_late(
    days, holiday_rule, told_on
):
    """Due on Sunday the 15th: what is done on Monday is late by a day, whatever the agency's rule."""
    told = [
        number
        for number in range(1, 32)
        if is_told(Rule(days, LEAD), date(2026, 3, 15), date(2026, 3, number), {}, holiday_rule)
    ]
    assert told == told_on


def told(user):
    return [
        (row.kind, row.title) for row in Notice.objects.filter(user=user).order_by("kind", "pk")
    ]


@pytest.fixture
def plan(cast):
    return make_plan(cast)


def test_the_lead_units_people_are_told_before_and_others_are_not(cast, plan):
    write_one(plan, [cast.division], times=[due(date(2026, 3, 17))], label="3.a")
    remind(agency=cast.agency, at=on(10))
    assert told(cast.minh) == [("task.before", "3.a còn 7 ngày (hạn 17/03/2026)")]
    assert told(cast.head)
    for other in (cast.lan, cast.leader, cast.clerk, cast.administrator, cast.stranger, cast.hoa):
        assert told(other) == []


def test_it_goes_up_when_nothing_happens(cast, plan):
    """Day 1: the unit and the coordinator; day 3: the head; day 10: the leader."""
    write_one(plan, [cast.division], times=[due(date(2026, 3, 9))], label="3.a")
    remind(agency=cast.agency, at=on(10))
    assert told(cast.minh) == [("task.overdue", "3.a quá hạn 1 ngày (hạn 09/03/2026)")]
    assert told(cast.coordinator)
    assert told(cast.leader) == []
    remind(agency=cast.agency, at=on(12))
    assert ("task.escalated", "3.a quá hạn 3 ngày (hạn 09/03/2026)") in told(cast.head)
    remind(agency=cast.agency, at=on(19))
    assert told(cast.leader) == [("task.escalated", "3.a quá hạn 10 ngày (hạn 09/03/2026)")]


def test_nobody_is_told_twice_on_a_day(cast, plan):
    write_one(plan, [cast.division], times=[due(TUESDAY)])
    remind(agency=cast.agency, at=on(10))
    count = Notice.objects.count()
    remind_everybody()
    remind_everybody()
    assert count == Notice.objects.count() == 2  # Minh and the head, who is also told as head


@pytest.mark.parametrize("day", [14, 15])
def test_nobody_is_told_on_a_day_off(cast, plan, day):
    write_one(plan, [cast.division], times=[due(date(2026, 3, day - 1))])
    remind(agency=cast.agency, at=on(day))
    assert not Notice.objects.exists()


def test_nor_on_a_holiday_of_the_calendar(cast, plan):
    assert exceptions_between(date(2026, 4, 30), date(2026, 4, 30)) == {date(2026, 4, 30): False}
    write_one(plan, [cast.division], times=[due(date(2026, 4, 30))])
    remind(agency=cast.agency, at=on(30, month=4))
    assert not Notice.objects.exists()
    remind(agency=cast.agency, at=on(29, month=4))
    assert told(cast.minh)[0][0] == "task.before"


@pytest.mark.parametrize("result", [Result(TUESDAY, None), Result(None, TUESDAY)])
def test_nobody_is_reminded_of_what_is_submitted_or_done(cast, plan, at, result):
    task = write_one(plan, [cast.division], times=[due(date(2026, 3, 9))])
    row = task.occurrences.get()
    record_fact(occurrence=row, result=result, by=cast.coordinator, at=at, seen=row.version)
    remind(agency=cast.agency, at=on(10))
    assert not Notice.objects.exists()


def test_what_is_done_after_the_reminder_leaves_the_bell(cast, plan, at):
    task = write_one(plan, [cast.division], times=[due(date(2026, 3, 9))])
    remind(agency=cast.agency, at=on(10))
    assert withdraw_settled(at=at) == 0
    row = task.occurrences.get()
    record_fact(
        occurrence=row, result=Result(None, TUESDAY), by=cast.coordinator, at=at, seen=row.version
    )
    assert withdraw_settled(at=at) == Notice.objects.count() > 0


def test_of_alternatives_the_other_is_not_asked_for_once_one_is_done(cast, plan, at):
    task = write_one(
        plan,
        [cast.division],
        times=[due(date(2026, 3, 9), product=0), due(date(2026, 3, 9), product=1)],
        products=["Quyết định", "Báo cáo"],
        products_rule="any",
    )
    first, *others = task.occurrences.all()
    assert others
    record_fact(
        occurrence=first, result=Result(None, TUESDAY), by=cast.minh, at=at, seen=first.version
    )
    remind(agency=cast.agency, at=on(10))
    assert not Notice.objects.exists()


def test_a_task_that_was_given_up_is_not_reminded_of(cast, plan):
    task = write_one(plan, [cast.division], times=[due(date(2026, 3, 9))])
    Task.objects.filter(pk=task.pk).update(discontinued_on=TUESDAY)
    remind(agency=cast.agency, at=on(10))
    assert not Notice.objects.exists()


def test_each_lead_is_told_of_its_own_part_only(cast, plan, at):
    task = write_one(plan, [cast.office, cast.division], times=[due(date(2026, 3, 9))])
    own = task.occurrences.get(unit=cast.office)
    record_fact(occurrence=own, result=Result(None, TUESDAY), by=cast.lan, at=at, seen=own.version)
    remind(agency=cast.agency, at=on(10))
    assert told(cast.lan) == []
    assert told(cast.minh)


def test_a_unit_without_accounts_is_served_by_the_coordinator(cast, plan):
    write_one(plan, [cast.centre], times=[due(date(2026, 3, 17))], label="3.a")
    remind(agency=cast.agency, at=on(10))
    assert told(cast.coordinator) == [("task.before", "3.a còn 7 ngày (hạn 17/03/2026)")]


def test_coordinating_units_are_told_where_the_rule_says_so(cast, plan):
    write_one(plan, [cast.division], coordinating=[cast.office], times=[due(date(2026, 3, 12))])
    remind(agency=cast.agency, at=on(10))
    assert told(cast.lan)


def test_who_left_the_unit_is_not_told(cast, plan):
    write_one(plan, [cast.division], times=[due(date(2026, 3, 17))])
    Membership.objects.filter(user=cast.minh).update(valid_to=date(2026, 3, 9))
    remind(agency=cast.agency, at=on(10))
    assert told(cast.minh) == []


def test_the_round_asks_the_same_however_many_tasks_there_are(cast, plan):
    def statements():
        with CaptureQueriesContext(connection) as captured:
            remind(agency=cast.agency, at=on(10))
        return len(captured)

    write_one(plan, [cast.division], times=[due(date(2026, 3, 9))])
    few = statements()
    write(plan, *[issued([cast.division], times=[due(date(2026, 3, 9))]) for _ in range(10)])
    assert statements() <= few
    assert Notice.objects.filter(user=cast.minh).count() == 11


def test_an_agency_sets_its_own_rules_and_the_log_tells(cast, plan, at):
    set_holiday_rule(agency=cast.agency, rule=HolidayRule.KEEP, by=cast.coordinator, at=at)
    rules = [Rule(-5, frozenset({Recipient.COORDINATOR}))]
    set_reminder_rules(
        agency=cast.agency, is_on=True, rules=rules, version=0, by=cast.coordinator, at=at
    )
    write_one(plan, [cast.division], times=[due(date(2026, 3, 17))])
    remind(agency=cast.agency, at=on(10))
    assert not Notice.objects.exists()
    remind(agency=cast.agency, at=on(12))
    assert told(cast.coordinator)
    assert told(cast.minh) == []


def test_an_agency_may_switch_reminders_off(cast, plan, at):
    set_reminder_rules(
        agency=cast.agency,
        is_on=False,
        rules=shipped_rules(),
        version=0,
        by=cast.coordinator,
        at=at,
    )
    write_one(plan, [cast.division], times=[due(TUESDAY)])
    remind(agency=cast.agency, at=on(10))
    assert not Notice.objects.exists()
    assert ReminderRule.objects.count() == len(shipped_rules())


def test_impossible_rules_and_stale_pages_are_refused_and_write_nothing(cast, at):
    facts = {"agency": cast.agency, "is_on": True, "by": cast.coordinator, "at": at}
    with pytest.raises(TwoRulesOnADay):
        set_reminder_rules(rules=[Rule(1, LEAD), Rule(1, LEAD)], version=0, **facts)
    with pytest.raises(NobodyIsTold):
        set_reminder_rules(rules=[Rule(1, frozenset())], version=0, **facts)
    assert not ReminderPolicy.objects.exists()
    policy = set_reminder_rules(rules=[Rule(1, LEAD)], version=0, **facts)
    set_reminder_rules(rules=[Rule(2, LEAD)], version=policy.version, **facts)
    with pytest.raises(Stale):
        set_reminder_rules(rules=[Rule(3, LEAD)], version=policy.version, **facts)
    assert [row.days for row in ReminderRule.objects.all()] == [2]


@pytest.mark.parametrize(
    "facts",
    [{"days": 1}, {"days": -3, "repeat_days": 2}, {"days": 5, "to_lead": False}],
    ids=["two rules on a day", "repeats before the day", "tells nobody"],
)
def test_the_database_refuses_impossible_rules(cast, at, facts):
    policy = set_reminder_rules(
        agency=cast.agency,
        is_on=True,
        rules=[Rule(1, LEAD)],
        version=0,
        by=cast.coordinator,
        at=at,
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        ReminderRule.objects.create(policy=policy, **{"to_lead": True, **facts})


def posted(**changes):
    """The rules page as a browser posts it: one rule of the agency's, and the empty row."""
    return {
        "is_on": "on",
        "version": "0",
        "rule-TOTAL_FORMS": "2",
        "rule-INITIAL_FORMS": "0",
        "rule-MIN_NUM_FORMS": "0",
        "rule-MAX_NUM_FORMS": "20",
        "rule-0-when": "after",
        "rule-0-days": "4",
        "rule-0-repeat_days": "3",
        "rule-0-to": ["head", "leader"],
        "rule-1-when": "before",
        "rule-1-days": "",
        "rule-1-repeat_days": "",
        **changes,
    }


def test_the_coordinator_reads_the_shipped_rules_and_sets_others(client, cast):
    client.force_login(cast.coordinator)
    page = client.get("/tasks/urging/rules/").content.decode()
    assert "đang dùng quy tắc mặc định" in page
    assert page.count("Bỏ quy tắc này") == len(shipped_rules())
    assert client.post("/tasks/urging/rules/", posted()).status_code == 302
    [row] = ReminderRule.objects.all()
    assert (row.days, row.repeat_days, row.to_head, row.to_leader, row.to_lead) == (
        4,
        3,
        True,
        True,
        False,
    )
    page = client.get("/tasks/urging/rules/").content.decode()
    assert "sau hạn 4 ngày, nhắc lại sau mỗi 3 ngày cho trưởng đơn vị chủ trì" in page
    client.post("/tasks/urging/rules/shipped/", {"version": "2"})
    assert ReminderRule.objects.count() == len(shipped_rules())


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"rule-0-days": ""}, "Hãy nhập số ngày, từ 1 trở lên."),
        ({"rule-0-when": "before"}, "Chỉ nhắc lại được sau hạn"),
        ({"rule-0-to": []}, "Hãy chọn ít nhất một người nhận."),
    ],
)
def test_a_rule_that_says_nothing_sensible_is_answered_beside_it(client, cast, changes, words):
    client.force_login(cast.coordinator)
    answer = client.post("/tasks/urging/rules/", posted(**changes))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not ReminderPolicy.objects.exists()


@pytest.mark.parametrize("who", ["lan", "head", "leader", "clerk"])
def test_nobody_else_finds_the_rules(client, cast, who):
    client.force_login(getattr(cast, who))
    assert client.post("/tasks/urging/rules/", posted()).status_code == 404
