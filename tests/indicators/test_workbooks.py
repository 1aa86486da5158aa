"""A unit's form goes out as a workbook, is filled in and comes back: stored whole or not at all, faults in cells."""

from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cchc.audit.models import AuditEvent
from cchc.indicators.access import reach_of
from cchc.indicators.jobs import store_workbooks
from cchc.indicators.models import FigureFile, FigureUpload, Observation
from cchc.indicators.rules import workbook as cells
from cchc.indicators.rules.answers import Answered
from cchc.indicators.services import workbooks
from cchc.indicators.services.workbooks import Came, take_workbooks
from cchc.publishing.fill_in import KEY_HEADING
from cchc.reading.filled_figures import number_text, read_figures
from tests.indicators.test_pages import entry_url, form

pytestmark = pytest.mark.django_db
V = FigureFile.Verdict


class Filled:
    """A workbook as somebody fills it in with Excel."""

    def __init__(self, body):
        self.book = openpyxl.load_workbook(BytesIO(body))
        self.sheet = self.book.worksheets[0]
        self.headings = {cell.value: cell.column for cell in self.sheet[1]}

    def row(self, code):
        column = self.headings["Mã"]
        return next(row for row in range(2, 99) if self.sheet.cell(row, column).value == code)

    def fill(self, code, *values):
        for heading, value in zip(cells.OPEN_COLUMNS, values, strict=False):
            self.sheet.cell(self.row(code), self.headings[heading]).value = value
        return self

    def cell(self, code, heading):
        return self.sheet.cell(self.row(code), self.headings[heading])

    def file(self, name="bieu.xlsx"):
        made = BytesIO()
        self.book.save(made)
        return SimpleUploadedFile(name, made.getvalue())


@pytest.fixture
def take(client, period, asked):
    """The form of a unit as this person downloads it."""

    def act(who, unit, of=None):
        client.force_login(who)
        answer = client.get(reverse("figures_form", args=[(of or period).uid, unit.uid]))
        assert answer.status_code == 200
        return Filled(answer.content)

    return act


@pytest.fixture
def send(client):
    def act(who, *files):
        client.force_login(who)
        answer = client.post(
            reverse("figures_workbooks"), {"workbooks": list(files), "whole": "1"}, follow=True
        )
        assert answer.status_code == 200, answer.content.decode()
        return answer.content.decode()

    return act


def result_of(client, file):
    return Filled(client.get(reverse("figures_result", args=[file.uid])).content)


def test_a_unit_fills_in_its_form_offline_and_sends_it_back(take, send, cast):
    page = send(cast.lan, take(cast.lan, cast.office).fill("CDDH.10", 1254).file())
    assert "1/1 tệp đã ghi" in page
    row = Observation.objects.get()
    assert (row.numerator, row.entered_by, row.on_behalf) == (1254, cast.lan, False)
    event = AuditEvent.objects.get(action="figures.recorded")
    assert event.data["figures"][0]["numerator"] == "1254.0000"


def test_what_was_said_stands_in_the_form_and_comes_back_unchanged(take, send, cast):
    send(
        cast.lan,
        take(cast.lan, cast.office).fill("CDDH.10", 12.5, None, "Ước", "Theo kế hoạch").file(),
    )
    again = take(cast.lan, cast.office)
    shown = [again.cell("CDDH.10", heading).value for heading in cells.OPEN_COLUMNS]
    assert shown == [12.5, None, "Ước", "Theo kế hoạch"]
    assert "1 tệp không có gì thay đổi" in send(cast.lan, again.file())
    assert Observation.objects.count() == 1


def test_one_wrong_cell_keeps_the_whole_file_out_and_is_marked_where_it_stands(
    take, send, client, cast, on_time
):
    filled = take(cast.coordinator, cast.centre).fill("CDDH.10", 12).fill("TTHC.07", "mười", 20)
    page = send(cast.coordinator, filled.file())
    assert "Hãy nhập số không âm" in page
    assert not Observation.objects.exists()
    came = result_of(client, FigureFile.objects.get())
    wrong = came.cell("TTHC.07", cells.NUMERATOR)
    assert wrong.value == "mười"
    assert "số không âm" in wrong.comment.text
    assert came.cell("CDDH.10", cells.NUMERATOR).value == 12
    page = send(cast.coordinator, came.fill("TTHC.07", 19, 20).file("sua.xlsx"))
    assert "1/1 tệp đã ghi" in page
    assert Observation.objects.filter(unit=cast.centre, on_behalf=True).count() == 2


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ((-3,), "số không âm"),
        ((12, 20), "không có mẫu số"),
        ((12, None, "Ước"), "nêu căn cứ"),
        ((None, None, "Không phát sinh"), "lý do không phát sinh"),
        ((0, None, "Không phát sinh", "vì"), "để trống số liệu"),
        ((12, None, "Có lẽ"), "Hãy chọn một trong"),
        ((12, None, "", "x" * 501), "Dài quá 500"),
    ],
)
def test_each_fault_is_said_in_words(take, send, cast, values, sentence):
    page = send(cast.lan, take(cast.lan, cast.office).fill("CDDH.10", *values).file())
    assert sentence in page
    assert not Observation.objects.exists()


def test_whoever_was_faster_is_named_and_nothing_is_overwritten(
    take, send, client, period, cast, articles
):
    filled = take(cast.lan, cast.office).fill("CDDH.10", 15)
    data = form(client, period, cast.office) | {f"i{articles.pk}-numerator": "12"}
    client.post(entry_url(period, cast.office), data)
    page = send(cast.lan, filled.file())
    assert f"Sau khi tải biểu về, {cast.lan.full_name} đã nhập: 12" in page
    assert Observation.objects.get().numerator == 12


def test_the_form_of_another_unit_is_refused_row_by_row(take, send, cast):
    filled = take(cast.coordinator, cast.division).fill("CDDH.10", 12)
    assert "không thuộc phạm vi bạn được nhập" in send(cast.lan, filled.file())
    assert not Observation.objects.exists()


def test_what_is_no_form_gets_a_sentence_and_the_others_are_stored(take, send, cast):
    book = openpyxl.Workbook()
    made = BytesIO()
    book.save(made)
    page = send(
        cast.lan,
        SimpleUploadedFile("khac.xlsx", made.getvalue()),
        SimpleUploadedFile("anh.xlsx", b"PK\x03\x04hong"),
        take(cast.lan, cast.office).fill("CDDH.10", 12).file(),
    )
    assert "thiếu cột khóa" in page
    assert "1/3 tệp đã ghi" in page
    assert Observation.objects.count() == 1


def test_what_looks_odd_is_stored_and_said(take, send, cast):
    filled = take(cast.coordinator, cast.centre).fill("TTHC.07", 30, 20)
    assert "trên 100%" in send(cast.coordinator, filled.file())
    assert Observation.objects.count() == 1


def test_many_forms_are_stored_by_a_job_that_may_run_twice(take, send, client, cast):
    units = (cast.office, cast.division, cast.centre, cast.sub_department)
    files = [
        take(cast.coordinator, unit).fill("CDDH.10", place).file(f"{place}.xlsx")
        for place, unit in enumerate(units)
    ]
    page = send(cast.coordinator, *files)
    assert "Đang ghi: 0/4 tệp" in page
    upload = FigureUpload.objects.get()
    for _ in range(2):
        store_workbooks(upload.pk)
    assert (
        "4/4 tệp đã ghi"
        in client.get(reverse("figures_upload", args=[upload.uid])).content.decode()
    )
    assert Observation.objects.count() == 4
    assert AuditEvent.objects.filter(action="figures.stored").count() == 1


def test_a_job_that_died_goes_on_with_the_files_that_wait(take, cast, at, tmp_path, monkeypatch):
    monkeypatch.setattr(workbooks, "_BATCH", 1)
    came = []
    for place, unit in enumerate((cast.office, cast.division)):
        path = tmp_path / f"{place}.xlsx"
        path.write_bytes(take(cast.coordinator, unit).fill("CDDH.10", 5).file().read())
        came.append(Came(path.name, "0" * 64, read_figures(path, KEY_HEADING)))
    upload = take_workbooks(files=came, agency=cast.agency, by=cast.coordinator, at=at)
    reach, calls = reach_of(cast.coordinator), []

    def dying(period_uid, unit_uid):
        calls.append(unit_uid)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return reach(period_uid, unit_uid)

    with pytest.raises(KeyboardInterrupt):
        workbooks.store_workbooks(upload=upload, reach=dying)
    assert Observation.objects.count() == 1
    assert upload.files.filter(verdict=V.WAITING).count() == 1
    workbooks.store_workbooks(upload=upload, reach=reach)
    assert Observation.objects.count() == 2


def test_two_forms_of_one_unit_sent_at_once_do_not_overwrite_each_other(take, send, cast):
    first = take(cast.coordinator, cast.office).fill("CDDH.10", 5).file("a.xlsx")
    second = take(cast.coordinator, cast.office).fill("CDDH.10", 7).file("b.xlsx")
    page = send(cast.coordinator, first, second)
    assert "1/2 tệp đã ghi" in page
    assert "đã nhập: 5" in page
    assert Observation.objects.get().numerator == 5


def test_the_coordinator_takes_every_form_as_one_archive(asked, client, cast, period):
    client.force_login(cast.coordinator)
    body = client.get(reverse("figures_forms", args=[period.uid])).content
    assert len(ZipFile(BytesIO(body)).namelist()) == 4


def test_one_workbook_comes_out_with_sums_and_what_each_unit_said(take, send, client, cast, period):
    send(cast.lan, take(cast.lan, cast.office).fill("CDDH.10", 12).file())
    client.force_login(cast.leader)
    body = client.get(reverse("figures_export", args=[period.uid])).content
    book = openpyxl.load_workbook(BytesIO(body))
    assert book.sheetnames == ["Tổng hợp", "Theo đơn vị"]
    sums = [row for row in book["Tổng hợp"].iter_rows(values_only=True) if row[0] == "CDDH.10"]
    assert sums[0][3] == 12
    assert cast.division.name in sums[0][7]
    said = [row for row in book["Theo đơn vị"].iter_rows(values_only=True) if row[0] == "CDDH.10"]
    assert [row[5] for row in said].count("chưa có số") == 3


def test_nobody_reads_the_uploads_of_others(take, send, client, cast):
    send(cast.lan, take(cast.lan, cast.office).fill("CDDH.10", 12).file())
    upload = FigureUpload.objects.get()
    for user, status in ((cast.minh, 404), (cast.outsider, 404), (cast.coordinator, 200)):
        client.force_login(user)
        assert client.get(reverse("figures_upload", args=[upload.uid])).status_code == status


@pytest.mark.parametrize(
    ("number", "text"),
    [(1254.0, "1254"), (1254.5, "1254,5"), (0.1, "0,1"), (1e15, "1000000000000000"), (12, "12")],
)
def test_a_number_in_a_cell_is_read_exactly(number, text):
    assert number_text(number) == text


def test_an_untouched_silent_row_has_the_mark_of_empty_cells():
    assert cells.Key.digest_of(cells.cells_of(Answered("official"))) == cells.Key.digest_of({})
