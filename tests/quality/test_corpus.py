"""What the expectations of the corpus name stands in their documents, and the tables of the sets are true."""

import html
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.quality.sources import ROOT

CORPUS = ROOT / "tests" / "corpus"
SETS = ["heldout", "tuning"]
EXPECTATIONS = [path for name in SETS for path in sorted((CORPUS / name).glob("*.json"))]
AREAS = """steering institutions procedures organization civil_service finance digital quality
competitiveness communication inspection other"""
RECURRENCES = """continuous monthly quarterly semiannual annual periodic with_reports on_event
as_planned"""
COMPARATORS = {">=", "<=", "=", ">", "<", None}


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def printed(path: Path) -> str:
    """The words of a document, without tags, emphasis and the marks of `make.py`."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        text = html.unescape(re.sub(r"<[^>]+>", " ", text))
    text = text.replace("\\n", " ").replace('\\"', '"').replace("{page}", " ").replace("*", "")
    return squeezed(text)


def dates(expected: dict[str, Any]) -> list[str]:
    tasks = [day for task in expected["tasks"] for day in [task["due"], *task["due_alternatives"]]]
    reports = [
        entry.get(key) for entry in expected["report_deadlines"] for key in ("due", "from", "to")
    ]
    return [
        day
        for day in [*tasks, *reports, *(basis["date"] for basis in expected["legal_bases"])]
        if day
    ]


@pytest.mark.parametrize("path", EXPECTATIONS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_an_expectation_names_is_printed_in_its_document(path):
    expected = json.loads(path.read_text(encoding="utf-8"))
    words = printed(path.parent / expected["source"])
    named = [
        value
        for task in expected["tasks"]
        for key in ("lead", "coordinating", "products")
        for value in task[key]
    ]
    named += [entry["text_start"][:20] for entry in [*expected["tasks"], *expected["targets"]]]
    named += [basis["number"] for basis in expected["legal_bases"]]
    assert not [value for value in named if squeezed(value) not in words]


@pytest.mark.parametrize("path", EXPECTATIONS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_expectation_uses_the_codes_of_the_format(path):
    expected = json.loads(path.read_text(encoding="utf-8"))
    tasks = expected["tasks"]
    areas = {
        area for task in tasks for area in [task.get("area"), *task.get("area_alternatives", [])]
    }
    recurrences = {
        code for task in tasks for code in [task["recurrence"], *task["recurrence_alternatives"]]
    }
    assert areas <= {*AREAS.split(), None}
    assert recurrences <= {*RECURRENCES.split(), None}
    assert {target["comparator"] for target in expected["targets"]} <= COMPARATORS
    assert all(date.fromisoformat(day) for day in dates(expected))


@pytest.mark.parametrize("name", SETS)
def test_the_table_of_a_set_lists_its_documents_with_their_tasks(name):
    told = {}
    for line in (CORPUS / name / "README.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("| `"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            told[cells[0].strip("`")] = int(cells[-1])
    kept = {}
    for path in (CORPUS / name).glob("*.json"):
        expected = json.loads(path.read_text(encoding="utf-8"))
        kept[expected["source"].removesuffix(".toml")] = len(expected["tasks"])
    assert told == kept
