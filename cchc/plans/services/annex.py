"""An annex that arrives after its plan: fills in the tasks that are there, adds what is new, doubles nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cchc.audit.services import record
from cchc.core.errors import DomainError, Stale
from cchc.documents.models import DocumentFile
from cchc.orgs.models import User
from cchc.plans.issuing import write_tasks
from cchc.plans.models import Draft, Plan
from cchc.plans.services.issue import link_files
from cchc.plans.services.moves import lock, move
from cchc.plans.services.plan_value import (
    as_tasks,
    issued_of,
    resolution_of,
    task_of,
    write_anew,
)
from cchc.plans.services.resolution import Resolution, UnitsUnresolved, unresolved_leads
from cchc.plans.states import DraftState

NEW = "new"
LEAVE_OUT = "leave-out"
_FILLED = ("lead", "coordinating", "products", "time", "funding")


class NotAnswered(DomainError):
    """Some annex rows were neither paired nor called new nor left out."""

    text = "Còn dòng phụ lục chưa chọn cách xử lý. Hãy chọn cho từng dòng rồi ghép."


@dataclass(frozen=True, slots=True)
class AnnexResult:
    """What the annex did: tasks filled in, tasks added, rows left out."""

    filled: int
    added: int
    left_out: int


@transaction.atomic
def apply_annex(
    *,
    draft: Draft,
    seen_revision: int,
    choices: Mapping[str, str],
    by: User,
    at: datetime,
) -> AnnexResult:
    """Pair the rows of a late annex with the plan's tasks, as the person decided.

    choices: for each row's key, the key of the plan's task it is, or NEW, or LEAVE_OUT. A task that is met takes
    from the annex only what it lacks; new ones come behind the plan's last task. The annex file is linked to the
    plan's document. Raises NotAnswered, Stale, UnitsUnresolved, and DomainError when two rows meet one task.
    """
    draft = lock(draft)
    move(draft, DraftState.ISSUED)
    if draft.revision != seen_revision:
        raise Stale
    if draft.annex_of_id is None:
        raise DomainError(_("Bản nháp này không phải là phụ lục của kế hoạch đang theo dõi."))
    plan = Plan.objects.select_for_update(no_key=True).get(pk=draft.annex_of_id)
    rows = [row for row in (draft.value or {})["tasks"] if choices.get(row["key"]) != LEAVE_OUT]
    _check(plan, rows, choices)
    resolution = resolution_of(plan, draft)
    if missing := unresolved_leads(as_tasks(rows), resolution):
        raise UnitsUnresolved(missing)
    filled = _fill(plan, rows, choices, resolution, by=by, at=at)
    added = _add(plan, rows, choices, resolution, by=by, at=at)
    plan.task_count = len(plan.value["tasks"])
    plan.version += 1
    plan.save(update_fields=["value", "task_count", "version"])
    draft.changed_at = at
    draft.save(update_fields=["state", "changed_at"])
    link_files(draft, plan.document, role=DocumentFile.Role.ANNEX, by=by, at=at)
    result = AnnexResult(filled, added, len((draft.value or {})["tasks"]) - len(rows))
    record(
        action="plan.annexed",
        target=plan,
        by=by,
        at=at,
        agency_id=plan.agency_id,
        filled=result.filled,
        added=result.added,
        left_out=result.left_out,
    )
    return result


def _check(plan: Plan, rows: list[dict[str, Any]], choices: Mapping[str, str]) -> None:
    """Every row has an answer, every answer is a task of the plan, no task is met twice."""
    met: set[str] = set()
    for row in rows:
        choice = choices.get(row["key"], "")
        if not choice:
            raise NotAnswered
        if choice == NEW:
            continue
        if task_of(plan, choice) is None:
            raise Stale
        if choice in met:
            raise DomainError(
                _(
                    "Hai dòng phụ lục cùng ghép vào nhiệm vụ %(key)s. Mỗi nhiệm vụ chỉ ghép một dòng."
                )
                % {"key": choice}
            )
        met.add(choice)


def _fill(
    plan: Plan,
    rows: list[dict[str, Any]],
    choices: Mapping[str, str],
    resolution: Resolution,
    *,
    by: User,
    at: datetime,
) -> int:
    filled = 0
    for row in rows:
        found = task_of(plan, choices[row["key"]])
        if found is None:
            continue
        value = filled_in(found[1], row)
        if value != found[1]:
            write_anew(plan, value, resolution, by=by, at=at)
            filled += 1
    return filled


def filled_in(task: dict[str, Any], row: dict[str, Any]) -> dict[str, Any]:
    """The task with what it lacked taken from the annex row; what it says itself stays."""
    taken = {name for name in _FILLED if not task.get(name) and row.get(name)}
    value = task | {name: row[name] for name in taken}
    if "products" in taken:
        value |= {name: row[name] for name in ("products_rule", "conditional", "issued_by")}
    if "time" in taken:
        same = value["products"] == row["products"]
        value["schedule"] = [
            entry if same else entry | {"product": None} for entry in row["schedule"]
        ]
    return value


def _add(
    plan: Plan,
    rows: list[dict[str, Any]],
    choices: Mapping[str, str],
    resolution: Resolution,
    *,
    by: User,
    at: datetime,
) -> int:
    new = [row for row in rows if choices[row["key"]] == NEW]
    taken = {task["key"] for task in plan.value["tasks"]}
    issued = []
    for row in new:
        value = dict(row, key=free_key(row["key"], taken))
        taken.add(value["key"])
        plan.value["tasks"].append(value)
        issued.append(issued_of(plan, value, len(plan.value["tasks"]), resolution))
    if issued:
        write_tasks(plan, issued, by, at)
    return len(issued)


def free_key(key: str, taken: set[str]) -> str:
    """The key itself, or with "#2", "#3" ... behind it when the plan has it already."""
    base = key.partition("#")[0]
    count = 2
    while key in taken:
        key = f"{base}#{count}"
        count += 1
    return key
