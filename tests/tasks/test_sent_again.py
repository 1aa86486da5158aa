"""A form sent twice writes once; one that somebody goes back to and changes loses nothing and writes nothing twice."""

from datetime import date

import pytest

from cchc.core.models import KeptForm
from cchc.tasks.models import Extension, GuidanceWait, ProgressReport, WorkFile
from cchc.tasks.services.extending import ask_extension
from cchc.tasks.services.guidance import await_guidance
from tests.factories import programme as p

DUE, LATER, LATEST = date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31)
NOT_WRITTEN = "Nội dung vừa sửa chưa được ghi"


@pytest.fixture
def row(cast):
    task = p.write_one(p.make_plan(cast), [cast.division], times=[p.due(DUE)])
    return task.occurrences.get()


class Form:
    """A page opened by one person; every send carries the token that the page was made with."""

    def __init__(self, client, user, address):
        self.client, self.user, self.address = client, user, address
        client.force_login(user)
        self.token = client.get(address).context["new_token"]()

    def send(self, **fields):
        self.client.force_login(self.user)
        return self.client.post(self.address, {"submit_token": self.token} | fields)

    def send_signed_out(self, **fields):
        self.client.logout()
        return self.client.post(self.address, {"submit_token": self.token} | fields)


def case_extend(client, cast, row, at):
    form = Form(client, cast.minh, f"/tasks/occurrences/{row.uid}/extension/")
    first = {"to_due": LATER.isoformat(), "reason": "Chờ số liệu"}
    return form, first, {"reason": "Chờ số liệu của xã"}, Extension.objects.count


def case_decide(client, cast, row, at):
    asked = ask_extension(occurrence=row, to_due=LATER, reason="Chờ", by=cast.minh, at=at)
    form = Form(client, cast.coordinator, f"/tasks/extensions/{asked.uid}/")
    first = {
        "act": "refuse",
        "said_by": "Giám đốc",
        "said_on": "2026-03-09",
        "document_number": "88/TB-SKHCN",
        "note": "Đủ thời gian",
    }
    decided = Extension.objects.filter(state=Extension.State.REFUSED).count
    return form, first, {"act": "grant", "note": "Đồng ý một tháng"}, decided


def case_entrust(client, cast, row, at):
    form = Form(client, cast.head, f"/tasks/{row.task.uid}/entrust/")
    first = {str(cast.division.uid): str(cast.minh.uid), "version": row.task.version}
    named = row.task.assignments.filter(person=cast.minh).count
    return form, first, {str(cast.division.uid): str(cast.head.uid)}, named


def case_guidance(client, cast, row, at):
    await_guidance(
        task=row.task, asked_of="Bộ Nội vụ", document="12/SKHCN", since=date(2026, 3, 9), note="",
        by=cast.minh, at=at,
    )  # fmt: skip
    form = Form(client, cast.minh, f"/tasks/{row.task.uid}/guidance/arrived/")
    first = {"document": "34/BNV-CCHC", "on": "2026-03-10", "version": 1}
    arrived = GuidanceWait.objects.filter(arrived_document="34/BNV-CCHC").count
    return form, first, {"document": "43/BNV-CCHC"}, arrived


def case_work_file(client, cast, row, at):
    form = Form(client, cast.minh, "/tasks/files/new/")
    first = {"code": "01.CCHC", "title": "Cải cách hành chính", "years": 5}
    return form, first, {"code": "02.CCHC", "title": "Kiểm soát thủ tục"}, WorkFile.objects.count


def case_progress(client, cast, row, at):
    form = Form(client, cast.minh, f"/tasks/{row.task.uid}/progress/")
    first = {"unit": cast.division.pk, "percent_done": 40, "note": "Đã khảo sát ba xã"}
    return form, first, {"note": "Đã khảo sát bốn xã"}, ProgressReport.objects.count


CASES = [case_extend, case_decide, case_entrust, case_guidance, case_work_file, case_progress]


@pytest.fixture(params=CASES, ids=lambda case: case.__name__.removeprefix("case_"))
def case(request, client, cast, row, at):
    return request.param(client, cast, row, at)


def test_a_double_click_writes_once(case):
    form, first, _changed, count = case
    answers = [form.send(**first), form.send(**first)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert count() == 1


def test_what_is_changed_after_going_back_stays_on_the_form_and_is_not_said_to_be_written(case):
    form, first, changed, count = case
    form.send(**first)
    again = form.send(**first | changed)
    assert again.status_code == 422
    text = again.content.decode()
    assert NOT_WRITTEN in text
    for value in changed.values():
        assert str(value) in text
    assert count() == 1


def test_what_is_sent_after_the_session_ended_waits_for_its_sender(case):
    form, first, _changed, count = case
    before = count()
    assert form.send_signed_out(**first).status_code == 302
    assert count() == before
    kept = KeptForm.objects.get(owner=form.user.pk, action=form.address)
    assert {name: value for name, value in kept.fields if name in first} == {
        name: str(value) for name, value in first.items()
    }


def test_sent_once_more_from_the_page_that_says_so_it_is_a_new_act(client, cast, row):
    form, first, changed, count = case_progress(client, cast, row, None)
    form.send(**first)
    shown = form.send(**first | changed)
    form.token = shown.context["new_token"]()
    assert form.send(**first | changed).status_code == 302
    assert count() == 2
