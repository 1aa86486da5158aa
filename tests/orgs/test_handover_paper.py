"""The record of work handed over as a document."""

from datetime import date
from io import BytesIO

import docx
import pytest

from cchc.orgs.handing import in_hand
from cchc.orgs.rules import Role
from cchc.orgs.services.transfers import Transfer, move_person
from tests.factories.programme import due, make_plan, write_one


@pytest.fixture
def handover(cast, at):
    task = write_one(make_plan(cast), [cast.division], times=[due(date(2026, 9, 30))])
    assert task.occurrences.exists()
    pieces = in_hand(cast.minh, cast.division, date(2026, 3, 12))
    cast.minh.position, cast.lan.position = "Chuyên viên chính", "Chuyên viên"
    cast.minh.save()
    cast.lan.save()
    transfer = Transfer(
        cast.division, cast.office, Role.SPECIALIST, date(2026, 3, 12),
        decision="Quyết định số 8/QĐ-SKHCN", receiver=cast.lan, note="Hồ sơ lưu tủ số 2.\nKhóa tủ.",
    )  # fmt: skip
    return move_person(
        user=cast.minh, transfer=transfer, handed={each.subject for each in pieces},
        by=cast.administrator, at=at,
    )  # fmt: skip


def words(answer):
    document = docx.Document(BytesIO(answer.content))
    lines = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        lines += [cell.text for row in table.rows for cell in row.cells]
    return "\n".join(lines)


def test_the_document_names_both_the_decision_the_work_and_the_rest(client, cast, handover):
    client.force_login(cast.minh)
    page = client.get(f"/people/handovers/{handover.uid}/").content.decode()
    assert f"/people/handovers/{handover.uid}/record.docx" in page
    answer = client.get(f"/people/handovers/{handover.uid}/record.docx")
    assert answer["Content-Disposition"].startswith("attachment")
    assert "bien-ban-ban-giao-le-van-minh-20260312.docx" in answer["Content-Disposition"]
    text = words(answer)
    for wanted in (
        "SỞ KHOA HỌC VÀ CÔNG NGHỆ", "BIÊN BẢN", "Lê Văn Minh, Chuyên viên chính, Phòng Nghiệp vụ",
        "Trần Thị Lan, Chuyên viên", "Thực hiện Quyết định số 8/QĐ-SKHCN, từ ngày 12/3/2026",
        "chuyển đến Văn phòng Sở", "30/9/2026", "Hồ sơ lưu tủ số 2.", "Khóa tủ.", "NGƯỜI NHẬN BÀN GIAO",
    ):  # fmt: skip
        assert wanted in text, text


def test_it_leaves_as_pdf_too(client, cast, handover):
    client.force_login(cast.administrator)
    answer = client.get(f"/people/handovers/{handover.uid}/record.pdf")
    assert answer.content.startswith(b"%PDF")


@pytest.mark.parametrize("who", ["head", "stranger", "coordinator"])
def test_only_the_two_and_who_keeps_the_people_get_it(client, cast, handover, who):
    client.force_login(getattr(cast, who))
    assert client.get(f"/people/handovers/{handover.uid}/record.docx").status_code == 404


def test_nobody_to_receive_and_nothing_in_hand_leave_room(client, cast, at):
    made = move_person(
        user=cast.minh, transfer=Transfer(cast.division, None, Role.SPECIALIST, date(2026, 3, 12)),
        handed=(), by=cast.administrator, at=at,
    )  # fmt: skip
    client.force_login(cast.administrator)
    text = words(client.get(f"/people/handovers/{made.uid}/record.docx"))
    assert "Không có mốc nhiệm vụ nào" in text
    assert "rời cơ quan" in text
    assert "Người nhận bàn giao: …" in text
