"""A reading that stopped can be started again, and a draft put aside."""

from datetime import timedelta

import pytest
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from cchc.core import clock
from cchc.core.queue import worker_name
from cchc.evidence.stores import the_store
from cchc.plans.models import Draft
from cchc.plans.services import drafts, reading
from cchc.plans.services.moves import NotPossibleNow
from cchc.plans.states import DraftState
from tests.factories.plans import TEXT


@pytest.fixture
def waiting(cast, at) -> Draft:
    """A draft whose worker was killed: the job never ran to its end."""
    return drafts.start_draft(
        agency=cast.agency,
        files=[drafts.NewFile("ke-hoach.txt", [TEXT.encode()])],
        by=cast.coordinator,
        at=at,
    )


def test_a_killed_worker_leaves_a_draft_that_can_be_read_again(
    waiting, cast, client, django_capture_on_commit_callbacks
):
    Draft.objects.update(changed_at=clock.now() - timedelta(minutes=5))
    client.force_login(cast.coordinator)

    page = client.get(f"/plans/drafts/{waiting.uid}/reading/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(f"/plans/drafts/{waiting.uid}/retry/")

    assert "Việc đọc bị gián đoạn" in page
    assert answer.status_code == 302
    draft = Draft.objects.get()
    assert (draft.state, draft.task_count) == (DraftState.REVIEW, 4)


def test_a_reading_that_is_under_way_shows_its_progress_and_is_not_started_twice(
    waiting, cast, client
):
    Draft.objects.update(changed_at=clock.now())
    client.force_login(cast.coordinator)

    page = client.get(f"/plans/drafts/{waiting.uid}/reading/").content.decode()
    answer = client.post(f"/plans/drafts/{waiting.uid}/retry/")

    assert "Đang chờ đọc" in page
    assert 'hx-trigger="load delay:150ms"' in page
    assert answer.status_code == 422
    assert "Tệp đang được đọc" in answer.content.decode()


@pytest.fixture
def queue(db):
    """Jobs as the queue's table holds them: those of the given drafts, and one of a living worker."""

    def put(name, *args, status=TaskResultStatus.READY, workers=(), finished_at=None):
        began = None if status == TaskResultStatus.READY else clock.real_now()
        return DBTaskResult.objects.create(
            status=status,
            started_at=began,
            finished_at=finished_at,
            run_after=clock.real_now(),
            task_path="cchc.core.jobs.run",
            args_kwargs={"args": [name, list(args), 1], "kwargs": {}},
            backend_name="default",
            worker_ids=list(workers),
            exception_class_path="",
            traceback="",
        )

    return put


def reading_page(client, draft):
    return client.get(f"/plans/drafts/{draft.uid}/reading/").content.decode()


def test_a_file_that_waits_behind_others_is_not_called_interrupted(waiting, cast, client, queue):
    Draft.objects.update(changed_at=clock.now() - timedelta(minutes=20))
    queue(drafts.READ_UPLOAD, waiting.pk)
    queue(
        drafts.READ_UPLOAD, waiting.pk + 1, status=TaskResultStatus.RUNNING, workers=[worker_name()]
    )
    client.force_login(cast.coordinator)

    page = reading_page(client, waiting)
    answer = client.post(f"/plans/drafts/{waiting.uid}/retry/")

    assert "Việc đọc bị gián đoạn" not in page
    assert "tệp này sẽ được đọc khi đến lượt" in page
    assert 'hx-trigger="load delay:2s"' in page
    assert answer.status_code == 422


def test_between_two_jobs_the_worker_still_counts_as_there(waiting, cast, client, queue):
    Draft.objects.update(changed_at=clock.now() - timedelta(minutes=20))
    queue(drafts.READ_UPLOAD, waiting.pk)
    queue("test.other", status=TaskResultStatus.SUCCESSFUL, finished_at=clock.real_now())
    client.force_login(cast.coordinator)

    assert "Việc đọc bị gián đoạn" not in reading_page(client, waiting)


def test_a_page_that_takes_long_is_not_called_interrupted_while_its_worker_lives(
    waiting, cast, client, queue
):
    stage = {"stage": "Đang nhận dạng chữ trong a.png: trang 2/3", "done": 1, "total": 4}
    Draft.objects.update(changed_at=clock.now() - timedelta(minutes=3), progress=stage)
    job = queue(
        drafts.READ_UPLOAD, waiting.pk, status=TaskResultStatus.RUNNING, workers=[worker_name()]
    )
    client.force_login(cast.coordinator)

    alive = reading_page(client, waiting)
    DBTaskResult.objects.filter(pk=job.pk).update(worker_ids=[f"{worker_name()}0"])
    dead = reading_page(client, waiting)

    assert "trang 2/3" in alive
    assert "khi đến lượt" not in alive
    assert "Việc đọc bị gián đoạn" in dead


def test_a_file_whose_job_is_gone_may_be_read_again_though_the_worker_is_busy(
    waiting, cast, client, queue
):
    Draft.objects.update(changed_at=clock.now() - timedelta(minutes=5))
    queue(
        drafts.READ_UPLOAD, waiting.pk + 1, status=TaskResultStatus.RUNNING, workers=[worker_name()]
    )
    client.force_login(cast.coordinator)

    assert "Việc đọc bị gián đoạn" in reading_page(client, waiting)


def test_a_reader_that_breaks_down_ends_in_a_sentence_and_not_in_silence(
    waiting, cast, at, monkeypatch
):
    def broken(files):
        raise RuntimeError("a shape nobody foresaw")

    monkeypatch.setattr(reading, "read_blocks", broken)

    reading.read_draft(waiting.pk)

    draft = Draft.objects.get()
    assert draft.state == DraftState.UNREADABLE
    assert "Phần mềm gặp lỗi khi đọc tệp này" in draft.refusal
    assert drafts.retry_reading(draft=draft, by=cast.coordinator, at=at).state == DraftState.READING


def test_a_file_lost_from_the_store_is_told_of(waiting):
    the_store().path(waiting.files.get().stored.sha256).unlink()

    reading.read_draft(waiting.pk)

    assert Draft.objects.get().state == DraftState.UNREADABLE
    assert Draft.objects.get().refusal.startswith("ke-hoach.txt: ")


def test_a_draft_that_was_read_is_not_read_again(draft, cast, at):
    with pytest.raises(NotPossibleNow):
        drafts.retry_reading(draft=draft, by=cast.coordinator, at=at)


def test_a_discarded_draft_is_gone_from_the_list_and_its_page(draft, cast, client):
    client.force_login(cast.coordinator)

    client.post(f"/plans/drafts/{draft.uid}/discard/")

    assert Draft.objects.get().state == DraftState.DISCARDED
    assert client.get(f"/plans/drafts/{draft.uid}/reading/").status_code == 404
    assert "Bỏ bản nháp" not in client.get("/plans/").content.decode()


def test_a_draft_discarded_while_it_is_read_stays_discarded(waiting, cast, at):
    drafts.discard_draft(draft=waiting, by=cast.coordinator, at=at)
    reading.read_draft(waiting.pk)

    assert Draft.objects.get().state == DraftState.DISCARDED


@pytest.mark.parametrize("who", ["leader", "clerk", "lan", "outsider"])
def test_only_who_imports_plans_retries_or_discards(waiting, cast, client, who):
    client.force_login(getattr(cast, who))

    for act in ("retry", "discard"):
        assert client.post(f"/plans/drafts/{waiting.uid}/{act}/").status_code == 404
    assert Draft.objects.get().state == DraftState.READING
