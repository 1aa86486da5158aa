"""The catalogue of findings and the checks of the code are one list."""

import re
from pathlib import Path

from cchc.plans.rules.office import OFFICE_CHECKS
from cchc.reading.checks import CHECKS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "algorithms" / "findings.md"


def test_every_check_has_its_section_and_every_section_its_check() -> None:
    sections = re.findall(r"^## `([a-z-]+)`$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert len(sections) == len(set(sections))
    assert set(sections) == set(CHECKS) | set(OFFICE_CHECKS)
