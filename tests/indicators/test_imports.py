"""A table of another system is mapped once, looked at, written whole or not at all; differences are decided."""

from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from cchc.audit.models import AuditEvent
from cchc.indicators.models import DataSource, FigureImport, Observation, SourceFigure
from cchc.indicators.rules.mapping import Layout, Part, headings_of, rows_of
from cchc.indicators.selectors import answers_of
from cchc.indicators.services.imports import NoLongerDiffers, decide
from cchc.reading.errors import UnreadableFile
from cchc.reading.grids import read_grid
from tests.indicators.test_rules import unhurried

pytestmark = pytest.mark.django_db
TABLE = """Báo cáo tình hình;;;
Đơn vị;Tin, bài;Đúng hạn;Đã giải quyết
Văn phòng Sở;1.254;;
P.NV;30;;
Trung tâm Ứng dụng và Dịch vụ khoa học công nghệ;3;1.231;1.234
Tổng cộng;1.287;1.231;1.234
"""


@pytest.fixture
def send(client, cast, period, asked):
    """The table as somebody uploads it; answers with the import."""

    def act(text=TABLE, source="Một cửa", name="bang.csv"):
        client.force_login(cast.coordinator)
        body = text if isinstance(text, bytes) else text.encode()
        data = {"period": str(period.uid), "source": source, "whole": "1"}
        answer = client.post(
            reverse("figures_imports"), data | {"file": SimpleUploadedFile(name, body)}, follow=True
        )
        assert answer.status_code == 200, answer.content.decode()
        return FigureImport.objects.first()

    return act


@pytest.fixture
def read_as(client):
    """Say which column holds what; answers with the page."""

    def act(row, unit="Đơn vị", **columns):
        address = reverse("figures_import", args=[row.uid])
        form = client.get(address).context["form"]
        data = {"unit": unit, "version": row.source.version}
        for bound in form:
            if bound.name.startswith("c") and bound.label in columns:
                data[bound.name] = columns[bound.label]
        return client.post(address, data, follow=True)

    return act


USUAL = {
    "Tin, bài": "CDDH.10|numerator",
    "Đúng hạn": "TTHC.07|numerator",
    "Đã giải quyết": "TTHC.07|denominator",
}


def write(client, row):
    return client.post(reverse("figures_import_apply", args=[row.uid]), follow=True)


def test_a_table_is_mapped_previewed_and_written(send, read_as, client, cast, period, articles):
    row = send()
    page = read_as(row, **USUAL).content.decode()
    assert "<b>4</b> số liệu đọc được" in page
    assert "Dòng tổng, bỏ qua." in page
    assert not Observation.objects.exists()
    write(client, row)
    said = answers_of(period)
    assert said[articles.pk, cast.office.pk].official.numerator == 1254
    assert said[articles.pk, cast.office.pk].official.source == "Một cửa"
    assert SourceFigure.objects.count() == 4
    assert AuditEvent.objects.get(action="figures.imported").data["filled"] == 4


def test_the_mapping_is_remembered_for_the_source(send, read_as, client):
    read_as(send(), **USUAL)
    again = send(TABLE.replace("Tin, bài;Đúng hạn", "Đúng hạn;Tin, bài"))
    page = client.get(reverse("figures_import", args=[again.uid]))
    assert page.context["is_mapped"]
    assert DataSource.objects.count() == 1
    assert page.context["figures"] > 0


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("P.NV", "Phòng Không Có", "không phải đơn vị báo cáo"),
        ("P.NV;30", "P.NV;ba mươi", "không đọc được"),
        ("1.231;1.234\nTổng", "1.231;\nTổng", "thiếu mẫu số"),
        ("P.NV;30;;", "P.NV;30;5;6", "không được giao chỉ tiêu này"),
        ("P.NV;30", "Văn phòng Sở;30", "Đơn vị này đã có ở dòng 3"),
        ("P.NV;30", ";30", "Thiếu tên đơn vị"),
    ],
)
def test_one_wrong_row_keeps_everything_out(send, read_as, client, old, new, sentence):
    assert old in TABLE
    row = send(TABLE.replace(old, new))
    page = read_as(row, **USUAL).content.decode()
    assert sentence in page
    answer = write(client, row)
    assert "chưa có gì được ghi" in answer.content.decode()
    assert not Observation.objects.exists()
    assert not SourceFigure.objects.exists()
    row.refresh_from_db()
    assert row.applied_at is None


@pytest.fixture
def differing(send, read_as, client, cast, period, articles, at):
    """Lan said 12, the source says 1.254."""
    Observation.objects.create(
        agency=cast.agency, indicator=articles, unit=cast.office, period=period, stage="official",
        numerator=12, entered_by=cast.lan, entered_at=at,
    )  # fmt: skip
    row = send()
    read_as(row, **USUAL)
    write(client, row)
    return SourceFigure.objects.get(unit=cast.office)


def test_two_sources_stand_side_by_side_until_one_is_chosen(
    differing, client, cast, period, articles
):
    assert answers_of(period)[articles.pk, cast.office.pk].official.numerator == 12
    page = client.get(reverse("figures_differences", args=[period.uid])).content.decode()
    assert "+1.242" in page
    assert cast.lan.full_name in page
    data = {"takes": "yes", "reason": "Đã đối chiếu sổ"}
    client.post(reverse("figures_decide", args=[differing.uid]), data)
    said = answers_of(period)[articles.pk, cast.office.pk].official
    assert (said.numerator, said.source) == (1254, "Một cửa")
    assert "Đã đối chiếu sổ" in said.note
    assert Observation.objects.filter(indicator=articles, unit=cast.office).count() == 2


def test_the_entered_figure_may_be_kept_with_a_reason(differing, client, cast, period, articles):
    address = reverse("figures_decide", args=[differing.uid])
    client.post(address, {"takes": "no", "reason": ""})
    differing.refresh_from_db()
    assert differing.decision == ""
    client.post(address, {"takes": "no", "reason": "Nguồn đếm cả tin của báo khác"})
    differing.refresh_from_db()
    assert differing.decision == "kept"
    assert answers_of(period)[articles.pk, cast.office.pk].official.numerator == 12
    page = client.get(reverse("figures_differences", args=[period.uid])).content.decode()
    assert "Giữ số đã nhập" in page
    assert "0 chỗ chưa chọn" in page


def test_a_choice_is_made_once(differing, cast, at):
    decide(figure=differing, takes=False, reason="vì", by=cast.coordinator, at=at)
    with pytest.raises(NoLongerDiffers):
        decide(figure=differing, takes=True, reason="vì", by=cast.coordinator, at=at)


def test_a_table_is_written_once_and_a_new_one_replaces_what_the_source_said(
    send, read_as, client, cast
):
    row = send()
    read_as(row, **USUAL)
    write(client, row)
    assert "đã được ghi" in write(client, row).content.decode()
    again = send(TABLE.replace("P.NV;30", "P.NV;31"))
    write(client, again)
    rows = SourceFigure.objects.filter(unit=cast.division).order_by("pk")
    assert [(row.numerator, row.replaced_at is None) for row in rows] == [(30, False), (31, True)]


def test_only_who_manages_figures_imports(client, cast, send):
    row = send()
    for user in (cast.lan, cast.leader, cast.outsider):
        client.force_login(user)
        assert client.get(reverse("figures_import", args=[row.uid])).status_code == 404


def test_tables_are_read_from_excel_and_csv_alike(tmp_path):
    book = openpyxl.Workbook()
    for line in TABLE.strip().split("\n"):
        book.active.append([cell or None for cell in line.split(";")])
    held = BytesIO()
    book.save(held)
    (tmp_path / "a.xlsx").write_bytes(held.getvalue())
    (tmp_path / "a.csv").write_bytes(TABLE.encode("utf-16"))
    trimmed = [[cell for cell in row if cell] for row in read_grid(tmp_path / "a.csv", "a.csv")]
    assert [[c for c in row if c] for row in read_grid(tmp_path / "a.xlsx", "a.xlsx")] == trimmed


@pytest.mark.parametrize("body", [b"", b"PK\x03\x04hong", b"\x81\x8d" * 9])
def test_what_is_no_table_is_refused_in_words(tmp_path, body):
    path = tmp_path / "a.xlsx"
    path.write_bytes(body)
    with pytest.raises(UnreadableFile):
        read_grid(path, "a.xlsx")


def test_two_columns_under_one_heading_are_told_apart():
    line, names = headings_of([["Kỳ", "", ""], ["Đơn vị", "Số", "Số"], ["VP", "1", "2"]])
    assert (line, names) == (1, ["Đơn vị", "Số", "Số (2)"])


@unhurried
@given(st.lists(st.lists(st.text(max_size=8), max_size=4), min_size=1, max_size=12))
def test_no_table_breaks_the_reading_of_rows(grid):
    line, names = headings_of(grid)
    named = [name for name in names if name]
    if len(named) < 2:
        return
    layout = Layout(line, named[0], {named[1]: Part("A", "numerator")})
    for row in rows_of(grid, names, layout, {"A": False}):
        assert not (row.errors and row.figures)
