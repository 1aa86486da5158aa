"""The directory in the browser and its acts: each dated, audited, and refused in words when it cannot be."""

from datetime import date

import pytest
from django.db import transaction
from django.db.utils import IntegrityError

from cchc.audit.selectors import history_of
from cchc.core.errors import Stale
from cchc.orgs import guards, services
from cchc.orgs.models import Membership, Succession, Unit, UnitAlias, UnitGroup
from cchc.orgs.selectors import directory_of

TODAY = date(2026, 3, 10)


@pytest.fixture
def acting(cast, at):
    return {"by": cast.coordinator, "at": at}


@pytest.fixture
def empty_unit(cast, acting):
    return services.create_unit(
        parent=cast.agency,
        kind="division",
        name="Phòng Thí nghiệm",
        valid_from=date(2021, 1, 1),
        decision="Quyết định số 1/QĐ-SKHCN",
        **acting,
    )


def rename(unit, acting, **more):
    facts = {
        "name": "Phòng Kiểm nghiệm",
        "short_name": "P.KN",
        "on": date(2026, 3, 1),
        "decision": "Quyết định số 9/QĐ-SKHCN",
        "version": 1,
    }
    return services.rename_unit(unit=unit, **(facts | more), **acting)


def close(unit, acting, **more):
    facts = {"on": date(2026, 3, 9), "decision": "Quyết định số 10/QĐ-SKHCN", "version": 1}
    return services.close_unit(unit=unit, **(facts | more), **acting)


# Units


def test_a_renamed_unit_stays_the_same_and_keeps_its_old_name(empty_unit, acting):
    rename(empty_unit, acting)
    empty_unit.refresh_from_db()
    assert (empty_unit.name, empty_unit.version) == ("Phòng Kiểm nghiệm", 2)
    assert [(n.name, n.valid_to) for n in empty_unit.names.order_by("valid_from")] == [
        ("Phòng Thí nghiệm", date(2026, 2, 28)),
        ("Phòng Kiểm nghiệm", None),
    ]
    assert "kiem nghiem" in empty_unit.search_key
    assert "theo Quyết định số 9/QĐ-SKHCN" in history_of(empty_unit.uid)[0].sentence


@pytest.mark.parametrize("on", [date(2026, 3, 11), date(2021, 1, 1)])
def test_a_name_begins_neither_tomorrow_nor_before_the_present_one(empty_unit, acting, on):
    with pytest.raises(services.units.WrongDate):
        rename(empty_unit, acting, on=on)
    empty_unit.refresh_from_db()
    assert (empty_unit.name, empty_unit.version) == ("Phòng Thí nghiệm", 1)


def test_two_who_rename_at_once_do_not_overwrite_each_other(empty_unit, acting):
    rename(empty_unit, acting)
    with pytest.raises(Stale):
        rename(empty_unit, acting, name="Phòng Khác", on=date(2026, 3, 5))


def test_siblings_do_not_share_a_name(cast, empty_unit, acting):
    with pytest.raises(services.units.NameTaken):
        rename(empty_unit, acting, name="Phòng  nghiệp vụ")
    with pytest.raises(services.units.NameTaken):
        services.create_unit(
            parent=cast.agency, kind="division", name="Phòng Thí nghiệm", valid_from=TODAY
        )


def test_a_closed_unit_keeps_its_rows_and_leaves_the_tree(cast, empty_unit, acting):
    close(empty_unit, acting)
    assert empty_unit not in [row.unit for row in directory_of(cast.agency, TODAY)]
    kept = {row.unit: row.is_closed for row in directory_of(cast.agency, TODAY, with_closed=True)}
    assert kept[empty_unit] is True
    assert kept[cast.office] is False


def test_a_unit_with_people_or_units_is_not_closed_and_says_why(cast, acting):
    services.create_unit(
        parent=cast.division, kind="team", name="Tổ Một", valid_from=date(2025, 1, 1), **acting
    )
    with pytest.raises(services.units.CannotClose) as refusal:
        close(cast.division, acting)
    assert "1 đơn vị trực thuộc" in refusal.value.message
    assert "2 người có vai trò" in refusal.value.message
    cast.division.refresh_from_db()
    assert (cast.division.valid_to, cast.division.version) == (None, 1)


def test_a_room_above_may_hold_a_unit_open(empty_unit, acting):
    def leads_tasks(unit: Unit) -> str | None:
        return "Đơn vị còn chủ trì 3 nhiệm vụ." if unit == empty_unit else None

    guards.register(leads_tasks)
    try:
        with pytest.raises(services.units.CannotClose, match="còn chủ trì 3 nhiệm vụ"):
            close(empty_unit, acting)
    finally:
        guards.unregister(leads_tasks)
    empty_unit.refresh_from_db()
    close(empty_unit, acting)


def test_a_unit_does_not_end_before_it_began(empty_unit, acting):
    with pytest.raises(services.units.WrongDate):
        close(empty_unit, acting, on=date(2020, 12, 31))


def test_a_dissolved_unit_names_who_carries_on(cast, empty_unit, acting):
    close(empty_unit, acting)
    rows = services.succeed(
        predecessor=empty_unit,
        successors=[cast.office, cast.division],
        on=TODAY,
        decision="Quyết định số 10/QĐ-SKHCN",
        **acting,
    )
    assert len(rows) == 2
    with pytest.raises(services.units.WrongDate):
        services.succeed(
            predecessor=empty_unit, successors=[empty_unit], on=TODAY, decision="x", **acting
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Succession.objects.create(
            predecessor=empty_unit, successor=cast.office, on=TODAY, decision="x"
        )


def test_a_chi_cuc_has_a_seal_of_its_own_and_a_division_has_none(client, cast):
    client.force_login(cast.lan)
    assert "Có con dấu" in client.get(f"/units/{cast.sub_department.uid}/").content.decode()
    assert "Có con dấu" not in client.get(f"/units/{cast.division.uid}/").content.decode()


@pytest.mark.parametrize(
    "broken",
    [
        lambda cast: Unit.objects.filter(pk=cast.office.pk).update(valid_to=date(1999, 1, 1)),
        lambda cast: Membership.objects.filter(user=cast.lan).update(valid_to=date(2019, 1, 1)),
        lambda cast: UnitGroup.objects.create(agency=cast.agency, name="Các phòng chuyên môn"),
        lambda cast: UnitAlias.objects.create(agency=cast.agency, wording="x", folded="x"),
        lambda cast: UnitAlias.objects.create(
            agency=cast.agency, wording="x", folded="x", unit=cast.office, group=cast.all_units
        ),
    ],
)
def test_the_database_refuses_rows_that_cannot_be(cast, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        broken(cast)


# Pages


def test_the_tree_is_searched_without_accents(client, cast):
    client.force_login(cast.lan)
    page = client.get("/units/", {"q": "tieu chuan"}, headers={"HX-Request": "true"})
    assert "Chi cục Tiêu chuẩn" in page.content.decode()
    assert "Văn phòng Sở" not in page.content.decode()
    assert "Không tìm thấy" in client.get("/units/?q=xyzt").content.decode()


def test_other_agencies_and_outside_bodies_have_their_own_list(client, cast, acting):
    services.create_unit(
        parent=None,
        kind="other",
        name="Hội Phụ nữ tỉnh",
        valid_from=TODAY,
        is_outside=True,
        **acting,
    )
    client.force_login(cast.lan)
    page = client.get("/units/?tab=others").content.decode()
    assert "Hội Phụ nữ tỉnh" in page
    assert "Ngoài hệ thống" in page
    assert "Sở Nội vụ" in page


NEW_UNIT = {
    "kind": "team",
    "name": "Tổ Công tác cải cách hành chính",
    "short_name": "",
    "valid_from": "2026-03-01",
    "decision": "Quyết định số 3/QĐ-SKHCN",
    "symbol": "",
    "place": "",
    "position": "0",
}


def test_a_team_is_added_on_its_page_once_however_often_the_button_is_pressed(client, cast):
    client.force_login(cast.coordinator)
    sent = NEW_UNIT | {
        "parent": cast.agency.pk,
        "submit_token": "4b6d4b5e-4a0d-4f59-8a60-1fd2f5f6c001",
    }
    first, second = client.post("/units/new/", sent), client.post("/units/new/", sent)
    team = Unit.objects.get(name="Tổ Công tác cải cách hành chính")
    assert first["Location"] == second["Location"] == f"/units/{team.uid}/"
    assert team.agency == cast.agency
    assert team.path.startswith(cast.agency.path)


def test_a_unit_without_a_parent_is_asked_for_one(client, cast):
    client.force_login(cast.coordinator)
    answer = client.post("/units/new/", NEW_UNIT)
    assert answer.status_code == 422
    assert "Hãy chọn đơn vị cấp trên" in answer.content.decode()


def test_a_unit_is_renamed_and_changed_and_closed_on_its_pages(client, cast, empty_unit):
    client.force_login(cast.coordinator)
    here = f"/units/{empty_unit.uid}/"
    renamed = {"name": "Phòng Mới", "short_name": "", "on": "2026-03-02", "decision": "QĐ 4"}
    assert client.post(f"{here}rename/", renamed | {"version": 1})["Location"] == here
    stale = client.post(f"{here}rename/", renamed | {"name": "Phòng Lạ", "version": 1})
    assert "người khác thay đổi" in stale.content.decode()
    facts = {"kind": "centre", "has_seal": "on", "position": "3", "symbol": "TTM", "place": ""}
    client.post(f"{here}change/", facts | {"version": 2})
    empty_unit.refresh_from_db()
    assert (empty_unit.kind, empty_unit.has_seal, empty_unit.symbol) == ("centre", True, "TTM")
    client.post(f"{here}close/", {"on": "2026-03-09", "decision": "QĐ 5", "version": 3})
    page = client.get(here).content.decode()
    assert "Đã kết thúc 09/03/2026" in page
    assert "Phòng Thí nghiệm" in page
    assert f"{here}rename/" not in page


def test_a_group_shows_who_is_in_before_it_is_saved(client, cast):
    client.force_login(cast.coordinator)
    preview = client.post("/units/groups/preview/", {"kinds": ["centre", "sub_department"]})
    assert "Hôm nay gồm 2 đơn vị" in preview.content.decode()
    assert UnitGroup.objects.filter(agency=cast.agency).count() == 2
    made = client.post(
        "/units/groups/new/",
        {"name": "Các đơn vị trực thuộc", "kinds": ["centre"], "include": [str(cast.office.uid)]},
    )
    page = client.get(made["Location"]).content.decode()
    assert "Hôm nay gồm 2 đơn vị" in page
    again = client.post("/units/groups/new/", {"name": "các đơn vị trực thuộc"})
    assert "đã có nhóm mang tên này" in again.content.decode()


def test_a_stale_group_form_changes_nothing(client, cast):
    client.force_login(cast.coordinator)
    here = f"/units/groups/{cast.divisions.uid}/"
    assert client.post(here, {"name": "Các phòng", "version": 1}).status_code == 302
    stale = client.post(here, {"name": "Khác", "version": 1})
    assert stale.status_code == 422
    cast.divisions.refresh_from_db()
    assert cast.divisions.name == "Các phòng"


def test_the_usual_groups_are_added_once(client, cast):
    client.force_login(cast.coordinator)
    for _twice in range(2):
        client.post("/units/groups/usual/")
    names = set(UnitGroup.objects.filter(agency=cast.agency).values_list("name", flat=True))
    assert names == {
        "Các phòng, đơn vị thuộc Sở",
        "Các phòng chuyên môn",
        "Các phòng thuộc cơ quan",
        "Các đơn vị trực thuộc",
    }


def test_a_spelling_is_confirmed_repointed_and_forgotten(client, cast):
    client.force_login(cast.coordinator)

    def confirm(stands_for):
        return client.post("/units/aliases/", {"wording": "Phòng HC-TH", "stands_for": stands_for})

    confirm(f"unit:{cast.office.uid}")
    confirm(f"group:{cast.all_units.uid}")
    alias = UnitAlias.objects.get()
    assert (alias.unit, alias.group, alias.folded) == (None, cast.all_units, "phong hc th")
    assert confirm("").status_code == 422
    assert "Phòng HC-TH" in client.get("/units/aliases/?q=phong+hc").content.decode()
    client.post(f"/units/aliases/{alias.uid}/forget/")
    assert not UnitAlias.objects.exists()
    assert "Bỏ cách viết “Phòng HC-TH”" in client.get("/audit/").content.decode()


@pytest.mark.parametrize("path", ["/units/", "/units/?tab=others"])
def test_statements_do_not_grow_with_the_units(
    client, cast, acting, path, django_assert_max_num_queries
):
    client.force_login(cast.lan)
    client.get(path)
    with django_assert_max_num_queries(15) as few:
        client.get(path)
    for number in range(15):
        services.create_unit(
            parent=cast.agency, kind="division", name=f"Phòng số {number}", valid_from=TODAY
        )
        services.create_unit(
            parent=cast.province,
            kind="department",
            name=f"Sở số {number}",
            is_agency=True,
            valid_from=TODAY,
        )
    with django_assert_max_num_queries(len(few)):
        client.get(path)
