"""The shipped areas of reform: a data file becomes rows, as often as wanted."""

import tomllib
from pathlib import Path
from typing import Any

AREAS_FILE = Path(__file__).resolve().parents[1] / "data" / "areas.toml"


def load_areas(area_model: Any) -> int:
    """Write the shipped areas, keyed by code; return how many the file lists.

    area_model: the ReformArea class, or its historical form inside a migration. An area that is already there
    gets the file's texts again; areas that an agency added are not touched.
    """
    areas = tomllib.loads(AREAS_FILE.read_text(encoding="utf-8"))["area"]
    for position, area in enumerate(areas, start=1):
        area_model.objects.update_or_create(
            agency=None,
            code=area["code"],
            defaults={
                "name": area["name"],
                "short_name": area["short_name"],
                "source": area["source"],
                "position": position,
            },
        )
    return len(areas)
