"""An annex draft beside the plan it belongs to: proposed pairs, to be confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cchc.plans.models import Draft, Plan
from cchc.plans.rules.amending import standing
from cchc.plans.rules.labels import label_of
from cchc.plans.rules.pairing import Row, pair_rows


@dataclass(frozen=True, slots=True)
class PlanTaskChoice:
    """A task of the plan to pair with."""

    key: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """One annex row: what it says, and the plan's task it seems to be ("" when nobody knows).

    `is_sure`: like enough not to be asked about.
    """

    key: str
    text: str
    lead: str
    products: Sequence[str]
    time: str
    met: str
    confidence: int
    is_sure: bool


def annex_rows(draft: Draft, plan: Plan) -> list[AnnexRow]:
    """The annex's rows in order, each with its likeliest task."""
    incoming: list[dict[str, Any]] = (draft.value or {}).get("tasks", [])
    present: list[dict[str, Any]] = standing(plan.value)["tasks"]
    pairs = pair_rows([_row(task) for task in incoming], [_row(task) for task in present])
    rows = []
    for task, pair in zip(incoming, pairs, strict=True):
        met = present[pair.place] if pair.place is not None else None
        rows.append(
            AnnexRow(
                key=task["key"],
                text=task["text"],
                lead="; ".join(task["lead"]),
                products=task["products"],
                time=task["time"] or "",
                met=met["key"] if met else "",
                confidence=pair.confidence,
                is_sure=pair.is_sure,
            )
        )
    return rows


def plan_choices(plan: Plan) -> list[PlanTaskChoice]:
    """The plan's tasks in its order."""
    return [
        PlanTaskChoice(task["key"], label_of(task["path"]), task["text"])
        for task in standing(plan.value)["tasks"]
    ]


def _row(task: dict[str, Any]) -> Row:
    return Row(task["text"], task["area"])
