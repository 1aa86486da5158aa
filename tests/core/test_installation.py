"""What `cchc check` looks at."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django_tasks_db.models import DBTaskResult

from cchc.core import clock, installation
from cchc.core.jobs import run


def line(text: str) -> installation.Answer:
    found = [answer for answer in installation.examine() if text in answer.text]
    assert len(found) == 1, [answer.text for answer in installation.examine()]
    return found[0]


def test_a_ready_database_is_sound(db):
    assert line("Cơ sở dữ liệu").is_sound


def test_a_migration_that_was_not_run_is_told(db, monkeypatch):
    executor = installation.MigrationExecutor
    monkeypatch.setattr(executor, "migration_plan", lambda self, targets: ["plans.0002"])
    assert not line("cchc migrate").is_sound


@pytest.mark.parametrize(
    ("hosts", "sound"), [(["cchc.example.vn"], True), ([""], False), (["*"], False)]
)
def test_hosts_are_named_one_by_one(db, settings, hosts, sound):
    settings.ALLOWED_HOSTS = hosts
    assert installation._hosts().is_sound is sound


def test_debug_is_never_sound(db, settings):
    settings.DEBUG = True
    assert not installation._mode().is_sound


def test_a_folder_that_cannot_be_written_is_named(settings, monkeypatch):
    monkeypatch.setattr(installation.os, "access", lambda path, mode: False)
    assert str(settings.VAR_DIR) in installation._folders().text


def test_a_worker_shows_that_it_lives(db, settings):
    assert not line("Tiến trình nền").is_sound
    sign = installation.worker_sign()
    sign.write_text(clock.now().isoformat())
    assert line("Tiến trình nền").is_sound
    sign.write_text((clock.now() - timedelta(minutes=5)).isoformat())
    assert not line("Tiến trình nền").is_sound


def test_jobs_that_wait_too_long_are_counted(db, settings):
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks_db.DatabaseBackend", "ENQUEUE_ON_COMMIT": False}
    }
    run.enqueue("nothing", [], 1)
    assert line("việc nền").is_sound
    old = datetime(2026, 3, 1, tzinfo=clock.VIETNAM)
    DBTaskResult.objects.update(enqueued_at=old)
    assert "1 việc nền" in line("việc nền").text


def test_missing_fonts_and_static_files_are_told(db, settings, tmp_path: Path):
    settings.FONTS_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path
    settings.ENV = "demo"
    assert not line("phông chữ").is_sound
    assert not line("tệp giao diện").is_sound


def test_without_a_mail_server_the_check_says_so_and_stays_sound(db, settings):
    settings.EMAIL_HOST = ""
    [answer] = [each for each in installation.examine() if "CCHC_MAIL_HOST" in each.text]
    assert answer.optional
    settings.EMAIL_HOST, settings.BASE_URL = "thu.lamson.example", "https://cchc.lamson.example"
    texts = [each.text for each in installation.examine() if each.is_sound]
    assert "Thư nhắc việc gửi qua thu.lamson.example" in texts
