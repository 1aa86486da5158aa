"""A reading that stopped can be started again, and a draft put aside."""

from datetime import timedelta

import pytest

from cchc.core import clock
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
