"""Units end and others carry on: open work moves as mapped, closed history stays, earlier days answer as before."""

from datetime import date, datetime

import pytest

from cchc.audit.models import AuditEvent
from cchc.audit.presenters import sentence
from cchc.core import clock
from cchc.core.errors import Stale
from cchc.orgs.models import Membership, MovedRow, Succession, Unit
from cchc.orgs.rules import Role
from cchc.orgs.scheme import choice_key, scheme_of
from cchc.orgs.selectors import coordinating_offices, directory_of, group_units, units_of
from cchc.orgs.services import carry_out_act, choose_heirs, create_unit
from cchc.orgs.services import reorganising as acts
from cchc.plans.models import Plan
from cchc.tasks.models import Assignment, Task
from cchc.tasks.selectors.as_of import figures_on, predecessors_between, work_on
from cchc.tasks.services.recording import Result, record_fact
from tests.factories.cast import START, person
from tests.factories.programme import due, issued, make_plan, write, write_one
from tests.factories.reorganising import JULY, do, ends, moves, new, prepare
from tests.queries import assert_constant_queries

SOON = 7
AT = datetime(2026, 7, 2, 9, 0, tzinfo=clock.VIETNAM)
EARLIER = [date(2026, 2, 1), date(2026, 3, 31), date(2026, 5, 15), date(2026, 6, 30)]


@pytest.fixture(autouse=True)
def in_july(settings):
    settings.CCHC_TODAY = date(2026, 7, 2)


@pytest.fixture
def inspectorate(cast):
    return create_unit(
        parent=cast.agency,
        kind="inspectorate",
        name="Thanh tra Sở",
        short_name="TTr",
        valid_from=START,
    )


@pytest.fixture
def inspector(inspectorate):
    return person("tra", "Ngô Văn Tra", inspectorate, Role.SPECIALIST)


def hand_in(row, by, day):
    at = datetime(day.year, day.month, day.day, 9, tzinfo=clock.VIETNAM)
    return record_fact(
        occurrence=row,
        result=Result(delivered_on=day, document_number="5/BC-TTr"),
        by=by,
        at=at,
        seen=row.version,
    )


def seen_on(agency, day):
    """Every list and figure of one day that the product can give."""
    return {
        "tree": [(r.unit.pk, r.unit.name, r.depth, r.is_closed) for r in directory_of(agency, day)],
        "units": [(u.pk, u.name, u.parent_id, u.agency_id) for u in units_of(agency, day)],
        "groups": [[u.pk for u in group_units(g, day)] for g in agency.groups.order_by("pk")],
        "offices": [unit.pk for unit in coordinating_offices(agency.pk, day)],
        "works": [
            (w.task.pk, w.state, w.leads, w.coordinating, w.facts)
            for w in work_on(agency, day, SOON)
        ],
        "figures": figures_on(agency, date(2026, 1, 1), day, SOON),
    }


def seen(*agencies):
    """The same for several agencies, read anew, on each of the earlier days."""
    keys = [agency.pk for agency in agencies]
    fresh = list(Unit.objects.filter(pk__in=keys).order_by("pk"))
    return {(agency.pk, day): seen_on(agency, day) for agency in fresh for day in EARLIER}


def figures(agency, first, day):
    return {row.name: row for row in figures_on(agency, first, day, SOON)}


# Case 21: the inspectorate


@pytest.fixture
def dissolved(cast, inspectorate, inspector):
    """Dissolved on 1/7 into the division; one task done in February, one half done, one helped with."""
    plan = make_plan(cast)
    done, halfway, helped = write(
        plan,
        issued([inspectorate], times=[due(date(2026, 3, 1))], text="Thanh tra chuyên đề"),
        issued(
            [inspectorate],
            products=["Kế hoạch kiểm tra", "Báo cáo kiểm tra"],
            times=[due(date(2026, 3, 31), product=0), due(date(2026, 9, 30), product=1)],
            text="Kiểm tra cải cách hành chính",
        ),
        issued(
            [cast.office],
            coordinating=[inspectorate],
            times=[due(date(2026, 11, 30))],
            text="Tổng kết công tác",
        ),
    )
    hand_in(done.occurrences.get(), inspector, date(2026, 2, 20))
    hand_in(halfway.occurrences.order_by("due_on").first(), inspector, date(2026, 4, 10))
    before = seen(cast.agency)
    act = prepare(cast, AT, ends(inspectorate, cast.division))
    do(act, AT, cast.administrator)
    return done, halfway, helped, before


def test_a_dissolved_unit_leaves_open_work_to_its_successor_and_keeps_what_it_did(
    cast, inspectorate, dissolved
):
    """Case 21."""
    done, halfway, helped, _before = dissolved
    assert [p.unit for p in done.assignments.filter(to_on__isnull=True)] == [inspectorate]
    assert done.occurrences.get().unit == inspectorate
    first, second = halfway.occurrences.order_by("due_on")
    assert (first.unit, second.unit) == (inspectorate, cast.division)
    parts = halfway.assignments.order_by("pk").values_list("unit", "from_on", "to_on")
    assert list(parts) == [
        (inspectorate.pk, date(2026, 1, 14), date(2026, 6, 30)),
        (cast.division.pk, JULY, None),
    ]
    halfway.refresh_from_db()
    assert (halfway.lead_unit, halfway.lead_count) == (cast.division, 1)
    helping = helped.assignments.get(part="coordinating", to_on__isnull=True)
    assert helping.unit == cast.division
    inspectorate.refresh_from_db()
    assert inspectorate.valid_to == date(2026, 6, 30)


def test_every_list_and_figure_of_an_earlier_day_is_the_same_after_the_act(cast, dissolved):
    """Case 21: the report of quarter II keeps the old name."""
    before = dissolved[3]
    assert seen(cast.agency) == before
    told = figures(cast.agency, date(2026, 4, 1), date(2026, 6, 30))
    assert (told["Thanh tra Sở"].led, told["Thanh tra Sở"].results) == (2, 1)
    assert "Phòng Nghiệp vụ" not in told


def test_the_quarter_of_the_act_splits_what_was_done_before_and_after(
    cast, inspectorate, inspector, settings
):
    """Case 21, with an act in mid-quarter: results stand under whoever handed them in."""
    plan = make_plan(cast)
    early, late = write(
        plan,
        issued([inspectorate], times=[due(date(2026, 7, 31))]),
        issued([inspectorate], times=[due(date(2026, 9, 30))]),
    )
    settings.CCHC_TODAY = date(2026, 8, 20)
    hand_in(early.occurrences.get(), inspector, date(2026, 7, 20))
    august = datetime(2026, 8, 16, 9, tzinfo=clock.VIETNAM)
    act = prepare(cast, august, ends(inspectorate, cast.division), on=date(2026, 8, 15))
    do(act, august, cast.administrator)
    hand_in(late.occurrences.get(), cast.minh, date(2026, 8, 18))
    told = figures(cast.agency, JULY, date(2026, 9, 30))
    assert {name: row.results for name, row in told.items()} == {
        "Thanh tra Sở": 1,
        "Phòng Nghiệp vụ": 1,
    }


def test_people_go_with_their_unit_and_may_record_there_at_once(cast, inspector, dissolved):
    roles = inspector.memberships.order_by("pk").values_list("unit", "valid_from", "valid_to")
    assert list(roles)[1:] == [(cast.division.pk, JULY, None)]
    assert roles[0][2] == date(2026, 6, 30)
    row = dissolved[1].occurrences.get(due_on=date(2026, 9, 30))
    fresh = type(inspector).objects.get(pk=inspector.pk)
    assert hand_in(row, fresh, date(2026, 7, 2)).on_behalf is False


def test_each_row_that_moved_is_on_record_with_the_decision(cast, inspectorate, dissolved):
    kinds = MovedRow.objects.filter(from_unit=inspectorate).values_list("kind", flat=True)
    assert sorted(kinds) == ["orgs.role", "tasks.coordinating", "tasks.lead", "tasks.occurrence"]
    row = Succession.objects.get(predecessor=inspectorate)
    assert (row.successor, row.on) == (cast.division, JULY)
    assert row.decision == "Quyết định số 15/QĐ-UBND ngày 20/06/2026"
    event = AuditEvent.objects.get(action="act.done")
    assert sentence(event) == (
        "thực hiện Quyết định số 15/QĐ-UBND ngày 20/06/2026, có hiệu lực từ 01/07/2026: "
        "Thanh tra Sở → Phòng Nghiệp vụ. Chuyển giao 4 mục."
    )


# Splits, and leads that become one


def test_a_split_lets_one_choose_who_takes_which_task(cast, inspectorate, inspector):
    plan = make_plan(cast)
    one, two = write(
        plan,
        issued([inspectorate], times=[due(date(2026, 9, 30))]),
        issued([inspectorate], times=[due(date(2026, 10, 31))]),
    )
    act = prepare(
        cast,
        AT,
        ends(inspectorate, "new:1", "new:2"),
        units=[new("Phòng Kiểm tra", cast.agency), new("Phòng Tiếp công dân", cast.agency)],
    )
    row = next(row for row in scheme_of(act).rows if row.line.subject == two.uid)
    choose_heirs(
        act=act,
        choices={choice_key(inspectorate, row.line): "new:2"},
        version=act.version,
        by=cast.administrator,
        at=AT,
    )
    do(act, AT, cast.administrator)
    owing = {task: task.occurrences.get().unit.name for task in (one, two)}
    assert owing == {one: "Phòng Kiểm tra", two: "Phòng Tiếp công dân"}
    assert two.assignments.get(to_on__isnull=True).unit.name == "Phòng Tiếp công dân"
    assert inspector.memberships.last().unit.name == "Phòng Kiểm tra"


def test_two_leads_that_become_one_owe_their_product_once(cast, inspectorate, inspector):
    task = write_one(make_plan(cast), [inspectorate, cast.division], times=[due(date(2026, 9, 30))])
    before = seen(cast.agency)
    changes = [*ends(inspectorate, "new:1"), *ends(cast.division, "new:1")]
    act = prepare(cast, AT, changes, units=[new("Phòng Nghiệp vụ - Thanh tra", cast.agency)])
    do(act, AT, cast.administrator)
    heir = Unit.objects.get(name="Phòng Nghiệp vụ - Thanh tra")
    owed = task.occurrences.get(unit=heir)
    folded = task.occurrences.exclude(pk=owed.pk).get()
    assert (owed.not_arising_on, folded.not_arising_on) == (None, JULY)
    assert "Thực hiện chung" in folded.outcome
    task.refresh_from_db()
    assert (task.lead_unit, task.lead_count) == (heir, 1)
    assert seen(cast.agency) == before


def test_a_product_owed_by_name_is_the_successors(cast, inspectorate):
    task = write_one(
        make_plan(cast),
        [inspectorate, cast.office],
        products=["Báo cáo của Thanh tra Sở", "Kế hoạch của Văn phòng Sở"],
        times=[due(date(2026, 9, 30), product=0), due(date(2026, 9, 30), product=1)],
    )
    assert [d.unit for d in task.deliverables.all()] == [inspectorate, cast.office]
    do(prepare(cast, AT, ends(inspectorate, cast.division)), AT, cast.administrator)
    assert [d.unit for d in task.deliverables.all()] == [cast.division, cast.office]


def test_who_coordinated_and_now_leads_does_both_no_more(cast, inspectorate):
    task = write_one(
        make_plan(cast),
        [inspectorate],
        coordinating=[cast.division],
        times=[due(date(2026, 9, 30))],
    )
    do(prepare(cast, AT, ends(inspectorate, cast.division)), AT, cast.administrator)
    live = task.assignments.filter(to_on__isnull=True).values_list("unit", "part")
    assert list(live) == [(cast.division.pk, "lead")]


# Two departments merge in mid-year


@pytest.fixture
def merged(cast):
    """Two departments become one new agency; a division of each ends, the other units go along."""
    own = write_one(make_plan(cast), [cast.office], times=[due(date(2026, 9, 30))])
    done = write_one(make_plan(cast), [cast.division], times=[due(date(2026, 3, 31))])
    hand_in(done.occurrences.get(), cast.minh, date(2026, 3, 20))
    other = write_one(
        make_plan(cast, agency=cast.other_agency, by=cast.outsider),
        [cast.other_division],
        times=[due(date(2026, 10, 31))],
    )
    before = seen(cast.agency, cast.other_agency, cast.province)
    act = prepare(
        cast,
        AT,
        [*ends(cast.agency, "new:1"), *ends(cast.other_agency, "new:1")],
        units=[
            new(
                "Sở Khoa học và Nội vụ",
                cast.province,
                kind=Unit.Kind.DEPARTMENT,
                symbol="SKHNV",
                is_agency=True,
                has_seal=True,
            )
        ],
    )
    do(act, AT, cast.administrator)
    return Unit.objects.get(symbol="SKHNV"), own, done, other, before


def test_two_departments_merge_and_their_open_work_goes_on_in_one_list(cast, merged):
    agency, own, done, other, _before = merged
    assert set(Task.objects.filter(agency=agency)) == {own, other}
    done.refresh_from_db()
    assert done.agency == cast.agency
    assert set(Plan.objects.filter(agency=agency)) == {own.plan, done.plan, other.plan}
    names = {unit.name for unit in units_of(agency, date(2026, 7, 2))}
    assert {"Văn phòng Sở", "Phòng Cải cách hành chính"} <= names
    cast.office.refresh_from_db()
    assert (cast.office.agency, cast.office.parent) == (agency, agency)
    assert cast.office.path.startswith(agency.path)
    lead = type(cast.leader).objects.get(pk=cast.leader.pk)
    assert [m.unit for m in lead.live_memberships] == [agency]


def test_what_two_departments_were_before_they_merged_reads_as_before(cast, merged):
    before = merged[4]
    assert seen(cast.agency, cast.other_agency, cast.province) == before


def test_their_people_read_the_closed_history_under_the_old_name(client, cast, merged):
    _agency, own, done, other, _before = merged
    client.force_login(cast.coordinator)
    for task in own, done, other:
        assert client.get(f"/tasks/{task.uid}/").status_code == 200
    page = client.get(f"/units/{cast.agency.uid}/").content.decode()
    assert "Sở Khoa học và Nội vụ" in page


def test_the_same_period_of_the_year_before_is_not_compared_across_a_merger(client, cast):
    """Case 22: unless both bases are added."""
    for unit, by, agency, day in (
        (cast.office, cast.lan, cast.agency, date(2025, 5, 4)),
        (cast.division, cast.minh, cast.agency, date(2025, 5, 5)),
    ):
        plan = make_plan(cast, agency=agency, year=2025, issued_on=date(2025, 1, 10))
        task = write_one(plan, [unit], times=[due(date(2025, 6, 30))])
        hand_in(task.occurrences.get(), by, day)
        Assignment.objects.filter(task=task).update(from_on=date(2025, 1, 10))
    write_one(make_plan(cast), [cast.division], times=[due(date(2026, 9, 30))])
    do(prepare(cast, AT, ends(cast.office, cast.division)), AT, cast.administrator)
    coordinator = type(cast.coordinator).objects.get(pk=cast.coordinator.pk)
    client.force_login(coordinator)
    page = client.get("/tasks/on/?day=02/07/2026")
    shown = {row.now.name: row for row in page.context["rows"]}
    assert shown["Phòng Nghiệp vụ"].is_changed
    assert "không so sánh do thay đổi tổ chức" in page.content.decode()
    page = client.get("/tasks/on/?day=02/07/2026&added=1")
    row = {row.now.name: row for row in page.context["rows"]}["Phòng Nghiệp vụ"]
    assert (row.before, row.added) == (2, ("Văn phòng Sở",))
    assert "(đã cộng Văn phòng Sở)" in page.content.decode()


def test_what_was_split_is_in_nobodys_base(client, cast, inspectorate):
    """Case 22: nobody knows which part of its results was whose."""
    write_one(make_plan(cast), [cast.division], times=[due(date(2026, 9, 30))])
    act = prepare(cast, AT, ends(inspectorate, cast.division, cast.office))
    do(act, AT, cast.administrator)
    client.force_login(cast.coordinator)
    page = client.get("/tasks/on/?added=1")
    assert not page.context["rows"][0].is_compared
    assert "không so sánh do thay đổi tổ chức" in page.content.decode()


def test_agencies_that_merged_are_added_to_the_base_of_the_new_one(cast, merged):
    """Case 22."""
    agency = merged[0]
    found = predecessors_between([agency.pk, cast.office.pk], date(2025, 7, 1), date(2026, 7, 31))
    assert found == {agency.pk: {cast.agency.pk, cast.other_agency.pk}}


@pytest.mark.parametrize(
    ("query", "said"),
    [("day=03/07/2026", "Ngày xem chưa tới"), ("day=01/05/2026&first=02/05/2026", "phải trước")],
)
def test_a_day_that_cannot_be_looked_at_is_refused_in_words(client, cast, query, said):
    client.force_login(cast.coordinator)
    answer = client.get(f"/tasks/on/?{query}")
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_the_page_of_a_day_asks_the_same_number_of_questions_however_many_tasks(client, cast):
    plan = make_plan(cast)
    client.force_login(cast.coordinator)

    def grow():
        for unit in (cast.office, cast.division, cast.centre):
            write_one(plan, [unit], times=[due(date(2026, 9, 30))])
            write_one(plan, [unit], times=[due(date(2026, 5, 29))], products=())

    grow()
    assert_constant_queries(client, "/tasks/on/?day=30/06/2026", grow)
    assert_constant_queries(client, "/tasks/on/", grow)


# A province of twelve agencies merges with another


def province_of(name, agencies, units_each, administrator=None):
    top = create_unit(
        parent=None,
        kind="province",
        name=f"UBND tỉnh {name}",
        is_agency=True,
        has_seal=True,
        valid_from=START,
    )
    made = []
    for number in range(agencies):
        agency = create_unit(
            parent=top,
            kind="department",
            name=f"Sở số {number} tỉnh {name}",
            symbol=f"S{number}{name[:2]}",
            is_agency=True,
            has_seal=True,
            valid_from=START,
        )
        below = [
            create_unit(
                parent=agency, kind="division", name=f"Phòng {each} {name}", valid_from=START
            )
            for each in range(units_each)
        ]
        made.append((agency, below))
    return top, made


def test_a_province_of_twelve_agencies_merges_with_another(cast, django_assert_max_num_queries):
    hill, agencies = province_of("Đồi Cao", 12, 4)
    sea, others = province_of("Biển Xanh", 2, 1)
    for root in hill, sea:
        Membership.objects.create(
            user=cast.administrator, unit=root, role=Role.ADMINISTRATOR, valid_from=START
        )
    for number, (agency, below) in enumerate(agencies):
        officer = person(f"u{number}", f"Trần Văn {number}", below[0], Role.COORDINATOR)
        plan = make_plan(cast, agency=agency, by=officer)
        write(plan, *[issued([unit], times=[due(date(2026, 9, 30))]) for unit in below * 5])
    everything = [hill, sea, *(agency for agency, _below in agencies)]
    before = seen(*everything)
    twin, heir = agencies[0][0], others[0][0]
    act = prepare(
        cast, AT, [*ends(hill, sea), *ends(twin, heir)], by=cast.administrator, agency=sea
    )
    # Some fifteen statements for each agency that is placed, none for each task, a few for each kind of rows.
    with django_assert_max_num_queries(245):
        do(act, AT, cast.administrator)
    sea.refresh_from_db()
    assert Unit.objects.filter(
        path__startswith=sea.path, is_agency=True, valid_to=None
    ).count() == (1 + 2 + 11)
    assert Task.objects.filter(agency=heir).count() == 20
    kept = agencies[5][0]
    kept.refresh_from_db()
    assert (kept.parent, kept.agency) == (sea, kept)
    assert Task.objects.filter(agency=kept).count() == 20
    assert seen(*everything) == before


# Refusals


def test_an_act_is_done_on_its_first_day_and_not_before(cast, inspectorate):
    act = prepare(cast, AT, ends(inspectorate, cast.division), on=date(2026, 7, 3))
    with pytest.raises(acts.NotYetEffective, match="03/07/2026"):
        do(act, AT, cast.administrator)
    inspectorate.refresh_from_db()
    assert inspectorate.valid_to is None


def test_rows_that_changed_after_the_preview_are_shown_again_first(cast, inspectorate):
    act = prepare(cast, AT, ends(inspectorate, cast.division))
    digest = scheme_of(act).digest
    write_one(make_plan(cast), [inspectorate], times=[due(date(2026, 9, 30))])
    with pytest.raises(acts.Overtaken):
        carry_out_act(act=act, digest=digest, version=act.version, by=cast.administrator, at=AT)
    assert not MovedRow.objects.exists()


def test_an_act_is_done_once(cast, inspectorate):
    act = do(prepare(cast, AT, ends(inspectorate, cast.division)), AT, cast.administrator)
    act.refresh_from_db()
    with pytest.raises(acts.DoneAlready):
        do(act, AT, cast.administrator)
    with pytest.raises(Stale):
        carry_out_act(act=act, digest="", version=1, by=cast.administrator, at=AT)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        (lambda c: [], "chưa nêu đơn vị nào"),
        (
            lambda c: [*ends(c.office, c.division), *ends(c.division, c.office)],
            "không nhận bàn giao",
        ),
        (lambda c: ends(c.agency, c.office), "trực thuộc “Sở Khoa học"),
        (lambda c: ends(c.agency, c.other_division), "phải là cơ quan"),
        (lambda c: [*ends(c.office, c.division), *moves(c.office, c.division)], "vừa kết thúc"),
        (lambda c: moves(c.office, c.other_agency), "chuyển sang cơ quan khác"),
        (lambda c: moves(c.agency, c.office), "chính mình"),
    ],
)
def test_an_act_that_does_not_fit_the_tree_is_refused_with_the_reason(cast, changes, why):
    act = prepare(cast, AT, changes(cast))
    with pytest.raises(acts.CannotReorganise, match=why):
        do(act, AT, cast.administrator)
    assert Unit.objects.filter(valid_to__isnull=False).count() == 0
    assert not Succession.objects.exists()


def test_two_units_of_one_name_under_one_superior_are_refused(cast):
    create_unit(parent=cast.other_agency, kind="office", name="Văn phòng Sở", valid_from=START)
    act = prepare(cast, AT, ends(cast.agency, cast.other_agency))
    with pytest.raises(acts.CannotReorganise, match="hai đơn vị cùng tên “Văn phòng Sở”"):
        do(act, AT, cast.administrator)


def test_whom_the_successor_named_goes_on_when_its_help_becomes_the_lead(cast, inspectorate, at):
    task = write_one(
        make_plan(cast),
        [inspectorate],
        coordinating=[cast.division],
        times=[due(date(2026, 9, 30))],
    )
    task.assignments.filter(unit=cast.division).update(person=cast.minh)
    act = prepare(cast, AT, ends(inspectorate, cast.division))
    do(act, AT, cast.administrator)
    part = task.assignments.get(to_on=None)
    assert (part.unit, part.part, part.person) == (cast.division, "lead", cast.minh)
