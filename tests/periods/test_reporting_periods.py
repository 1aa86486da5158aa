"""Reporting deadlines as a plan words them become rows whose due date is the last allowed day."""

from datetime import date

import pytest
from django.db import transaction
from django.db.utils import IntegrityError

from cchc.audit.selectors import history_of
from cchc.documents.services import create_document
from cchc.periods.models import ReportingPeriod
from cchc.periods.services import write_reporting_periods
from cchc.reading.draft import ReportDeadline, Source


def deadline(name="Báo cáo quý I", period="2026-Q1", due=date(2026, 3, 18), **more):
    return ReportDeadline(
        name=name,
        period=period,
        start=more.pop("start", date(2025, 12, 15)),
        end=more.pop("end", date(2026, 3, 14)),
        due=due,
        **more,
    )


@pytest.fixture
def write(cast, at):
    document = create_document(
        agency=cast.agency, kind="plan", subject="Kế hoạch", by=cast.coordinator, at=at
    )

    def act(*deadlines):
        return write_reporting_periods(
            document=document,
            deadlines=deadlines,
            agency=cast.agency,
            by=cast.coordinator,
            at=at,
        )

    act.document = document
    return act


@pytest.mark.parametrize(
    ("before", "due_on"), [(True, date(2026, 3, 17)), (False, date(2026, 3, 18))]
)
def test_before_a_day_excludes_it_and_no_later_than_includes_it(write, before, due_on):
    [row] = write(deadline(before=before, source=Source(page=7, line=210)))
    assert row.due_on == due_on
    assert row.due_written == date(2026, 3, 18)
    assert row.due_is_before is before
    assert row.source["page"] == 7


def test_a_deadline_without_a_day_is_kept_without_one(write):
    [row] = write(deadline(name="Báo cáo đột xuất", period=None, due=None, start=None, end=None))
    assert (row.due_on, row.code) == (None, "")


def test_writing_the_same_deadlines_again_doubles_nothing(write):
    write(deadline())
    assert write(deadline(), deadline(name="Báo cáo năm", period="2026")) != []
    assert [row.name for row in ReportingPeriod.objects.filter(document=write.document)] == [
        "Báo cáo quý I",
        "Báo cáo năm",
    ]


def test_a_window_that_ends_before_it_begins_was_misread_and_stays_empty(write):
    [row] = write(deadline(start=date(2026, 3, 14), end=date(2025, 12, 15)))
    assert (row.data_from, row.data_to) == (None, None)


def test_the_database_refuses_a_window_out_of_order(write, cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportingPeriod.objects.create(
            agency=cast.agency,
            document=write.document,
            name="x",
            data_from=date(2026, 3, 14),
            data_to=date(2025, 12, 15),
        )


def test_an_agencys_deadlines_are_told_in_the_log(write):
    write(deadline(), deadline(name="Báo cáo 6 tháng", period="2026-H1", due=date(2026, 6, 18)))
    assert "Báo cáo quý I; Báo cáo 6 tháng" in history_of(write.document.uid)[0].sentence
