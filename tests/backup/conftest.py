"""An office with something of everything, and what of it can be compared afterwards."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from cchc.audit.services import record
from cchc.evidence.services import store
from tests.factories.cast import Cast, make_cast
from tests.factories.year import make_year

PASSPHRASE = "mật khẩu đủ dài của Sở"
FILES = [b"noi dung mot", "Kế hoạch".encode() * 300_000, b""]


@dataclass
class Office:
    cast: Cast
    files: list[str]


@pytest.fixture
def office(transactional_db, at) -> Office:
    """Units, people, a plan with tasks, three files (one of several blocks, one empty), a log."""
    cast = make_cast()
    make_year(cast, count=8)
    files = [store(chunks=[content], media_type="text/plain", at=at).sha256 for content in FILES]
    with transaction.atomic():
        for number in range(30):
            record(
                action="unit.changed",
                target=cast.office,
                by=cast.coordinator,
                at=at,
                agency_id=cast.agency.pk,
                z={"b": number, "a": [1.5, None, "“Đổi”"]},
            )
    return Office(cast, files)


def every_row() -> dict[str, list[tuple]]:
    """Every stored row of every table, as the driver gives it."""
    rows = {}
    for model in apps.get_models(include_auto_created=True):
        columns = ", ".join(f'"{field.column}"' for field in model._meta.local_concrete_fields)
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT {columns} FROM "{model._meta.db_table}"')
            rows[model._meta.label] = sorted(cursor.fetchall(), key=repr)
    return rows


def every_file() -> dict[str, str]:
    """Place below the store -> hash of what lies there."""
    root = Path(settings.EVIDENCE_DIR)
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file()
    }
