"""What the queue's table tells: jobs that a killed worker left as running go back, and whether a job still moves."""

import logging
import os
import socket
from datetime import timedelta
from pathlib import Path
from typing import Any

from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from cchc.core import clock

log = logging.getLogger(__name__)
# A worker on another machine cannot be asked whether it lives; no job of ours runs so long.
GIVEN_UP_AFTER = timedelta(hours=1)
MOST_WORKERS = 3
# Between two jobs none is running; a worker that ended one so lately is taken to be there.
LATELY = timedelta(seconds=90)


class WorkerDied(Exception):
    """A job was under way each time its worker died, so it may be what kills them."""


def worker_name() -> str:
    """A name for this process that no later one on this machine can have: host, pid, moment of its start."""
    return f"{socket.gethostname()[:30]}/{os.getpid()}/{_started(os.getpid())}"


def take_back() -> int:
    """Return to the queue what dead workers were running; how many. Called when a worker starts.

    A job runs twice without harm, so what was half done is done again. One that has lost MOST_WORKERS
    is given up as failed. Jobs of workers that live are left alone.
    """
    taken = 0
    for job in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING):
        if _is_alive(job):
            continue
        if len(job.worker_ids) >= MOST_WORKERS:
            job.set_failed(WorkerDied(f"{len(job.worker_ids)} workers died over it"))
            continue
        taken += DBTaskResult.objects.filter(pk=job.pk, status=TaskResultStatus.RUNNING).update(
            status=TaskResultStatus.READY, started_at=None
        )
    if taken:
        log.warning("%d jobs of a worker that was killed go back to the queue", taken)
    return taken


def is_under_way(name: str, *args: Any) -> bool:
    """Whether the job is being run, or waits for its turn behind others, by a worker that lives.

    At most four queries.
    """
    jobs = DBTaskResult.objects.filter(args_kwargs__args__0=name, args_kwargs__args__1=list(args))
    if any(map(_is_alive, jobs.filter(status=TaskResultStatus.RUNNING))):
        return True
    return jobs.filter(status=TaskResultStatus.READY).exists() and _is_worker_there()


def _is_worker_there() -> bool:
    since = clock.real_now() - LATELY
    return DBTaskResult.objects.filter(finished_at__gte=since).exists() or any(
        map(_is_alive, DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING))
    )


def _is_alive(job: DBTaskResult[[str, list[Any], int], None]) -> bool:
    host, _slash, process = (job.worker_ids[-1] if job.worker_ids else "").partition("/")
    pid, _slash, started = process.partition("/")
    if host == socket.gethostname()[:30] and pid.isdigit():
        return _started(int(pid)) == started != ""
    return job.started_at is not None and clock.real_now() - job.started_at < GIVEN_UP_AFTER


def _started(pid: int) -> str:
    """The kernel's ticks at which a process began; "" when there is none."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""
