"""The demo office loaded once for a module of tests, undone at its end."""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Path]:
    """The folder in which the demo office keeps its files; loaded as of 10/3/2026."""
    folder = tmp_path_factory.mktemp("demo")
    places = override_settings(
        EVIDENCE_DIR=folder / "evidence", VAR_DIR=folder, CCHC_TODAY=date(2026, 3, 10)
    )
    with django_db_blocker.unblock(), places, transaction.atomic():
        call_command("demo", stdout=io.StringIO())
        yield folder
        transaction.set_rollback(True)
