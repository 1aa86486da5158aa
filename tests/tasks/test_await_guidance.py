"""A task waits for the guidance of a higher level, citing the paper that asks for it; what is late stays late."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cchc.core import clock
from cchc.core.errors import Stale
from cchc.tasks.models import GuidanceWait, Task
from cchc.tasks.rules.asked import Asked
from cchc.tasks.rules.state import State, state_of
from cchc.tasks.selectors.facts import stored_facts
from cchc.tasks.selectors.lists import asked_tasks
from cchc.tasks.services import refusals
from cchc.tasks.services.guidance import await_guidance, guidance_arrived
from tests.factories import programme as p

TODAY = date(2026, 3, 10)
DUE = date(2026, 3, 31)


@pytest.fixture
def at():
    return datetime(2026, 3, 10, 9, 0, tzinfo=clock.VIETNAM)


@pytest.fixture
def task(cast):
    return p.write_one(p.make_plan(cast), [cast.division], times=[p.due(DUE)])


@pytest.fixture
def wait_for(cast, task, at):
    def act(**more):
        facts = {
            "task": task, "asked_of": "Bộ Nội vụ", "document": "CV 215/SKHCN-VP ngày 05/3/2026",
            "since": date(2026, 3, 5), "note": "", "by": cast.minh, "at": at, **more,
        }  # fmt: skip
        return await_guidance(**facts)

    return act


def state(task, day=TODAY):
    task.refresh_from_db()
    return state_of(stored_facts(task), day, 7)


def test_a_task_waits_and_goes_on_when_the_guidance_comes(cast, task, wait_for, at):
    wait = wait_for()
    assert state(task) is State.AWAITING_GUIDANCE
    found = asked_tasks(Task.objects.all(), Asked(state=("awaiting_guidance",)), TODAY, 7)
    assert list(found) == [task]
    guidance_arrived(
        wait=wait, document="CV 900/BNV-CCHC", on=TODAY, by=cast.minh, at=at, seen=wait.version
    )
    assert state(task) is State.IN_PROGRESS


def test_waiting_hides_no_lateness(task, wait_for):
    wait_for()
    assert state(task, DUE + timedelta(days=1)) is State.OVERDUE


def test_the_coordinator_says_so_for_a_unit(cast, wait_for):
    assert wait_for(by=cast.coordinator).on_behalf


@pytest.mark.parametrize(
    ("refusal", "change"),
    [
        (refusals.WordsMissing, {"document": " "}),
        (refusals.WordsMissing, {"asked_of": ""}),
        (refusals.InTheFuture, {"since": TODAY + timedelta(days=1)}),
        (refusals.BeforeThePlan, {"since": date(2025, 12, 1)}),
        (refusals.NotYourUnit, {"by": "lan"}),
        (refusals.NotYourUnit, {"by": "outsider"}),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(cast, task, wait_for, refusal, change):
    if "by" in change:
        change = {"by": getattr(cast, change["by"])}
    with pytest.raises(refusal):
        wait_for(**change)
    assert not GuidanceWait.objects.exists()
    assert state(task) is State.IN_PROGRESS


def test_one_wait_at_a_time_and_ended_once(cast, wait_for, at):
    wait = wait_for()
    with pytest.raises(refusals.WaitsAlready):
        wait_for()
    facts = {"wait": wait, "document": "CV 900", "by": cast.minh, "at": at}
    with pytest.raises(refusals.GuidanceBeforeWait):
        guidance_arrived(on=date(2026, 3, 1), seen=wait.version, **facts)
    with pytest.raises(Stale):
        guidance_arrived(on=TODAY, seen=wait.version + 1, **facts)
    guidance_arrived(on=TODAY, seen=wait.version, **facts)
    with pytest.raises(refusals.WaitIsOver):
        guidance_arrived(on=TODAY, seen=wait.version + 1, **facts)


def test_the_database_refuses_a_second_open_wait_and_one_without_a_paper(wait_for):
    wait = wait_for()
    for change in (
        {"pk": None, "uid": "0d6a1f5e-4c43-4f6c-9b58-0b9b7a0f3c11"},
        {"asked_document": ""},
    ):
        row = GuidanceWait.objects.get(pk=wait.pk)
        for name, value in change.items():
            setattr(row, name, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


def test_it_is_said_and_ended_in_the_browser(client, cast, task):
    client.force_login(cast.minh)
    address = reverse("task_guidance", args=[task.uid])
    assert client.get(address).status_code == 200
    assert client.post(address, {"asked_of": "Bộ Nội vụ", "since": "05/03/2026"}).status_code == 422
    sent = {"asked_of": "Bộ Nội vụ", "document": "CV 215", "since": "05/03/2026", "note": ""}
    page = client.post(address, sent, follow=True).content.decode()
    assert "Chờ Bộ Nội vụ từ 05/03/2026, theo CV 215." in page
    address = reverse("task_guidance_arrived", args=[task.uid])
    assert client.get(address).status_code == 200
    version = GuidanceWait.objects.get().version
    sent = {"document": "CV 900/BNV", "on": "10/03/2026", "version": version}
    page = client.post(address, sent, follow=True).content.decode()
    assert "Có hướng dẫn ngày 10/03/2026: CV 900/BNV." in page
    assert "Hướng dẫn đã được ghi nhận" in client.get(address).content.decode()
    client.force_login(cast.lan)
    assert client.get(reverse("task_guidance", args=[task.uid])).status_code == 404
