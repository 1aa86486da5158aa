"""Where the plans with a known reading stand: our own in tests/corpus, the real ones beside the project."""

import json
import tomllib
from pathlib import Path
from typing import Any

from tests.corpus.make import make

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "tests" / "corpus"
REAL = ROOT.parent / "shared" / "plans"


def own_cases() -> list[Path]:
    """The expectation files of our own corpus; each names its files."""
    return sorted(CORPUS.glob("*/expected.json"))


def real_cases() -> list[Path]:
    """The hand-made readings of real plans, none where the folder is absent."""
    return sorted(REAL.glob("*.gold.json"))


def load_case(path: Path) -> tuple[list[Path], dict[str, Any]]:
    """The files of a case (body first) and what should be read from them."""
    expected: dict[str, Any] = json.loads(path.read_text("utf-8"))
    names = expected.get("files") or [expected["source"]]
    return [path.parent / name for name in names], expected


def set_cases(name: str, folder: Path) -> list[tuple[Path, dict[str, Any]]]:
    """Documents of the set `name` in tests/corpus, those made written into a folder, with what to read."""
    made = {path.name: path for path in make(CORPUS / name, folder)}
    cases = []
    for path in sorted((CORPUS / name).glob("*.json")):
        if path.name.endswith(".gold.json"):  # written as the real plans' readings are
            (body, *_annexes), expected = load_case(path)
            cases.append((body, expected))
            continue
        expected = json.loads(path.read_text("utf-8"))
        expected["narrow"] = (
            True  # see its conventions: no figures in tasks, no bases without number
        )
        expected |= expected.pop("head", {})
        for task in expected["tasks"]:
            task["ordinal_path"] = task.pop("path")
        source = expected["source"].removesuffix(".toml")
        cases.append((made.get(source, path.parent / source), expected))
    return cases


def wordings(name: str) -> list[tuple[str, list[str]]]:
    """The table of wordings `name`: what is written, and what is to be read from it."""
    path = ROOT / "tests" / "reading" / "wordings" / f"{name}.toml"
    return [(words, read) for words, read in tomllib.loads(path.read_text("utf-8"))["rows"]]
