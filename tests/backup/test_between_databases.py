"""A backup made on SQLite by the command itself goes into whatever database the tests run on."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cchc.audit import chain
from cchc.backup import rows
from cchc.backup.services import restore_backup
from cchc.evidence.services import verify_store
from cchc.orgs.models import User
from cchc.tasks.models import Task
from tests.backup.conftest import PASSPHRASE

ROOT = Path(__file__).resolve().parents[2]
FILL = """
import django
django.setup()
from datetime import datetime, UTC
from django.db import transaction
from cchc.audit.services import record
from cchc.evidence.services import store
from tests.factories.cast import make_cast
from tests.factories.year import make_year
at = datetime(2026, 3, 10, 2, 30, 15, 123456, tzinfo=UTC)
cast = make_cast()
make_year(cast)
store(chunks=["Nội dung".encode()], media_type="text/plain", at=at)
with transaction.atomic():
    record(action="x.y", target=cast.lan, by=cast.minh, at=at, agency_id=cast.agency.pk, z=[1.5, {"b": 1, "a": 2}])
"""


@pytest.fixture
def from_sqlite(tmp_path) -> Path:
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"} | {
        "CCHC_ENV": "test",
        "CCHC_TODAY": "2026-03-10",
        "CCHC_VAR": str(tmp_path / "elsewhere"),
        "CCHC_BACKUP_PASSPHRASE": PASSPHRASE,
        "DJANGO_SETTINGS_MODULE": "cchc.config.settings",
        "PYTHONPATH": str(ROOT),
    }
    backup = tmp_path / "from-sqlite"
    for command in (["-m", "cchc", "migrate"], ["-c", FILL], ["-m", "cchc", "backup", str(backup)]):
        subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, check=True)
    return backup


def test_an_office_moves_from_sqlite_to_this_database(client, transactional_db, from_sqlite, at):
    rows.empty_all()  # a new installation, whatever migrations put there
    restored = restore_backup(path=from_sqlite, passphrase=PASSPHRASE, replace=False, at=at)

    assert restored.manifest.database == "SQLite"
    assert restored.end.rows["tasks.Task"][0] == Task.objects.count() > 0
    assert restored.log_problems == 0
    assert chain.verify_all() == []
    assert list(verify_store()) == []
    leader = User.objects.get(username="thanh")
    assert leader.check_password("mat-khau-thu-nghiem")
    client.force_login(leader)
    assert client.get("/tasks/").status_code == 200
