"""Case 24: the leader never signs in; what he said is recorded for him with what proves it, and shown as such."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cchc.audit.models import AuditEvent
from cchc.audit.presenters import sentence
from cchc.documents.models import DirectionSlip
from cchc.documents.services.directions import NewSlip, Word, WordUnproven
from cchc.evidence.models import StoredFile
from cchc.tasks.models import Extension, Obstacle
from cchc.tasks.services.extending import Decision, ask_extension, decide_extension
from cchc.tasks.services.obstacles import answer_obstacle, raise_obstacle
from tests.factories import programme as p

SAID_ON = date(2026, 3, 9)
PHOTO = b"\xff\xd8\xff\xe0 but phe cua giam doc"
ASKED = "Hãy ghi số, ký hiệu trong hệ thống văn bản, hoặc chụp, đính kèm phiếu có ý kiến"


def slip(content=PHOTO, name="phieu trinh.jpg"):
    return NewSlip(name, [content], "image/jpeg")


def for_the_leader(**proof):
    return Word("Giám đốc Đỗ Thị Thanh", SAID_ON, **proof)


@pytest.fixture
def task(cast):
    return p.write_one(p.make_plan(cast), [cast.division], times=[p.due(date(2026, 3, 31))])


@pytest.fixture
def obstacle(cast, task, at):
    return raise_obstacle(task=task, text="Xã chưa gửi số liệu", by=cast.minh, at=at)


@pytest.fixture
def asked(cast, task, at):
    return ask_extension(
        occurrence=task.occurrences.get(), to_due=date(2026, 4, 30), reason="Chờ số liệu",
        by=cast.minh, at=at,
    )  # fmt: skip


@pytest.fixture
def answer(cast, obstacle, at):
    def say(word, by=None, text="Giao Văn phòng đôn đốc"):
        obstacle.refresh_from_db()
        return answer_obstacle(
            obstacle=obstacle, answer=text, word=word, by=by or cast.coordinator, at=at,
            seen=obstacle.version,
        )  # fmt: skip

    return say


@pytest.fixture
def send(client, cast):
    """Post a word through a page as the coordinator."""

    def post(address, **fields):
        client.force_login(cast.coordinator)
        word = {"said_by": "Giám đốc Đỗ Thị Thanh", "said_on": "09/03/2026", "whole": "1"}
        return client.post(address, word | fields)

    return post


def photo(content=PHOTO, name="phieu trinh.jpg"):
    return SimpleUploadedFile(name, content, "image/jpeg")


def test_a_recorded_word_without_number_or_slip_is_refused_with_what_is_asked(
    cast, obstacle, asked, answer, at
):
    with pytest.raises(WordUnproven, match=ASKED):
        answer(for_the_leader())
    for granted in (True, False):
        with pytest.raises(WordUnproven, match=ASKED):
            decide_extension(
                extension=asked, decision=Decision(granted=granted, word=for_the_leader()),
                by=cast.coordinator, at=at,
            )  # fmt: skip
    obstacle.refresh_from_db()
    asked.refresh_from_db()
    assert (obstacle.answer, asked.state) == ("", Extension.State.ASKED)


def test_a_number_or_a_slip_is_enough_and_a_leaders_own_word_needs_neither(cast, answer):
    by_number = answer(for_the_leader(document_number="88/TB-SKHCN"))
    assert (by_number.is_recorded, by_number.slip) == (True, None)
    by_slip = answer(for_the_leader(slip=slip()))
    assert (by_slip.is_recorded, by_slip.slip.name) == (True, "phieu trinh.jpg")
    own = answer(Word(), by=cast.leader)
    assert (own.is_recorded, own.slip, own.said_by) == (False, None, cast.leader.full_name)


def test_one_slip_that_decides_two_things_is_stored_once_and_linked_twice(cast, asked, answer, at):
    answer(for_the_leader(slip=slip()))
    decide_extension(
        extension=asked, decision=Decision(granted=True, word=for_the_leader(slip=slip())),
        by=cast.coordinator, at=at,
    )  # fmt: skip
    assert StoredFile.objects.count() == 1
    assert DirectionSlip.objects.count() == 2


def test_the_slip_goes_on_proving_the_same_word_and_no_other(answer):
    kept = answer(for_the_leader(slip=slip())).slip
    assert answer(for_the_leader(), text="Giao Văn phòng đôn đốc trước 20/3").slip == kept
    other = Word("Phó Giám đốc Lê Văn Tâm", SAID_ON)
    with pytest.raises(WordUnproven):
        answer(other)
    replaced = answer(for_the_leader(slip=slip(PHOTO + b" 2", "phieu moi.jpg"))).slip
    assert replaced.name == "phieu moi.jpg"
    assert DirectionSlip.objects.count() == StoredFile.objects.count() == 2


def test_the_page_shows_who_recorded_it_for_whom_with_the_slip_one_click_away(
    client, cast, task, obstacle, asked, send
):
    send(
        f"/tasks/obstacles/{obstacle.uid}/", answer="Giao Văn phòng", version=1, slip=photo()
    )  # fmt: skip
    send(f"/tasks/extensions/{asked.uid}/", act="grant", slip=photo(name="but phe.jpg"))
    client.force_login(cast.lan)
    page = " ".join(client.get(f"/tasks/{task.uid}/").content.decode().split())
    assert page.count("ghi nhận thay</span> " + cast.coordinator.full_name) == 2
    for name, row in (("phieu trinh.jpg", Obstacle), ("but phe.jpg", Extension)):
        address = f"/files/slip/{row.objects.get().slip.uid}/view/"
        assert f'<a href="{address}">{name}</a>' in page
        assert client.get(address).status_code == 200
    told = sentence(AuditEvent.objects.get(action="obstacle.answered"))
    assert "ngày 09/03/2026, phiếu “phieu trinh.jpg”; ghi nhận thay)" in told


def test_the_slip_is_read_by_who_reads_the_task_and_by_nobody_else(client, cast, obstacle, answer):
    address = f"/files/slip/{answer(for_the_leader(slip=slip())).slip.uid}/"
    for who in (cast.minh, cast.lan, cast.leader, cast.clerk):
        client.force_login(who)
        assert b"".join(client.get(address).streaming_content) == PHOTO
    for who in (cast.stranger, cast.outsider, cast.administrator):
        client.force_login(who)
        assert client.get(address).status_code == 404, who.username


def test_the_history_leads_to_the_slip_of_an_earlier_word(client, cast, obstacle, answer):
    address = f"/files/slip/{answer(for_the_leader(slip=slip())).slip.uid}/"
    answer(for_the_leader(slip=slip(PHOTO + b" 2")))
    client.force_login(cast.minh)
    history = client.get(f"/tasks/{obstacle.task.uid}/").content.decode().partition("Lịch sử")[2]
    assert f'href="{address}view/"' in history
    assert b"".join(client.get(address).streaming_content) == PHOTO


def test_the_form_offers_the_camera_and_asks_a_leader_for_no_slip(client, cast, obstacle, asked):
    for address in (f"/tasks/obstacles/{obstacle.uid}/", f"/tasks/extensions/{asked.uid}/"):
        client.force_login(cast.coordinator)
        page = client.get(address).content.decode()
        assert 'enctype="multipart/form-data"' in page
        assert 'accept="image/jpeg,image/png,application/pdf"' in page
        assert "capture" not in page  # a picture taken before is as good
        client.force_login(cast.leader)
        assert 'type="file"' not in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, ASKED),
        ({"slip": photo(b"PK\x03\x04..", "phieu.jpg")}, "hãy chọn ảnh chụp (JPG, PNG) hoặc bản quét"),
        ({"slip": photo(b"MZ\x00\x01", "phieu.pdf")}, "hãy chọn ảnh chụp (JPG, PNG) hoặc bản quét"),
        ({"slip": photo(b"", "phieu.jpg")}, "tệp rỗng"),
        ({"slip": photo(), "whole": ""}, "bị ngắt giữa chừng"),
    ],
)  # fmt: skip
def test_what_is_no_slip_comes_back_with_a_sentence_and_writes_nothing(
    obstacle, send, fields, told
):
    answer = send(f"/tasks/obstacles/{obstacle.uid}/", answer="Giao", version=1, **fields)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    obstacle.refresh_from_db()
    assert obstacle.answer == ""
    assert not StoredFile.objects.exists()


def test_a_slip_beyond_the_limit_is_refused_in_words(obstacle, send, settings):
    settings.MAX_UPLOAD_BYTES = 10
    answer = send(f"/tasks/obstacles/{obstacle.uid}/", answer="Giao", version=1, slip=photo())
    assert answer.status_code == 422
    assert "Tệp lớn hơn 50 MB" in answer.content.decode()
    assert not StoredFile.objects.exists()
