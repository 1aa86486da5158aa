"""What leaves: docx, PDF, workbook, CSV and JSON say what the snapshot says and nothing else."""

import csv
import io
import json
import re
from datetime import date

import docx
import openpyxl
import pytest
from django.urls import reverse

from cchc.indicators.models import Indicator
from cchc.indicators.rules import Stage, exact, written
from cchc.indicators.services import assign_duties
from cchc.reports.models import Report, ReportForm
from cchc.reports.selectors.content import snapshot_in
from cchc.reports.selectors.opening import forms_for
from cchc.reports.services.opening import open_report
from tests.factories import programme as p

pytestmark = pytest.mark.django_db
NUMBER = re.compile(r"\d+(?:[.,]\d+)*%?")
DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{4}|ngày \d+ tháng \d+ năm \d{4}|năm \d{4}")


@pytest.fixture
def sent(opened, cast, give, submit, send_out, say, articles, on_time):
    """A quarter with tasks, an estimate, a share, không phát sinh and a unit that says nothing."""
    plan = p.make_plan(cast)
    for unit, day in ((cast.office, date(2026, 3, 10)), (cast.division, date(2026, 12, 31))):
        p.write_one(plan, [unit], times=[p.due(day)], text="Rà soát thủ tục")
    say(articles, 1254, stage=Stage.ESTIMATED, note="Ước theo hai tháng")
    say(articles, unit=cast.division, is_not_arising=True, note="Không có")
    say(on_time, 1231, 1234, unit=cast.centre)
    for part in opened.parts.select_related("unit", "report__period"):
        if part.unit != cast.sub_department:
            notes = {str(task.uid): "Chờ ý kiến" for task in plan.tasks.all()}
            give(part, notes=notes)
    return send_out(submit(opened, note="Chi cục gửi sau"))


def fetch(client, user, report, kind):
    client.force_login(user)
    answer = client.get(reverse("report_export", args=[report.uid, kind]))
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    return answer.content


def texts_of(document):
    yield from (each.text for each in document.paragraphs)
    for table in document.tables:
        for row in table.rows:
            yield from (cell.text for cell in row.cells)


def test_every_number_of_the_document_is_in_the_snapshot(sent, client, cast):
    snapshot = snapshot_in(sent.frozen)
    known = set()
    for fact in snapshot.facts:
        for number in (fact.value, fact.numerator, fact.denominator):
            if number is not None:
                known |= {exact(number), written(number, fact.decimals)}
        known |= {snapshot.shown(fact.key) or "", (snapshot.shown(fact.key) or "").rstrip("%")}
    body = docx.Document(io.BytesIO(fetch(client, cast.leader, sent, "docx")))
    outside = {"25"}  # the document's own number
    labels = {row["label"] for row in sent.frozen["tasks"]}
    found = set()
    for table in body.tables:
        for row in table.rows:
            if row.cells[0].text.strip().isdigit():  # the place in a list, no figure
                outside.add(row.cells[0].text.strip())
    for words in texts_of(body):
        plain = DAY.sub("", words)
        plain = re.sub(r"^\d+\. |^\d+/2020|\(\d+ ngày\)", "", plain)
        found |= {each.rstrip("%") for each in NUMBER.findall(plain)}
    assert {"1.254", "99,76"} <= found
    assert not found - known - labels - outside


def test_the_document_tells_estimates_not_arising_and_who_is_missing(sent, client, cast):
    body = docx.Document(io.BytesIO(fetch(client, cast.leader, sent, "docx")))
    whole = "\n".join(texts_of(body))
    assert "1.254 (ước)" in whole
    assert cast.sub_department.name in whole
    assert "None" not in whole
    assert "()" not in whole


def test_pdf_workbook_csv_and_json_say_the_same(sent, client, cast):
    assert fetch(client, cast.leader, sent, "pdf").startswith(b"%PDF-")
    book = openpyxl.load_workbook(io.BytesIO(fetch(client, cast.leader, sent, "xlsx")))
    assert book.sheetnames == ["Thống kê", "Tiến độ"]
    rows = list(csv.reader(io.StringIO(fetch(client, cast.leader, sent, "csv").decode("utf-8-sig")),
                           delimiter=";"))  # fmt: skip
    assert any("Tin, bài" in " ".join(row) and "1254" in row for row in rows)
    (parts,) = [row[6:8] for row in rows if row[2] == "TTHC.07"]
    assert parts == ["1231", "1234"]
    value = json.loads(fetch(client, cast.leader, sent, "json"))
    (share,) = [row for row in value["statistics"] if row["code"] == "TTHC.07"]
    assert (share["numerator"], share["denominator"]) == ("1231", "1234")
    assert value["snapshot"] == sent.frozen["snapshot"]


@pytest.fixture
def three(opened, cast, give_all, submit, send_out, say, articles, on_time, period, at):
    """Zero of one figure by everybody, không phát sinh of a share by the one unit asked, nothing of a third."""
    ideas = Indicator.objects.get(code="CDDH.11")
    asked = {articles.pk: None, on_time.pk: cast.centre, ideas.pk: cast.office}
    assign_duties(agency=cast.agency, asked=asked, by=cast.coordinator, at=at)
    for unit in (cast.office, cast.division, cast.sub_department, cast.centre):
        say(articles, 0, unit=unit)
    say(on_time, unit=cast.centre, is_not_arising=True, note="Không có hồ sơ")
    give_all()
    return send_out(submit(opened))


def test_nothing_zero_and_not_arising_are_three_in_every_file_that_leaves(three, client, cast):
    """Case 27: in the document, the workbook, the list and the data, each in its own words."""
    zero, none, gap = "CDDH.10", "TTHC.07", "CDDH.11"
    data = json.loads(fetch(client, cast.leader, three, "json"))
    by_code = {row["code"]: row for row in data["statistics"]}
    states = [by_code[code]["state"] for code in (zero, none, gap)]
    assert states == ["figure", "not_arising", "no_data"]
    assert (float(by_code[zero]["value"]), by_code[none]["value"], by_code[gap]["value"]) == (
        0, None, None
    )  # fmt: skip

    body = docx.Document(io.BytesIO(fetch(client, cast.leader, three, "docx")))
    (table,) = [each for each in body.tables if "Chỉ tiêu thống kê" in each.rows[0].cells[1].text]
    printed = {row.cells[1].text: row.cells[3].text for row in table.rows}
    assert [printed[by_code[code]["name"]] for code in (zero, none, gap)] == [
        "0", "Không phát sinh", ""
    ]  # fmt: skip

    book = openpyxl.load_workbook(io.BytesIO(fetch(client, cast.leader, three, "xlsx")))
    comma = fetch(client, cast.leader, three, "csv").decode("utf-8-sig")
    for rows in (
        [list(row) for row in book["Thống kê"].iter_rows(values_only=True)],
        list(csv.reader(io.StringIO(comma), delimiter=";")),
    ):
        (heads,) = [row for row in rows if "Tình trạng" in row]
        value, state = heads.index("Số liệu"), heads.index("Tình trạng")
        found = {
            row[2]: ("" if row[value] is None else str(row[value]), row[state]) for row in rows
        }
        assert found[none] == ("Không phát sinh", "Không phát sinh")
        assert found[gap] == ("", "Chưa có số liệu")
        assert found[zero] == ("0", "Có số liệu")


def test_files_of_an_issued_report_do_not_change(sent, client, cast, say, articles):
    before = fetch(client, cast.leader, sent, "json")
    say(articles, 99)
    assert fetch(client, cast.leader, sent, "json") == before


def test_files_leave_only_to_who_may_read(opened, client, cast):
    address = reverse("report_export", args=[opened.uid, "docx"])
    for user in (cast.lan, cast.outsider, cast.hoa):
        client.force_login(user)
        assert client.get(address).status_code == 404
    client.force_login(cast.coordinator)
    assert client.get(reverse("report_export", args=[opened.uid, "exe"])).status_code == 404


def test_a_shipped_form_goes_the_whole_way(
    cast, period, asked, at, give, submit, send_out, say, articles, client
):
    form = forms_for(cast.agency, date(2026, 3, 14), period.code)[0]
    assert (form.code, form.standing) == ("periodic-department", ReportForm.Standing.SAMPLE)
    p.write_one(p.make_plan(cast), [cast.office], times=[p.due(date(2026, 3, 20))])
    report = open_report(
        period=period, form=form, parts_due_on=date(2026, 3, 17), by=cast.coordinator, at=at
    )
    say(articles, 12)
    for part in report.parts.select_related("unit", "report__period"):
        give(part)
    sent = send_out(submit(report))
    client.force_login(cast.leader)
    page = client.get(reverse("report_paper", args=[sent.uid]))
    assert page.status_code == 200
    assert fetch(client, cast.leader, sent, "pdf").startswith(b"%PDF-")
    assert Report.objects.get().frozen["form"]["code"] == "periodic-department"
