"""The demo office's own plans become files whose dates move with the day."""

from datetime import date
from pathlib import Path

import pytest

from cchc.dashboards import demo_office
from cchc.dashboards.demo_office.paper import parse
from cchc.publishing.document import plain_text

TEXTS = sorted((Path(demo_office.__file__).parent / "plans").glob("*.txt"))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2028, 2, 29), date(2026, 12, 31)])
def test_every_text_has_its_places_filled_on_any_day(path, day):
    plan = parse(path.read_text(encoding="utf-8"), day)

    printed = " ".join(
        plain_text(node.text) for node in plan.document.body if hasattr(node, "text")
    )
    assert "{" not in printed + plan.document.subject
    assert str(day.year) in printed


def test_a_relative_day_stays_inside_the_year_of_the_plan():
    text = next(path for path in TEXTS if path.stem == "so-khcn").read_text(encoding="utf-8")

    early = parse(text, date(2026, 1, 2))

    printed = " ".join(
        plain_text(node.text) for node in early.document.body if hasattr(node, "text")
    )
    assert "Chậm nhất là ngày 01/01/2026." in printed
