"""What an amendment would do if it took effect; reads only."""

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime

from cchc.core.errors import DomainError
from cchc.plans.issuing import Effect, effects_of
from cchc.plans.models import Amendment
from cchc.plans.services.amending import apply_changes, split_changes
from cchc.plans.services.amending_items import check_items


@dataclass(frozen=True, slots=True)
class Foreseen:
    """Effects by key of the task; `refusal` says why nothing can be foreseen, "" otherwise."""

    effects: dict[str, list[Effect]] = field(default_factory=dict)
    refusal: str = ""


def foresee(amendment: Amendment, on: date, at: datetime) -> Foreseen:
    """What the changes of a draft would do to due dates from that day on."""
    plan = amendment.plan
    kept, plan.value = plan.value, deepcopy(plan.value)
    changes, items = split_changes(list(amendment.changes.all()))
    names = [change.task_key or str(change.uid) for change in changes]
    try:
        check_items(plan, items)
        amended = apply_changes(plan, changes, on)
        keys = {task.issued.key: name for task, name in zip(amended, names, strict=True)}
        found = effects_of(amendment, amended, on, at)
    except DomainError as refusal:
        return Foreseen(refusal=refusal.message)
    finally:
        plan.value = kept
    return Foreseen({keys[key]: effects for key, effects in found.items()})
