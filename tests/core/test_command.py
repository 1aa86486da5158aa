"""The one command of the product."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cchc import __main__ as command

ROOT = Path(__file__).resolve().parents[2]


def cchc(monkeypatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["cchc", *arguments])
    return command.main()


def test_without_a_command_it_says_how_it_is_used(monkeypatch, capsys):
    assert cchc(monkeypatch) == 0
    assert "Cách dùng" in capsys.readouterr().out


@pytest.mark.parametrize("words", [("sing",), ("serve", "--loudly"), ("check", "weather")])
def test_what_is_not_understood_ends_with_2(monkeypatch, capsys, words):
    assert cchc(monkeypatch, *words) == 2
    assert words[-1] in capsys.readouterr().err


def test_a_port_that_is_no_number_is_not_understood(monkeypatch, capsys):
    monkeypatch.setenv("PORT", "tám nghìn")
    assert cchc(monkeypatch, "serve") == 2
    assert "PORT" in capsys.readouterr().err


def test_wrong_settings_are_one_line_and_no_traceback():
    done = subprocess.run(
        [sys.executable, "-m", "cchc", "check"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "CCHC_ENV": "production"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("✗ Cấu hình:")
    assert "Traceback" not in done.stderr


def test_every_command_stands_in_the_usage():
    assert all(f"\n  {name} " in command.USAGE for name in command.COMMANDS)
