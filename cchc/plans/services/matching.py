"""Units named in a draft: proposed by the directory, confirmed by a person, remembered as spellings."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cchc.audit.services import record
from cchc.core.clock import vietnam_date
from cchc.core.errors import DomainError
from cchc.core.text import fold
from cchc.orgs.models import Unit, UnitGroup, User
from cchc.orgs.selectors import match_wordings
from cchc.orgs.services.groups import confirm_alias
from cchc.orgs.services.units import create_unit
from cchc.plans.models import Draft, DraftUnit

ACCEPTED_FROM = 95
SUGGESTED_FROM = 70


class NotInDraft(DomainError):
    """The draft names no unit in these words."""

    text = "Bản nháp không còn nêu đơn vị này."


def wordings_of(value: Mapping[str, Any]) -> list[str]:
    """Every name of a unit in the draft's tasks, in the order met; spellings that fold alike are one."""
    names: dict[str, str] = {}
    for task in value["tasks"]:
        for name in (*task["lead"], *task["coordinating"]):
            names.setdefault(fold(name), name)
    return list(names.values())


@transaction.atomic
def propose_matches(*, draft: Draft, on: date, again: bool = False) -> list[DraftUnit]:
    """Ask the directory what the draft's new wordings stand for and keep the answers.

    Answers at 95 and above count as found, from 70 as suggestions; below, the row stays without a unit.
    again: ask anew for everything that no person has confirmed. Returns the rows written.
    """
    known = {row.folded: row for row in draft.unit_matches.all()}
    asked = [
        wording
        for wording in wordings_of(draft.value or {"tasks": []})
        if (row := known.get(fold(wording))) is None or (again and row.confirmed_by_id is None)
    ]
    if not asked:
        return []
    found = match_wordings(agency=draft.agency, wordings=asked, on=on)
    rows = []
    for wording in asked:
        match = found[wording]
        row = known.get(fold(wording)) or DraftUnit(
            draft=draft, wording=wording, folded=fold(wording)
        )
        named = match.unit is not None or match.group is not None
        clear = named and match.confidence >= SUGGESTED_FROM
        row.unit = match.unit if clear else None
        row.group = match.group if clear else None
        row.confidence = match.confidence if clear else 0
        rows.append(row)
    fresh = [row for row in rows if row.pk is None]
    DraftUnit.objects.bulk_create(fresh)
    DraftUnit.objects.bulk_update(
        [row for row in rows if row not in fresh], ["unit", "group", "confidence"]
    )
    return rows


@transaction.atomic
def confirm_match(
    *,
    draft: Draft,
    wording: str,
    by: User,
    at: datetime,
    unit: Unit | None = None,
    group: UnitGroup | None = None,
) -> DraftUnit:
    """Say what a wording stands for; the spelling is remembered for the agency's later documents.

    Raises NotInDraft, and NotOneThing unless exactly one of unit and group is given.
    """
    row = _row(draft, wording)
    confirm_alias(agency=draft.agency, wording=row.wording, unit=unit, group=group, by=by, at=at)
    row.unit, row.group, row.confidence, row.confirmed_by = unit, group, 100, by
    row.save()
    record(
        action="draft.unit_matched",
        target=draft,
        by=by,
        at=at,
        agency_id=draft.agency_id,
        wording=row.wording,
        stands_for=str(unit or group),
    )
    return row


@transaction.atomic
def confirm_suggestions(*, draft: Draft, by: User, at: datetime) -> int:
    """Confirm every suggestion that the draft still names, in one act; how many there were."""
    suggested = draft.unit_matches.filter(
        confirmed_by__isnull=True, confidence__range=(SUGGESTED_FROM, ACCEPTED_FROM - 1)
    ).select_related("unit", "group")
    named = _folded(wordings_of(draft.value or {"tasks": []}))
    rows = [row for row in suggested if row.folded in named]
    for row in rows:
        confirm_match(
            draft=draft, wording=row.wording, unit=row.unit, group=row.group, by=by, at=at
        )
    return len(rows)


@transaction.atomic
def add_unit_for(
    *, draft: Draft, wording: str, kind: str, is_outside: bool, by: User, at: datetime
) -> DraftUnit:
    """Enter a unit of the agency (or a body outside it) under the draft's wording, and match it.

    The right to enter own units is the caller's check. Raises NotInDraft, DomainError for an unknown kind and
    what `orgs` refuses, such as a name that stands there already.
    """
    row = _row(draft, wording)
    if kind not in Unit.Kind.values:
        raise DomainError(_("Hãy chọn loại đơn vị."))
    unit = create_unit(
        parent=None if is_outside else draft.agency,
        kind=kind,
        name=row.wording[:200],
        valid_from=_since(draft, at),
        is_outside=is_outside,
        by=by,
        at=at,
    )
    return confirm_match(draft=draft, wording=row.wording, unit=unit, by=by, at=at)


def _row(draft: Draft, wording: str) -> DraftUnit:
    row = (
        DraftUnit.objects.select_for_update(no_key=True)
        .filter(draft=draft, folded=fold(wording))
        .first()
    )
    if row is None:
        raise NotInDraft
    return row


def _since(draft: Draft, at: datetime) -> date:
    """First day of a unit met in a plan: the earliest of the plan's date, the first day of its term and today."""
    value = draft.value or {}
    known = (value.get("document", {}).get("date"), value.get("period", {}).get("from"))
    return min([vietnam_date(at), *(date.fromisoformat(day) for day in known if day)])


def _folded(wordings: Iterable[str]) -> set[str]:
    return {fold(wording) for wording in wordings}
