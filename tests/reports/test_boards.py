"""Who has sent and who has not: units by periods, agencies by periods; reminding; the list of figures to copy."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cchc.messages.models import Notice
from cchc.orgs.models import Unit
from cchc.orgs.rules import Role
from cchc.reports.models import CopiedFigure, CopyProof, Report
from cchc.reports.services import refusals
from cchc.reports.services.deciding import answer_report
from tests.factories.cast import person

pytestmark = pytest.mark.django_db


def post(client, address, data=None, page=None):
    shown = client.get(page or address)
    token = shown.context["new_token"]()
    return client.post(address, {"submit_token": token} | (data or {}), follow=True)


def test_the_board_shows_each_units_part_and_how_late_it_is(
    client, cast, opened, part_of, give, settings
):
    give(part_of(cast.office))
    settings.CCHC_TODAY = date(2026, 3, 20)
    client.force_login(cast.leader)
    page = client.get(reverse("report_board")).content.decode()
    assert "Đã nhận" in page
    assert page.count("chậm 3 ngày") == 3


def test_one_click_reminds_those_who_have_not_given_and_only_them(
    client, cast, opened, part_of, give
):
    give(part_of(cast.office))
    client.force_login(cast.coordinator)
    board = reverse("report_board")
    answer = post(client, reverse("report_remind", args=[opened.uid]), page=board)
    assert "Đã nhắc" in answer.content.decode()
    assert {row.user for row in Notice.objects.filter(kind="report.part")} == {
        cast.minh, cast.head
    }  # fmt: skip


def test_a_frozen_report_reminds_nobody(client, cast, opened, give_all, submit):
    give_all()
    submit(opened)
    client.force_login(cast.coordinator)
    refused = client.post(reverse("report_remind", args=[opened.uid]))
    assert refused.status_code == 422
    assert not Notice.objects.filter(kind="report.part").exists()


@pytest.fixture
def above(cast):
    """The coordinator at the level above."""
    return person("tinh.dau.moi", "Người Tỉnh", cast.province, Role.COORDINATOR)


def test_the_level_above_sees_who_sent_who_is_late_and_who_is_missing(
    client, cast, opened, above, give_all, submit, send_out, make_period, settings
):
    make_period(agency=cast.other_agency)
    give_all()
    send_out(submit(opened))
    settings.CCHC_TODAY = date(2026, 3, 25)
    client.force_login(above)
    page = client.get(reverse("reports_received")).content.decode()
    assert "1 đúng hạn, 0 chậm, 1 chưa gửi" in page
    assert "chưa gửi, quá 7 ngày" in page


def test_the_leader_above_reads_what_was_sent_without_answering_it(
    client, cast, opened, give_all, submit, send_out
):
    give_all()
    report = send_out(submit(opened))
    client.force_login(person("tinh.lanh.dao", "Lãnh Đạo Tỉnh", cast.province, Role.LEADER))
    page = client.get(reverse("reports_received")).content.decode()
    paper = reverse("report_paper", args=[report.uid])
    assert f'href="{paper}"' in page
    assert reverse("report_answer", args=[report.uid]) not in page
    assert client.get(paper).status_code == 200


def test_the_level_above_returns_with_comments_and_a_correction_follows(
    client, cast, opened, above, give_all, submit, send_out
):
    give_all()
    report = send_out(submit(opened))
    client.force_login(above)
    address = reverse("report_answer", args=[report.uid])
    wrong = client.post(address, {"version": str(report.version), "note": "", "return": "1"})
    assert wrong.status_code == 422
    data = {"version": str(report.version), "note": "Thiếu số liệu TTHC", "return": "1"}
    assert "Đã trả lại" in post(client, address, data).content.decode()
    client.force_login(cast.coordinator)
    page = client.get(reverse("report", args=[report.uid])).content.decode()
    assert "Thiếu số liệu TTHC" in page
    assert reverse("report_correct", args=[report.uid]) in page


def test_only_the_level_directly_above_answers_and_only_what_was_sent(
    client, cast, opened, above, give_all, submit, at
):
    give_all()
    report = submit(opened)
    address = reverse("report_answer", args=[report.uid])
    for user in (above, cast.coordinator, cast.outsider):
        client.force_login(user)
        assert client.get(address).status_code == 404
    with pytest.raises(refusals.WrongMove):
        answer_report(
            report=report, answer=Report.Answer.RECEIVED, note="", version=report.version,
            by=above, at=at,
        )  # fmt: skip


def test_statements_for_the_level_above_do_not_grow_with_agencies(client, cast, above, make_period):
    client.force_login(above)
    address = reverse("reports_received")
    make_period(agency=cast.agency)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(12):
        agency = Unit.objects.create(
            parent=cast.province, kind=Unit.Kind.COMMUNE, name=f"Xã {number}", is_agency=True,
            path=f"{cast.province.path}{90000000 + number}", valid_from=date(2020, 1, 1),
        )  # fmt: skip
        Unit.objects.filter(pk=agency.pk).update(agency=agency)
        make_period(agency=agency)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few) <= 9


def test_figures_are_copied_in_order_and_ticked(
    client, cast, opened, give_all, submit, say, articles
):
    say(articles, 1254)
    give_all()
    report = submit(opened)
    client.force_login(cast.coordinator)
    address = reverse("report_copying", args=[report.uid])
    page = client.get(address).content.decode()
    assert 'data-copy="1254"' in page
    tick = reverse("report_tick", args=[report.uid])
    post(client, tick, {"key": "indicator.CDDH.10", "is_done": "on"}, page=address)
    row = CopiedFigure.objects.get()
    assert (row.shown, row.ticked_by) == ("1.254", cast.coordinator)
    assert "đã chép 1/" in client.get(address).content.decode()
    post(client, tick, {"key": "indicator.CDDH.10", "is_done": ""}, page=address)
    assert not CopiedFigure.objects.exists()
    assert client.post(tick, {"key": "task.all.total", "is_done": "on"}).status_code == 404


def test_a_tick_of_an_older_value_is_told(client, cast, opened, say, articles, give_all):
    say(articles, 12)
    give_all()
    client.force_login(cast.coordinator)
    address = reverse("report_copying", args=[opened.uid])
    tick = reverse("report_tick", args=[opened.uid])
    post(client, tick, {"key": "indicator.CDDH.10", "is_done": "on"}, page=address)
    say(articles, 15)
    page = client.get(address).content.decode()
    assert "đã nhập số cũ: 12" in page
    assert "đã chép 0/" in page


def test_a_picture_of_the_typed_figures_is_kept(client, cast, opened):
    client.force_login(cast.coordinator)
    address = reverse("report_copying", args=[opened.uid])
    picture = SimpleUploadedFile("man-hinh.pdf", b"%PDF-1.7 x", "application/pdf")
    assert "Đã lưu tệp" in post(client, address, {"file": picture}).content.decode()
    proof = CopyProof.objects.get()
    link = reverse("file", kwargs={"kind": "report_copy", "uid": proof.uid})
    assert client.get(link).status_code == 200
    client.force_login(cast.lan)
    assert client.get(link).status_code == 404
