"""Background work. Rooms register functions by name in their `apps.py`; services enqueue by name.

Arguments are ids and plain values. Every job may run twice without harm. A job that fails for a reason
other than a refusal is tried again after a pause, three times in all.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django_tasks import task

from cchc.core import clock
from cchc.core.errors import DomainError

log = logging.getLogger(__name__)
ATTEMPTS = 3
_jobs: dict[str, Callable[..., None]] = {}


def register(name: str, function: Callable[..., None]) -> None:
    """Give a background function its name, e.g. "plans.read_upload". Called from `AppConfig.ready`."""
    _jobs[name] = function


def enqueue(name: str, *args: Any) -> None:
    """Run the named job after the present transaction commits.

    Where the queue is a table, the job's row is part of the transaction: a kill between the two cannot leave
    an act without its job. A queue that runs jobs at once (in tests) is told after the commit.
    """
    if run.get_backend().supports_defer:
        _send(name, list(args))
    else:
        transaction.on_commit(partial(_send, name, list(args)))


def enqueue_now(name: str, *args: Any) -> None:
    """Queue the named job in the present transaction: both are kept or neither."""
    _send(name, list(args))


def _send(name: str, args: list[Any]) -> None:
    run.enqueue(name, args, 1)


@task()
def run(name: str, args: list[Any], attempt: int) -> None:
    try:
        _jobs[name](*args)
    except DomainError as refusal:
        log.warning("job %s%r refused: %s", name, args, refusal.message)
    except Exception:
        if attempt >= ATTEMPTS:
            raise
        log.exception("job %s%r failed, attempt %d", name, args, attempt)
        run.using(run_after=clock.now() + timedelta(seconds=5 * attempt)).enqueue(
            name, args, attempt + 1
        )
