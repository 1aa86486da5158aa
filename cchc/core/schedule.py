"""What runs by the clock. Rooms register plans in their `apps.py`; the worker asks for what is due.

A plan names a job of `core.jobs` and says when: once a day at a time, or every so many minutes. The slot that was
last handed to the queue is a row, written in one transaction with the queued job under a row lock: two workers hand
out a slot once, and a worker that was away catches up on the latest slot only.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction

from cchc.core import clock
from cchc.core.models import ScheduledJob

_DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Plan:
    """`job` runs at `at` (Vietnam time) and, when `every_minutes` is set, again after each such stretch of the day."""

    job: str
    at: time = time(0, 0)
    every_minutes: int = _DAY_MINUTES

    def slot(self, moment: datetime) -> datetime:
        """The latest moment at or before `moment` for which this plan asks."""
        day = clock.vietnam_date(moment)
        first = datetime.combine(day, self.at, tzinfo=clock.VIETNAM)
        if moment < first:
            first -= timedelta(days=1)
        step = timedelta(minutes=self.every_minutes)
        return first + (moment - first) // step * step


_plans: dict[str, Plan] = {}
_queues: list[Callable[[str], None]] = []


def queue_by(enqueue: Callable[[str], None]) -> None:
    """Say what puts a job into the queue within the present transaction; called once by `core.apps`."""
    _queues[:] = [enqueue]


def daily(job: str, *, at: time) -> None:
    """Run a registered job once a day. Called from `AppConfig.ready`."""
    _plans[job] = Plan(job, at)


def every(job: str, *, minutes: int) -> None:
    """Run a registered job again and again, counted from midnight. Called from `AppConfig.ready`."""
    _plans[job] = Plan(job, every_minutes=minutes)


def plans() -> tuple[Plan, ...]:
    return tuple(_plans.values())


def hand_out(at: datetime) -> list[str]:
    """Queue every job whose latest slot was not handed out yet; the names of the queued ones.

    One read when nothing is due. A clock that went back hands out nothing.
    """
    known = dict(ScheduledJob.objects.values_list("name", "slot"))
    waiting = [plan for plan in plans() if _is_new(known.get(plan.job), plan.slot(at))]
    return [plan.job for plan in waiting if _claim(plan, at)]


def _is_new(last: datetime | None, slot: datetime) -> bool:
    return last is None or last < slot


@transaction.atomic
def _claim(plan: Plan, at: datetime) -> bool:
    slot = plan.slot(at)
    row, is_fresh = ScheduledJob.objects.get_or_create(
        name=plan.job, defaults={"slot": slot, "handed_out_at": at}
    )
    if not is_fresh:
        row = ScheduledJob.objects.select_for_update(no_key=True).get(pk=row.pk)
        if not _is_new(row.slot, slot):
            return False
        row.slot, row.handed_out_at = slot, at
        row.save(update_fields=["slot", "handed_out_at"])
    for enqueue in _queues:
        enqueue(plan.job)
    return True
