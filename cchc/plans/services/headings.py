"""Headings whose area a person had to choose: remembered at issue, chosen by themselves in the next plan."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cchc.core.text import fold
from cchc.plans.models import AreaHeading, Draft
from cchc.plans.services.edits import edit_draft

_LETTERS = 400


def remember_areas(draft: Draft) -> None:
    """Keep the areas that were changed in review, by heading; called when the draft is put in force."""
    read = {_key(section): section["area"] for section in (draft.reading or {}).get("sections", [])}
    for section in (draft.value or {}).get("sections", []):
        if section["area"] != read.get(_key(section), section["area"]):
            AreaHeading.objects.update_or_create(
                agency=draft.agency, folded=_key(section), defaults={"code": section["area"]}
            )


def recall_areas(draft: Draft, at: datetime) -> None:
    """Give known headings their area as edits of whoever imported the plan, so that they show and can be undone."""
    sections = (draft.value or {}).get("sections", [])
    known = dict(
        AreaHeading.objects.filter(
            agency=draft.agency, folded__in=[_key(section) for section in sections]
        ).values_list("folded", "code")
    )
    for index, section in enumerate(sections):
        code = known.get(_key(section), section["area"])
        if code != section["area"]:
            change = {"area": {"was": section["area"], "value": code}}
            place = {"list": "sections", "at": index, "seen": section["heading"], "fields": change}
            edit_draft(draft=draft, name="set", args=place, by=draft.created_by, at=at)


def _key(section: Mapping[str, Any]) -> str:
    return fold(section["heading"])[:_LETTERS]
