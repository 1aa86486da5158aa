"""`cchc worker`: the background worker, polling without pause, keeping the schedule, showing that it lives.

It begins with what a killed worker was in the middle of. Who waits for a page comes first: the worker and the programs
it starts run at a lower priority of the processor than the web server (docs/adr/0051-the-worker-gives-way.md).
"""

import logging
import os
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections

from cchc.core import clock, schedule
from cchc.core.installation import WORKER_BEATS_EVERY_SECONDS, worker_sign
from cchc.core.queue import take_back, worker_name

log = logging.getLogger(__name__)
SCHEDULE_EVERY_SECONDS = 15
NICE = 10


class Command(BaseCommand):
    help = "Chạy tiến trình nền."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--batch", action="store_true", help="làm hết việc đang chờ rồi thôi")

    def handle(self, *args: Any, batch: bool, **options: Any) -> None:
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        if not batch:
            _give_way()
        take_back()
        threading.Thread(target=_beat, args=(worker_sign(),), daemon=True).start()
        if batch:
            schedule.hand_out(clock.now())
        else:
            threading.Thread(target=_keep_schedule, daemon=True).start()
        call_command(
            "db_worker",
            queue_name="*",
            worker_id=worker_name(),
            interval=0.1,
            startup_delay=False,
            reload=False,
            batch=batch,
            verbosity=0,
        )


def _give_way() -> None:
    """Lower our priority, before there are threads; a system that refuses is served as before."""
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, 0, max(NICE, os.getpriority(os.PRIO_PROCESS, 0)))


def _beat(sign: Path) -> None:
    while True:
        sign.write_text(clock.now().isoformat())
        threading.Event().wait(WORKER_BEATS_EVERY_SECONDS)


def _keep_schedule() -> None:
    """Ask for what is due, again and again; a database that is away is asked again later."""
    while True:
        try:
            schedule.hand_out(clock.now())
        except DatabaseError:
            log.exception("the schedule could not be read")
        finally:
            close_old_connections()
        threading.Event().wait(SCHEDULE_EVERY_SECONDS)
