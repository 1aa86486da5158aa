"""Đính chính nội dung trích xuất: the plan said this all along, the reading was wrong."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cchc.audit.services import record
from cchc.core.errors import DomainError
from cchc.core.text import squeeze
from cchc.orgs.models import User
from cchc.plans.models import Plan, ReadingCorrection, Target
from cchc.plans.rules.amending import COMPARATORS, number_of
from cchc.plans.rules.times import schedule_of
from cchc.plans.selectors.correctable import Correctable, CorrectableField, as_text, correctable
from cchc.plans.services.plan_value import add_units, know_units, resolution_of, write_anew

_UNIT_FIELDS = {"lead", "coordinating"}


class NothingToCorrect(DomainError):
    """The new value says what is there already."""

    text = "Nội dung mới giống nội dung đang có, không có gì để đính chính."


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
    and the log are written together. Raises Stale, NothingToCorrect, and DomainError for an unknown row or field,
    an empty quote, a value that cannot be, or a unit that the directory does not know.
    """
    plan.claim_version(seen_version)
    row = correctable(plan, kind, uid)
    chosen = row.field(field) if row is not None else None
    if row is None or chosen is None:
        raise DomainError(_("Không có nội dung này trong kế hoạch. Hãy tải lại trang kế hoạch."))
    if not squeeze(quote):
        raise DomainError(_("Hãy chép nguyên văn trong kế hoạch làm căn cứ đính chính."))
    value = _parsed(kind, chosen, new)
    if as_text(value) == chosen.value:
        raise NothingToCorrect
    if kind == "task":
        _correct_task(plan, row, field, value, by, at)
    else:
        _correct_target(plan, row, field, value)
    plan.save(update_fields=["value"])
    correction = ReadingCorrection.objects.create(
        plan=plan,
        target_kind=kind,
        target_uid=uid,
        target_label=f"{row.label} · {chosen.label}"[:300],
        field=field,
        quote=quote.strip(),
        old=chosen.value,
        new=as_text(value),
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
        new=as_text(value),
    )
    return correction


def _parsed(kind: str, field: CorrectableField, new: str) -> Any:
    """The new value as the reading holds it: a list, a number, a text, or None for nothing."""
    if field.is_list:
        return [line for part in new.splitlines() if (line := squeeze(part))]
    text = squeeze(new)
    if field.code == "text" and not text:
        raise DomainError(_("Nội dung không được để trống."))
    if kind == "target" and field.code == "value":
        return given_number(text)
    if field.code == "comparator" and text not in COMPARATORS:
        raise DomainError(_("Phép so sánh chỉ nhận một trong: >=, <=, =, >, <."))
    return text or None


def given_number(text: str) -> float | int | None:
    """1.234,5 as people write it; None for nothing. Raises DomainError for what is no number."""
    try:
        return number_of(text)
    except ValueError as error:
        raise DomainError(_("Giá trị phải là số, viết như 95 hoặc 1.234,5.")) from error


def _correct_task(  # noqa: PLR0917  who and when come last, as everywhere
    plan: Plan, row: Correctable, field: str, value: Any, by: User, at: datetime
) -> None:
    task = dict(plan.value["tasks"][row.place])
    task[field] = value
    resolution = resolution_of(plan)
    if field in _UNIT_FIELDS:
        add_units(plan, value, resolution)
    know_units(plan, [*task["lead"], *task["coordinating"]], resolution)
    if field in {"time", "products"}:
        task["schedule"] = schedule_of(task["time"], plan.year, list(task["products"]))
    write_anew(plan, task, resolution, by=by, at=at)


def _correct_target(plan: Plan, row: Correctable, field: str, value: Any) -> None:
    plan.value["targets"][row.place][field] = value
    target = Target.objects.select_for_update(no_key=True).get(plan=plan, uid=row.uid)
    target.take({field: value})
    target.save()
