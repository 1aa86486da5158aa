"""The forms of reports that the product ships, from `data/forms/*.toml`."""

import tomllib
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from cchc.reports.rules.outline import Outline, parse

_FOLDER = Path(__file__).parent / "data" / "forms"
FROM = date(2024, 1, 1)


@lru_cache(maxsize=1)
def forms() -> tuple[tuple[dict[str, Any], Outline], ...]:
    """Each shipped form as written and as read, by file name. Raises OutlineRefused when one is wrong."""
    found = []
    for path in sorted(_FOLDER.glob("*.toml")):
        value = tomllib.loads(path.read_text(encoding="utf-8"))
        found.append((value, parse(value)))
    return tuple(found)


def load(form_model: Any) -> None:
    """Add the shipped forms that the table lacks; migrations hand over their own model."""
    for value, outline in forms():
        form_model.objects.get_or_create(
            agency=None,
            code=outline.code,
            valid_from=FROM,
            defaults={
                "name": outline.name,
                "outline": value,
                "basis": outline.basis[:250],
                "standing": outline.standing,
            },
        )
