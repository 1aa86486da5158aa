"""Lists that nobody wrote go after a month, with an event; what was written stays."""

from datetime import date, timedelta

import pytest

from cchc.audit.models import AuditEvent
from cchc.core import schedule
from cchc.indicators.models import DataSource, FigureImport
from cchc.orgs.models import PeopleUpload
from cchc.periods.models import ReportingPeriod
from cchc.sheets.expiring import KEPT_DAYS, forget_unwritten
from cchc.tasks.models import SheetLine, SheetUpload
from tests.factories import programme

pytestmark = pytest.mark.django_db
SUM = "0" * 64


@pytest.fixture
def uploads(cast, at):
    """One of each kind, sent at the moment of the test."""
    sent = {"user": cast.coordinator, "name": "danh-sach.xlsx", "sha256": SUM, "uploaded_at": at}
    sheet = SheetUpload.objects.create(**sent)
    SheetLine.objects.create(upload=sheet, line=2)
    source = DataSource.objects.create(agency=cast.agency, name="Một cửa")
    period = ReportingPeriod.objects.create(
        agency=cast.agency, document=programme.make_plan(cast).document, name="Quý I",
        data_from=date(2025, 12, 15), data_to=date(2026, 3, 14), due_on=date(2026, 3, 18),
    )  # fmt: skip
    return [
        sheet,
        PeopleUpload.objects.create(agency=cast.agency, **sent),
        FigureImport.objects.create(source=source, period=period, **sent),
    ]


def left():
    return sum(kind.objects.count() for kind in (SheetUpload, PeopleUpload, FigureImport))


def test_what_nobody_wrote_for_a_month_goes_and_the_log_says_so(cast, uploads, at):
    assert forget_unwritten(at=at + timedelta(days=KEPT_DAYS)) == 0
    assert forget_unwritten(at=at + timedelta(days=KEPT_DAYS, seconds=1)) == 3
    assert left() == 0
    assert not SheetLine.objects.exists()
    events = AuditEvent.objects.filter(action__endswith="forgotten")
    assert {(each.target_uid, each.target_label) for each in events} == {
        (each.uid, "danh-sach.xlsx") for each in uploads
    }
    assert set(events.values_list("agency_id", "actor_uid")) == {(cast.agency.pk, None)}


def test_what_was_written_stays(uploads, at):
    for each, name in zip(uploads, ("started_at", "started_at", "applied_at"), strict=True):
        setattr(each, name, at)
        each.save()
    assert forget_unwritten(at=at + timedelta(days=400)) == 0
    assert left() == 3


def test_the_worker_is_asked_for_it_every_day():
    assert "sheets.forget_unwritten" in {plan.job for plan in schedule.plans()}
