"""Between due days units say how far they are; the lead sees who has not."""

import pytest
from django.db import IntegrityError, transaction

from cchc.audit.models import AuditEvent
from cchc.audit.presenters import sentence
from cchc.tasks.models import ProgressReport
from cchc.tasks.services import refusals
from cchc.tasks.services.progress import report_progress
from tests.factories import programme as p


@pytest.fixture
def task(cast):
    return p.write_one(
        p.make_plan(cast),
        [cast.division],
        coordinating=[cast.centre, cast.office],
        times=[p.every("quarterly")],
    )


@pytest.fixture
def report(cast, task, at):
    def act(unit=None, by=None, percent=40, note="Đã khảo sát 3 xã"):
        return report_progress(
            task=task,
            unit=unit or cast.division,
            percent_done=percent,
            note=note,
            by=by or cast.minh,
            at=at,
        )

    return act


def test_a_leading_unit_says_how_far_it_is_and_the_list_shows_when(cast, task, report, at):
    assert report().on_behalf is False
    task.refresh_from_db()
    assert task.changed_at == at
    told = sentence(AuditEvent.objects.get(action="task.progress"))
    assert told.startswith("báo cáo tiến độ của Phòng Nghiệp vụ: 40%, “Đã khảo sát 3 xã”")


def test_coordinating_units_add_their_part_and_the_silent_ones_are_named(
    cast, task, report, client
):
    report()
    report(unit=cast.office, by=cast.lan, percent=100, note="Đã góp ý")
    client.force_login(cast.minh)
    page = client.get(f"/tasks/{task.uid}/").content.decode()
    assert "Đã góp ý" in page
    assert f"Chưa cập nhật: {cast.centre.name}" in " ".join(page.split())


def test_a_later_report_stands_beside_the_earlier_one(cast, task, report, client):
    report()
    report(percent=80, note="Đã dự thảo")
    assert ProgressReport.objects.count() == 2
    client.force_login(cast.minh)
    page = client.get(f"/tasks/{task.uid}/").content.decode()
    assert "80%" in page
    assert ">40%" not in page


def test_what_a_unit_said_stays_in_sight_when_its_part_went_to_another(
    cast, task, report, client, at
):
    report(note="Đã gửi giấy mời")
    task.assignments.filter(unit=cast.division).update(unit=cast.sub_department)
    client.force_login(cast.coordinator)
    page = client.get(f"/tasks/{task.uid}/").content.decode()
    assert "Đã gửi giấy mời" in page
    assert f"{cast.division.name}, trước khi thôi tham gia nhiệm vụ:" in page
    assert cast.sub_department.name in page.split("Chưa cập nhật:")[1].split("</p>")[0]


def test_the_coordinator_reports_for_a_unit_and_it_is_marked(cast, report):
    assert report(unit=cast.centre, by=cast.coordinator).on_behalf is True


@pytest.mark.parametrize(
    ("who", "unit"),
    [
        ("minh", "centre"),
        ("clerk", "division"),
        ("outsider", "division"),
        ("minh", "sub_department"),
    ],
)
def test_nobody_speaks_for_another_unit(cast, report, who, unit):
    with pytest.raises(refusals.NotAPart):
        report(unit=getattr(cast, unit), by=getattr(cast, who))
    assert not ProgressReport.objects.exists()


@pytest.mark.parametrize(
    ("percent", "note", "refusal"),
    [
        (101, "x", refusals.WrongPercent),
        (-1, "x", refusals.WrongPercent),
        (50, " ", refusals.WordsMissing),
    ],
)
def test_what_cannot_be_is_refused(report, percent, note, refusal):
    with pytest.raises(refusal):
        report(percent=percent, note=note)


def test_the_form_offers_only_ones_own_units(cast, task, client):
    client.force_login(cast.minh)
    address = f"/tasks/{task.uid}/progress/"
    page = client.get(address).content.decode()
    assert cast.division.name in page
    assert f">{cast.centre.name}</option>" not in page
    other = client.post(address, {"unit": cast.centre.pk, "percent_done": 10, "note": "x"})
    assert other.status_code == 422
    sent = client.post(address, {"unit": cast.division.pk, "percent_done": 10, "note": "Bắt đầu"})
    assert sent.status_code == 302
    client.force_login(cast.clerk)
    assert client.get(address).status_code == 404


def test_a_difficulty_goes_up_with_the_report_and_both_are_written_once(cast, task, client):
    client.force_login(cast.minh)
    address = f"/tasks/{task.uid}/progress/"
    said = {
        "submit_token": client.get(address).context["new_token"](), "unit": cast.division.pk,
        "percent_done": 40, "note": "Đã khảo sát 3 xã", "obstacle": "Hai xã chưa gửi số liệu",
    }  # fmt: skip
    for _ in range(2):
        assert client.post(address, said).status_code == 302
    assert ProgressReport.objects.get().percent_done == 40
    obstacle = task.obstacles.get()
    assert (obstacle.text, obstacle.raised_by) == ("Hai xã chưa gửi số liệu", cast.minh)


@pytest.mark.parametrize("percent", ["101", "-1", "40,5", "abc"])
def test_a_percentage_that_cannot_be_is_refused_in_words(cast, task, client, percent):
    client.force_login(cast.minh)
    given = {"unit": cast.division.pk, "percent_done": percent, "note": "x", "obstacle": "y"}
    page = client.post(f"/tasks/{task.uid}/progress/", given)
    assert page.status_code == 422
    assert "Nhập số nguyên từ 0 đến 100." in page.content.decode()
    assert not task.obstacles.exists()


@pytest.mark.parametrize("impossible", [{"percent_done": 101}, {"note": ""}])
def test_the_database_refuses_impossible_reports(report, impossible):
    row = report()
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgressReport.objects.filter(pk=row.pk).update(**impossible)
