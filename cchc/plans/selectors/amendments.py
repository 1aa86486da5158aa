"""Amendments as pages and papers show them: what each changes, in words, before and after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from cchc.plans.issuing import Effect
from cchc.plans.models import Amendment, AmendmentChange, Plan
from cchc.plans.rules.amending import DROPPED, entries_of, standing
from cchc.plans.rules.labels import label_of
from cchc.plans.selectors.correctable import TARGET_FIELDS, as_text
from cchc.plans.states import AmendmentState

FIELDS: tuple[tuple[str, Promise | str], ...] = (
    ("text", lazy("Nội dung nhiệm vụ")),
    ("lead", lazy("Đơn vị chủ trì")),
    ("coordinating", lazy("Đơn vị phối hợp")),
    ("products", lazy("Sản phẩm")),
    ("time", lazy("Thời gian thực hiện")),
    ("funding", lazy("Kinh phí")),
)
_BASIS_FIELDS: tuple[tuple[str, Promise | str], ...] = (
    ("type", lazy("Loại văn bản")),
    ("number", lazy("Số, ký hiệu")),
    ("date", lazy("Ngày văn bản")),
    ("issuer", lazy("Cơ quan ban hành")),
    ("subject", lazy("Trích yếu")),
)
_FIELDS_OF = {
    "task": FIELDS,
    "target": tuple((code, label) for code, label, _is_list in TARGET_FIELDS),
    "basis": _BASIS_FIELDS,
}


@dataclass(frozen=True, slots=True)
class ShownField:
    """One field before and after; "" where there was or is nothing."""

    code: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One change in words. `effects`: what it does to due dates, foreseen while it is a draft.

    `item`: task, target or basis.
    """

    uid: UUID
    item: str
    kind: str
    kind_label: str
    key: str
    label: str
    reason: str
    fields: Sequence[ShownField]
    effects: Sequence[Effect]

    @property
    def kept(self) -> int:
        """How many due dates stay as they are: done already, or owed from before."""
        return sum(effect.code == "done" for effect in self.effects)

    @property
    def moved(self) -> Sequence[Effect]:
        """What becomes of the others."""
        return [effect for effect in self.effects if effect.code != "done"]


@dataclass(frozen=True, slots=True)
class TaskChoice:
    """A task, target or legal basis of the plan that an amendment may take up."""

    key: str
    label: str
    text: str


def shown_changes(
    amendment: Amendment, effects: Mapping[str, Sequence[Effect]] | None = None
) -> list[ShownChange]:
    """The changes of an amendment in the order gathered."""
    found = effects or {}
    return [
        _shown(change, found.get(change.task_key or str(change.uid), ()))
        for change in amendment.changes.all()
    ]


def amendments_in_force(plan: Plan) -> list[Amendment]:
    """What changed the plan, oldest first, with its document and the plan that took its place, if one did."""
    rows = plan.amendments.filter(state=AmendmentState.IN_FORCE)
    return list(rows.select_related("document", "decided_by", "replaced_by__document"))


def open_drafts_of(plan: Plan) -> list[Amendment]:
    """Amendments of the plan that are being gathered, newest first."""
    rows = plan.amendments.filter(state=AmendmentState.DRAFT).select_related("created_by")
    return list(rows.order_by("-created_at", "-pk"))


def task_choices(plan: Plan) -> list[TaskChoice]:
    """The tasks that the plan asks for now, in its order."""
    return [
        TaskChoice(task["key"], label_of(task["path"]), task["text"])
        for task in standing(plan.value)["tasks"]
    ]


def item_choices(plan: Plan) -> list[TaskChoice]:
    """The targets and legal bases that the plan has now, in its order."""
    targets = [
        TaskChoice(key, _("Chỉ tiêu"), entry["text"])
        for key, entry in entries_of(plan.value, "target").items()
        if DROPPED not in entry
    ]
    bases = [
        TaskChoice(
            key,
            _("Căn cứ"),
            " ".join(str(entry.get(name) or "") for name in ("type", "number", "subject")),
        )
        for key, entry in entries_of(plan.value, "basis").items()
        if DROPPED not in entry
    ]
    return targets + bases


def item_as_typed(
    item: str, entry: Mapping[str, Any], change: AmendmentChange | None
) -> dict[str, str]:
    """The fields of a target or basis as a form shows them, with what a draft already changes."""
    value = {**entry, **(change.new if change else {})}
    return {code: _told(code, value.get(code)) for code, _label in _FIELDS_OF[item]}


def labelled(item: str, typed: Mapping[str, str]) -> list[tuple[str, str]]:
    """Fields with their labels, in order."""
    return [(str(label), typed.get(code, "")) for code, label in _FIELDS_OF[item]]


def _told(code: str, value: Any) -> str:
    """A value in words; days as people write them."""
    if code == "date" and value:
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    return as_text(value)


def as_typed(task: Mapping[str, Any], change: AmendmentChange | None) -> dict[str, str]:
    """The fields of a task as a form shows them, with what a draft already changes."""
    value = {**task, **(change.new if change else {})}
    return {code: as_text(value.get(code)) for code, _label in FIELDS}


def _shown(change: AmendmentChange, effects: Sequence[Effect]) -> ShownChange:
    codes = change.new if change.kind != AmendmentChange.Kind.DROP else change.old
    return ShownChange(
        uid=change.uid,
        item=change.item,
        kind=change.kind,
        kind_label=_kind_in_words(change),
        key=change.task_key,
        label=change.label,
        reason=change.reason,
        fields=[
            ShownField(
                code,
                str(label),
                _told(code, change.old.get(code)),
                _told(code, change.new.get(code)),
            )
            for code, label in _FIELDS_OF[change.item]
            if code in codes and (_is_said(change.old.get(code)) or _is_said(change.new.get(code)))
        ],
        effects=list(effects),
    )


def _kind_in_words(change: AmendmentChange) -> str:
    """A task is carried out no longer; a target or basis is taken out of the plan."""
    is_out = change.kind == AmendmentChange.Kind.DROP and change.item != AmendmentChange.Item.TASK
    return _("Bỏ khỏi kế hoạch") if is_out else change.get_kind_display()


def _is_said(value: Any) -> bool:
    """0 is a level; nothing, "" and an empty list say nothing."""
    return bool(value) or value == 0
