"""A unit's part opens filled in; the unit completes and gives it; the office takes it or gives it back."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cchc.audit.models import AuditEvent
from cchc.indicators.given import reasons_against
from cchc.indicators.services import FiguresGiven
from cchc.messages.models import Notice
from cchc.publishing.report import ProgressAnnex
from cchc.reports.models import Report, UnitPart
from cchc.reports.selectors.content import content_of, snapshot_in
from cchc.reports.selectors.files import paper_of
from cchc.reports.selectors.parts import content_of_part
from cchc.reports.services import refusals
from cchc.reports.services.opening import open_due_reports, open_report
from cchc.reports.services.parts import Paper, Words, return_part, save_part, send_part
from cchc.reports.states import PartState
from cchc.tasks.models import Task
from cchc.tasks.rules.state import State
from cchc.tasks.selectors.as_of import states_on
from cchc.tasks.services.recording import Result, record_fact
from tests.factories import programme as p
from tests.reports.conftest import on

pytestmark = pytest.mark.django_db


def words(**more):
    return Words(narrative=more.get("narrative", {}), task_notes=more.get("notes", {}),
                 missing_note=more.get("missing", ""))  # fmt: skip


def done(task, day, cast, at, **more):
    row = task.occurrences.get()
    result = Result(delivered_on=day, **more)
    record_fact(occurrence=row, result=result, by=cast.minh, at=at, seen=row.version)


def test_a_report_opens_with_a_part_for_each_unit_and_tells_their_people(
    opened, cast, django_capture_on_commit_callbacks, make_period, report_form, at
):
    assert {part.unit for part in opened.parts.all()} == {
        cast.office, cast.division, cast.sub_department, cast.centre
    }  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        open_report(
            period=make_period("6 tháng", last=date(2026, 6, 14), due_on=date(2026, 6, 18)),
            form=report_form, parts_due_on=date(2026, 6, 16), by=cast.coordinator, at=at,
        )  # fmt: skip
    assert {row.user for row in Notice.objects.filter(kind="report.part")} >= {cast.lan, cast.minh}


def test_reports_open_by_themselves_once_the_cut_off_has_passed(
    cast, asked, make_period, at, django_capture_on_commit_callbacks
):
    past = make_period("Đã quá hạn", last=date(2025, 12, 20), due_on=date(2025, 12, 25))
    now = make_period()
    later = make_period("6 tháng", last=date(2026, 6, 14), due_on=date(2026, 6, 18))
    strange = make_period(agency=cast.other_agency)
    for _ in range(2):
        open_due_reports(today=at.date(), at=at)
    report = Report.objects.get()
    assert (report.period, report.opened_by, report.form.code) == (
        now, None, "periodic-department"
    )  # fmt: skip
    assert report.parts_due_on == date(2026, 3, 17)
    assert not {past, later, strange} & {report.period}


def test_units_that_are_asked_before_the_cut_off_get_their_part_before_their_day(
    cast, asked, make_period, at
):
    """Quảng Ngãi's calendar: units by 02/3, figures until 14/3, so that they estimate first."""
    make_period(internal_due_on=date(2026, 3, 2))
    open_due_reports(today=date(2026, 2, 19), at=at)
    assert not Report.objects.exists()
    open_due_reports(today=date(2026, 2, 20), at=at)
    assert Report.objects.get().parts_due_on == date(2026, 3, 2)


def test_a_period_is_opened_once(opened, cast, period, report_form, at):
    with pytest.raises(refusals.AlreadyOpen):
        open_report(
            period=period, form=report_form, parts_due_on=date(2026, 3, 17), by=cast.coordinator,
            at=at,
        )  # fmt: skip
    assert Report.objects.count() == 1


@pytest.mark.parametrize("day", [date(2025, 12, 14), date(2026, 3, 19)])
def test_the_day_of_units_lies_in_the_window_or_before_the_agencys_own_day(
    cast, period, report_form, at, day
):
    with pytest.raises(refusals.DeadlineOutside):
        open_report(period=period, form=report_form, parts_due_on=day, by=cast.coordinator, at=at)


def test_a_part_is_filled_in_from_tasks_figures_and_documents(
    opened, part_of, cast, at, articles, say
):
    plan = p.make_plan(cast)
    made, late = (p.write_one(plan, [cast.division], times=[p.due(date(2026, 3, 1))]) for _ in "ab")
    done(made, date(2026, 2, 27), cast, at, document_number="15/KH-SKHCN")
    say(articles, 0, unit=cast.division)
    content = content_of_part(part_of(cast.division))
    assert {(line.label, line.state) for line in content.tasks} == {
        (made.label, "Hoàn thành đúng hạn"), (late.label, "Quá hạn"),
    }  # fmt: skip
    assert [(paper.number, paper.issued_on) for paper in content.papers] == [
        ("15/KH-SKHCN", "2026-02-27")
    ]
    assert [(line.code, line.said, line.value) for line in content.figures] == [
        ("CDDH.10", "value", "0")
    ]


def test_empty_zero_and_not_arising_stay_three_facts(opened, part_of, cast, articles, say):
    said = {}
    say(articles, 0, unit=cast.division)
    say(articles, unit=cast.office, is_not_arising=True, note="Không có hoạt động trong kỳ")
    for unit in (cast.division, cast.office, cast.sub_department):
        (line,) = content_of_part(part_of(unit)).figures
        said[unit] = (line.said, line.value)
    assert said == {
        cast.division: ("value", "0"),
        cast.office: ("not_arising", ""),
        cast.sub_department: ("missing", ""),
    }


def test_a_product_of_last_years_plan_counts_in_the_quarter_that_holds_its_day(
    opened, part_of, cast, at
):
    """Case 16: issued 20/12/2025, the window of quarter I begins 15/12, the task of 2025 is done in time."""
    plan = p.make_plan(cast, year=2025, issued_on=date(2025, 1, 10))
    task = p.write_one(plan, [cast.division], times=[p.due(date(2025, 12, 31))])
    done(task, date(2025, 12, 20), cast, at, document_number="201/QĐ-SKHCN")
    content = content_of_part(part_of(cast.division))
    assert [(line.state, line.done_on) for line in content.tasks] == [
        ("Hoàn thành đúng hạn", "2025-12-20")
    ]
    assert content.papers[0].number == "201/QĐ-SKHCN"
    figures = snapshot_in(content_of(opened, at))
    counted = {name: figures.get(f"task.all.{name}").value for name in ("total", "done_on_time")}
    assert counted == {"total": 1, "done_on_time": 1}
    assert "201/QĐ-SKHCN" in [row["number"] for row in content_of(opened, at)["papers"]]
    rows = Task.objects.filter(pk=task.pk)
    assert states_on(rows, date(2025, 12, 19), 7)[task.pk] is not State.DONE_ON_TIME
    for day in (date(2025, 12, 31), date(2026, 3, 14)):
        assert states_on(rows, day, 7)[task.pk] is State.DONE_ON_TIME


def test_due_after_the_cut_off_is_in_time_and_asks_for_a_forecast(
    cast, make_period, report_form, settings, give
):
    """Case 15: due 31/12, the year's report cut at 14/12; the forecast to 31/12 stands in its annex."""
    settings.CCHC_TODAY = date(2026, 12, 15)
    task = p.write_one(p.make_plan(cast), [cast.division], times=[p.due(date(2026, 12, 31))])
    year = make_period(
        "Năm 2026",
        first=date(2025, 12, 15),
        last=date(2026, 12, 14),
        code="2026",
        due_on=date(2026, 12, 18),
    )
    report = open_report(
        period=year, form=report_form, parts_due_on=date(2026, 12, 16), by=cast.coordinator,
        at=on(date(2026, 12, 15)),
    )  # fmt: skip
    part = report.parts.get(unit=cast.division)
    (line,) = content_of_part(part).tasks
    assert (line.state, line.due_on, line.asks) == (
        "Đang thực hiện, trong hạn", "2026-12-31", "forecast"
    )  # fmt: skip
    save_part(
        part=part, words=words(notes={str(task.uid): "Ban hành trước 25/12"}), version=1,
        by=cast.minh, at=on(date(2026, 12, 15)), on_behalf=False,
    )  # fmt: skip
    assert content_of_part(part).tasks[0].note == "Ban hành trước 25/12"
    give(
        part, notes={str(task.uid): "Ban hành trước 25/12"}, accept=False, at=on(date(2026, 12, 15))
    )
    day = on(date(2026, 12, 15))
    assert forecasts(report, day) == {"Dự kiến đến 31/12/2026: Ban hành trước 25/12"}


@pytest.mark.parametrize(
    ("first", "said"),
    [(date(2025, 12, 15), {"Đơn vị chưa nêu dự kiến đến 31/12/2026"}), (date(2026, 9, 15), {""})],
)
def test_a_years_report_says_where_no_forecast_was_given_and_a_quarters_asks_for_none(
    cast, make_period, report_form, settings, first, said
):
    """Case 15."""
    settings.CCHC_TODAY = date(2026, 12, 15)
    p.write_one(p.make_plan(cast), [cast.division], times=[p.due(date(2026, 12, 31))])
    period = make_period("Kỳ", first, date(2026, 12, 14), code="2026", due_on=date(2026, 12, 18))
    day = on(date(2026, 12, 15))
    report = open_report(
        period=period,
        form=report_form,
        parts_due_on=date(2026, 12, 16),
        by=cast.coordinator,
        at=day,
    )
    assert forecasts(report, day) == said


def forecasts(report, at):
    """What the report's annex of tasks prints in its last column."""
    paper = paper_of(report, content_of(report, at))
    (annex,) = [each for each in paper.annexes if isinstance(each, ProgressAnnex)]
    return {row.note for block in annex.blocks for row in block.rows}


def test_a_division_gives_its_part_by_its_heads_click(opened, part_of, cast, at):
    part = part_of(cast.division)
    facts = {"part": part, "words": words(missing="Đang rà soát"), "paper": None, "at": at}
    with pytest.raises(refusals.HeadSends):
        send_part(version=1, by=cast.minh, is_head=False, on_behalf=False, **facts)
    part.refresh_from_db()
    assert part.state == PartState.NOT_OPENED
    send_part(version=1, by=cast.head, is_head=True, on_behalf=False, **facts)
    part.refresh_from_db()
    assert (part.state, part.sent_by) == (PartState.SENT, cast.head)
    assert AuditEvent.objects.get(action="report.part_sent").data["unit"] == cast.division.name


@pytest.mark.parametrize(
    "paper",
    [
        None,
        Paper("", date(2026, 3, 16), "a.pdf", "application/pdf", [b"x"]),
        Paper("12/BC", None, "a.pdf", "application/pdf", [b"x"]),
        Paper("12/BC", date(2026, 3, 16)),
    ],
)
def test_a_unit_with_a_seal_gives_number_day_and_file(opened, part_of, cast, at, paper):
    with pytest.raises(refusals.SealMissing):
        send_part(
            part=part_of(cast.centre), words=words(missing="vì"), paper=paper, version=1,
            by=cast.coordinator, at=at, is_head=False, on_behalf=True,
        )  # fmt: skip
    assert not UnitPart.objects.filter(state=PartState.SENT).exists()


def test_late_work_needs_a_reason_and_missing_figures_a_word(
    opened, part_of, cast, at, articles, say
):
    task = p.write_one(p.make_plan(cast), [cast.division], times=[p.due(date(2026, 3, 1))])
    facts = {"paper": None, "by": cast.head, "at": at, "is_head": True, "on_behalf": False}
    with pytest.raises(refusals.UnexplainedLateness, match=task.label):
        send_part(part=part_of(cast.division), words=words(missing="vì"), version=1, **facts)
    notes = {str(task.uid): "Chờ ý kiến của các huyện"}
    with pytest.raises(refusals.UnexplainedGaps, match="Tin, bài"):
        send_part(part=part_of(cast.division), words=words(notes=notes), version=1, **facts)
    say(articles, 0, unit=cast.division)
    sent = send_part(part=part_of(cast.division), words=words(notes=notes), version=1, **facts)
    assert sent.given["tasks"][0]["note"] == "Chờ ý kiến của các huyện"


def test_nobody_alters_what_a_unit_has_given_and_the_office_gives_it_back(
    opened, part_of, cast, at, give, django_capture_on_commit_callbacks
):
    part = give(part_of(cast.division), accept=False)
    with pytest.raises(refusals.PartGiven):
        save_part(
            part=part, words=words(), version=part.version, by=cast.coordinator, at=at,
            on_behalf=True,
        )  # fmt: skip
    with pytest.raises(refusals.ReasonMissing):
        return_part(part=part, reason=" ", version=part.version, by=cast.coordinator, at=at)
    with django_capture_on_commit_callbacks(execute=True):
        return_part(
            part=part, reason="Bổ sung lý do quá hạn", version=part.version, by=cast.coordinator,
            at=at,
        )  # fmt: skip
    part.refresh_from_db()
    assert part.state == PartState.RETURNED
    assert "Bổ sung lý do" in Notice.objects.get(user=cast.minh).text
    saved = save_part(
        part=part, words=words(narrative={"I.1": "Đã làm"}), version=part.version, by=cast.minh,
        at=at, on_behalf=False,
    )  # fmt: skip
    assert saved.narrative == {"I.1": "Đã làm"}


def test_the_office_enters_no_figures_for_a_unit_that_has_given_its_own(
    opened, part_of, cast, give, articles, say, at
):
    give(part_of(cast.division), by=cast.head, is_head=True, on_behalf=False)
    with pytest.raises(FiguresGiven, match="trả lại phần báo cáo"):
        say(articles, 15, unit=cast.division)
    give(part_of(cast.office))
    say(articles, 15, unit=cast.office)
    part = part_of(cast.division)
    return_part(part=part, reason="Sửa số", version=part.version, by=cast.coordinator, at=at)
    say(articles, 15, unit=cast.division)


def test_of_many_units_only_those_that_gave_their_own_part_are_closed_to_others(
    opened, part_of, cast, give, django_assert_num_queries
):
    give(part_of(cast.division), by=cast.head, is_head=True, on_behalf=False)
    give(part_of(cast.office))
    units = [cast.division, cast.office, cast.centre]
    with django_assert_num_queries(1):
        found = reasons_against(opened.period, units)
    assert found.keys() == {cast.division.pk}
    assert cast.division.name in found[cast.division.pk]


def test_what_was_given_stays_as_it_was_given(opened, part_of, cast, give, articles, say):
    say(articles, 12, unit=cast.division)
    part = give(part_of(cast.division))
    say(articles, 15, unit=cast.division)
    part.refresh_from_db()
    assert content_of_part(part).figures[0].value == "12"


def test_a_unit_with_a_seal_numbers_its_own_paper_and_a_division_has_no_number_to_give(
    opened, part_of, cast, client
):
    """Case 8: a chi cục signs and numbers; of a division the head's click is enough, whatever is posted."""
    for unit, who, number in (
        (cast.sub_department, cast.coordinator, "12/BC-CCTĐC"),
        (cast.division, cast.head, ""),
    ):
        part = part_of(unit)
        client.force_login(who)
        address = reverse("report_part", args=[part.uid])
        page = client.get(address)
        assert ('name="document_number"' in page.content.decode()) is bool(number)
        answer = client.post(
            address,
            {
                "version": part.version, "missing_note": "Đang rà soát", "send": "1", "whole": "1",
                "document_number": "12/BC-CCTĐC", "document_on": "16/03/2026",
                "signed_file": SimpleUploadedFile("bc.pdf", b"%PDF-1.7"),
            },
        )  # fmt: skip
        assert answer.status_code == 302
        part.refresh_from_db()
        assert (part.state, part.document_number) == (PartState.SENT, number)
        assert (part.stored is not None) is bool(number)
