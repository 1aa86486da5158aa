"""A draft beside the plan it replaces: which task is which, proposed for a person to confirm."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cchc.plans.models import Draft, Plan
from cchc.plans.rules.amending import standing
from cchc.plans.rules.labels import label_of
from cchc.plans.rules.pairing import Row, pair_rows
from cchc.plans.states import PlanState


@dataclass(frozen=True, slots=True)
class HeirRow:
    """A task of the new plan, and the old one it seems to be ("" when nobody knows)."""

    key: str
    label: str
    text: str
    lead: str
    time: str
    met: str
    confidence: int
    is_sure: bool


@dataclass(frozen=True, slots=True)
class OldTask:
    """A task of the plan that is replaced."""

    key: str
    label: str
    text: str
    lead: str
    time: str


def replaceable_plans(draft: Draft) -> list[Plan]:
    """The agency's plans in force that this draft may take the place of, those of its year first."""
    rows = Plan.objects.filter(agency=draft.agency_id, state=PlanState.IN_FORCE)
    found = list(rows.select_related("document").order_by("-year", "pk"))
    return sorted(found, key=lambda plan: plan.year != draft.year)


def heir_rows(draft: Draft, plan: Plan) -> list[HeirRow]:
    """The new plan's tasks in order, each with the likeliest old one."""
    incoming: list[dict[str, Any]] = (draft.value or {}).get("tasks", [])
    present: list[dict[str, Any]] = standing(plan.value)["tasks"]
    pairs = pair_rows([_row(task) for task in incoming], [_row(task) for task in present])
    return [
        HeirRow(
            key=task["key"],
            label=label_of(task["path"]),
            text=task["text"],
            lead="; ".join(task["lead"]),
            time=task["time"] or "",
            met=present[pair.place]["key"] if pair.place is not None else "",
            confidence=pair.confidence,
            is_sure=pair.is_sure,
        )
        for task, pair in zip(incoming, pairs, strict=True)
    ]


def old_tasks(plan: Plan) -> list[OldTask]:
    """The tasks that the plan asks for now, in its order."""
    return [
        OldTask(
            task["key"],
            label_of(task["path"]),
            task["text"],
            "; ".join(task.get("lead") or []),
            task.get("time") or "",
        )
        for task in standing(plan.value)["tasks"]
    ]


def left_over(old: Sequence[OldTask], choices: Mapping[str, str]) -> list[OldTask]:
    """The old tasks that no task of the new plan takes up."""
    taken = set(choices.values())
    return [task for task in old if task.key not in taken]


def _row(task: Mapping[str, Any]) -> Row:
    return Row(task["text"], task.get("area") or "")
