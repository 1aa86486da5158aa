"""When somebody may be told by mail. Plain Python on times and dates."""

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True, slots=True)
class Hours:
    """When an agency's mails leave. Quiet from `quiet_from` (included) to `quiet_to` (excluded), over midnight too.

    Equal bounds mean that no hour is quiet. `digest_at`: from when a day's digest may leave.
    """

    quiet_from: time = time(18, 0)
    quiet_to: time = time(7, 0)
    digest_at: time = time(7, 30)
    working_days_only: bool = True


def is_quiet(moment: time, hours: Hours) -> bool:
    """Whether nobody is disturbed at this time of day."""
    if hours.quiet_from <= hours.quiet_to:
        return hours.quiet_from <= moment < hours.quiet_to
    return moment >= hours.quiet_from or moment < hours.quiet_to


def may_send(moment: time, hours: Hours, *, is_working_day: bool) -> bool:
    """Whether mail may leave now: outside quiet hours and, where the agency says so, on working days only."""
    return (is_working_day or not hours.working_days_only) and not is_quiet(moment, hours)


def digest_is_due(moment: time, hours: Hours, chosen: time | None, *, is_working_day: bool) -> bool:
    """Whether a person's digest may leave now; `chosen` is the person's own hour, None for the agency's.

    An hour that lies in the quiet time waits until the quiet time ends.
    """
    return moment >= (chosen or hours.digest_at) and may_send(
        moment, hours, is_working_day=is_working_day
    )
