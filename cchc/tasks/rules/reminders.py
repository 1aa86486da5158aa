"""On which days who is reminded of something due. Prose: docs/algorithms/reminders.md."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path

from cchc.periods.rules import (
    Exceptions,
    HolidayRule,
    day_to_act,
    first_working_day_on_or_after,
    last_working_day_on_or_before,
)

_SHIPPED = Path(__file__).parents[1] / "data" / "reminders.toml"


class Recipient(StrEnum):
    """Whom a rule tells; in the order of escalation."""

    LEAD = "lead"
    COORDINATING = "coordinating"
    HEAD = "head"
    COORDINATOR = "coordinator"
    LEADER = "leader"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Recipient.LEAD: "Người của đơn vị chủ trì",
    Recipient.COORDINATING: "Người của đơn vị phối hợp",
    Recipient.HEAD: "Trưởng đơn vị chủ trì",
    Recipient.COORDINATOR: "Đầu mối CCHC",
    Recipient.LEADER: "Lãnh đạo cơ quan",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """`days` from the due date, negative before it. `repeat_days`: after it, again each so many days; 0 once."""

    days: int
    to: frozenset[Recipient]
    repeat_days: int = 0


@cache
def shipped_rules() -> tuple[Rule, ...]:
    """The rules that an agency follows until it sets its own, by day."""
    rows = tomllib.loads(_SHIPPED.read_text(encoding="utf-8"))["rules"]
    rules = [
        Rule(row["days"], frozenset(map(Recipient, row["to"])), row.get("repeat_days", 0))
        for row in rows
    ]
    return tuple(sorted(rules, key=lambda rule: rule.days))


def is_told(
    rule: Rule, due_on: date, today: date, exceptions: Exceptions, holiday_rule: HolidayRule
) -> bool:
    """Whether this rule reminds of that due date today.

    Before and on the day it counts back from the day to act, or from the due date where the agency acts after it: what
    is done then is late already. A reminder that falls on a day off is given on the working day before. An agency that
    acts on the working day after is reminded on that day too. After the day it counts from the due date itself, since
    lateness does; a reminder on a day off is given on the next working day. So nobody is told on a day off, and every
    reminder is told once. Source: issue "Reminders: before due, on due, after; working days only".
    """
    if rule.days <= 0:
        act_on = day_to_act(due_on, holiday_rule, exceptions)
        target = min(act_on, due_on) + timedelta(days=rule.days)
        is_before = last_working_day_on_or_before(target, exceptions) == today
        return is_before or (rule.days == 0 and due_on < act_on == today)
    gap = (today - due_on).days - rule.days
    if gap < 0:
        return False
    behind = gap % rule.repeat_days if rule.repeat_days else gap
    return first_working_day_on_or_after(today - timedelta(days=behind), exceptions) == today


def horizon(rules: tuple[Rule, ...]) -> int:
    """How many days ahead any of these rules looks, days off included; 0 when none looks ahead."""
    ahead = max((-rule.days for rule in rules if rule.days < 0), default=0)
    return ahead + LONGEST_BREAK


LONGEST_BREAK = 15  # days off in a row, with room: Tết is nine


def told_to(
    rules: tuple[Rule, ...],
    due_on: date,
    today: date,
    exceptions: Exceptions,
    holiday_rule: HolidayRule,
) -> frozenset[Recipient]:
    """Everybody whom any rule tells of that due date today."""
    told: frozenset[Recipient] = frozenset()
    for rule in rules:
        if is_told(rule, due_on, today, exceptions, holiday_rule):
            told |= rule.to
    return told
