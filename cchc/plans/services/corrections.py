"""Đính chính nội dung trích xuất: the plan said this all along, the reading was wrong."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cchc.audit.services import record
from cchc.core.errors import DomainError
from cchc.core.text import squeeze
from cchc.orgs.models import User
from cchc.orgs.selectors import group_units, match_wordings
from cchc.plans.issuing import (
    Correctable,
    CorrectableField,
    Corrector,
    TrueValue,
    UnitLink,
    corrector_of,
)
from cchc.plans.models import Plan, ReadingCorrection
from cchc.plans.rules.times import schedule_of
from cchc.plans.services.matching import ACCEPTED_FROM
from cchc.reading import from_json
from cchc.reading.draft import ScheduleEntry

_UNIT_FIELDS = {"lead", "coordinating"}


@transaction.atomic
def correct_reading(
    *,
    plan: Plan,
    seen_version: int,
    kind: str,
    uid: UUID,
    field: str,
    quote: str,
    new: str,
    by: User,
    at: datetime,
) -> ReadingCorrection:
    """Put right what was misread in a plan in force, without an amendment.

    kind and uid: the row ("task", "target"); field: its code in plan-format.md; quote: the words of the plan
    that prove it; new: the true value, one line per entry for lists. The row, the plan's value, the correction
    and the log are written together. Raises Stale, and DomainError for an unknown row or field, an empty quote,
    no change, or a unit that the directory does not know.
    """
    plan = plan.claim_version(seen_version)
    corrector, row = _row(plan, kind, uid)
    chosen = next((one for one in row.fields if one.code == field), None)
    if chosen is None:
        raise DomainError(_("Mục này không đính chính được. Hãy chọn mục khác."))
    if not squeeze(quote):
        raise DomainError(_("Hãy chép nguyên văn trong kế hoạch làm căn cứ đính chính."))
    lines = _lines(new, chosen)
    if lines == _lines(chosen.value, chosen):
        raise DomainError(_("Nội dung mới giống nội dung đang có, không có gì để đính chính."))
    value = _true_value(plan, field, lines, row.key)
    corrector.write(plan=plan, uid=uid, field=field, new=value, by=by, at=at)
    _carry_into_value(plan, kind, row.key, chosen, value)
    correction = ReadingCorrection.objects.create(
        plan=plan,
        target_kind=kind,
        target_uid=uid,
        target_label=f"{row.label} · {chosen.label}"[:300],
        field=field,
        quote=quote.strip(),
        old=chosen.value,
        new=value.text,
        by=by,
        at=at,
    )
    record(
        action="plan.corrected",
        target=plan,
        by=by,
        at=at,
        agency_id=plan.agency_id,
        row=str(uid),
        place=row.label,
        field=chosen.label,
        quote=quote.strip(),
        old=chosen.value,
        new=value.text,
    )
    return correction


def _row(plan: Plan, kind: str, uid: UUID) -> tuple[Corrector, Correctable]:
    corrector = corrector_of(kind)
    row = corrector.find(plan, uid) if corrector is not None else None
    if corrector is None or row is None:
        raise DomainError(_("Không còn nội dung này trong kế hoạch. Hãy tải lại trang kế hoạch."))
    return corrector, row


def _lines(text: str, field: CorrectableField) -> list[str]:
    parts = text.splitlines() if field.is_list else [text]
    return [line for part in parts if (line := squeeze(part))]


def _true_value(plan: Plan, field: str, lines: list[str], key: str) -> TrueValue:
    if field in _UNIT_FIELDS:
        return TrueValue(lines, links=_links(plan, lines))
    if field == "time":
        return TrueValue(lines, schedule=_schedule(plan, lines, key))
    return TrueValue(lines)


def _links(plan: Plan, wordings: Sequence[str]) -> list[UnitLink]:
    """Units named by a correction, as of the day the plan took effect."""
    on: date = plan.in_force_on or plan.starts_on
    links: list[UnitLink] = []
    found = match_wordings(agency=plan.agency, wordings=wordings, on=on)
    for wording in wordings:
        match = found[wording]
        if match.confidence < ACCEPTED_FROM:
            raise DomainError(
                _(
                    "Danh mục chưa có đơn vị “%(name)s”. Hãy ghi đúng tên trong danh mục, hoặc thêm "
                    "đơn vị này vào danh mục trước."
                )
                % {"name": wording}
            )
        units = group_units(match.group, on) if match.group else []
        links += [UnitLink(wording, unit, match.group) for unit in units]
        if match.unit is not None:
            links.append(UnitLink(wording, match.unit))
    return list({link.unit.pk: link for link in reversed(links)}.values())[::-1]


def _schedule(plan: Plan, lines: list[str], key: str) -> list[ScheduleEntry]:
    task = next((one for one in plan.value.get("tasks", []) if one["key"] == key), None)
    products = list(task["products"]) if task else []
    entries = schedule_of("\n".join(lines), plan.year, products)
    carrier = {"tasks": [_bare_task(entries)]}
    return from_json(carrier).tasks[0].schedule


def _bare_task(entries: list[dict[str, Any]]) -> dict[str, Any]:
    names = ("path", "key", "section", "area", "text")
    lists: dict[str, Any] = {"lead": [], "coordinating": [], "products": [], "marks": {}}
    rest = {"products_rule": "all", "conditional": False, "issued_by": None, "funding": None}
    bare = dict.fromkeys(names, "") | lists | rest
    return bare | {"time": None, "schedule": entries, "source": {}}


def _carry_into_value(
    plan: Plan, kind: str, key: str, field: CorrectableField, new: TrueValue
) -> None:
    """The plan's value says what its rows say, so that exports and JSON are right too."""
    for place, row in enumerate(plan.value.get(f"{kind}s", []), start=1):
        if row.get("key", str(place)) != key:
            continue
        row[field.code] = list(new.lines) if field.is_list else new.text
        if field.code == "time":
            row["schedule"] = schedule_of(new.text, plan.year, list(row["products"]))
        if field.code == "value":
            row["value"] = float(new.text.replace(",", ".")) if new.text else None
    plan.save(update_fields=["value"])
