"""The only place that reads the clock. Services receive `at`, rules receive dates.

`CCHC_TODAY` (demo and test only) fixes the day, so that screenshots and walks are repeatable.
"""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """The present moment, aware; on the fixed day when one is set."""
    moment = timezone.now()
    fixed = getattr(settings, "CCHC_TODAY", None)
    if fixed is None:
        return moment
    return datetime.combine(fixed, moment.astimezone(VIETNAM).time(), tzinfo=VIETNAM)


def real_now() -> datetime:
    """The present moment whatever day is fixed: for comparing with what a disk or another machine tells."""
    return timezone.now()


def today() -> date:
    """Today's date in Vietnam."""
    return vietnam_date(now())


def vietnam_date(moment: datetime) -> date:
    """The Vietnam date on which an aware moment falls."""
    return moment.astimezone(VIETNAM).date()


def start_of(day: date) -> datetime:
    """Midnight in Vietnam at which the day begins."""
    return datetime.combine(day, time.min, tzinfo=VIETNAM)
