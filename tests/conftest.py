"""Fixtures of every room: the cast, a fixed clock, private folders for files, a client that inspects pages."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from cchc.core import clock
from cchc.reading.inputs import programs
from cchc.tasks.services.sums import differences
from tests.factories import tokens
from tests.factories.cast import Cast, make_cast
from tests.inspection import InspectingClient

SHARED_PLANS = Path(__file__).resolve().parents[2] / "shared" / "plans"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--only-database",
        action="store_true",
        help="run only the tests that use the database and may differ on another one",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--only-database"):
        return
    kept = [item for item in items if _uses_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def _uses_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    if item.get_closest_marker("any_database") is not None:
        return False
    marked = item.get_closest_marker("django_db") is not None
    return marked or not fixtures.isdisjoint({"db", "transactional_db"})


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite as in use, a file: threads get connections of their own instead of sharing memory."""
    database = settings.DATABASES["default"]
    if "sqlite" in database["ENGINE"]:
        folder = tmp_path_factory.mktemp("database")
        database.setdefault("TEST", {})["NAME"] = str(folder / "tests.sqlite3")


@pytest.fixture
def client() -> InspectingClient:
    """Whatever page a test fetches is also inspected: see tests/inspection.py."""
    return InspectingClient()


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    """The cast of a test; whatever the test did to tasks, their kept sums equal a recount afterwards."""
    yield make_cast()
    if not connection.needs_rollback:
        assert differences() == {}


@pytest.fixture(autouse=True)
def private_folders(settings, tmp_path: Path) -> None:
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    settings.AUDIT_HEADS = tmp_path / "audit-heads.jsonl"
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


@pytest.fixture(scope="session")
def libreoffice() -> None:
    """Tests that ask for it need LibreOffice."""
    if not programs.has_office():
        pytest.fail(
            "Needs Debian's packages libreoffice-writer-nogui and libreoffice-calc-nogui.",
            pytrace=False,
        )


@pytest.fixture(scope="session")
def tesseract() -> None:
    """Tests that ask for it need Tesseract with its Vietnamese data."""
    if not programs.has_recogniser():
        pytest.fail("Needs Debian's packages tesseract-ocr and tesseract-ocr-vie.", pytrace=False)


@pytest.fixture(scope="session")
def softhsm() -> None:
    """Tests that ask for it need SoftHSM."""
    if not tokens.library():
        pytest.fail("Needs Debian's package softhsm2.", pytrace=False)
