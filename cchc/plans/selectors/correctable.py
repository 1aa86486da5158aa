"""What may be corrected in a plan in force: its tasks and targets as the plan's value has them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from cchc.core.templatetags.cchc import number
from cchc.plans.issuing import existing_tasks
from cchc.plans.models import Plan, Target


@dataclass(frozen=True, slots=True)
class CorrectableField:
    """A field by its code in plan-format.md. `value` as text, one line per entry where `is_list`."""

    code: str
    label: str
    value: str
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class Correctable:
    """A task or target: what people call it, its original words, its fields, its page.

    `place`: its index in the plan's value.
    """

    kind: str
    uid: UUID
    place: int
    label: str
    quote: str
    fields: Sequence[CorrectableField]
    address: str

    def field(self, code: str) -> CorrectableField | None:
        """The field with this code; None when there is none."""
        return next((one for one in self.fields if one.code == code), None)


_TASK_FIELDS: tuple[tuple[str, Promise | str, bool], ...] = (
    ("text", lazy("Nội dung nhiệm vụ"), False),
    ("lead", lazy("Đơn vị chủ trì"), True),
    ("coordinating", lazy("Đơn vị phối hợp"), True),
    ("products", lazy("Sản phẩm"), True),
    ("time", lazy("Thời gian thực hiện"), False),
    ("funding", lazy("Kinh phí"), False),
)
TARGET_FIELDS: tuple[tuple[str, Promise | str, bool], ...] = (
    ("text", lazy("Nội dung chỉ tiêu"), False),
    ("comparator", lazy("So sánh (>=, <=, =, >, <)"), False),
    ("value", lazy("Giá trị"), False),
    ("unit", lazy("Đơn vị tính"), False),
    ("reference", lazy("Theo văn bản"), False),
)


def correctable(plan: Plan, kind: str, uid: UUID) -> Correctable | None:
    """The task or target with this uid; None when the plan has none."""
    if kind == "task":
        return _task(plan, uid)
    return _target(plan, uid) if kind == "target" else None


def _task(plan: Plan, uid: UUID) -> Correctable | None:
    row = next((one for one in existing_tasks(plan) if one.uid == uid), None)
    keys = [task["key"] for task in plan.value["tasks"]]
    if row is None or row.key not in keys:
        return None
    place = keys.index(row.key)
    value = plan.value["tasks"][place]
    fields = _fields(value, _TASK_FIELDS)
    return Correctable("task", uid, place, row.label, row.quote, fields, row.address)


def _target(plan: Plan, uid: UUID) -> Correctable | None:
    row = Target.objects.filter(plan=plan, uid=uid).first()
    if row is None or row.position > len(plan.value["targets"]):
        return None
    place = row.position - 1
    fields = _fields(plan.value["targets"][place], TARGET_FIELDS)
    label = f"{row.path} {row.text[:80]}".strip()
    address = f"{plan.get_absolute_url()}#target-{row.uid}"
    return Correctable("target", uid, place, label, row.text, fields, address)


def _fields(
    value: dict[str, Any], known: Sequence[tuple[str, Promise | str, bool]]
) -> list[CorrectableField]:
    return [
        CorrectableField(code, str(label), as_text(value.get(code)), is_list)
        for code, label, is_list in known
    ]


def as_text(value: Any) -> str:
    """A value of the reading as people edit it: lists one entry a line, numbers with a decimal comma."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n".join(str(entry) for entry in value)
    if isinstance(value, float | int):
        return number(value)
    return str(value)
