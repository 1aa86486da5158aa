"""Fixtures of every room: the cast, a fixed clock, private folders for files."""

from datetime import date, datetime
from pathlib import Path

import pytest

from cchc.core import clock
from tests.factories.cast import Cast, make_cast

SHARED_PLANS = Path(__file__).resolve().parents[2] / "shared" / "plans"


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture(autouse=True)
def private_folders(settings, tmp_path: Path) -> None:
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    settings.VAR_DIR = tmp_path


@pytest.fixture
def at() -> datetime:
    """The moment at which things happen in a test unless it says otherwise: 9:00 on 10/3/2026."""
    return datetime(2026, 3, 10, 9, 0, tzinfo=clock.VIETNAM)


@pytest.fixture(autouse=True)
def fixed_day(settings) -> None:
    """Tests live on 10/3/2026, whatever the day."""
    settings.CCHC_TODAY = date(2026, 3, 10)


@pytest.fixture(scope="session")
def real_plans() -> Path:
    if not SHARED_PLANS.is_dir():
        pytest.skip("the five real plans (../shared/plans) are not here")
    return SHARED_PLANS
