"""The agency above sees how the work of every agency below it stands, and only there."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from cchc.orgs.models import Unit
from cchc.orgs.rules import Role
from cchc.orgs.services import create_unit
from cchc.plans.models import ReformArea
from cchc.tasks.models import Task
from cchc.tasks.models.sums import add_rows
from cchc.tasks.pages.agencies import COLUMNS
from cchc.tasks.services.recording import Result, record_fact
from cchc.tasks.services.sums import differences
from tests.factories import programme as p
from tests.factories.cast import START, person
from tests.queries import assert_constant_queries

TODAY = date(2026, 3, 10)
LATE, NEAR, FAR = date(2026, 3, 2), date(2026, 3, 13), date(2026, 9, 30)


@pytest.fixture
def above(cast):
    return person("tinh", "Đinh Văn Tỉnh", cast.province, Role.LEADER)


@pytest.fixture
def work(cast, at):
    """Two late, one near, one done in time at the first agency; one far at the other; one standing of the province."""
    plan = p.make_plan(cast)
    for day in (LATE, LATE, NEAR):
        p.write_one(plan, [cast.division], times=[p.due(day)])
    done = p.write_one(plan, [cast.division], times=[p.due(NEAR)], area=p.area("digital"))
    row = done.occurrences.get()
    result = Result(delivered_on=LATE, document_number="3/BC")
    record_fact(occurrence=row, result=result, by=cast.minh, at=at, seen=row.version)
    other = p.make_plan(cast, agency=cast.other_agency, by=cast.outsider)
    p.write_one(other, [cast.other_division], times=[p.due(FAR)])
    p.write_one(
        p.make_plan(cast, agency=cast.province), [cast.province], times=[p.every("continuous")]
    )


def shown(client, user, **asked):
    client.force_login(user)
    return client.get(reverse("task_agencies"), asked)


def line(page, name):
    """The numbers of an agency's line by column, as text."""
    row = next(row for row in page.context["rows"] if name in row.name)
    cells = re.findall(r"<td [^>]*>(.*?)</td>", row.cells)
    texts = [re.sub(r"<svg.*?</svg>|<[^>]*>", "", cell) for cell in cells]
    return dict(zip([*(column.name for column in COLUMNS), "rate"], texts, strict=True))


def test_every_agency_stands_with_its_numbers_and_its_own_work_first(client, cast, above, work):
    page = shown(client, above)
    names = [row.name for row in page.context["rows"]]
    assert names == [
        f"Nhiệm vụ của {cast.province.name}",
        cast.agency.name,
        cast.other_agency.name,
    ]
    first = line(page, cast.agency.name)
    assert (first["all"], first["overdue"], first["soon"], first["on_time"]) == ("4", "2", "1", "1")
    assert first["rate"] == "25%"
    assert line(page, cast.other_agency.name)["open"] == "1"
    assert line(page, cast.province.name)["silent"] == "1"


def test_the_columns_add_up_to_all_work(client, cast, above, work):
    plan = p.make_plan(cast)
    p.write_one(plan, [cast.division], times=[p.every("on_event")])
    gone = p.write_one(plan, [cast.division], times=[p.due(FAR)])
    gone.discontinued_on = TODAY
    gone.save(update_fields=["discontinued_on"])
    row = line(shown(client, above), cast.agency.name)
    assert row["others"] == "2"
    parts = [row[column.name] for column in COLUMNS if column.states]
    assert sum(int(part) for part in parts if part != "–") == int(row["all"])


def test_each_number_opens_the_list_that_it_counts(client, cast, above, work):
    page = shown(client, above)
    found = 0
    for row in page.context["rows"]:
        for address, text in re.findall(r'<a href="([^"]*)"[^>]*>(.*?)</a>', row.cells):
            answer = client.get(address.replace("&amp;", "&"))
            assert answer.context["total"] == int(re.sub(r"<svg.*?</svg>", "", text))
            found += 1
    assert found >= 8


def test_an_area_and_a_year_narrow_and_sums_follow(client, cast, above, work):
    assert line(shown(client, above, area="digital"), cast.agency.name)["all"] == "1"
    earlier = p.make_plan(cast, year=2025)
    p.write_one(earlier, [cast.office], times=[p.due(date(2025, 6, 30))])
    page = shown(client, above, year="2025")
    assert line(page, cast.agency.name)["overdue"] == "1"
    assert line(page, cast.other_agency.name)["all"] == "–"
    assert [each.value for each in page.context["years"]] == ["2026", "2025"]


def test_an_area_that_an_agency_below_made_can_be_chosen(client, cast, above, work):
    made = ReformArea.objects.create(
        agency=cast.agency, code="phong-chay", name="Phòng cháy", position=90
    )
    assert "phong-chay" not in [each.value for each in shown(client, above).context["areas"]]
    p.write_one(p.make_plan(cast), [cast.division], times=[p.due(FAR)], area=made)
    page = shown(client, above, area="phong-chay")
    assert page.context["area_name"] == "Phòng cháy"
    assert line(page, cast.agency.name)["all"] == "1"


def test_sorting_by_what_is_late_puts_the_worst_first_and_keeps_own_work_on_top(
    client, cast, above, work
):
    late = p.make_plan(cast, agency=cast.other_agency, by=cast.outsider)
    for _ in range(3):
        p.write_one(late, [cast.other_division], times=[p.due(LATE)])
    names = [row.name for row in shown(client, above, sort="overdue").context["rows"]]
    assert names[1:] == [cast.other_agency.name, cast.agency.name]
    assert cast.province.name in names[0]
    names = [row.name for row in shown(client, above, sort="rate").context["rows"]]
    assert names[1:] == [cast.other_agency.name, cast.agency.name]


def test_a_write_shows_at_once(client, cast, above, work):
    assert line(shown(client, above), cast.agency.name)["overdue"] == "2"
    task = Task.objects.filter(next_due_on=LATE).first()
    task.discontinued_on = TODAY
    task.save(update_fields=["discontinued_on"])
    assert line(shown(client, above), cast.agency.name)["overdue"] == "1"


def test_an_agency_over_others_leads_on_to_them_and_back(client, cast, above, work):
    country = create_unit(
        parent=None, kind=Unit.Kind.MINISTRY, name="Bộ Cải cách", is_agency=True, valid_from=START
    )
    Unit.objects.filter(pk=cast.province.pk).update(parent=country)
    for unit in Unit.objects.filter(path__startswith=cast.province.path):
        Unit.objects.filter(pk=unit.pk).update(path=country.path + unit.path)
    add_rows(differences())
    minister = person("bo", "Trịnh Văn Bộ", country, Role.LEADER)
    page = shown(client, minister)
    (row,) = page.context["rows"]
    assert line(page, cast.province.name)["all"] == "6"
    assert "<a " not in row.cells
    deeper = client.get(row.address)
    assert cast.agency.name in [each.name for each in deeper.context["rows"]]
    assert [name for _address, name in deeper.context["crumbs"]] == ["Bộ Cải cách"]


def test_agencies_with_late_work_are_counted_at_every_depth_and_the_looking_one_is_none(
    client, cast, above, work
):
    own = p.make_plan(cast, agency=cast.province)
    p.write_one(own, [cast.province], times=[p.due(LATE)])
    assert shown(client, above).context["late"] == 1
    other = p.make_plan(cast, agency=cast.other_agency, by=cast.outsider)
    Unit.objects.filter(pk=cast.other_agency.pk).update(
        parent=cast.agency, path=cast.agency.path + f"{cast.other_agency.pk:08d}"
    )
    p.write_one(other, [cast.other_division], times=[p.due(LATE)])
    add_rows(differences())
    page = shown(client, above)
    assert [row.name for row in page.context["rows"]][1:] == [cast.agency.name]
    assert page.context["late"] == 2
    assert "2 cơ quan trực thuộc các cấp có nhiệm vụ quá hạn" in page.content.decode()


def test_who_reads_one_agency_sees_no_other(client, cast, work):
    page = shown(client, cast.lan)
    assert [row.name for row in page.context["rows"]] == [f"Nhiệm vụ của {cast.agency.name}"]
    client.force_login(cast.lan)
    for other in (cast.province, cast.other_agency, cast.office):
        assert client.get(reverse("task_agencies"), {"at": other.uid}).status_code == 404
        assert client.get(reverse("task_agencies_export"), {"at": other.uid}).status_code == 404
    assert client.get(reverse("task_agencies"), {"at": "x"}).status_code == 404


def test_the_first_page_of_a_level_above_without_a_plan_leads_to_the_agencies(client, cast, above):
    address = reverse("task_agencies")
    client.force_login(above)
    assert f'href="{address}"' not in client.get("/").content.decode()
    p.write_one(p.make_plan(cast), [cast.division], times=[p.due(LATE)])
    assert f'href="{address}"' in client.get("/").content.decode()
    client.force_login(cast.coordinator)
    assert f'href="{address}"' not in client.get("/").content.decode()


def test_without_any_work_the_page_says_what_comes(client, cast):
    body = shown(client, cast.coordinator).content.decode()
    assert "Chưa có nhiệm vụ để tổng hợp" in body


def test_the_workbook_holds_every_state_and_the_sum(client, cast, above, work):
    client.force_login(above)
    answer = client.get(reverse("task_agencies_export"))
    cells = [
        [cell.value for cell in row]
        for row in load_workbook(BytesIO(answer.content)).active.iter_rows()
    ]
    heading = next(row for row in cells if row[0] == "Cơ quan")
    agency = next(row for row in cells if row[0] == cast.agency.name)
    total = next(row for row in cells if row[0] == "Tổng cộng")
    assert agency[heading.index("Quá hạn")] == 2
    assert total[heading.index("Nhiệm vụ")] == 6


def test_statements_do_not_grow_with_agencies(client, cast, above, work):
    def more():
        for number in range(4):
            made = create_unit(
                parent=cast.province,
                kind=Unit.Kind.DEPARTMENT,
                name=f"Sở số {number}",
                is_agency=True,
                valid_from=START,
            )
            p.write_one(p.make_plan(cast, agency=made), [made], times=[p.due(FAR)])

    client.force_login(above)
    assert assert_constant_queries(client, reverse("task_agencies"), more) <= 13
