"""Settings refuse what would be unsafe, each in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GOOD = {"CCHC_ENV": "production", "CCHC_SECRET_KEY": "k" * 50, "CCHC_HOSTS": "cchc.example.vn"}


def start(expression: str = "settings.ENV", **variables: str) -> subprocess.CompletedProcess[str]:
    """Load the settings with these variables alone and print an expression."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    code = f"from cchc.config import settings; print({expression})"
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=kept | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_starts_with_a_long_secret_and_no_debug():
    assert start(**GOOD).stdout.strip() == "production"


@pytest.mark.parametrize(
    "wrong",
    [
        {"CCHC_SECRET_KEY": ""},
        {"CCHC_SECRET_KEY": "short"},
        {"CCHC_SECRET_KEY": "only-for-tests"},
        {"CCHC_DEBUG": "1"},
        {"CCHC_ENV": "staging"},
        {"DATABASE_URL": "mysql://somewhere/cchc"},
    ],
)
def test_production_refuses_to_start(wrong):
    done = start(**GOOD | wrong)
    assert done.returncode != 0
    assert "ImproperlyConfigured" in done.stderr


def test_without_any_variable_it_is_production_and_refuses():
    assert start().returncode != 0


def test_production_serves_no_host_that_was_not_named():
    unnamed = {key: value for key, value in GOOD.items() if key != "CCHC_HOSTS"}
    assert start("[h for h in settings.ALLOWED_HOSTS if h]", **unnamed).stdout.strip() == "[]"


def test_cookies_and_https_are_strict_in_production():
    expression = "(settings.SESSION_COOKIE_SECURE, settings.SECURE_SSL_REDIRECT)"
    assert start(expression, **GOOD).stdout.strip() == "(True, True)"


def test_the_fixed_day_is_not_for_production():
    assert start("settings.CCHC_TODAY", CCHC_TODAY="2026-03-10", **GOOD).stdout.strip() == "None"
    fixed = start("settings.CCHC_TODAY", CCHC_ENV="test", CCHC_TODAY="2026-03-10")
    assert fixed.stdout.strip() == "2026-03-10"


def test_a_database_address_may_hold_special_characters():
    address = "postgresql://user:p%40ss%2Fword@db.example.vn:5433/ten%20kho"
    expression = "{k: settings.DATABASES['default'][k] for k in ('PASSWORD', 'NAME', 'PORT')}"
    done = start(expression, DATABASE_URL=address, **GOOD)
    assert done.stdout.strip() == "{'PASSWORD': 'p@ss/word', 'NAME': 'ten kho', 'PORT': '5433'}"


def test_a_demo_takes_its_secret_from_its_own_folder(tmp_path):
    (tmp_path / "secret-key").write_text("demo" * 12)
    done = start("settings.SECRET_KEY", CCHC_ENV="demo", CCHC_VAR=str(tmp_path))
    assert done.stdout.strip() == "demo" * 12
