"""What is locked says why and who can open it, on the task and on every form about its results."""

from datetime import date

import pytest

from cchc.tasks.models import Extension, GuidanceWait, Instruction
from cchc.tasks.services.confirming import confirm_result
from cchc.tasks.services.extending import Decision, ask_extension, decide_extension
from cchc.tasks.services.instructing import Source, Work, assign_work, complete_document
from cchc.tasks.services.recording import Result, record_fact
from tests.factories import programme as p


@pytest.fixture
def row(cast):
    task = p.write_one(p.make_plan(cast), [cast.division], times=[p.due(date(2026, 3, 31))])
    return task.occurrences.get()


@pytest.fixture
def recorded(row, cast, at):
    result = Result(delivered_on=date(2026, 3, 9))
    return record_fact(occurrence=row, result=result, by=cast.minh, at=at, seen=row.version)


@pytest.fixture
def page(client, cast):
    def get(address, who):
        client.force_login(getattr(cast, who))
        answer = client.get(address)
        return " ".join(answer.content.decode().split())

    return get


def forms(row):
    return [f"/tasks/occurrences/{row.uid}/{name}/" for name in ("record", "evidence")]


def test_a_confirmed_result_names_who_confirmed_and_who_may_open_it(cast, recorded, page, at):
    confirm_result(occurrence=recorded, by=cast.coordinator, at=at, seen=recorded.version)
    why = f"Kết quả này đã khóa: {cast.coordinator.full_name} xác nhận lúc 09:00 10/03/2026."
    who = f"hãy đề nghị {cast.coordinator.full_name} hoặc lãnh đạo yêu cầu bổ sung, trả lại."
    for address in (f"/tasks/{recorded.task.uid}/", *forms(recorded)):
        text = page(address, "minh")
        assert why in text, address
        assert who in text, address
    assert "submit_token" not in page(forms(recorded)[0], "minh").partition("<main")[2]


def test_a_task_given_up_says_how_it_comes_back(row, page):
    row.task.discontinued_on = date(2026, 3, 5)
    row.task.save()
    for address in (f"/tasks/{row.task.uid}/", *forms(row)):
        text = page(address, "minh")
        assert "đã thôi thực hiện từ 05/03/2026" in text, address
        assert "bằng điều chỉnh kế hoạch theo văn bản" in text, address


def test_whoever_only_reads_is_told_whose_it_is(cast, row, page):
    for who in ("lan", "hoa"):
        text = page(f"/tasks/{row.task.uid}/", who)
        assert f"Người ghi nhận: {cast.division.name}; đầu mối CCHC của {cast.agency.name}" in text
    assert "Người ghi nhận:" not in page(f"/tasks/{row.task.uid}/", "minh")


def test_ones_own_result_is_for_another_to_confirm(cast, row, page, at):
    result = Result(delivered_on=date(2026, 3, 9))
    record_fact(occurrence=row, result=result, by=cast.coordinator, at=at, seen=row.version)
    text = page(f"/tasks/occurrences/{row.uid}/judge/", "coordinator")
    assert "Bạn đã ghi nhận kết quả này nên không tự xác nhận được." in text
    assert "lãnh đạo phụ trách xác nhận" in text


def test_nothing_recorded_is_for_the_unit_first(cast, row, page):
    text = page(f"/tasks/occurrences/{row.uid}/judge/", "coordinator")
    assert f"{cast.division.name} ghi nhận kết quả trước." in text


DAY, DUE = date(2026, 3, 10), date(2026, 3, 31)


def main_of(text):
    return text.partition("<main")[2]


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("entrust", "head"),
        ("obstacle", "minh"),
        ("guidance", "minh"),
        ("progress", "minh"),
        ("event", "minh"),
    ],
)
def test_no_form_of_a_task_given_up_is_filled_in_vain(row, page, name, who):
    row.task.discontinued_on = date(2026, 3, 5)
    row.task.save()
    text = main_of(page(f"/tasks/{row.task.uid}/{name}/", who))
    assert "đã thôi thực hiện từ 05/03/2026" in text
    assert "bằng điều chỉnh kế hoạch theo văn bản" in text
    assert "submit_token" not in text


def test_what_was_typed_before_the_task_was_given_up_stays_on_the_form(client, cast, row):
    row.task.discontinued_on = date(2026, 3, 5)
    row.task.save()
    client.force_login(cast.minh)
    answer = client.post(f"/tasks/{row.task.uid}/obstacle/", {"text": "Xã chưa gửi số liệu"})
    assert answer.status_code == 422
    assert "Xã chưa gửi số liệu" in answer.content.decode()
    assert "đã thôi thực hiện" in answer.content.decode()


@pytest.fixture
def asked(cast, row, at):
    return ask_extension(
        occurrence=row, to_due=date(2026, 4, 30), reason="Chờ số liệu", by=cast.minh, at=at
    )


def test_a_day_that_waits_for_a_decision_says_whose_it_is(cast, row, asked, page):
    for who, name in (("minh", "extension"), ("coordinator", "extend")):
        text = main_of(page(f"/tasks/occurrences/{row.uid}/{name}/", who))
        assert "Đã có đề nghị gia hạn đến 30/04/2026 đang chờ quyết định." in text
        assert f"{cast.minh.full_name} rút được khi chưa ai quyết định." in text
        assert "submit_token" not in text


def test_after_the_day_a_unit_is_told_who_still_moves_it(row, page, settings):
    settings.CCHC_TODAY = date(2026, 4, 1)
    for address in (f"/tasks/{row.task.uid}/", f"/tasks/occurrences/{row.uid}/extension/"):
        text = page(address, "minh")
        assert "Đã quá hạn 31/03/2026 nên không đề nghị gia hạn được nữa." in text, address
        assert "Đầu mối CCHC ghi hạn mới" in text, address
    assert "không đề nghị gia hạn được" not in page(f"/tasks/{row.task.uid}/", "coordinator")
    extend = main_of(page(f"/tasks/occurrences/{row.uid}/extend/", "coordinator"))
    assert "submit_token" in extend


def test_what_is_done_or_has_no_day_is_not_extended(cast, recorded, page):
    text = main_of(page(f"/tasks/occurrences/{recorded.uid}/extension/", "minh"))
    assert "Việc này đã có kết quả nên không gia hạn." in text
    assert "hoàn tác kết quả trước" in text
    recorded.delivered_on = recorded.due_on = None
    recorded.save()
    text = main_of(page(f"/tasks/occurrences/{recorded.uid}/extend/", "coordinator"))
    assert "chưa có thời hạn" in text


def test_a_decided_request_is_not_decided_again(cast, asked, page, at):
    decide_extension(extension=asked, decision=Decision(granted=False), by=cast.leader, at=at)
    address = f"/tasks/extensions/{asked.uid}/"
    text = main_of(page(address, "coordinator"))
    assert f"Đề nghị này đã có quyết định: {cast.leader.full_name}, ngày 10/03/2026." in text
    assert "submit_token" not in text
    Extension.objects.filter(pk=asked.pk).update(state=Extension.State.WITHDRAWN)
    assert "đã rút đề nghị này" in page(address, "coordinator")


def test_a_wait_for_guidance_is_begun_once_and_ended_once(client, cast, row, page, at):
    begin, arrive = (f"/tasks/{row.task.uid}/guidance/{name}" for name in ("", "arrived/"))
    client.force_login(cast.minh)
    assert client.get(arrive).status_code == 404
    client.post(begin, {"asked_of": "Bộ Nội vụ", "document": "12/SKHCN", "since": "2026-03-09"})
    text = main_of(page(begin, "minh"))
    assert "Nhiệm vụ đang chờ hướng dẫn từ 09/03/2026." in text
    assert "submit_token" not in text
    answer = {"document": "34/BNV-CCHC", "on": "2026-03-10", "version": 1}
    assert client.post(arrive, answer).status_code == 302
    assert "Hướng dẫn đã được ghi nhận" in page(arrive, "minh")
    late = client.post(arrive, answer | {"document": "35/BNV-CCHC"})
    assert late.status_code == 422
    assert "35/BNV-CCHC" in late.content.decode()
    assert GuidanceWait.objects.get().arrived_document == "34/BNV-CCHC"


def test_a_dated_task_has_no_events_to_record_and_a_reader_is_told_whose_it_is(cast, row, page):
    assert "không phải việc thực hiện khi phát sinh" in page(
        f"/tasks/{row.task.uid}/event/", "minh"
    )
    assert "Người ghi nhận:" in page(f"/tasks/{row.task.uid}/event/", "lan")


def test_a_specialist_is_told_who_names_people(row, page):
    told = "Trưởng đơn vị hoặc đầu mối CCHC phân công."
    assert told in page(f"/tasks/{row.task.uid}/", "minh")
    for who in ("head", "coordinator", "lan"):
        assert told not in page(f"/tasks/{row.task.uid}/", who), who


@pytest.fixture
def instruction(cast, at):
    source = Source(
        kind=Instruction.Kind.LETTER, subject="Rà soát", assigned_on=DAY, expects_document=True
    )
    work = Work(text="Rà soát thủ tục", area=p.area(), leads=[cast.division], due_on=DUE)
    return assign_work(agency=cast.agency, source=source, works=[work], by=cast.coordinator, at=at)


def test_the_register_says_who_keeps_it_to_whoever_only_reads(cast, instruction, page):
    told = f"Người ghi sổ: đầu mối CCHC hoặc lãnh đạo của {cast.agency.name}."
    for address in ("/tasks/register/", f"/tasks/register/{instruction.uid}/"):
        assert told in page(address, "minh"), address
        assert told not in page(address, "coordinator"), address


def test_a_number_that_is_known_is_not_asked_again(cast, instruction, page, at):
    address = f"/tasks/register/{instruction.uid}/document/"
    assert "submit_token" in main_of(page(address, "coordinator"))
    complete_document(
        instruction=instruction, number="12/TB-UBND", on=DAY, issuer="", seen=instruction.version,
        by=cast.coordinator, at=at,
    )  # fmt: skip
    text = main_of(page(address, "coordinator"))
    assert "Văn bản này đã có số, ký hiệu: 12/TB-UBND." in text
    assert "submit_token" not in text


def test_work_that_was_ended_is_not_ended_again(cast, instruction, page):
    task = instruction.tasks.get()
    task.discontinued_on = DAY
    task.save()
    text = main_of(page(f"/tasks/{task.uid}/discontinue/", "coordinator"))
    assert "đã thôi thực hiện từ 10/03/2026" in text
    assert "giao lại bằng một nhiệm vụ phát sinh mới" in text
    assert "submit_token" not in text
