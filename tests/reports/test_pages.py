"""The way of a report through the browser's pages: opened, filled in, brought together, submitted, issued, sent."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cchc.reports.models import Report, SectionText
from cchc.reports.rules.binding import as_text
from cchc.reports.rules.prose import from_json
from cchc.reports.states import PartState, ReportState
from tests.factories import programme as p

pytestmark = pytest.mark.django_db


def token(page):
    return page.context["new_token"]()


def at_address(name, row, *more):
    return reverse(name, args=[row.uid, *more])


@pytest.fixture
def post(client):
    """Post to a page with its token and the fields given."""

    def act(address, data=None, *, page=None, follow=True):
        page = page or client.get(address)
        assert page.status_code == 200, address
        return client.post(address, {"submit_token": token(page)} | (data or {}), follow=follow)

    return act


def test_the_office_opens_the_report_of_a_period(client, cast, period, report_form, asked, post):
    client.force_login(cast.coordinator)
    assert "Kỳ chưa mở báo cáo" in client.get(reverse("reports")).content.decode()
    answer = post(
        at_address("report_open", period),
        {"form": str(report_form.uid), "parts_due_on": "17/03/2026"},
    )
    assert "Đã mở báo cáo" in answer.content.decode()
    assert Report.objects.get().parts.count() == 4


def test_a_head_completes_and_gives_the_part(client, cast, opened, part_of, post, say, articles):
    say(articles, 12, unit=cast.division)
    task = p.write_one(p.make_plan(cast), [cast.division], times=[p.due(date(2026, 3, 1))])
    client.force_login(cast.head)
    page = client.get(reverse("reports")).content.decode()
    assert "Làm báo cáo" in page
    address = part_of(cast.division).get_absolute_url()
    shown = client.get(address).content.decode()
    assert task.label in shown
    assert ">12<" in shown.replace("\n", "").replace(" ", "")
    data = {"version": "1", "whole": "1", "s-I.1": "Đã tổ chức hai lớp.", "send": "1"}
    refused = client.post(address, {"submit_token": "x"} | data)
    assert refused.status_code == 422
    assert "Chưa nêu lý do" in refused.content.decode()
    assert "Đã tổ chức hai lớp." in refused.content.decode()
    done = post(address, data | {f"t-{task.uid}": "Chờ ý kiến sở, ngành"})
    assert "Đã gửi phần báo cáo" in done.content.decode()
    part = part_of(cast.division)
    assert (part.state, part.sent_by) == (PartState.SENT, cast.head)


def test_a_specialist_saves_and_the_head_is_needed_to_give(client, cast, opened, part_of, post):
    client.force_login(cast.minh)
    address = part_of(cast.division).get_absolute_url()
    data = {"version": "1", "whole": "1", "missing_note": "Đang rà soát"}
    assert "Đã lưu" in post(address, data | {"save": "1"}).content.decode()
    answer = client.post(address, data | {"version": "2", "send": "1"})
    assert "trưởng phòng" in answer.content.decode()
    assert part_of(cast.division).state == PartState.DRAFTING


def test_a_unit_with_a_seal_gives_its_signed_file(client, cast, opened, part_of, post):
    client.force_login(cast.coordinator)
    part = part_of(cast.centre)
    file = SimpleUploadedFile("bc.pdf", b"%PDF-1.7 x", "application/pdf")
    post(
        part.get_absolute_url(),
        {"version": "1", "whole": "1", "missing_note": "vì", "document_number": "12/BC-TT",
         "document_on": "16/03/2026", "signed_file": file, "send": "1"},
    )  # fmt: skip
    part = part_of(cast.centre)
    assert (part.state, part.document_number, part.on_behalf) == (
        PartState.SENT, "12/BC-TT", True
    )  # fmt: skip
    link = reverse("file", kwargs={"kind": "report_part", "uid": part.uid})
    assert client.get(link).status_code == 200
    client.force_login(cast.outsider)
    assert client.get(link).status_code == 404


def test_the_office_takes_a_part_or_gives_it_back(client, cast, opened, part_of, give, post):
    part = give(part_of(cast.division), accept=False)
    client.force_login(cast.coordinator)
    page = client.get(part.get_absolute_url())
    judge = at_address("report_part_judge", part)
    wrong = client.post(judge, {"version": str(part.version), "return": "1", "reason": ""})
    assert wrong.status_code == 422
    post(judge, {"version": str(part.version), "return": "1", "reason": "Thiếu lý do"}, page=page)
    assert part_of(cast.division).state == PartState.RETURNED
    client.force_login(cast.minh)
    assert "Thiếu lý do" in client.get(part.get_absolute_url()).content.decode()


def test_one_button_then_editing_then_the_leader(
    client, cast, opened, give_all, post, say, articles
):
    say(articles, 12)
    give_all()
    client.force_login(cast.coordinator)
    report = at_address("report", opened)
    page = client.get(report)
    post(at_address("report_consolidate", opened), {"version": "1"}, page=page)
    section = at_address("report_section", opened, "I.1")
    shown = client.get(section)
    assert "12" in shown.content.decode()
    assert at_address("report_fact", opened, "indicator.CDDH.10") in shown.content.decode()
    text = as_text(from_json(SectionText.objects.get(code="I.1").paragraphs))
    saved = post(section, {"text": f"{text} Thêm lời.", "version": "1", "save": "1"})
    assert "Thêm lời." in saved.content.decode()
    say(articles, 19)
    moved = client.get(section).content.decode()
    assert "is-moved" in moved
    post(section, {"text": text, "version": "2", "refresh": "1"})
    assert "is-moved" not in client.get(section).content.decode()
    page = client.get(report)
    done = post(at_address("report_submit", opened), {"version": "1", "note": ""}, page=page)
    assert "Số liệu đã chốt" in done.content.decode()
    assert Report.objects.get().state == ReportState.SUBMITTED


def test_the_slower_of_two_keeps_his_text_on_the_page(client, cast, opened):
    client.force_login(cast.coordinator)
    section = at_address("report_section", opened, "I.1")
    for text in ("Người nhanh", "Người chậm"):
        answer = client.post(section, {"text": text, "version": "0", "save": "1"})
    assert answer.status_code == 409
    assert "Người chậm" in answer.content.decode()
    assert SectionText.objects.get().paragraphs[0]["parts"] == ["Người nhanh"]


def test_a_form_sent_twice_acts_once(client, cast, opened):
    client.force_login(cast.coordinator)
    section = at_address("report_section", opened, "I.1")
    data = {"submit_token": token(client.get(section)), "text": "Một lần", "version": "0"}
    for _ in range(2):
        assert client.post(section, data).status_code == 302
    assert SectionText.objects.get().version == 1


def test_missing_units_are_named_and_submitting_needs_a_note(
    client, cast, opened, part_of, give, post
):
    give(part_of(cast.office))
    client.force_login(cast.coordinator)
    page = client.get(at_address("report", opened))
    assert cast.centre.name in page.content.decode()
    submit = at_address("report_submit", opened)
    refused = client.post(submit, {"version": "1", "note": ""})
    assert refused.status_code == 422
    assert "Vẫn trình được nếu ghi chú" in refused.content.decode()
    assert "Bỏ mục chưa có nội dung khỏi bản in" in refused.content.decode()
    data = {"version": "1", "note": "Gửi bổ sung sau", "omits_empty": "on"}
    post(submit, data, page=page)
    assert Report.objects.get().note == "Gửi bổ sung sau"


def test_the_leader_gives_back_and_the_clerk_issues_and_sends(
    client, cast, opened, give_all, submit, post, at, say, articles
):
    give_all()
    report = submit(opened)
    client.force_login(cast.leader)
    page = client.get(at_address("report", opened))
    answer = post(
        at_address("report_return", opened),
        {"version": str(report.version), "reason": "Nêu rõ hơn"},
        page=page,
    )
    assert "Nêu rõ hơn" in answer.content.decode()
    report = submit(opened, together=False)
    client.force_login(cast.clerk)
    file = SimpleUploadedFile("ky.pdf", b"%PDF-1.7 x", "application/pdf")
    post(
        at_address("report_issue", opened),
        {"version": str(report.version), "number": "25/BC-SKHCN", "issued_on": "16/03/2026",
         "signed_file": file},
    )  # fmt: skip
    report = Report.objects.get()
    assert (report.state, report.document.number) == (ReportState.ISSUED, "25/BC-SKHCN")
    assert report.document.files.get().name == "ky.pdf"
    sent = post(
        at_address("report_send", opened),
        {"version": str(report.version), "sent_on": "16/03/2026", "receiver": "Sở Nội vụ"},
    )
    assert "Sở Nội vụ" in sent.content.decode()
    client.force_login(cast.lan)
    assert client.get(at_address("report_paper", opened)).status_code == 200


def test_a_correction_begins_beside_the_old(client, cast, opened, give_all, submit, send_out, post):
    give_all()
    send_out(submit(opened))
    client.force_login(cast.coordinator)
    answer = post(at_address("report_correct", opened), {"reason": "Sửa số tin, bài"})
    assert "Sửa số tin, bài" in answer.content.decode()
    assert "bản đính chính" in client.get(at_address("report", opened)).content.decode()


def test_where_a_figure_comes_from(client, cast, opened, say, articles, part_of, give):
    say(articles, 12)
    give(part_of(cast.office))
    client.force_login(cast.coordinator)
    page = client.get(at_address("report_fact", opened, "indicator.CDDH.10")).content.decode()
    assert cast.coordinator.full_name in page
    assert "chưa có số" in page
    assert client.get(at_address("report_fact", opened, "indicator.X")).status_code == 404


def test_nobody_reaches_the_reports_of_others(
    client, cast, opened, part_of, period, give_all, submit
):
    own = part_of(cast.division)
    addresses = [
        at_address("report", opened), at_address("report_section", opened, "I.1"),
        at_address("report_paper", opened), at_address("report_fact", opened, "task.all.total"),
        at_address("report_issue", opened), at_address("report_send", opened),
        at_address("report_correct", opened), own.get_absolute_url(),
        at_address("report_open", period),
    ]  # fmt: skip
    for user in (cast.outsider, cast.stranger, cast.hoa):
        client.force_login(user)
        for address in addresses:
            assert client.get(address).status_code == 404, (user, address)
            assert client.post(address, {}).status_code in {404, 405}, (user, address)
    client.force_login(cast.lan)
    assert client.get(own.get_absolute_url()).status_code == 404
    assert client.get(at_address("report", opened)).status_code == 404


def test_writing_is_the_offices_and_deciding_the_leaders(client, cast, opened):
    client.force_login(cast.leader)
    assert client.post(at_address("report_section", opened, "I.1"), {}).status_code == 404
    for name in ("report_consolidate", "report_submit"):
        assert client.post(at_address(name, opened), {}).status_code == 404
    client.force_login(cast.clerk)
    assert client.post(at_address("report_return", opened), {}).status_code == 404


def test_the_list_asks_as_often_for_many_reports_as_for_few(
    client, cast, opened, make_period, report_form
):
    client.force_login(cast.coordinator)
    client.get(reverse("reports"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("reports"))
    for number in range(6):
        period = make_period(f"Kỳ {number}")
        Report.objects.create(
            agency=cast.agency, period=period, form=report_form, parts_due_on=date(2026, 3, 17),
            opened_by=cast.coordinator, opened_at=opened.opened_at,
        )  # fmt: skip
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("reports"))
    assert len(many) == len(few)


def test_a_returned_report_says_whose_word_it_was_and_shows_the_slip_to_who_follows_it(
    client, cast, opened, give_all, submit, post
):
    give_all()
    report = submit(opened)
    client.force_login(cast.coordinator)
    page = client.get(at_address("report", opened))
    word = {"reason": "Xem lại số", "said_by": "Giám đốc", "said_on": "15/03/2026"}
    word |= {"version": str(report.version), "whole": "1"}
    refused = post(at_address("report_return", opened), word, page=page)
    assert refused.status_code == 422
    assert "Hãy ghi số, ký hiệu trong hệ thống văn bản, hoặc chụp" in refused.content.decode()

    photo = SimpleUploadedFile("phieu.jpg", b"\xff\xd8\xff\xe0 but phe", "image/jpeg")
    shown = post(at_address("report_return", opened), word | {"slip": photo}, page=page)
    told = " ".join(shown.content.decode().split())
    assert "Giám đốc trả lại:" in told
    assert "(ngày 15/03/2026)" in told
    assert "ghi nhận thay" in told
    address = f"/files/slip/{Report.objects.get().returned_slip.uid}/"
    for who, status in ((cast.coordinator, 200), (cast.leader, 200), (cast.outsider, 404)):
        client.force_login(who)
        assert client.get(address).status_code == status, who.username

    submit(Report.objects.get(), together=False)
    client.force_login(cast.coordinator)
    now = client.get(at_address("report", opened)).content.decode()
    assert "Giám đốc trả lại:" not in now
    assert f'href="{address}view/"' in now  # what was said then stays on record, with its slip
    assert client.get(address).status_code == 200
    client.force_login(cast.administrator)  # the log shows nobody a door that is closed to him
    assert address not in client.get("/audit/").content.decode()
