"""A killed worker loses no job: the next one begins with what it was in the middle of."""

import os
import socket
from datetime import timedelta

import pytest
from django.db import transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from cchc.core import clock, jobs
from cchc.core.queue import take_back, worker_name

DEAD = f"{socket.gethostname()[:30]}/{os.getpid()}/1"  # our pid, but another process had it


@pytest.fixture
def running(db):
    def make(*workers, started_ago=timedelta(minutes=1)):
        return DBTaskResult.objects.create(
            status=TaskResultStatus.RUNNING,
            started_at=clock.real_now() - started_ago,
            run_after=clock.real_now(),
            task_path="cchc.core.jobs.run",
            args_kwargs={"args": ["test.note", ["x"], 1], "kwargs": {}},
            backend_name="default",
            worker_ids=list(workers),
            exception_class_path="",
            traceback="",
        )

    return make


def status_of(job):
    job.refresh_from_db()
    return job.status


def test_a_job_of_a_dead_worker_goes_back(running):
    job = running(DEAD)
    assert take_back() == 1
    assert status_of(job) == TaskResultStatus.READY


def test_a_job_of_a_living_worker_is_left_alone(running):
    job = running(DEAD, worker_name())
    assert take_back() == 0
    assert status_of(job) == TaskResultStatus.RUNNING


def test_another_machine_is_given_an_hour(running):
    young = running("may-khac/7/8")
    old = running("may-khac/7/8", started_ago=timedelta(hours=2))
    assert take_back() == 1
    assert status_of(young) == TaskResultStatus.RUNNING
    assert status_of(old) == TaskResultStatus.READY


def test_a_job_that_lost_three_workers_is_given_up(running):
    job = running(DEAD, DEAD, DEAD)
    assert take_back() == 0
    assert status_of(job) == TaskResultStatus.FAILED
    assert job.exception_class_path.endswith("WorkerDied")


def test_a_job_is_part_of_the_act_that_asks_for_it(db, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    with transaction.atomic():
        jobs.enqueue("test.note", 7)
        assert DBTaskResult.objects.get().args_kwargs["args"] == ["test.note", [7], 1]
        transaction.set_rollback(True)
    assert not DBTaskResult.objects.exists()
