"""A receiver's own blank: confirmed by a person once, remembered, filled in, its changes named."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from cchc.audit.models import AuditEvent
from cchc.reports.models import ReceiverSheet, ReportForm
from tests.reports.conftest import OUTLINE

pytestmark = pytest.mark.django_db
STRANGE = "Nội dung không ai báo cáo"


def sheet_of(
    *rows, head=("STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú"), name="bieu.xlsx"
):
    book = openpyxl.Workbook()
    book.active.title = "Biểu 1"
    book.active.append(["BIỂU TỔNG HỢP CỦA TỈNH"])
    book.active.append(list(head))
    for place, words in enumerate(rows, start=1):
        book.active.append([place, words, "x", None, None])
    kept = BytesIO()
    book.save(kept)
    return SimpleUploadedFile(name, kept.getvalue())


@pytest.fixture
def names(articles, on_time):
    return [each.versions.get().name for each in (articles, on_time)]


@pytest.fixture
def report(opened, give_all, submit, say, articles):
    say(articles, 1254)
    give_all()
    return submit(opened)


@pytest.fixture
def office(client, cast):
    client.force_login(cast.coordinator)
    return client


@pytest.fixture
def take(office):
    """Hands a blank in; the page that comes."""

    def act(report, sheet, receiver="UBND tỉnh Lam Sơn"):
        token = office.get(reverse("report_transmissions", args=[report.uid])).context["new_token"]
        data = {"submit_token": token(), "receiver": receiver, "sheet": sheet, "whole": "1"}
        return office.post(reverse("report_sheets", args=[report.uid]), data, follow=True)

    return act


@pytest.fixture
def confirm(office):
    """Confirms what is on the page, with what is said otherwise; the page that comes."""

    def act(page, **said):
        form = page.context["form"]
        data = {name: field.initial for name, field in form.fields.items() if field.initial}
        given = data | {"version": page.context["sheet"].version} | said
        given["submit_token"] = page.context["new_token"]()
        return office.post(page.wsgi_request.path, given, follow=True)

    return act


@pytest.fixture
def cells(office):
    def act(page):
        sheet, report = page.context["sheet"], page.context["report"]
        answer = office.get(reverse("report_sheet_file", args=[report.uid, sheet.uid]))
        assert answer.status_code == 200
        book = openpyxl.load_workbook(BytesIO(answer.content)).active
        return {cell.coordinate: cell.value for row in book["D3:E9"] for cell in row if cell.value}

    return act


def test_nothing_is_filled_in_before_a_person_has_confirmed(office, report, take, names):
    page = take(report, sheet_of(names[0], STRANGE))
    told = page.content.decode()
    assert "chưa xác nhận" in told
    assert "Tải biểu đã điền" not in told
    sheet = ReceiverSheet.objects.get()
    address = reverse("report_sheet_file", args=[report.uid, sheet.uid])
    assert "chưa được xác nhận" in office.get(address, follow=True).content.decode()


def test_what_was_proposed_is_confirmed_and_filled_in(report, take, confirm, cells, names):
    page = confirm(take(report, sheet_of(names[0], STRANGE)))
    told = page.content.decode()
    assert "Biểu đúng như lần đã xác nhận" in told
    assert "1 dòng không điền" in told
    assert cells(page) == {"D3": 1254}
    actions = AuditEvent.objects.order_by("-pk").values_list("action", flat=True)[:2]
    assert list(actions) == ["report.sheet_confirmed", "report.sheet_taken"]


def test_a_proposal_is_corrected_row_and_column(report, take, confirm, cells, names, articles):
    page = take(report, sheet_of(STRANGE, names[0]))
    page = confirm(page, l0=articles.code, l1="", c0="Ghi chú")
    assert cells(page) == {"E3": 1254}


def test_a_row_that_is_only_alike_is_named_and_left_to_a_person(report, take, names):
    words = names[0].split()
    page = take(
        report,
        sheet_of(" ".join([*words[: len(words) * 3 // 4], "trong", "kỳ", "báo", "cáo", "này"])),
    )
    (row,) = page.context["lines"]
    assert row.code == ""
    assert row.maybe
    assert "hãy xem lại" in page.content.decode()


def test_a_cell_without_a_figure_stays_empty_and_is_listed(
    report, take, confirm, cells, names, on_time
):
    page = confirm(take(report, sheet_of(*names)))
    assert [each.line.words for each in page.context["empty"]] == [names[1]]
    assert "Ô để trống vì báo cáo không có số" in page.content.decode()
    assert cells(page) == {"D3": 1254}


def test_an_indicator_goes_into_one_row(report, take, confirm, articles, names):
    page = confirm(take(report, sheet_of(*names)), l1=articles.code)
    assert page.status_code == 422
    assert "Đã chọn cho ô B3" in page.content.decode()
    assert not ReceiverSheet.objects.get().is_confirmed


def test_the_same_blank_next_time_is_filled_in_at_once(
    report, take, confirm, cells, names, articles
):
    confirm(take(report, sheet_of(STRANGE, "Một dòng khác nữa")), l0=articles.code)
    page = take(report, sheet_of(STRANGE, "Một dòng khác nữa", name="quy-2.xlsx"))
    assert ReceiverSheet.objects.count() == 1
    assert page.context["is_ready"]
    assert page.context["changes"] == []
    assert cells(page) == {"D3": 1254}


def test_a_changed_blank_names_what_changed_and_asks_again(
    report, take, confirm, cells, names, articles
):
    confirm(take(report, sheet_of(STRANGE, "Dòng sẽ bị bỏ")), l0=articles.code)
    page = take(report, sheet_of("Dòng mới chen vào", STRANGE))
    assert page.context["changes"] == [
        "Dòng mới ở ô B3: Dòng mới chen vào",
        f"Chuyển từ ô B3 sang ô B4: {STRANGE}",
        "Không còn dòng ở ô B4: Dòng sẽ bị bỏ",
    ]
    assert not page.context["is_ready"]
    assert [(each.code, each.is_new) for each in page.context["lines"]] == [
        ("", True),
        (articles.code, False),
    ]
    assert cells(confirm(page)) == {"D4": 1254}


def test_rows_that_all_moved_are_counted(report, take, confirm):
    rows = [f"Một dòng thứ {each}" for each in ("hai", "ba", "tư", "năm")]
    confirm(take(report, sheet_of(*rows)))
    page = take(report, sheet_of("Dòng mới chen vào", *rows))
    assert page.context["changes"] == [
        "Dòng mới ở ô B3: Dòng mới chen vào",
        "4 dòng chuyển chỗ, số đi theo dòng; ví dụ từ ô B3 sang ô B4: Một dòng thứ hai",
    ]


def test_other_headings_of_the_columns_are_named(report, take, confirm, names):
    confirm(take(report, sheet_of(names[0])))
    head = ("STT", "Chỉ tiêu", "Đơn vị tính", "Kết quả", "Ghi chú")
    page = take(report, sheet_of(names[0], head=head))
    assert page.context["changes"] == ["Tiêu đề cột khác trước ở trang: Biểu 1"]


def test_a_new_version_of_the_form_begins_with_what_was_said_and_asks_again(
    report, take, confirm, articles
):
    confirm(take(report, sheet_of(STRANGE)), l0=articles.code)
    later = ReportForm.objects.create(
        code="thu", name="Báo cáo thử 2", outline=OUTLINE, valid_from=date(2026, 1, 1)
    )
    type(report).objects.filter(pk=report.pk).update(form=later)
    page = take(report, sheet_of(STRANGE))
    assert ReceiverSheet.objects.count() == 2
    assert [each.code for each in page.context["lines"]] == [articles.code]
    assert not page.context["is_ready"]


def test_another_receiver_is_asked_for_itself(report, take, confirm, articles):
    confirm(take(report, sheet_of(STRANGE)), l0=articles.code)
    page = take(report, sheet_of(STRANGE), receiver="Sở Nội vụ")
    assert [each.code for each in page.context["lines"]] == [""]


def test_what_is_no_blank_is_refused_in_words(report, take):
    for wrong in (SimpleUploadedFile("a.xlsx", b"khong phai"), sheet_of(), sheet_of("mot")):
        page = take(report, wrong)
        assert page.status_code == 422
        assert "Hãy" in page.content.decode()
    too_long = [f"Dòng thứ hai số {chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(501)]
    assert "quá 500 dòng" in take(report, sheet_of(*too_long)).content.decode()
    assert not ReceiverSheet.objects.exists()


def test_somebody_elses_confirmation_is_not_overwritten(report, take, confirm, names, articles):
    page = take(report, sheet_of(names[0], STRANGE))
    confirm(page)
    late = confirm(page, l0="", l1=articles.code)
    assert late.status_code == 422
    assert ReceiverSheet.objects.get().mapping["lines"][f"Biểu 1 › {names[0]}"] == articles.code


def test_who_only_reads_looks_and_takes_the_file(client, cast, report, take, confirm, names):
    page = confirm(take(report, sheet_of(names[0])))
    address = reverse("report_sheet", args=[report.uid, page.context["sheet"].uid])
    client.force_login(cast.leader)
    shown = client.get(address).content.decode()
    assert "Tải biểu đã điền" in shown
    assert "Xác nhận cách điền" not in shown
    assert client.post(address, {"submit_token": "x"}).status_code in {403, 404}
    assert client.post(reverse("report_sheets", args=[report.uid])).status_code in {403, 404}
    client.force_login(cast.outsider)
    assert client.get(address).status_code == 404


def test_a_report_whose_figures_may_change_takes_no_blank(office, opened):
    assert office.post(reverse("report_sheets", args=[opened.uid])).status_code == 422
    page = office.get(reverse("report_transmissions", args=[opened.uid])).content.decode()
    assert reverse("report_sheets", args=[opened.uid]) not in page


def test_who_confirmed_and_when_stand_together(report, take, names, cast):
    take(report, sheet_of(names[0]))
    with pytest.raises(IntegrityError), transaction.atomic():
        ReceiverSheet.objects.update(confirmed_by=cast.coordinator)


@pytest.mark.parametrize(
    ("headings", "chosen"),
    [
        (("STT", "Chỉ tiêu", "ĐVT", "Số liệu kỳ báo cáo", "Ghi chú"), "Số liệu kỳ báo cáo"),
        (
            ("STT", "Chỉ tiêu", "Kết quả kỳ trước", "Kết quả thực hiện", "Ghi chú"),
            "Kết quả thực hiện",
        ),
        (("STT", "Chỉ tiêu", "Thực hiện năm 2025", "Thực hiện kỳ này", ""), "Thực hiện kỳ này"),
        (("STT", "Chỉ tiêu", "ĐVT", "Kết quả cùng kỳ năm trước", "Ghi chú"), ""),
    ],
)
def test_the_column_of_this_periods_figures_is_offered_by_its_heading(
    take, report, names, headings, chosen
):
    page = take(report, sheet_of(*names, head=headings))
    assert page.context["form"]["c0"].initial == chosen


def test_a_blank_confirmed_without_a_row_is_said_to_stay_empty(take, report, confirm):
    page = confirm(take(report, sheet_of(STRANGE)))
    assert "biểu tải về còn trống" in page.content.decode()
    assert "tải biểu đã điền được ngay" not in page.content.decode()
