"""The week's papers: the briefing and its sheet, slips put to the leader, the notice of what was concluded."""

import io
from datetime import date

import docx
import pypdfium2
import pytest

from cchc.tasks.selectors.meeting import briefing_of
from cchc.tasks.services.extending import ask_extension
from cchc.tasks.services.instructing import Source, Work, assign_work
from cchc.tasks.services.obstacles import raise_obstacle
from cchc.tasks.services.progress import report_progress
from cchc.tasks.services.recording import Result, record_fact
from tests.factories import programme as p
from tests.queries import assert_constant_queries

TODAY = date(2026, 3, 10)
LATE, NEAR, FAR = date(2026, 3, 2), date(2026, 3, 13), date(2026, 6, 30)
SINCE, UNTIL = date(2026, 3, 3), date(2026, 3, 17)


@pytest.fixture
def plan(cast):
    return p.make_plan(cast)


def conclude(cast, at, *works, **source):
    facts = {
        "kind": "conclusion",
        "assigned_on": date(2026, 3, 9),
        "subject": "Kết luận giao ban ngày 09/3/2026",
        "said_by": "Giám đốc Đỗ Thị Thanh",
        **source,
    }
    return assign_work(
        agency=cast.agency, source=Source(**facts), works=works, by=cast.coordinator, at=at
    )


def asked_for(cast, text="Lập danh sách hồ sơ quá hạn", due=NEAR, **more):
    return Work(text=text, area=p.area(), leads=[cast.division], due_on=due, **more)


def briefing(agency):
    return briefing_of(agency, today=TODAY, since=SINCE, until=UNTIL)


def words_of(answer):
    document = docx.Document(io.BytesIO(answer.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([each.text for each in document.paragraphs] + cells)


def test_a_briefing_parts_late_work_from_what_is_near_and_from_earlier_conclusions(cast, plan, at):
    late = p.write_one(plan, [cast.division], times=[p.due(LATE)])
    near = p.write_one(plan, [cast.office], times=[p.due(NEAR)])
    p.write_one(plan, [cast.office], times=[p.due(FAR)])
    concluded = conclude(cast, at, asked_for(cast)).tasks.get()
    found = briefing(cast.agency)
    assert [each.task for each in found.late] == [late]
    assert [each.task for each in found.due] == [near]
    assert [each.task for each in found.concluded] == [concluded]
    assert found.late[0].units == cast.division.name
    assert found.late[0].note == f"Quá hạn {(TODAY - LATE).days} ngày"


def test_late_work_says_how_late_and_what_was_last_said_of_it_on_which_day(cast, plan, at):
    late = p.write_one(plan, [cast.division], times=[p.due(LATE)])
    report_progress(
        task=late,
        unit=cast.division,
        percent_done=40,
        note="Đã lấy ý kiến 3 xã.",
        by=cast.minh,
        at=at,
    )
    (found,) = briefing(cast.agency).late
    assert found.note == f"Quá hạn {(TODAY - LATE).days} ngày. Đã lấy ý kiến 3 xã (10/03/2026)"


def test_what_was_done_since_the_last_one_and_what_waits_for_a_word_are_told(cast, plan, at):
    done = p.write_one(plan, [cast.division], times=[p.due(NEAR)]).occurrences.get()
    record_fact(
        occurrence=done, result=Result(delivered_on=date(2026, 3, 5)), by=cast.minh, at=at,
        seen=done.version,
    )  # fmt: skip
    asking = p.write_one(plan, [cast.division], times=[p.due(NEAR)])
    ask_extension(
        occurrence=asking.occurrences.get(), to_due=FAR, reason="Chờ số liệu", by=cast.minh, at=at
    )
    stuck = p.write_one(plan, [cast.division], times=[p.due(FAR)])
    raise_obstacle(task=stuck, text="Xã chưa gửi số liệu", by=cast.minh, at=at)
    found = briefing(cast.agency)
    assert [each.task for each in found.done] == [done.task]
    assert {each.task for each in found.asked} == {asking, stuck}
    assert "30/06/2026: Chờ số liệu" in found.asked[0].note
    assert [each.note for each in found.due] == ["Chờ số liệu (10/03/2026)"]
    assert (found.done[0].due_on, found.done[0].note) == (NEAR, "Hoàn thành ngày 05/03/2026")


def test_another_agency_has_a_briefing_of_its_own(cast, plan):
    p.write_one(plan, [cast.division], times=[p.due(LATE)])
    assert briefing(cast.other_agency).is_empty


def test_the_sheet_holds_every_matter_and_leaves_room_for_the_conclusion(client, cast, plan):
    p.write_one(plan, [cast.division], times=[p.due(LATE)], label="1.a")
    client.force_login(cast.coordinator)
    asked = "?since=03/03/2026&until=17/03/2026"
    answer = client.get(f"/tasks/meeting/sheet.docx{asked}")
    assert "phieu-giao-ban-20260310.docx" in answer["Content-Disposition"]
    table = docx.Document(io.BytesIO(answer.content)).tables[-1]
    row = [cell.text for cell in table.rows[-1].cells]
    assert row[1].startswith("1.a. ")
    assert row[2] == cast.division.name
    assert row[-1] == ""
    pdf = client.get(f"/tasks/meeting/sheet.pdf{asked}")
    assert len(pypdfium2.PdfDocument(pdf.content)) == 1


def test_an_impossible_span_is_answered_with_the_reason(client, cast):
    client.force_login(cast.coordinator)
    for path in ("/tasks/meeting/", "/tasks/meeting/sheet.docx"):
        answer = client.get(path, {"since": "11/03/2026", "until": "12/03/2026"})
        assert answer.status_code == 422
        assert "phải gồm hôm nay" in answer.content.decode()


def test_the_page_asks_as_much_for_many_matters_as_for_few(client, cast, plan):
    def grow():
        for _ in range(3):
            p.write_one(plan, [cast.division, cast.office], times=[p.due(LATE)])
            p.write_one(plan, [cast.division], times=[p.due(NEAR)])

    grow()
    client.force_login(cast.coordinator)
    assert_constant_queries(client, "/tasks/meeting/", grow)


def test_only_who_directs_the_work_holds_a_briefing(client, cast):
    client.force_login(cast.minh)
    assert client.get("/tasks/meeting/").status_code == 404
    client.force_login(cast.coordinator)
    assert client.get(f"/tasks/meeting/?agency={cast.other_agency.uid}").status_code == 404


def test_a_slip_says_what_is_asked_and_leaves_room_for_the_margin_note(client, cast, plan, at):
    task = p.write_one(plan, [cast.division], times=[p.due(NEAR)], label="1.a")
    extension = ask_extension(
        occurrence=task.occurrences.get(), to_due=FAR, reason="Chờ số liệu của các xã", by=cast.minh,
        at=at,
    )  # fmt: skip
    obstacle = raise_obstacle(task=task, text="Xã chưa gửi số liệu", by=cast.minh, at=at)
    client.force_login(cast.coordinator)
    said = words_of(client.get(f"/tasks/extensions/{extension.uid}/slip.docx"))
    assert "PHIẾU TRÌNH" in said
    assert "từ ngày 13/3/2026 đến ngày 30/6/2026" in said
    assert "Chờ số liệu của các xã" in said
    assert "Ý kiến chỉ đạo của Lãnh đạo" in said
    other = words_of(client.get(f"/tasks/obstacles/{obstacle.uid}/slip.docx"))
    assert "Xã chưa gửi số liệu" in other
    client.force_login(cast.outsider)
    for path in (f"extensions/{extension.uid}", f"obstacles/{obstacle.uid}"):
        assert client.get(f"/tasks/{path}/slip.docx").status_code == 404


def test_conclusions_come_back_in_as_tasks_and_print_as_a_notice(client, cast, at):
    found = conclude(
        cast,
        at,
        asked_for(cast, coordinating=[cast.office], products=["Danh sách hồ sơ"]),
        asked_for(cast, "Niêm yết bộ thủ tục mới", None),
        asked_for(cast, "Báo cáo tiến độ", None, person=cast.minh),
    )
    client.force_login(cast.coordinator)
    said = words_of(client.get(f"/tasks/register/{found.uid}/notice.docx"))
    assert "THÔNG BÁO" in said
    assert (
        "Phòng Nghiệp vụ chủ trì, phối hợp với Văn phòng Sở: Lập danh sách hồ sơ quá hạn. "
        "Sản phẩm: Danh sách hồ sơ. Hoàn thành trước hoặc trong ngày 13/3/2026." in said
    )
    assert "Phòng Nghiệp vụ chủ trì: Niêm yết bộ thủ tục mới." in said
    assert "Phòng Nghiệp vụ chủ trì (người thực hiện: Lê Văn Minh): Báo cáo tiến độ." in said
    assert "Giám đốc Đỗ Thị Thanh chủ trì giao ban ngày 09/3/2026" in said


def test_a_letter_has_no_notice_of_conclusions(client, cast, at):
    letter = conclude(cast, at, asked_for(cast), kind="letter")
    client.force_login(cast.coordinator)
    assert client.get(f"/tasks/register/{letter.uid}/notice.docx").status_code == 404


def test_the_way_from_the_briefing_opens_the_register_at_a_conclusion(client, cast):
    client.force_login(cast.coordinator)
    page = client.get("/tasks/register/new/?kind=conclusion").content.decode()
    assert "Kết luận giao ban ngày 10/03/2026" in page
