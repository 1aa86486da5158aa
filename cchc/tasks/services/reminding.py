"""Reminders: the daily round, and an agency's own rules."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from cchc.audit.services import record
from cchc.core.clock import vietnam_date
from cchc.core.errors import DomainError
from cchc.orgs.access import may
from cchc.orgs.models import Unit, User
from cchc.orgs.rules import Permission, Role
from cchc.periods.rules import is_working_day
from cchc.periods.selectors import exceptions_between, holiday_rule_of
from cchc.tasks.models import ReminderPolicy, ReminderRule, Task
from cchc.tasks.notices import tell_reminders
from cchc.tasks.rules.reminders import LONGEST_BREAK, Recipient, Rule, horizon, told_to
from cchc.tasks.selectors import reminders as read
from cchc.tasks.selectors.reminders import Owed
from cchc.tasks.services import refusals

_WORKERS = (Role.SPECIALIST, Role.UNIT_HEAD, Role.COORDINATOR)
_People = dict[tuple[int, Role], list[int]]


class TwoRulesOnADay(DomainError):
    """Two rules name the same day."""

    text = "Có hai quy tắc cùng một thời điểm. Hãy gộp người nhận vào một quy tắc."


class NobodyIsTold(DomainError):
    """A rule without a recipient."""

    text = "Mỗi quy tắc cần ít nhất một người nhận."


@transaction.atomic
def remind(*, agency: Unit, at: datetime) -> None:
    """Tell the people of an agency what is due by its rules, today. Nothing on a day off; twice does no harm.

    Statements do not grow with the tasks. A unit without an account is served by the coordinator.
    """
    today = vietnam_date(at)
    rules = read.rules_of(read.policy_of(agency))
    ahead = timedelta(days=horizon(rules))
    exceptions = exceptions_between(today - timedelta(days=2 * LONGEST_BREAK), today + 2 * ahead)
    if not rules or not is_working_day(today, exceptions):
        return
    holiday_rule = holiday_rule_of(agency)
    due: list[tuple[Owed, frozenset[Recipient]]] = []
    for owed in read.owed_until(agency, today + ahead, today):
        recipients = told_to(rules, owed.due_on, today, exceptions, holiday_rule)
        if recipients:
            due.append((owed, recipients))
    if not due:
        return
    people = read.people_told(agency, today)
    helping = read.coordinating_units([owed.task.pk for owed, _to in due])
    units = read.units_by_key([key for owed, _to in due for key in owed.units])
    told = [
        (
            owed,
            _working_on(owed, recipients, people, helping.get(owed.task.pk, [])),
            _above(owed, recipients, people),
        )
        for owed, recipients in due
    ]
    tell_reminders(told, {key: unit.name for key, unit in units.items()}, today, at)


@transaction.atomic
def remind_of(*, task: Task, by: User, at: datetime) -> int:
    """Tell the people of the leading units of what is owed of one task, now; returns how many were told.

    by: who manages reminders in the task's agency. Nobody is told twice of the same thing on a day.
    Raises NotYoursToRemind, NobodyToRemind, RemindedToday.
    """
    if not may(by, Permission.REMINDER_MANAGE, task.agency):
        raise refusals.NotYoursToRemind
    today = vietnam_date(at)
    people = read.people_told(task.agency, today)
    owed = read.owed_of_task(task, today)
    units = read.units_by_key([key for each in owed for key in each.units])
    told = [(each, _leading(each, people), list[int]()) for each in owed]
    if not any(users for _owed, users, _above in told):
        raise refusals.NobodyToRemind
    fresh = tell_reminders(told, {key: unit.name for key, unit in units.items()}, today, at)
    if not fresh:
        raise refusals.RemindedToday
    record(
        action="task.reminded",
        target=task,
        by=by,
        at=at,
        agency_id=task.agency_id,
        label=str(task),
        people=fresh,
    )
    return fresh


@transaction.atomic
def set_reminder_rules(
    *, agency: Unit, is_on: bool, rules: Sequence[Rule], version: int, by: User, at: datetime
) -> ReminderPolicy:
    """Set all of an agency's rules at once. version: 0 while it follows the shipped ones.

    Raises TwoRulesOnADay, NobodyIsTold, Stale.
    """
    if len({rule.days for rule in rules}) < len(rules):
        raise TwoRulesOnADay
    if any(not rule.to for rule in rules):
        raise NobodyIsTold
    policy, is_fresh = ReminderPolicy.objects.get_or_create(agency=agency)
    old = None if is_fresh else _facts(policy.is_on, read.stored_rules(policy))
    policy.claim_version(policy.version if is_fresh else version)
    policy.is_on = is_on
    policy.save(update_fields=["is_on"])
    policy.rules.all().delete()
    ReminderRule.objects.bulk_create([_row(policy, rule) for rule in rules])
    record(
        action="reminders.rules_set",
        target=policy,
        by=by,
        at=at,
        agency_id=agency.pk,
        label=agency.name,
        old=old,
        new=_facts(is_on, rules),
    )
    return policy


def _working_on(
    owed: Owed, recipients: frozenset[Recipient], people: _People, helping: Sequence[int]
) -> list[int]:
    told: list[int] = []
    if Recipient.LEAD in recipients:
        leads = _leading(owed, people)
        told += leads or _everywhere(Role.COORDINATOR, people)
    if Recipient.COORDINATING in recipients:
        told += _in_units(helping, _WORKERS, people)
    if Recipient.COORDINATOR in recipients:
        told += _everywhere(Role.COORDINATOR, people)
    return list(dict.fromkeys(told))


def _leading(owed: Owed, people: _People) -> list[int]:
    """Of each unit that owes it: whom it named to do it while he works here, else everybody who records for it."""
    here = {user for users in people.values() for user in users}
    told: list[int] = []
    for unit in owed.units:
        named = owed.people.get(unit)
        told += [named] if named in here and named else _in_units([unit], _WORKERS, people)
    return list(dict.fromkeys(told))


def _above(owed: Owed, recipients: frozenset[Recipient], people: _People) -> list[int]:
    """Heads and leaders: told apart, for them it is no work of their own but a call to act."""
    told: list[int] = []
    if Recipient.HEAD in recipients:
        told += _in_units(owed.units, (Role.UNIT_HEAD,), people)
    if Recipient.LEADER in recipients:
        told += _everywhere(Role.LEADER, people)
    return list(dict.fromkeys(told))


def _in_units(units: Iterable[int], roles: Iterable[Role], people: _People) -> list[int]:
    return [user for unit in units for role in roles for user in people.get((unit, role), [])]


def _everywhere(role: Role, people: _People) -> list[int]:
    return [user for (_unit, held), users in people.items() if held == role for user in users]


def _row(policy: ReminderPolicy, rule: Rule) -> ReminderRule:
    told = {f"to_{each.value}": each in rule.to for each in Recipient}
    return ReminderRule(policy=policy, days=rule.days, repeat_days=rule.repeat_days, **told)


def _facts(is_on: bool, rules: Sequence[Rule]) -> dict[str, Any]:
    return {
        "is_on": is_on,
        "rules": [
            {"days": rule.days, "repeat_days": rule.repeat_days, "to": sorted(rule.to)}
            for rule in rules
        ],
    }
