"""The page of one task, the acts on it, a unit's page and the calendar."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cchc.periods.models import CalendarDay
from cchc.tasks.models import Occurrence
from cchc.tasks.services.obstacles import raise_obstacle
from cchc.tasks.services.progress import report_progress
from cchc.tasks.services.proving import NewEvidence, add_evidence
from cchc.tasks.services.recording import Result, record_fact
from tests.factories import programme as p
from tests.factories.year import make_year
from tests.queries import count_queries


@pytest.fixture
def plan(cast):
    return p.make_plan(cast)


@pytest.fixture
def look(client, cast):
    def get(address, user=None):
        client.force_login(user or cast.lan)
        return client.get(address)

    return get


def text_of(response):
    return " ".join(response.content.decode().split())


def test_the_state_says_why(cast, plan, look):
    task = p.write_one(
        plan,
        [cast.office],
        products=["Kế hoạch", "Báo cáo kết quả"],
        times=[p.due(date(2026, 12, 31), product=0), p.due(date(2026, 2, 28), product=1)],
    )
    page = text_of(look(f"/tasks/{task.uid}/"))
    assert "Quá hạn: sản phẩm 2 hạn 28/02/2026, chưa nộp." in page
    assert "Nguyên văn trong kế hoạch (dòng 12)" in page


def test_a_collective_lead_names_the_missing_units(cast, plan, look, at):
    units = [cast.office, cast.division, cast.centre]
    leads = [p.link(unit, cast.all_units) for unit in units]
    task = p.write_one(plan, leads, times=[p.due(date(2026, 3, 31))])
    row = task.occurrences.get(unit=cast.office)
    record_fact(occurrence=row, result=Result(None, date(2026, 3, 9)), by=cast.lan, at=at, seen=1)
    page = text_of(look(f"/tasks/{task.uid}/"))
    assert "1/3 đơn vị đã xong" in page
    assert "Chưa xong: Phòng Nghiệp vụ; Trung tâm Ứng dụng" in page
    assert "Kế hoạch ghi: Các phòng, đơn vị thuộc Sở" in page


def test_a_due_day_off_shows_the_last_working_day(cast, plan, look):
    CalendarDay.objects.filter(day__year=2026).delete()
    CalendarDay.objects.create(day=date(2026, 9, 1), name="Quốc khánh", source="mẫu")
    CalendarDay.objects.create(day=date(2026, 9, 2), name="Quốc khánh", source="mẫu")
    task = p.write_one(plan, [cast.office], times=[p.due(date(2026, 9, 3), before=True)])
    page = text_of(look(f"/tasks/{task.uid}/"))
    assert "Hạn T4, 02/09" in page
    assert "ngày làm việc cuối cùng là T2, 31/08" in page


def test_recording_goes_through_the_form_once_and_can_be_undone(cast, plan, client):
    task = p.write_one(plan, [cast.office], times=[p.due(date(2026, 3, 31))])
    row = task.occurrences.get()
    client.force_login(cast.lan)
    token = client.get(f"/tasks/occurrences/{row.uid}/record/").content.decode()
    token = token.split('name="submit_token" value="')[1].split('"')[0]
    sent = {"delivered_on": "2026-03-09", "document_number": "9/KH", "version": 1, "whole": 1}
    for _ in range(2):
        answer = client.post(
            f"/tasks/occurrences/{row.uid}/record/", {**sent, "submit_token": token}
        )
        assert answer["Location"] == f"/tasks/{task.uid}/"
    page = text_of(client.get(f"/tasks/{task.uid}/"))
    assert "Hoàn thành đúng hạn" in page
    assert "Văn bản số 9/KH" in page
    client.post(f"/tasks/occurrences/{row.uid}/undo/", {"version": 2})
    row.refresh_from_db()
    assert row.delivered_on is None


def test_a_refusal_keeps_what_was_typed(cast, plan, client):
    task = p.write_one(plan, [cast.office], times=[p.due(date(2026, 3, 31))])
    client.force_login(cast.lan)
    answer = client.post(
        f"/tasks/occurrences/{task.occurrences.get().uid}/record/",
        {"delivered_on": "2026-03-11", "document_number": "9/KH", "version": 1, "whole": 1},
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "không được sau ngày hôm nay" in page
    assert 'value="9/KH"' in page


def test_the_second_editor_is_told_and_can_reload(cast, plan, client):
    task = p.write_one(plan, [cast.office], times=[p.due(date(2026, 3, 31))])
    Occurrence.objects.filter(task=task).update(version=4)
    client.force_login(cast.lan)
    answer = client.post(
        f"/tasks/occurrences/{task.occurrences.get().uid}/record/",
        {"delivered_on": "2026-03-09", "version": 1, "whole": 1},
    )
    assert answer.status_code == 409
    assert "Tải lại nội dung mới nhất" in answer.content.decode()


def test_an_event_is_recorded_through_its_form(cast, plan, client):
    task = p.write_one(plan, [cast.office], times=[p.every("on_event")])
    client.force_login(cast.lan)
    assert "Ghi nhận phát sinh" in client.get(f"/tasks/{task.uid}/").content.decode()
    client.post(f"/tasks/{task.uid}/event/", {"on": "2026-03-02", "due_on": "2026-03-20"})
    assert task.occurrences.get().due_on == date(2026, 3, 20)


def test_buttons_stand_only_where_the_service_would_agree(cast, plan, look):
    task = p.write_one(plan, [cast.centre], times=[p.due(date(2026, 3, 31))])
    row = task.occurrences.get()
    assert "Ghi nhận kết quả" not in look(f"/tasks/{task.uid}/", cast.lan).content.decode()
    assert look(f"/tasks/occurrences/{row.uid}/record/", cast.lan).status_code == 404
    assert "(nhập thay)" in text_of(look(f"/tasks/{task.uid}/", cast.coordinator))
    assert "Đính chính" not in look(f"/tasks/{task.uid}/", cast.lan).content.decode()


@pytest.mark.parametrize("path", ["", "event/"])
def test_another_agency_is_not_told_that_the_task_is_there(cast, plan, look, path):
    task = p.write_one(plan, [cast.office], times=[p.every("on_event")])
    assert look(f"/tasks/{task.uid}/{path}", cast.stranger).status_code == 404


def test_statements_of_the_task_page_do_not_grow_with_its_rows(cast, plan, client):
    units = [cast.office, cast.division, cast.sub_department, cast.centre]
    small = p.write_one(plan, units[:2], times=[p.due(date(2026, 3, 31))])
    large = p.write_one(plan, units, times=[p.every("monthly")])
    client.force_login(cast.lan)
    client.get(f"/tasks/{small.uid}/")
    counts = []
    for task in (small, large):
        with CaptureQueriesContext(connection) as caught:
            client.get(f"/tasks/{task.uid}/")
        counts.append(len(caught))
    assert counts[0] == counts[1] <= 15


def test_statements_of_the_task_page_do_not_grow_with_what_was_said(cast, plan, client, at):
    task = p.write_one(plan, [cast.office, cast.division], times=[p.every("monthly")])

    def say(unit, by, month):
        row = task.occurrences.filter(unit=unit).order_by("due_on")[month]
        record_fact(occurrence=row, result=Result(None, at.date()), by=by, at=at, seen=row.version)
        for number in ("1/BC", "2/BC"):
            proof = NewEvidence("Báo cáo", document_number=number)
            add_evidence(occurrence=row, new=proof, by=by, at=at)
        report_progress(task=task, unit=unit, percent_done=50, note="Đang làm", by=by, at=at)
        raise_obstacle(task=task, text="Thiếu người", by=by, at=at)

    say(cast.office, cast.lan, 0)
    client.force_login(cast.lan)
    few, _ = count_queries(client, f"/tasks/{task.uid}/")
    say(cast.division, cast.minh, 0)
    say(cast.office, cast.lan, 1)
    many, _ = count_queries(client, f"/tasks/{task.uid}/")
    page = client.get(f"/tasks/{task.uid}/").content.decode()
    assert page.count("Thiếu người") >= 3
    assert cast.minh.full_name in page
    assert few == many <= 17


def test_only_who_may_confirm_asks_who_judges(cast, plan, client, at):
    task = p.write_one(plan, [cast.office], times=[p.due(date(2026, 3, 31))])
    row = task.occurrences.get()
    record_fact(occurrence=row, result=Result(None, at.date()), by=cast.lan, at=at, seen=1)
    counts = {}
    for who in (cast.minh, cast.coordinator):
        client.force_login(who)
        counts[who.pk], _ = count_queries(client, f"/tasks/{task.uid}/")
    assert counts[cast.minh.pk] < counts[cast.coordinator.pk]


def test_a_unit_is_judged_by_its_own_share(cast, plan, look, at):
    task = p.write_one(plan, [cast.office, cast.division], times=[p.due(date(2026, 2, 28))])
    row = task.occurrences.get(unit=cast.office)
    record_fact(occurrence=row, result=Result(None, date(2026, 2, 20)), by=cast.lan, at=at, seen=1)
    assert "Hoàn thành đúng hạn" in text_of(look(f"/tasks/units/{cast.office.uid}/"))
    late = text_of(look(f"/tasks/units/{cast.division.uid}/"))
    assert (
        "Phòng Nghiệp vụ: 1 nhiệm vụ cải cách hành chính quá hạn, tính đến ngày 10/03/2026" in late
    )
    assert "hạn 28/02/2026, quá hạn 10 ngày" in late


def test_a_unit_of_another_agency_is_not_shown(cast, look):
    assert look(f"/tasks/units/{cast.other_division.uid}/").status_code == 404


def test_the_month_shows_each_due_day_and_days_off(cast, look):
    make_year(cast)
    response = look("/tasks/calendar/?month=2026-03")
    listed = look(f"/tasks/?{response.context['month_query']}").context["total"]
    assert response.context["total"] == listed == 16
    assert "month=2026-02" in response.context["previous_query"]
    assert look("/tasks/calendar/?month=2026-12").context["next_query"] == "month=2027-01"


def test_the_timeline_carries_escaped_names_as_data(cast, plan, look):
    p.write_one(
        plan, [cast.office], text="<script>alert(1)</script>", times=[p.due(date(2026, 3, 31))]
    )
    page = look("/tasks/timeline/").content.decode()
    assert "<script>alert" not in page
    assert "vendor/frappe-gantt.js" in page


def test_pages_say_so_when_nothing_is_there(cast, look):
    assert "Không có nhiệm vụ có thời hạn" in look("/tasks/timeline/").content.decode()
    assert "Không có nhiệm vụ nào đến hạn" in look("/tasks/calendar/").content.decode()
    assert "Chưa có nhiệm vụ chủ trì" in text_of(look(f"/tasks/units/{cast.office.uid}/"))
