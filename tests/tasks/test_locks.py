"""What is locked says why and who can open it, on the task and on every form about its results."""

from datetime import date

import pytest

from cchc.tasks.services.confirming import confirm_result
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
