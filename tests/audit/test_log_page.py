"""The log in the browser: who reads it, what it says, how it is narrowed."""

from datetime import timedelta

import pytest
from django.db import transaction

from cchc.audit.selectors import history_of
from cchc.audit.services import record
from cchc.orgs import services


@pytest.fixture
def happened(cast, at):
    services.rename_unit(
        unit=cast.division,
        name="Phòng Quản lý khoa học",
        short_name="P.QLKH",
        on=at.date(),
        decision="Quyết định số 12/QĐ-SKHCN",
        version=1,
        by=cast.coordinator,
        at=at,
    )
    services.create_group(
        agency=cast.agency, name="Các đơn vị có dấu", rule={}, by=cast.administrator, at=at
    )


def page(client, who, **asked):
    client.force_login(who)
    return client.get("/audit/", asked)


def test_an_auditor_reads_what_happened_in_words(client, cast, happened):
    answer = page(client, cast.leader).content.decode()
    assert "Đổi tên “Phòng Nghiệp vụ” thành “Phòng Quản lý khoa học” từ ngày 10/03/2026" in answer
    assert "theo Quyết định số 12/QĐ-SKHCN" in answer
    assert "Nguyễn Tiến Dũng" in answer


@pytest.mark.parametrize("who", ["lan", "minh", "clerk", "hoa", "stranger"])
def test_others_find_no_such_page(client, cast, happened, who):
    assert page(client, getattr(cast, who)).status_code == 404
    assert client.get("/audit/export.csv").status_code == 404


def test_another_agencys_auditor_reads_only_his_own(client, cast, happened):
    assert "Phòng Quản lý khoa học" not in page(client, cast.outsider).content.decode()
    assert page(client, cast.outsider, agency=str(cast.agency.uid)).status_code == 404


@pytest.mark.usefixtures("happened")
@pytest.mark.parametrize(
    ("asked", "found", "lost"),
    [
        ({"text": "phong quan ly"}, "đổi tên", "thêm nhóm"),
        ({"text": "hoang minh"}, "thêm nhóm", "đổi tên"),
        ({"action": "group.created"}, "thêm nhóm", "đổi tên"),
        ({"since": "2026-03-11"}, "không có sự kiện nào khớp", "đổi tên"),
        ({"until": "2026-03-09"}, "không có sự kiện nào khớp", "thêm nhóm"),
        ({"since": "không phải ngày"}, "đổi tên", "không có sự kiện nào khớp"),
    ],
)
def test_the_log_is_narrowed_by_words_action_and_days(client, cast, asked, found, lost):
    answer = page(client, cast.leader, **asked).content.decode()
    rows = answer[answer.index('id="log-list"') :].lower()
    assert found in rows
    assert lost not in rows


def test_the_log_is_narrowed_by_person(client, cast, happened):
    answer = page(client, cast.leader, person=str(cast.administrator.uid)).content.decode()
    rows = answer[answer.index('id="log-list"') :].lower()
    assert "thêm nhóm" in rows
    assert "đổi tên" not in rows


def test_htmx_gets_the_list_alone(client, cast, happened):
    client.force_login(cast.leader)
    answer = client.get("/audit/", headers={"HX-Request": "true"})
    assert answer.content.decode().lstrip().startswith("<div")
    assert "HX-Request" in answer["Vary"]


def test_the_export_holds_what_the_page_shows(client, cast, happened):
    client.force_login(cast.leader)
    answer = client.get("/audit/export.csv", {"action": "group.created"})
    text = answer.content.decode("utf-8-sig")
    assert "attachment" in answer["Content-Disposition"]
    assert "thêm nhóm “Các đơn vị có dấu”" in text
    assert "đổi tên" not in text


def test_statements_do_not_grow_with_the_log(client, cast, at, django_assert_max_num_queries):
    def some(number):
        with transaction.atomic():
            for n in range(number):
                record(
                    action="unit.changed",
                    target=cast.office,
                    by=cast.lan,
                    at=at + timedelta(minutes=n),
                    agency_id=cast.agency.pk,
                )

    client.force_login(cast.leader)
    some(3)
    client.get("/audit/")
    with django_assert_max_num_queries(12) as few:
        client.get("/audit/")
    some(120)
    with django_assert_max_num_queries(len(few)):
        assert "1–50" in client.get("/audit/").content.decode()


def test_the_history_of_one_thing_is_newest_first(cast, happened, at):
    services.close_unit(
        unit=cast.centre, on=at.date(), decision="", version=1, by=cast.coordinator, at=at
    )
    assert history_of(cast.lan.uid) == []
    lines = history_of(cast.division.uid, cast.centre.uid)
    assert [line.sentence.split(" ")[0] for line in lines] == ["kết", "đổi"]
    assert lines[0].actor == "Nguyễn Tiến Dũng"
    assert lines[0].unit == "Văn phòng Sở"
