"""The shipped areas of reform: a data file becomes rows, as often as wanted."""

import tomllib
from pathlib import Path
from typing import Any

from django.db.models import Q

from cchc.orgs.models import Unit
from cchc.plans.models import ReformArea

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


class Areas:
    """Areas by code for one agency: its own before the shipped; an unknown code is "other"."""

    def __init__(self, agency: Unit) -> None:
        rows = ReformArea.objects.filter(Q(agency__isnull=True) | Q(agency=agency))
        self._rows = {row.code: row for row in sorted(rows, key=lambda row: row.agency_id or 0)}

    def of(self, code: str) -> ReformArea:
        """The area with this code."""
        return self._rows.get(code) or self._rows["other"]
