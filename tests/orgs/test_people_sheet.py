"""People from a spreadsheet: what goes out comes back, each row is shown first, and all is written or nothing."""

import re
from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile

from cchc.audit.models import AuditEvent
from cchc.core import clock
from cchc.orgs.models import AccountLink, Membership, PeopleUpload, UnitAlias, User
from cchc.orgs.people_sheet import FROM, MAIL, NAME, POSITION, ROLE, TO, UNIT, username_for
from cchc.orgs.rules import Role
from cchc.orgs.services import create_unit

NEW = {
    NAME: "Ngô Thu Hà", MAIL: "ha.ngo@so.lamson.example", POSITION: "Chuyên viên", UNIT: "Phòng Nghiệp vụ",
    ROLE: "Chuyên viên", FROM: "01/03/2026",
}  # fmt: skip
PLAIN = [NAME, MAIL, POSITION, UNIT, ROLE, FROM, TO]


@pytest.fixture
def posted(settings):
    settings.EMAIL_HOST = "smtp.lamson.example"
    settings.BASE_URL = "https://cchc.lamson.example"


@pytest.fixture
def admin(client, cast):
    for user in (cast.lan, cast.minh, cast.administrator):
        user.email = f"{user.username}@so.lamson.example"
        user.save()
    client.force_login(cast.administrator)
    return client


def book_of(answer):
    return openpyxl.load_workbook(BytesIO(answer.content))


def saved(book):
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def plain(*rows, headings=PLAIN):
    """An office's own list: the headings and no hidden key."""
    book = openpyxl.Workbook()
    book.active.append(headings)
    for row in rows:
        book.active.append([row.get(name) for name in headings])
    return saved(book)


def send(client, content, name="nhan-su.xlsx"):
    answer = client.post(
        "/people/sheet/", {"whole": "1", "file": SimpleUploadedFile(name, content)}
    )
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def shown(client, address):
    return re.sub(r"\s+", " ", client.get(address).content.decode())


def confirm(client, address):
    return client.post(f"{address}write/", follow=True).content.decode()


def filled(admin, change):
    """The list as it goes out, changed as somebody would, sent back."""
    book = book_of(admin.get("/people/sheet/file.xlsx"))
    sheet = book["Người dùng"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for row in sheet.iter_rows(min_row=2):
        cells = {name: row[column - 1] for name, column in columns.items()}
        change(cells)
    return send(admin, saved(book))


def set_on(name, **values):
    headings = {
        "position": POSITION,
        "unit": UNIT,
        "role": ROLE,
        "first": FROM,
        "last": TO,
        "email": MAIL,
    }

    def change(cells):
        if cells[NAME].value == name:
            for field, value in values.items():
                cells[headings[field]].value = value

    return change


def test_the_list_goes_out_with_roles_keys_choices_and_empty_rows(admin):
    book = book_of(admin.get("/people/sheet/file.xlsx"))
    sheet = book["Người dùng"]
    names = [row[1].value for row in sheet.iter_rows(min_row=2)]
    assert "Trần Thị Lan" in names
    assert "Lý Thúy Nga" not in names
    assert names[-1] is None
    assert "Phòng Nghiệp vụ" in [cell.value for cell in book["Danh mục"]["A"]]
    assert {each.type for each in sheet.data_validations.dataValidation} >= {"list", "date"}
    empty = book_of(admin.get("/people/sheet/file.xlsx?empty=1"))["Người dùng"]
    assert not any(row[1].value for row in empty.iter_rows(min_row=2))


def test_an_untouched_list_changes_nothing(admin):
    book = book_of(admin.get("/people/sheet/file.xlsx"))
    answer = admin.post(
        "/people/sheet/", {"whole": "1", "file": SimpleUploadedFile("a.xlsx", saved(book))}
    )
    assert answer.status_code == 422
    assert "Không có dòng nào khác" in answer.content.decode()
    assert not PeopleUpload.objects.exists()


def test_a_new_person_is_shown_written_and_invited(
    admin, cast, posted, django_capture_on_commit_callbacks
):
    address = send(admin, plain(NEW))
    page = shown(admin, address)
    assert "Người mới" in page
    assert "Tên đăng nhập: ha.ngo" in page
    assert not User.objects.filter(username="ha.ngo").exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert "1 dòng người mới" in confirm(admin, address)
    made = User.objects.get(username="ha.ngo")
    assert (made.full_name, made.email, made.position) == (NEW[NAME], NEW[MAIL], "Chuyên viên")
    assert not made.has_usable_password()
    role = made.memberships.get()
    assert (role.unit, role.role, role.valid_from) == (
        cast.division,
        Role.SPECIALIST,
        date(2026, 3, 1),
    )
    assert AccountLink.objects.get(user=made).sent_by == cast.administrator
    assert [each.to for each in mail.outbox] == [[NEW[MAIL]]]
    told = AuditEvent.objects.filter(agency_id=cast.agency.pk).exclude(action="user.signed_in")
    assert list(told.order_by("seq").values_list("action", flat=True)) == [
        "people_sheet.uploaded",
        "user.created",
        "user.invited",
        "people_sheet.written",
    ]


def test_without_a_mail_server_accounts_are_made_and_the_page_says_what_to_do(admin):
    address = send(admin, plain(NEW))
    assert "chưa khai báo máy chủ thư" in shown(admin, address)
    confirm(admin, address)
    assert User.objects.filter(username="ha.ngo").exists()
    assert not AccountLink.objects.exists()


@pytest.mark.parametrize("wording", ["P.NV", "phong nghiep vu", "Phòng N.Vụ của Sở"])
def test_units_are_known_by_name_short_name_and_confirmed_spelling(admin, cast, wording):
    UnitAlias.objects.create(
        agency=cast.agency,
        unit=cast.division,
        wording="Phòng N.Vụ của Sở",
        folded="phong n vu cua so",
    )
    confirm(admin, send(admin, plain(NEW | {UNIT: wording})))
    assert User.objects.get(username="ha.ngo").memberships.get().unit == cast.division


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({NAME: ""}, "Hãy điền ô này"),
        ({MAIL: "ha.ngo"}, "không phải địa chỉ thư"),
        ({MAIL: "son@snv.lamson.example"}, "ngoài cơ quan"),
        ({UNIT: "Phòng Không Có"}, "Cơ quan không có đơn vị"),
        ({UNIT: "Phòng Cải cách hành chính"}, "Cơ quan không có đơn vị"),
        ({ROLE: "Vua"}, "Không có vai trò"),
        ({FROM: "sáng mai"}, "không phải ngày"),
        ({TO: "01/02/2026"}, "không thể trước ngày bắt đầu"),
    ],
)
def test_one_wrong_cell_is_named_and_the_whole_list_waits(admin, cast, cells, words):
    cast.stranger.email = "son@snv.lamson.example"
    cast.stranger.save()
    address = send(admin, plain(NEW, NEW | {MAIL: "khac@so.lamson.example"} | cells))
    page = shown(admin, address)
    assert words in page
    assert "Xác nhận" not in page
    before = User.objects.count()
    assert "Còn dòng sai" in confirm(admin, address)
    assert User.objects.count() == before
    assert PeopleUpload.objects.get().started_at is None


def test_the_result_marks_the_wrong_cell_and_can_be_mended_and_sent_again(admin, cast):
    address = send(admin, plain(NEW | {UNIT: "Phòng Không Có"}))
    book = book_of(admin.get(f"{address}result.xlsx"))
    sheet = book["Người dùng"]
    assert sheet["I2"].value.startswith("Có lỗi")
    assert "Cơ quan không có" in sheet["E2"].comment.text
    sheet["E2"].value = "Phòng Nghiệp vụ"
    confirm(admin, send(admin, saved(book)))
    assert User.objects.get(username="ha.ngo").memberships.get().unit == cast.division


def test_what_became_of_each_row_can_be_taken_along_once_the_list_is_written(admin):
    address = send(admin, plain(NEW))
    assert f"{address}result.xlsx" in confirm(admin, address)
    row = book_of(admin.get(f"{address}result.xlsx"))["Người dùng"][2]
    assert row[1].value == NEW[NAME]
    assert row[8].value == "Người mới: Tên đăng nhập: ha.ngo"


def test_a_row_that_names_another_unit_moves_the_role_from_that_day(admin, cast):
    address = filled(
        admin,
        set_on("Trần Thị Lan", unit="Phòng Nghiệp vụ", first="10/03/2026", position="Phó phòng"),
    )
    page = shown(admin, address)
    assert "<del>Văn phòng Sở</del> → <ins>Phòng Nghiệp vụ</ins>" in page
    confirm(admin, address)
    cast.lan.refresh_from_db()
    assert cast.lan.position == "Phó phòng"
    old, new = cast.lan.memberships.order_by("valid_from")
    assert (old.unit, old.valid_to) == (cast.office, date(2026, 3, 9))
    assert (new.unit, new.valid_from, new.valid_to) == (cast.division, date(2026, 3, 10), None)
    assert "user.roles_changed" in AuditEvent.objects.values_list("action", flat=True)


def test_an_end_day_ends_the_role_and_other_roles_stay(admin, cast):
    Membership.objects.create(
        user=cast.lan, unit=cast.agency, role=Role.CLERK, valid_from=date(2025, 1, 1)
    )

    def change(cells):
        if cells[NAME].value == "Trần Thị Lan" and cells[ROLE].value == "Chuyên viên":
            cells[TO].value = date(2026, 3, 31)

    confirm(admin, filled(admin, change))
    ends = dict(cast.lan.memberships.values_list("role", "valid_to"))
    assert ends == {Role.SPECIALIST: date(2026, 3, 31), Role.CLERK: None}


def test_a_person_of_the_agency_gets_a_further_role_by_the_address(admin, cast):
    row = {
        NAME: "Trần Thị Lan", MAIL: "LAN@so.lamson.example", UNIT: "Phòng Nghiệp vụ", ROLE: "Đầu mối CCHC",
        FROM: "01/04/2026",
    }  # fmt: skip
    address = send(admin, plain(row, headings=[NAME, MAIL, UNIT, ROLE, FROM]))
    assert "thêm vai trò" in shown(admin, address)
    confirm(admin, address)
    assert set(cast.lan.memberships.values_list("unit", "role")) == {
        (cast.office.pk, Role.SPECIALIST), (cast.division.pk, Role.COORDINATOR)
    }  # fmt: skip
    assert User.objects.filter(email__iexact=row[MAIL]).count() == 1


def test_a_row_changed_meanwhile_is_refused_with_what_stands_there_now(admin, cast):
    book = book_of(admin.get("/people/sheet/file.xlsx"))
    Membership.objects.filter(user=cast.lan).update(valid_to=date(2026, 12, 31))
    sheet = book["Người dùng"]
    for row in sheet.iter_rows(min_row=2):
        if row[1].value == "Trần Thị Lan":
            row[3].value = "Phó Chánh Văn phòng"
    page = shown(admin, send(admin, saved(book)))
    assert "dòng này đã được sửa" in page
    assert "31/12/2026" in page


def test_rows_of_one_person_must_agree_and_a_role_stands_once(admin):
    page = shown(
        admin,
        send(admin, plain(NEW, NEW | {NAME: "Ngô Hà", ROLE: "Văn thư"}, NEW)),
    )
    assert "Khác với dòng 2 của cùng người" in page
    assert "Trùng với dòng 2" in page


def test_the_administrator_does_not_take_the_own_role_away(admin, cast):
    page = shown(admin, filled(admin, set_on("Hoàng Minh Quân", role="Chuyên viên")))
    assert "Không thể tự bỏ vai trò quản trị" in page


def test_two_people_with_one_name_before_the_sign_get_different_sign_in_names():
    taken = {"ha.ngo"}
    assert username_for("ha.ngo@so.lamson.example", taken) == "ha.ngo2"
    assert username_for("Hà.Ngô@so.lamson.example", set()) == "ha.ngo"


def test_a_long_list_is_written_by_a_job_once_and_whole(
    admin, cast, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr("cchc.orgs.services.people_sheets.AT_ONCE", 2)
    rows = [NEW | {MAIL: f"nguoi{n}@so.lamson.example", NAME: f"Người Thứ {n}"} for n in range(5)]
    address = send(admin, plain(*rows))
    with django_capture_on_commit_callbacks(execute=True):
        confirm(admin, address)
    confirm(admin, address)
    assert User.objects.filter(username__startswith="nguoi").count() == 5
    assert AuditEvent.objects.filter(action="people_sheet.written").count() == 1


def test_a_job_that_is_refused_writes_nobody_and_says_why(
    admin, cast, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr("cchc.orgs.services.people_sheets.AT_ONCE", 1)
    rows = [NEW | {MAIL: f"nguoi{n}@so.lamson.example", UNIT: "Tổ Mới"} for n in range(3)]
    unit = create_unit(
        parent=cast.agency, kind="division", name="Tổ Mới", valid_from=date(2020, 1, 1)
    )
    address = send(admin, plain(*rows))
    with django_capture_on_commit_callbacks() as waiting:
        confirm(admin, address)
    unit.valid_to = clock.today() - timedelta(days=1)
    unit.save()
    for callback in waiting:
        callback()
    page = shown(admin, address)
    assert "Còn dòng sai" in page
    assert f"{address}result.xlsx" in page
    sheet = book_of(admin.get(f"{address}result.xlsx"))["Người dùng"]
    assert "Cơ quan không có" in sheet["E2"].comment.text
    assert not User.objects.filter(username__startswith="nguoi").exists()


def test_another_agency_neither_sees_nor_writes_the_list(admin, cast):
    address = send(admin, plain(NEW))
    Membership.objects.create(
        user=cast.outsider,
        unit=cast.other_agency,
        role=Role.ADMINISTRATOR,
        valid_from=date(2020, 1, 1),
    )
    admin.force_login(cast.outsider)
    for path in (address, f"{address}result.xlsx"):
        assert admin.get(path).status_code == 404
    assert admin.post(f"{address}write/").status_code == 404


@pytest.mark.parametrize("content", [b"khong phai excel", plain({}, headings=["Cột lạ"])])
def test_a_file_that_is_no_such_list_is_refused_in_words(admin, content):
    answer = admin.post(
        "/people/sheet/", {"whole": "1", "file": SimpleUploadedFile("x.xlsx", content)}
    )
    assert answer.status_code == 422


@pytest.mark.parametrize("size", [3, 30])
def test_the_preview_asks_the_same_however_many_rows(admin, django_assert_max_num_queries, size):
    rows = [NEW | {MAIL: f"n{n}@so.lamson.example"} for n in range(size)]
    address = send(admin, plain(*rows))
    with django_assert_max_num_queries(22):
        admin.get(address)
