"""The log in the browser: who reads it, what it says, how it is narrowed."""

import ast
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.db import transaction

from cchc.audit import presenters
from cchc.audit.models import AuditEvent
from cchc.audit.selectors import history_of
from cchc.audit.services import record
from cchc.orgs import services
from cchc.orgs.rules import Role
from tests.factories.cast import person
from tests.factories.year import make_year
from tests.quality.sources import modules


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
    assert client.get("/audit/export.xlsx").status_code == 404


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
        ({"kind": "UnitGroup"}, "thêm nhóm", "đổi tên"),
        ({"kind": "Unit"}, "đổi tên", "thêm nhóm"),
        ({"kind": "không có loại này"}, "đổi tên", "không có sự kiện nào khớp"),
        ({"target": "không phải mã"}, "đổi tên", "không có sự kiện nào khớp"),
        (
            {"target": "00000000-0000-0000-0000-000000000001"},
            "không có sự kiện nào khớp",
            "đổi tên",
        ),
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


def test_the_history_of_one_thing_is_one_click_away(client, cast, happened):
    answer = page(client, cast.leader).content.decode()
    address = f"target={cast.division.uid}"
    assert f'{address}" title="Mọi sự kiện của' in answer
    answer = page(client, cast.leader, target=str(cast.division.uid)).content.decode()
    rows = answer[answer.index('id="log-list"') :].lower()
    assert "lịch sử của" in rows
    assert "đổi tên" in rows
    assert "thêm nhóm" not in rows
    assert f"export.xlsx?{address}" in rows


def test_the_csv_holds_what_the_page_shows(client, cast, happened):
    client.force_login(cast.leader)
    answer = client.get("/audit/export.csv", {"action": "group.created"})
    text = answer.content.decode("utf-8-sig")
    assert "attachment" in answer["Content-Disposition"]
    assert "thêm nhóm “Các đơn vị có dấu”" in text
    assert "đổi tên" not in text


def test_the_workbook_tells_number_person_action_and_thing(client, cast, happened):
    client.force_login(cast.leader)
    answer = client.get("/audit/export.xlsx", {"kind": "Unit", "person": str(cast.coordinator.uid)})
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    rows = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    told = next(row for row in rows if "Nguyễn Tiến Dũng" in row)
    assert told[0] == AuditEvent.objects.get(action="unit.renamed").seq
    assert told[2:6] == ["Nguyễn Tiến Dũng", "Văn phòng Sở", "Đổi tên đơn vị", "Đơn vị"]
    assert ["Sở Khoa học và Công nghệ"] in rows
    assert "nhóm" not in str(rows)


def test_a_file_that_leaves_older_events_out_says_so(client, cast, happened, monkeypatch):
    monkeypatch.setattr("cchc.audit.views.MOST_EXPORTED", 1)
    answer = page(client, cast.leader)
    assert "tệp tải về gồm 1 sự kiện mới nhất" in answer.content.decode()
    book = openpyxl.load_workbook(BytesIO(client.get("/audit/export.xlsx").content))
    assert "Chỉ gồm 1 sự kiện mới nhất" in str(list(book.active.iter_rows(values_only=True)))


def test_a_text_that_would_be_a_formula_stays_text(client, cast, at):
    with transaction.atomic():
        record(
            action="unit.changed",
            target=cast.office,
            by=cast.lan,
            at=at,
            agency_id=cast.agency.pk,
            label="=1+1",
        )
    client.force_login(cast.leader)
    assert "'=1+1" in client.get("/audit/export.csv").content.decode("utf-8-sig")


def test_the_installations_own_log_is_read_by_the_topmost_administrator(client, cast, at):
    with transaction.atomic():
        record(
            action="installation.backed_up",
            target=None,
            by=None,
            at=at,
            agency_id=0,
            label="so.cchc-backup",
            rows=12,
            files=3,
            damaged=1,
        )
    asked = {"agency": "installation"}
    told = "Sao lưu ra “so.cchc-backup”: 12 dòng dữ liệu, 3 tệp, thiếu 1 tệp đã hỏng từ trước."
    assert told in page(client, cast.administrator, **asked).content.decode()
    assert 'href="/audit/?agency=installation"' in page(client, cast.administrator).content.decode()
    for other in (cast.leader, cast.coordinator, cast.outsider):
        assert page(client, other, **asked).status_code == 404

    person("tinh", "Người Quản Trị Tỉnh", cast.province, Role.ADMINISTRATOR)
    assert page(client, cast.administrator, **asked).status_code == 404


def test_every_action_that_is_recorded_has_a_name():
    actions = set()
    for module in modules():
        for call in module.calls():
            if getattr(call.func, "id", "") == "record":
                words = {word.arg: word.value for word in call.keywords}
                if isinstance(words.get("action"), ast.Constant):
                    actions.add(words["action"].value)
    assert len(actions) > 40
    assert {code for code in actions if presenters.title_of(code) == code} == set()


def test_what_things_happen_to_in_a_year_has_a_name(cast, happened):
    make_year(cast)
    found = set(AuditEvent.objects.exclude(target_kind="").values_list("target_kind", flat=True))
    assert {"Occurrence", "Plan", "Unit"} <= found <= set(presenters.named_kinds())


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
