"""Kept sums of tasks while others write: nobody waits in a ring for them, and nothing is set right twice."""

import threading
from contextlib import suppress
from datetime import date

import pytest
from django.db import connections, transaction

from cchc.audit.services import record
from cchc.orgs.models import Unit
from cchc.tasks.models import TaskSum
from cchc.tasks.services import sums
from cchc.tasks.services.recording import Result, record_fact
from tests.factories import programme as p
from tests.factories.cast import make_cast

pytestmark = pytest.mark.django_db(transaction=True)


def at_the_same_time(*acts):
    """Runs each in a thread with a connection of its own; what they raised."""
    raised = []

    def run(act):
        try:
            act()
        except Exception as error:
            raised.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return raised


def test_a_result_is_recorded_while_somebody_else_numbers_something_of_the_agency(at):
    """Numbers are given under a lock on the agency, then logged; a result is logged, then counted for the agency."""
    cast = make_cast()
    task = p.write_one(p.make_plan(cast), [cast.division], times=[p.due(date(2026, 3, 13))])
    occurrence = task.occurrences.get()
    locked, written = threading.Event(), threading.Event()

    @transaction.atomic
    def number():
        Unit.objects.select_for_update(no_key=True).get(pk=cast.agency.pk)
        locked.set()
        written.wait(2)  # on SQLite only one writes at a time
        record(
            action="instruction.entered",
            target=task,
            by=cast.coordinator,
            at=at,
            agency_id=cast.agency.pk,
            label="Nhiệm vụ phát sinh",
        )

    def report():
        locked.wait(30)
        result = Result(delivered_on=date(2026, 3, 2), document_number="3/BC")
        with transaction.atomic():
            record_fact(
                occurrence=occurrence, result=result, by=cast.minh, at=at, seen=occurrence.version
            )
            written.set()

    assert at_the_same_time(number, report) == []
    assert sums.differences() == {}


def test_two_recounts_at_once_add_what_is_missing_once(monkeypatch):
    cast = make_cast()
    p.write_one(p.make_plan(cast), [cast.division], times=[p.due(date(2026, 3, 13))])
    TaskSum.objects.all().delete()  # an installation from before there were sums
    add_rows, both = sums.add_rows, threading.Barrier(2, timeout=2)

    def add_with_the_other(missing):
        with suppress(threading.BrokenBarrierError):  # the other waits for its turn
            both.wait()
        add_rows(missing)

    monkeypatch.setattr(sums, "add_rows", add_with_the_other)

    assert at_the_same_time(sums.recount, sums.recount) == []
    assert sums.differences() == {}
