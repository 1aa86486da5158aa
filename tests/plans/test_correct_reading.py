"""Đính chính nội dung trích xuất: what was misread is put right as such, without an amendment."""

from datetime import date

import pytest

from cchc.audit.models import AuditEvent
from cchc.core.errors import DomainError, Stale
from cchc.core.tokens import new_token
from cchc.plans.models import Plan, ReadingCorrection
from cchc.plans.services.corrections import NothingToCorrect, correct_reading
from cchc.tasks.models import Assignment, Occurrence
from cchc.tasks.services.rewriting import ResultsInTheWay


@pytest.fixture
def plan(in_force) -> Plan:
    return in_force()


@pytest.fixture
def correct(cast, at, plan):
    def act(row, field, new, **given):
        arguments = {
            "seen_version": plan.version,
            "kind": "target" if row.__class__.__name__ == "Target" else "task",
            "quote": "Nguyên văn trong kế hoạch",
            "by": cast.coordinator,
            "at": at,
        } | given
        return correct_reading(plan=plan, uid=row.uid, field=field, new=new, **arguments)

    return act


def task(plan, path="II.1.a"):
    return plan.tasks.get(path=path)


def test_a_tasks_text_is_put_right_with_quote_old_and_new(plan, correct, cast):
    correct(task(plan), "text", "Ban hành Kế hoạch tự kiểm tra cải cách hành chính")

    correction = ReadingCorrection.objects.get()
    assert correction.old.startswith("Ban hành Kế hoạch kiểm tra")
    assert correction.new == "Ban hành Kế hoạch tự kiểm tra cải cách hành chính"
    assert correction.quote == "Nguyên văn trong kế hoạch"
    assert correction.by == cast.coordinator
    assert task(plan).text == correction.new
    event = AuditEvent.objects.get(action="plan.corrected")
    assert (event.data["old"], event.data["new"]) == (correction.old, correction.new)


def test_a_time_gives_new_due_dates(plan, correct):
    correct(task(plan), "time", "Quý II năm 2026")

    row = task(plan)
    assert row.time_wording == "Quý II năm 2026"
    assert [one.due_on for one in row.occurrences.all()] == [date(2026, 6, 30)]
    assert row.next_due_on == date(2026, 6, 30)


def test_a_leading_unit_is_found_in_the_directory(plan, correct, cast):
    correct(task(plan), "lead", "Phòng Nghiệp vụ")

    leads = task(plan).assignments.filter(part=Assignment.Part.LEAD)
    assert [one.unit for one in leads] == [cast.division]
    assert set(Occurrence.objects.filter(task=task(plan)).values_list("unit", flat=True)) == {
        cast.division.pk
    }


def test_a_collective_name_gives_one_share_per_unit(plan, correct, cast):
    correct(task(plan), "lead", "Các phòng, đơn vị thuộc Sở")

    assert task(plan).assignments.filter(part=Assignment.Part.LEAD).count() == 4


def test_products_are_one_a_line(plan, correct):
    correct(task(plan), "products", "Kế hoạch của Giám đốc Sở\n\nBáo cáo kết quả kiểm tra\n")

    assert [one.text for one in task(plan).deliverables.all()] == [
        "Kế hoạch của Giám đốc Sở",
        "Báo cáo kết quả kiểm tra",
    ]


def test_the_plans_value_follows_so_that_exports_are_right(plan, correct):
    correct(task(plan), "products", "Kế hoạch của Giám đốc Sở\nBáo cáo")

    value = Plan.objects.get().value
    assert value["tasks"][0]["products"] == ["Kế hoạch của Giám đốc Sở", "Báo cáo"]
    assert Plan.objects.get().draft.value["tasks"][0]["products"] == ["Kế hoạch của Giám đốc Sở"]


def test_a_targets_value_is_put_right(plan, correct):
    correct(plan.targets.get(), "value", "97,5")

    assert plan.targets.get().value == 97.5
    assert Plan.objects.get().value["targets"][0]["value"] == 97.5


def test_a_wording_alone_keeps_recorded_results(plan, correct, cast, at):
    Occurrence.objects.filter(task=task(plan)).update(
        delivered_on=date(2026, 3, 1), recorded_by=cast.lan, recorded_at=at
    )

    correct(task(plan), "products", "Kế hoạch kiểm tra của Giám đốc Sở")

    assert task(plan).occurrences.get().delivered_on == date(2026, 3, 1)
    assert task(plan).deliverables.get().text == "Kế hoạch kiểm tra của Giám đốc Sở"


def test_a_change_that_would_lose_a_recorded_result_is_refused(plan, correct, cast, at):
    Occurrence.objects.filter(task=task(plan)).update(
        delivered_on=date(2026, 3, 1), recorded_by=cast.lan, recorded_at=at
    )

    with pytest.raises(ResultsInTheWay):
        correct(task(plan), "lead", cast.centre.name)

    assert task(plan).time_wording == "Quý I năm 2026"
    assert not ReadingCorrection.objects.exists()
    assert Plan.objects.get().version == 1


@pytest.mark.parametrize(
    ("field", "new", "words"),
    [
        ("lead", "Tổ chuyên trách không có", "Danh mục chưa có đơn vị"),
        ("text", "   ", "không được để trống"),
        ("nonsense", "x", "Không có nội dung này"),
    ],
)
def test_what_cannot_be_is_refused_in_words(plan, correct, field, new, words):
    with pytest.raises(DomainError, match=words):
        correct(task(plan), field, new)

    assert not ReadingCorrection.objects.exists()


def test_without_the_plans_own_words_nothing_is_corrected(plan, correct):
    with pytest.raises(DomainError, match="nguyên văn"):
        correct(task(plan), "text", "Khác", quote="  ")


def test_the_same_value_is_no_correction(plan, correct):
    with pytest.raises(NothingToCorrect):
        correct(task(plan), "time", " Quý I  năm 2026 ")


def test_two_people_correcting_at_once_do_not_overwrite_each_other(plan, correct):
    seen = plan.version
    correct(task(plan), "text", "Nội dung thứ nhất")

    with pytest.raises(Stale):
        correct(task(plan), "text", "Nội dung thứ hai", seen_version=seen)

    assert task(plan).text == "Nội dung thứ nhất"


def test_the_form_corrects_and_returns_to_the_row(client, cast, plan):
    client.force_login(cast.coordinator)
    address = f"/plans/{plan.uid}/correct/task/{task(plan).uid}/"

    page = client.get(address)
    answer = client.post(
        address,
        {
            "submit_token": new_token(),
            "seen": plan.version,
            "field": "text",
            "new": "Ban hành Kế hoạch tự kiểm tra",
            "quote": "Ban hành Kế hoạch tự kiểm tra",
        },
    )

    assert page.status_code == 200
    assert answer["Location"] == f"/tasks/{task(plan).uid}/"
    shown = client.get(plan.get_absolute_url()).content.decode()
    assert "Đính chính nội dung trích xuất" in shown


@pytest.mark.parametrize("who", ["lan", "leader", "clerk", "outsider", "administrator"])
def test_only_who_issues_plans_corrects_them(client, cast, plan, who):
    client.force_login(getattr(cast, who))
    address = f"/plans/{plan.uid}/correct/task/{task(plan).uid}/"

    assert client.get(address).status_code == 404
    assert client.post(address, {"field": "text", "new": "x", "quote": "x"}).status_code == 404
    assert not ReadingCorrection.objects.exists()
