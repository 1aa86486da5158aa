"""Preparing, previewing and carrying out an act of reorganisation in the browser's terms."""

from datetime import date

import pytest

from cchc.messages.models import Notice
from cchc.orgs.models import Reorganisation, Unit
from cchc.orgs.selectors import directory_of
from tests.factories.programme import due, make_plan, write_one
from tests.factories.reorganising import do, ends, key, moves, prepare, renames
from tests.queries import assert_constant_queries

TODAY = date(2026, 3, 10)


def filled(cast, *, new_units=(), changes=(), **more):
    """The form as posted: rows of new units and of changes."""
    data = {
        "decision_number": "15/QĐ-UBND",
        "decision_on": "01/03/2026",
        "subject": "Sắp xếp các phòng",
        "effective_on": "10/03/2026",
        "version": "1",
        "new-TOTAL_FORMS": str(len(new_units)),
        "new-INITIAL_FORMS": "0",
        "changes-TOTAL_FORMS": str(len(changes)),
        "changes-INITIAL_FORMS": "0",
    }
    for prefix, rows in (("new", new_units), ("changes", changes)):
        for place, row in enumerate(rows):
            data |= {f"{prefix}-{place}-{name}": value for name, value in row.items()}
    return data | more


def split(cast):
    """The division ends and is split; the first row of new units was left empty."""
    return filled(
        cast,
        new_units=[
            {"name": "", "kind": "division"},
            {"name": "Phòng Kế hoạch", "kind": "division", "parent": key(cast.agency)},
        ],
        changes=[
            {"unit": key(cast.division), "how": "ends", "to": "new:2"},
            {"unit": key(cast.division), "how": "ends", "to": key(cast.office)},
        ],
    )


@pytest.fixture
def task(cast):
    return write_one(make_plan(cast), [cast.division], times=[due(date(2026, 9, 30))])


def test_an_act_is_prepared_previewed_chosen_and_done(client, cast, task):
    client.force_login(cast.administrator)
    assert client.get("/units/acts/").status_code == 200
    assert client.get("/units/acts/new/").status_code == 200
    made = client.post("/units/acts/new/", split(cast))
    act = Reorganisation.objects.get()
    assert made["Location"] == f"/units/acts/{act.uid}/"
    page = client.get(f"/units/acts/{act.uid}/")
    shown = page.content.decode()
    assert "Xem trước, chưa thay đổi gì" in shown
    assert "Phòng Kế hoạch" in shown
    field = next(row.field for row in page.context["rows"] if row.label == "Chủ trì")
    client.post(f"/units/acts/{act.uid}/choose/", {field: key(cast.office), "version": act.version})
    page = client.get(f"/units/acts/{act.uid}/")
    scheme, act = page.context["scheme"], page.context["act"]
    client.post(f"/units/acts/{act.uid}/do/", {"digest": scheme.digest, "version": act.version})
    act.refresh_from_db()
    assert act.state == "done"
    assert task.occurrences.get().unit == cast.office
    done = client.get(f"/units/acts/{act.uid}/").content.decode()
    assert "Phòng Nghiệp vụ → Phòng Kế hoạch, Văn phòng Sở" in done
    assert "Hoàng Minh Quân thực hiện 10/03/2026" in done


def test_an_act_prepared_can_be_changed_and_discarded(client, cast):
    client.force_login(cast.administrator)
    client.post("/units/acts/new/", split(cast))
    act = Reorganisation.objects.get()
    again = client.get(f"/units/acts/{act.uid}/change/")
    assert again.context["new"].initial[0]["name"] == "Phòng Kế hoạch"
    assert [each["to"] for each in again.context["changes"].initial] == ["new:1", key(cast.office)]
    data = split(cast) | {"subject": "Sắp xếp lần hai"}
    client.post(f"/units/acts/{act.uid}/change/", data)
    act.refresh_from_db()
    assert (act.subject, act.version) == ("Sắp xếp lần hai", 2)
    stale = client.post(f"/units/acts/{act.uid}/change/", data)
    assert stale.status_code == 422
    client.post(f"/units/acts/{act.uid}/discard/", {"version": "2"})
    assert not Reorganisation.objects.exists()


def test_what_is_missing_stands_beside_its_field(client, cast):
    client.force_login(cast.administrator)
    data = filled(
        cast,
        new_units=[{"name": "Phòng Mới", "kind": "division"}],
        changes=[
            {"unit": key(cast.division), "how": "ends"},
            {"unit": key(cast.office), "how": "renames"},
        ],
        decision_on="31/02/2026",
    )
    answer = client.post("/units/acts/new/", data)
    shown = answer.content.decode()
    assert answer.status_code == 422
    for said in (
        "Hãy chọn đơn vị cấp trên của đơn vị mới",
        "Hãy chọn đơn vị nhận",
        "Hãy ghi tên mới",
    ):
        assert said in shown
    assert not Reorganisation.objects.exists()


def test_faults_are_named_in_the_preview_and_the_act_has_no_button(client, cast, at):
    act = prepare(cast, at, ends(cast.division, cast.division), on=TODAY)
    client.force_login(cast.administrator)
    shown = client.get(f"/units/acts/{act.uid}/").content.decode()
    assert "kết thúc nên không nhận bàn giao được" in shown
    assert "Thực hiện quyết định" not in shown
    refused = client.post(f"/units/acts/{act.uid}/do/", {"digest": "", "version": act.version})
    assert refused.status_code == 422


def test_an_act_waits_for_its_first_day(client, cast, at):
    act = prepare(cast, at, ends(cast.division, cast.office), on=date(2026, 4, 1))
    client.force_login(cast.administrator)
    shown = client.get(f"/units/acts/{act.uid}/").content.decode()
    assert "hiệu lực từ 01/04/2026; nút thực hiện xuất hiện từ ngày đó" in shown
    assert "Thực hiện quyết định" not in shown


def test_a_coordinator_is_told_and_sees_only_what_was_done(client, cast, at):
    act = prepare(cast, at, renames(cast.division, "Phòng Chuyên môn"), on=TODAY)
    client.force_login(cast.coordinator)
    assert client.get(f"/units/acts/{act.uid}/").status_code == 404
    act = prepare(cast, at, ends(cast.division, cast.office), on=TODAY)
    do(act, at, cast.administrator)
    notice = Notice.objects.get(user=cast.coordinator)
    assert notice.address == f"/units/acts/{act.uid}/"
    assert "Quyết định số 15/QĐ-UBND" in notice.text
    assert client.get(notice.address).status_code == 200
    assert client.get(f"/units/acts/{act.uid}/change/").status_code == 404
    client.force_login(cast.outsider)
    assert client.get(notice.address).status_code == 404


def test_a_unit_keeps_its_work_when_it_only_moves_or_is_renamed(cast, at, task):
    team = [
        *moves(cast.division, cast.office),
        *renames(cast.sub_department, "Chi cục Tiêu chuẩn Chất lượng"),
    ]
    do(prepare(cast, at, team, on=TODAY), at, cast.administrator)
    cast.division.refresh_from_db()
    assert cast.division.parent == cast.office
    assert cast.division.path.startswith(cast.office.path)
    assert task.occurrences.get().unit == cast.division
    cast.sub_department.refresh_from_db()
    assert cast.sub_department.name == "Chi cục Tiêu chuẩn Chất lượng"


def test_the_directory_of_an_earlier_day_shows_the_old_names_and_places(client, cast, at):
    changes = [*moves(cast.division, cast.office), *renames(cast.centre, "Trung tâm Đổi mới")]
    do(prepare(cast, at, changes, on=TODAY), at, cast.administrator)
    now = {r.unit.name: r.depth for r in directory_of(cast.agency, TODAY)}
    assert (now["Phòng Nghiệp vụ"], "Trung tâm Đổi mới" in now) == (2, True)
    client.force_login(cast.coordinator)
    page = client.get("/units/?on=09/03/2026")
    then = {r.unit.name: r.depth for r in page.context["rows"]}
    assert then["Phòng Nghiệp vụ"] == 1
    assert "Trung tâm Ứng dụng và Dịch vụ khoa học công nghệ" in then
    assert "Cơ cấu và tên gọi tại ngày 09/03/2026" in page.content.decode()


def test_the_preview_costs_the_same_whatever_moves(client, cast, at):
    plan = make_plan(cast)
    client.force_login(cast.administrator)
    act = prepare(cast, at, ends(cast.division, cast.office), on=TODAY)

    def grow():
        for _each in range(5):
            write_one(plan, [cast.division], times=[due(date(2026, 9, 30))])

    grow()
    assert_constant_queries(client, f"/units/acts/{act.uid}/", grow)


def test_only_units_within_reach_are_offered(client, cast):
    client.force_login(cast.administrator)
    page = client.get("/units/acts/new/")
    names = [name.strip() for _key, name in page.context["changes"].forms[0].fields["unit"].choices]
    assert "Phòng Nghiệp vụ" in names
    assert "Sở Nội vụ" not in names
    data = filled(
        cast, changes=[{"unit": key(cast.other_division), "how": "ends", "to": key(cast.office)}]
    )
    assert client.post("/units/acts/new/", data).status_code == 422
    assert Unit.objects.filter(valid_to__isnull=False).count() == 0
