"""What runs by the clock: each slot is handed out once, whoever asks, and missed ones do not pile up."""

import json
import threading
from datetime import datetime, time, timedelta

import pytest
from django.core.management import call_command
from django.db import connection, connections

from cchc.audit.chain import verify_heads
from cchc.audit.jobs import heads_file, write_daily_heads
from cchc.audit.services import record
from cchc.core import clock, jobs, schedule
from cchc.core.models import ScheduledJob


def at(hour, minute=0, day=10):
    return datetime(2026, 3, day, hour, minute, tzinfo=clock.VIETNAM)


@pytest.fixture
def ran(monkeypatch):
    """One daily job at 7:30 and one each ten minutes, alone in the schedule."""
    names: list[str] = []
    monkeypatch.setattr(schedule, "_plans", {})
    monkeypatch.setattr(jobs, "_jobs", {})
    for name in ("t.daily", "t.often"):
        jobs.register(name, lambda name=name: names.append(name))
    schedule.daily("t.daily", at=time(7, 30))
    schedule.every("t.often", minutes=10)
    return names


@pytest.mark.parametrize(
    ("moment", "slot"),
    [(at(7, 30), at(7, 30)), (at(7, 29), at(7, 30, day=9)), (at(23, 59), at(7, 30))],
)
def test_a_daily_slot_is_the_last_time_the_hour_struck(moment, slot):
    assert schedule.Plan("x", time(7, 30)).slot(moment) == slot


def test_slots_of_minutes_are_counted_from_midnight():
    assert schedule.Plan("x", every_minutes=10).slot(at(9, 57)) == at(9, 50)


def test_a_slot_is_handed_out_once(db, ran):
    assert schedule.hand_out(at(8)) == ["t.daily", "t.often"]
    assert schedule.hand_out(at(8, 5)) == []
    assert schedule.hand_out(at(8, 10)) == ["t.often"]
    assert ran == ["t.daily", "t.often", "t.often"]


def test_after_days_away_only_the_latest_slot_runs(db, ran):
    schedule.hand_out(at(8, day=10))
    assert schedule.hand_out(at(8, day=20)) == ["t.daily", "t.often"]
    assert ran.count("t.daily") == 2


def test_a_clock_that_went_back_hands_out_nothing(db, ran):
    schedule.hand_out(at(8))
    assert schedule.hand_out(at(8) - timedelta(days=1)) == []


def test_a_job_that_cannot_be_queued_leaves_its_slot_open(db, ran, monkeypatch):
    """Slot and queued job are one transaction: a crash between them cannot lose the day's run."""

    def broken(name):
        raise RuntimeError

    monkeypatch.setattr(schedule, "_queues", [broken])
    with pytest.raises(RuntimeError):
        schedule.hand_out(at(8))
    monkeypatch.undo()
    assert not ScheduledJob.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_hand_out_a_slot_once(ran):
    schedule.hand_out(at(8))
    ran.clear()
    gate = threading.Barrier(2)

    def work():
        gate.wait()
        try:
            schedule.hand_out(at(8, 10))
        finally:
            connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert ran == ["t.often"]
    connection.close()


def test_a_worker_that_empties_the_queue_looks_at_the_schedule_first(db, ran, monkeypatch):
    monkeypatch.setattr(
        "cchc.core.management.commands.worker.call_command", lambda *args, **options: None
    )
    call_command("worker", "--batch")
    assert set(ran) == {"t.daily", "t.often"}


def test_the_heads_of_the_log_are_written_each_day(cast, at, settings, tmp_path):
    settings.AUDIT_HEADS_FILE = str(tmp_path / "elsewhere" / "heads.jsonl")
    record(action="x", target=None, by=None, at=at, agency_id=cast.agency.pk)
    assert "audit.write_heads" in {plan.job for plan in schedule.plans()}
    write_daily_heads()
    write_daily_heads()
    lines = heads_file().read_text().splitlines()
    assert len(lines) == 2
    assert json.loads(lines[0])["heads"][0]["count"] == 1
    assert verify_heads(heads_file()) == []
