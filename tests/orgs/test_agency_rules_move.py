"""Groups and rules of an agency that ends go to its successor, or are closed where it has its own."""

from datetime import date

import pytest

from cchc.orgs.models import IdleRule, MovedRow, UnitAlias, UnitGroup
from cchc.orgs.rules import Role
from cchc.orgs.scheme import scheme_of
from cchc.orgs.selectors import group_units
from cchc.tasks.models import ReminderPolicy, ReminderRule
from cchc.tasks.selectors.reminders import rules_of
from tests.factories.cast import person
from tests.factories.reorganising import do, ends, new, prepare

DAY = date(2026, 3, 10)


@pytest.fixture
def above(cast):
    return person("tinh", "Ngô Quang Tỉnh", cast.province, Role.ADMINISTRATOR)


@pytest.fixture
def merge(cast, at, above):
    """The department ends and the home-affairs department takes over."""

    def act():
        prepared = prepare(
            cast, at, ends(cast.agency, cast.other_agency), on=DAY, by=above, agency=cast.province
        )
        return do(prepared, at, above)

    return act


@pytest.fixture
def policy(cast):
    made = ReminderPolicy.objects.create(agency=cast.agency)
    ReminderRule.objects.create(policy=made, days=-10, to_lead=True)
    ReminderRule.objects.create(policy=made, days=5, repeat_days=5, to_leader=True)
    return made


def test_groups_go_to_the_successor_with_their_spellings_and_history_keeps_its_own(cast, merge):
    UnitAlias.objects.create(
        agency=cast.agency, group=cast.divisions, wording="các phòng CM", folded="cac phong cm"
    )
    before = [unit.name for unit in group_units(cast.divisions, date(2026, 3, 1))]
    act = merge()
    heir = UnitGroup.objects.get(agency=cast.other_agency, name="Các phòng chuyên môn")
    assert UnitAlias.objects.get(agency=cast.other_agency).group == heir
    now = {unit.name for unit in group_units(heir, DAY)}
    assert now == {"Phòng Nghiệp vụ", "Phòng Cải cách hành chính"}
    cast.divisions.refresh_from_db()
    assert [unit.name for unit in group_units(cast.divisions, date(2026, 3, 1))] == before
    assert MovedRow.objects.filter(act=act, kind="orgs.group").count() == 2


def test_a_group_of_the_same_name_at_the_successor_holds(cast, merge):
    own = UnitGroup.objects.create(
        agency=cast.other_agency, name="Các phòng chuyên môn", rule={"kinds": ["office"]}
    )
    merge()
    own.refresh_from_db()
    assert own.rule == {"kinds": ["office"]}
    assert UnitGroup.objects.filter(agency=cast.other_agency).count() == 2


def test_a_group_that_names_a_unit_names_its_successor_from_then_on(cast, at):
    both = UnitGroup.objects.create(
        agency=cast.agency,
        name="Các đơn vị sự nghiệp",
        rule={"kinds": ["team"], "include": [str(cast.division.uid), str(cast.centre.uid)]},
    )
    act = prepare(
        cast, at, ends(cast.division, "new:1"), units=[new("Phòng Tổng hợp", cast.agency)], on=DAY
    )
    lines = [row.line.text for row in scheme_of(act).rows if row.line.kind == "orgs.group_unit"]
    assert lines == ["Các đơn vị sự nghiệp: Phòng Nghiệp vụ"]
    do(act, at, cast.administrator)
    both.refresh_from_db()
    assert both.version == 2
    assert {unit.name for unit in group_units(both, DAY)} == {"Phòng Tổng hợp", cast.centre.name}
    assert "Phòng Nghiệp vụ" in {unit.name for unit in group_units(both, date(2026, 3, 9))}


def test_a_unit_that_was_left_out_is_left_out_as_its_successor(cast, at):
    cast.divisions.rule = {"kinds": ["division"], "exclude": [str(cast.division.uid)]}
    cast.divisions.save()
    act = prepare(
        cast, at, ends(cast.division, "new:1"), units=[new("Phòng Tổng hợp", cast.agency)], on=DAY
    )
    do(act, at, cast.administrator)
    cast.divisions.refresh_from_db()
    assert group_units(cast.divisions, DAY) == []


def test_reminder_rules_go_to_a_successor_without_and_the_old_agency_reminds_no_more(
    cast, merge, policy
):
    wanted = rules_of(policy)
    merge()
    assert rules_of(ReminderPolicy.objects.get(agency=cast.other_agency)) == wanted
    policy.refresh_from_db()
    assert policy.is_on is False
    assert policy.rules.count() == 2


def test_reminder_rules_of_the_successor_hold(cast, merge, policy):
    own = ReminderPolicy.objects.create(agency=cast.other_agency)
    ReminderRule.objects.create(policy=own, days=-3, to_lead=True)
    merge()
    assert [rule.days for rule in rules_of(own)] == [-3]
    policy.refresh_from_db()
    assert policy.is_on is False


def test_the_days_of_idle_accounts_go_too(cast, merge):
    IdleRule.objects.create(agency=cast.agency, lock_after_days=90, warn_days=14, spare_days=5)
    merge()
    assert IdleRule.objects.get(agency=cast.other_agency).lock_after_days == 90


def test_the_preview_lists_each_of_them(client, cast, at, above, policy):
    act = prepare(
        cast, at, ends(cast.agency, cast.other_agency), on=DAY, by=above, agency=cast.province
    )
    client.force_login(above)
    page = client.get(f"/units/acts/{act.uid}/").content.decode()
    for words in ("Các phòng chuyên môn", "Quy định nhắc việc của cơ quan", "2 mức nhắc"):
        assert words in page
