from datetime import date, datetime

import pytest

from cchc.core import clock
from cchc.documents.models import Document
from cchc.indicators.models import Indicator
from cchc.indicators.services import assign_duties
from cchc.periods.models import ReportingPeriod


@pytest.fixture
def at():
    return datetime(2026, 3, 10, 9, 0, tzinfo=clock.VIETNAM)


@pytest.fixture
def make_period(cast):
    document = Document.objects.create(
        agency=cast.agency, kind=Document.Kind.PLAN, number="86/KH-SKHCN", subject="Kế hoạch",
        issuer=cast.agency.name,
    )  # fmt: skip

    def make(name="Quý I", data_from=date(2025, 12, 15), data_to=date(2026, 3, 14), agency=None):
        return ReportingPeriod.objects.create(
            agency=agency or cast.agency, document=document, name=name, data_from=data_from,
            data_to=data_to, due_on=date(2026, 3, 18),
        )  # fmt: skip

    return make


@pytest.fixture
def period(make_period):
    return make_period()


@pytest.fixture
def articles(db):
    """Tin, bài: a plain number that every unit gives."""
    return Indicator.objects.get(code="CDDH.10")


@pytest.fixture
def on_time(db):
    """Hồ sơ đúng hạn: a share."""
    return Indicator.objects.get(code="TTHC.07")


@pytest.fixture
def asked(cast, articles, on_time, at):
    """Every unit gives articles, the centre alone the dossiers."""
    assign_duties(
        agency=cast.agency,
        asked={articles.pk: None, on_time.pk: cast.centre},
        by=cast.coordinator,
        at=at,
    )
