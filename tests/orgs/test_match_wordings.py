"""Names found in a plan find their unit or group."""

from datetime import date, timedelta

import pytest

from cchc.orgs import services
from cchc.orgs.models import Unit, UnitAlias, UnitGroup, UnitName
from cchc.orgs.selectors import group_units, match_wordings, units_of

TODAY = date(2026, 3, 10)


@pytest.fixture
def match(cast):
    def find(wording, on=TODAY):
        return match_wordings(agency=cast.agency, wordings=[wording], on=on)[wording]

    return find


@pytest.mark.parametrize(
    ("wording", "who", "least"),
    [
        ("Văn phòng Sở", "office", 98),
        ("văn phòng sở", "office", 98),
        ("Văn phòng", "office", 95),
        ("VP Sở", "office", 92),
        ("Phòng Nghiệp vụ thuộc Sở", "division", 95),
        ("Phong Nghiep vu", "division", 98),
        ("Phòng NV", "division", 92),
        ("P.NV", "division", 98),
        ("Chi cục Tiêu chuẩn - Đo lường - Chất lượng", "sub_department", 98),
        ("Chi cục Tiêu chuẩn – Đo lường – Chất lượng tỉnh Lam Sơn", "sub_department", 95),
        ("CC TĐC", "sub_department", 98),
        ("Trung tâm Ứng dụng và dịch vụ khoa học công nghệ", "centre", 98),
        ("Ủy ban nhân dân tỉnh Lam Sơn", "province", 98),
        ("UBND tỉnh", "province", 95),
        ("Sở Nội vụ", "other_agency", 98),
        ("Sở Nội vụ tỉnh", "other_agency", 95),
        ("Sở KHCN", "agency", 92),
        ("Sở Khoa học Công nghệ", "agency", 98),
        ("Trung tâm Ứng dụng và Dịch vụ khoa học công nghê", "centre", 98),
    ],
)
def test_a_name_finds_its_unit_however_it_is_written(cast, match, wording, who, least):
    found = match(wording)
    assert found.unit == getattr(cast, who)
    assert found.confidence >= least


def test_a_slip_of_the_pen_is_found_but_asks_for_a_look(cast, match):
    found = match("Chi cục Tiêu chuẩn Đo lường Chất luợngg")
    assert found.unit == cast.sub_department
    assert found.confidence <= 90


@pytest.mark.parametrize(
    ("wording", "who", "confidence"),
    [
        ("Các phòng, đơn vị thuộc Sở", "all_units", 98),
        ("các phòng và đơn vị trực thuộc Sở", "all_units", 96),
        ("Các phòng, đơn vị có liên quan", "all_units", 85),
        ("các đơn vị liên quan", "all_units", 85),
        ("Các phòng chuyên môn, nghiệp vụ thuộc Sở", "divisions", 96),
        ("Các phòng chuyên môn thuộc Sở", "divisions", 96),
        ("Các phòng thuộc Sở", "divisions", 75),
        ("Các đơn vị trực thuộc", "all_units", 75),
    ],
)
def test_a_collective_name_finds_the_agencys_group(cast, match, wording, who, confidence):
    found = match(wording)
    assert found.unit is None
    assert found.group == getattr(cast, who)
    assert found.confidence == confidence


@pytest.mark.parametrize(
    "wording", ["Tổ kiểm tra cải cách hành chính", "Tổ chức, cá nhân có liên quan", "", "Phòng Xyz"]
)
def test_what_is_nobodys_name_matches_nobody(match, wording):
    found = match(wording)
    assert found.unit is None
    assert found.group is None


def test_a_division_of_another_agency_is_never_meant(cast, match):
    assert match("Phòng Cải cách hành chính").unit is None


def test_two_units_of_one_name_are_offered_and_none_chosen(cast, match):
    twins = {
        services.create_unit(
            parent=parent, kind="division", name="Phòng Hành chính", valid_from=date(2025, 1, 1)
        )
        for parent in (cast.sub_department, cast.centre)
    }
    found = match("Phòng Hành chính")
    assert found.unit is None
    assert {each.unit for each in found.candidates} == twins


def test_the_unit_directly_under_the_agency_is_meant_before_one_inside_another_unit(cast, match):
    services.create_unit(
        parent=cast.centre, kind="division", name="Phòng Nghiệp vụ", valid_from=date(2025, 1, 1)
    )
    assert match("Phòng Nghiệp vụ").unit == cast.division


def test_a_confirmed_spelling_goes_before_everything(cast, match, at):
    services.confirm_alias(
        agency=cast.agency, wording="Phòng Nghiệp vụ", unit=cast.centre, by=cast.coordinator, at=at
    )
    found = match("phòng nghiệp vụ")
    assert (found.unit, found.confidence) == (cast.centre, 100)


def test_an_earlier_name_still_finds_the_unit(cast, match):
    UnitName.objects.create(
        unit=cast.division,
        name="Phòng Quản lý chuyên ngành",
        valid_from=date(2018, 1, 1),
        valid_to=date(2019, 12, 31),
    )
    assert match("Phòng Quản lý chuyên ngành").unit == cast.division


def test_a_unit_that_is_closed_on_that_day_is_not_meant(cast, match):
    Unit.objects.filter(pk=cast.centre.pk).update(valid_to=date(2026, 1, 31))
    name = "Trung tâm Ứng dụng và Dịch vụ khoa học công nghệ"
    assert match(name).unit is None
    assert match(name, on=date(2026, 1, 31)).unit == cast.centre


def test_the_number_of_queries_does_not_grow(cast, django_assert_num_queries):
    few = ["Văn phòng Sở", "Các phòng, đơn vị thuộc Sở"]
    many = [f"Đơn vị số {n}" for n in range(40)] + few
    with django_assert_num_queries(4):
        match_wordings(agency=cast.agency, wordings=few, on=TODAY)
    for n in range(20):
        services.create_unit(
            parent=cast.agency, kind="division", name=f"Phòng {n}", valid_from=date(2021, 1, 1)
        )
    with django_assert_num_queries(4):
        match_wordings(agency=cast.agency, wordings=many, on=TODAY)


def test_a_group_is_resolved_by_the_day_so_a_division_made_later_does_not_join(cast):
    june = date(2026, 6, 15)
    late = services.create_unit(
        parent=cast.agency, kind="division", name="Phòng Chuyển đổi số", valid_from=june
    )
    assert late not in group_units(cast.divisions, june - timedelta(days=1))
    assert late in group_units(cast.divisions, june)


def test_every_unit_with_or_without_a_seal_belongs_to_the_group_of_all(cast):
    assert set(group_units(cast.all_units, TODAY)) == {
        cast.office,
        cast.division,
        cast.sub_department,
        cast.centre,
    }


def test_the_rule_of_a_group_may_ask_for_a_seal_leave_out_and_add(cast):
    group = UnitGroup.objects.create(
        agency=cast.agency,
        name="Các đơn vị có con dấu",
        rule={
            "kinds": [],
            "has_seal": True,
            "exclude": [str(cast.centre.uid)],
            "include": [str(cast.office.uid)],
        },
    )
    assert group_units(group, TODAY) == [cast.sub_department, cast.office]


def test_a_team_by_decision_is_a_unit_but_not_one_of_the_divisions_and_units(cast, match):
    team = services.create_unit(
        parent=cast.agency,
        kind="team",
        name="Tổ kiểm tra cải cách hành chính của Sở",
        valid_from=date(2026, 1, 15),
    )
    assert match("Tổ kiểm tra cải cách hành chính").unit == team
    assert team not in group_units(cast.all_units, TODAY)
    assert team in units_of(cast.agency, TODAY)


def test_own_units_come_in_tree_order_without_the_agency_and_its_neighbours(cast):
    inner = services.create_unit(
        parent=cast.sub_department,
        kind="division",
        name="Phòng Đo lường",
        valid_from=date(2021, 1, 1),
    )
    assert units_of(cast.agency, TODAY) == [
        cast.sub_department,
        inner,
        cast.division,
        cast.centre,
        cast.office,
    ]
    assert inner not in group_units(cast.all_units, TODAY)


def test_a_spelling_names_one_thing_once(cast, at):
    UnitAlias.objects.all().delete()
    for _again in range(2):
        services.confirm_alias(
            agency=cast.agency, wording="HC-TH", unit=cast.office, by=cast.coordinator, at=at
        )
    assert UnitAlias.objects.count() == 1
