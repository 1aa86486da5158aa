"""`cchc read`: a table for people, one JSON object for programs, one line when a file gives nothing."""

import json
from pathlib import Path

import pytest

from cchc.reading.cli import main
from tests.reading.cases import CORPUS

KEYS = [
    "document", "period", "legal_bases", "sections", "targets", "tasks", "report_deadlines", "findings",
]  # fmt: skip
TASK_KEYS = [
    "path", "key", "marks", "section", "area", "text", "lead", "coordinating", "products", "products_rule",
    "conditional", "issued_by", "funding", "time", "schedule", "source",
]  # fmt: skip


def test_json_is_one_object_in_the_order_of_the_format(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(CORPUS / "communication" / "plan.md"), "--json"]) == 0
    read = json.loads(capsys.readouterr().out)
    assert list(read) == KEYS
    assert list(read["tasks"][0]) == TASK_KEYS
    assert read["period"] == {"from": "2026-01-01", "to": "2026-12-31"}
    assert read["tasks"][0]["schedule"] == [
        {
            "what": None, "product": None, "due": None, "start": None, "before": True,
            "recurrence": "monthly", "on": ["*-25"],
        }
    ]  # fmt: skip
    assert read["tasks"][2]["funding"] == "20 triệu đồng từ nguồn chi thường xuyên"


def test_a_person_gets_tasks_and_findings(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(CORPUS / "bullets" / "plan.txt")]) == 0
    shown = capsys.readouterr().out
    assert "II.1.a" in shown
    assert "Thanh tra Sở" in shown
    assert "Cần xem lại" in shown


def test_body_and_annex_are_read_as_one_plan(capsys: pytest.CaptureFixture[str]) -> None:
    folder = CORPUS / "annex-markdown"
    assert main([str(folder / "plan.md"), str(folder / "phu-luc.md"), "--json"]) == 0
    tasks = json.loads(capsys.readouterr().out)["tasks"]
    assert {task["source"]["file"] for task in tasks} == {1}


@pytest.mark.parametrize("content", ["", "Hôm nay trời đẹp."])
def test_a_file_that_is_no_plan_gives_one_line_and_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(content, "utf-8")
    assert main([str(path), "--json"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1


def test_the_help_names_the_kinds_that_are_read_and_what_they_need(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    shown = capsys.readouterr().out
    assert ".doc, .odt, .rtf, .xls, .ods khi máy có LibreOffice" in shown
    assert "khi máy có Tesseract" in shown


def test_a_kind_whose_program_is_missing_gives_one_line_and_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    path = tmp_path / "a.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n")
    assert main([str(path), "--json"]) == 2
    out, err = capsys.readouterr()
    assert (out, len(err.splitlines())) == ("", 1)
    assert "tesseract-ocr-vie" in err
