"""Reminder rules of an agency that ends: carried to its successor, or closed where that has its own."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import F

from cchc.orgs import movers
from cchc.orgs.movers import Destined, Line, Mover, Setting
from cchc.tasks.models import ReminderPolicy, ReminderRule

REMINDERS = "tasks.reminders"
_FACTS = (
    "days", "repeat_days", "to_lead", "to_coordinating", "to_head", "to_coordinator", "to_leader",
)  # fmt: skip


def register_mover() -> None:
    """Called once from `AppConfig.ready`."""
    movers.register(Mover(REMINDERS, "Quy định nhắc việc của cơ quan", _find, _carry))


def _find(units: Collection[int], on: date) -> list[Line]:
    policies = ReminderPolicy.objects.filter(agency__in=units).order_by("pk")
    return [
        Line(REMINDERS, row.uid, _text(row), row.agency_id, row.uid)
        for row in policies.prefetch_related("rules")
    ]


def _text(policy: ReminderPolicy) -> str:
    count = len(policy.rules.all())
    return f"{count} mức nhắc" if policy.is_on else f"{count} mức nhắc, đang tắt"


def _carry(rows: Sequence[Destined], setting: Setting) -> None:
    """The successor that has no rules of its own takes them; the agency that ended reminds nobody any more."""
    found = ReminderPolicy.objects.filter(uid__in=[each.line.subject for each in rows])
    policies = {row.uid: row for row in found.prefetch_related("rules")}
    for each in rows:
        old = policies[each.line.subject]
        if each.to.agency_id is not None:
            _copy(old, each.to.agency_id)
        ReminderPolicy.objects.filter(pk=old.pk).update(is_on=False, version=F("version") + 1)


def _copy(old: ReminderPolicy, agency_id: int) -> None:
    policy, is_new = ReminderPolicy.objects.get_or_create(
        agency_id=agency_id, defaults={"is_on": old.is_on}
    )
    if is_new:
        ReminderRule.objects.bulk_create(
            [
                ReminderRule(policy=policy, **{name: getattr(rule, name) for name in _FACTS})
                for rule in old.rules.all()
            ]
        )
