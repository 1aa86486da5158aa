"""Urging late work: receivers, messages without links, papers as Word and PDF, and what the log keeps."""

import io
from datetime import date

import docx
import pdfplumber
import pypdfium2
import pytest

from cchc.audit.models import AuditEvent
from cchc.audit.presenters import sentence
from tests.factories.programme import due, issued, make_plan, write, write_one
from tests.queries import assert_constant_queries

LATE = [due(date(2026, 3, 2))]


@pytest.fixture
def late(cast):
    """Late at two divisions, at the sub-department with a seal, at another agency; and one that is in time."""
    plan = make_plan(cast)
    return write(
        plan,
        issued([cast.office], times=LATE, label="1.a"),
        issued([cast.division], times=LATE, label="1.b"),
        issued([cast.sub_department], times=LATE, label="2.a"),
        issued([cast.other_agency], times=LATE, label="2.b"),
        issued([cast.division], times=[due(date(2026, 3, 31))], label="9.z"),
    )


def page(client, cast):
    client.force_login(cast.coordinator)
    return client.get("/tasks/urging/")


def words_of(answer):
    document = docx.Document(io.BytesIO(answer.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([each.text for each in document.paragraphs] + cells)


def make(client, key, kind="docx", answer_by="2026-03-20"):
    data = {"receiver_kind": f"{key} {kind}", "answer_by": answer_by}
    return client.post("/tasks/urging/paper/", data)


def test_divisions_stand_together_and_bodies_with_a_seal_apart(client, cast, late):
    found = page(client, cast)
    cards = found.context["cards"]
    assert cards[0].title == "Các phòng, đơn vị không có con dấu riêng"
    assert {card.title for card in cards[1:]} == {
        "Chi cục Tiêu chuẩn Đo lường Chất lượng",
        "Sở Nội vụ",
    }
    assert found.context["count"] == 4
    assert "9.z" not in found.content.decode()


def test_the_message_has_names_counts_and_dates_and_no_links(client, cast, late):
    message = page(client, cast).context["message"]
    lines = message.splitlines()
    assert lines[0] == (
        "Sở Khoa học và Công nghệ: 4 nhiệm vụ cải cách hành chính quá hạn, tính đến ngày 10/03/2026:"
    )
    assert "(Phòng Nghiệp vụ): hạn 02/03/2026, quá hạn 8 ngày" in message
    assert "http" not in message
    assert len(lines) == 5


def test_a_long_label_stays_in_its_column_on_paper(client, cast):
    write(make_plan(cast), issued([cast.office], times=LATE, label="GV.12/2026.10"))
    page(client, cast)
    answer = make(client, "own", kind="pdf")
    with pdfplumber.open(io.BytesIO(answer.content)) as paper:
        head, row = paper.pages[0].extract_table()
    assert (head[1], row[1]) == ("Mã", "GV.12/2026.10")
    assert row[2].startswith("Xây dựng")


def test_the_notice_to_divisions_is_signed_by_order(client, cast, late):
    page(client, cast)
    answer = make(client, "own")
    assert "thong-bao-don-doc" in answer["Content-Disposition"]
    words = words_of(answer)
    for expected in (
        "THÔNG BÁO",
        "TB-SKHCN",
        "TL. GIÁM ĐỐC",
        "CHÁNH VĂN PHÒNG",
        "tính đến ngày 10/3/2026",
        "trước ngày 20/3/2026",
        "Phòng Nghiệp vụ",
        "/KH-SKHCN",
    ):
        assert expected in words, expected
    assert "Chi cục" not in words


def test_a_body_with_a_seal_gets_a_letter(client, cast, late):
    page(client, cast)
    words = words_of(make(client, str(cast.sub_department.uid)))
    assert "Kính gửi" in words
    assert "Chi cục Tiêu chuẩn Đo lường Chất lượng" in words
    assert "SKHCN-VP" in words
    assert "TL. GIÁM ĐỐC" in words
    assert "THÔNG BÁO" not in words


def test_another_agency_gets_a_letter_signed_by_the_head(client, cast, late):
    page(client, cast)
    words = words_of(make(client, str(cast.other_agency.uid)))
    assert "Sở Nội vụ" in words
    assert "TL." not in words
    assert "GIÁM ĐỐC" in words


def test_the_pdf_says_the_same(client, cast, late):
    page(client, cast)
    answer = make(client, "own", "pdf")
    assert answer["Content-Type"] == "application/pdf"
    document = pypdfium2.PdfDocument(answer.content)
    text = "".join(each.get_textpage().get_text_bounded() for each in document)
    assert "THÔNG BÁO" in text
    assert "02 nhiệm vụ quá hạn" in text.replace("\r\n", " ")


def test_the_log_keeps_that_a_paper_was_made(client, cast, late):
    page(client, cast)
    make(client, str(cast.sub_department.uid))
    event = AuditEvent.objects.get(action="urging.made")
    assert sentence(event) == (
        "lập văn bản đôn đốc 1 nhiệm vụ quá hạn gửi Chi cục Tiêu chuẩn Đo lường Chất lượng, "
        "đề nghị báo cáo trước ngày 20/03/2026."
    )


def test_a_paper_without_a_day_or_to_nobody_late_is_refused(client, cast, late):
    page(client, cast)
    answer = make(client, "own", answer_by="")
    assert answer.status_code == 422
    assert "Hãy nhập ngày đề nghị báo cáo." in answer.content.decode()
    assert make(client, str(cast.centre.uid)).status_code == 404
    assert not AuditEvent.objects.filter(action="urging.made").exists()


def test_without_late_work_the_page_says_so(client, cast):
    assert "Không có nhiệm vụ quá hạn" in page(client, cast).content.decode()


@pytest.mark.parametrize("who", ["lan", "head", "leader", "administrator"])
def test_nobody_else_urges(client, cast, late, who):
    client.force_login(getattr(cast, who))
    assert client.get("/tasks/urging/").status_code == 404
    assert make(client, "own").status_code == 404


def test_another_agencys_late_work_is_not_seen(client, cast, late):
    client.force_login(cast.outsider)
    assert "Không có nhiệm vụ quá hạn" in client.get("/tasks/urging/").content.decode()


def test_the_page_asks_the_same_however_much_is_late(client, cast, late):
    plan = late[0].plan
    client.force_login(cast.coordinator)
    assert_constant_queries(
        client,
        "/tasks/urging/",
        lambda: write(plan, *[issued([cast.centre], times=LATE) for _ in range(20)]),
    )


def test_a_list_of_overdue_tasks_offers_the_message_and_no_other_list_does(client, cast, late):
    client.force_login(cast.lan)
    answer = client.get("/tasks/?state=overdue")
    assert "Có 4 nhiệm vụ cải cách hành chính quá hạn" in answer.context["message"]
    assert "Sao chép tin nhắn" in answer.content.decode()
    assert client.get("/tasks/").context["message"] == ""
    assert client.get("/tasks/?state=overdue&state=due_soon").context["message"] == ""


def test_a_long_list_tells_the_rest_as_a_number(client, cast):
    plan = make_plan(cast)
    write(plan, *[issued([cast.centre], times=LATE) for _ in range(33)])
    client.force_login(cast.lan)
    message = client.get("/tasks/?state=overdue").context["message"]
    assert message.splitlines()[-1] == "… và 3 nhiệm vụ khác."


def test_work_late_at_several_units_stands_once_in_the_notice(client, cast):
    write_one(make_plan(cast), [cast.office, cast.division], times=LATE, label="1.a")
    cards = page(client, cast).context["cards"]
    assert [row.units for card in cards for row in card.receiver.rows] == [
        "Văn phòng Sở; Phòng Nghiệp vụ"
    ]


def test_a_body_above_the_agency_is_not_urged(client, cast):
    write_one(make_plan(cast), [cast.province], times=LATE, label="1.a")
    assert page(client, cast).context["cards"] == []
