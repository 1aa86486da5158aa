"""The register of assigned work: its lines, and one instruction with its tasks."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from cchc.core.text import fold
from cchc.orgs.models import Unit, User
from cchc.orgs.selectors import units_of
from cchc.plans.models import ReformArea
from cchc.tasks.models import Assignment, Instruction, Task
from cchc.tasks.rules.state import State
from cchc.tasks.selectors.entrusting import people_of
from cchc.tasks.selectors.lists import ListedTask, rows_of
from cchc.tasks.selectors.states import StateCode


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """An instruction with how many of its tasks are done and late."""

    instruction: Instruction
    total: int
    done: int
    late: int


def register_of(agency: Unit, *, text: str = "", waiting: bool = False) -> QuerySet[Instruction]:
    """The agency's register, latest first; found by every word without accents, or those that await a document."""
    rows = Instruction.objects.filter(agency=agency)
    for word in fold(text).split():
        rows = rows.filter(search_key__contains=word)
    return rows.filter(expects_document=True, document_number="") if waiting else rows


def with_counts(instructions: list[Instruction], today: date, soon_days: int) -> list[RegisterLine]:
    """The lines of a page of the register; one statement for all counts."""
    counts: dict[int, dict[State, int]] = {}
    rows = (
        Task.objects.filter(instruction__in=instructions)
        .order_by()
        .values_list("instruction_id", StateCode(today, soon_days))
        .annotate(n=Count("pk"))
    )
    for key, code, n in rows:
        counts.setdefault(key or 0, {})[State(code)] = n
    return [
        RegisterLine(
            each,
            total=sum(found.values()),
            done=sum(n for state, n in found.items() if state.is_done),
            late=found.get(State.OVERDUE, 0),
        )
        for each in instructions
        for found in [counts.get(each.pk, {})]
    ]


def tasks_of(instruction: Instruction, today: date, soon_days: int) -> list[ListedTask]:
    """The tasks of an instruction in its order, loaded as rows of the list."""
    keys = list(instruction.tasks.order_by("position").values_list("pk", flat=True))
    rows = {row.pk: row for row in rows_of(keys, today, soon_days)}
    return [rows[key] for key in keys]


def units_to_assign(agency: Unit, on: date) -> dict[Unit, list[User]]:
    """Whom work may be given to on a day: the agency's own units in tree order, each with who works in it."""
    return people_of(units_of(agency, on), on)


def people_named(instruction: Instruction) -> dict[str, str]:
    """Who does which task of an instruction, by the task's label. One statement."""
    parts = Assignment.objects.filter(
        task__instruction=instruction,
        part=Assignment.Part.LEAD,
        to_on__isnull=True,
        person__isnull=False,
    )
    rows = parts.order_by("position", "pk").values_list("task__label", "person__full_name")
    found: dict[str, list[str]] = {}
    for label, name in rows:
        found.setdefault(label, []).append(name)
    return {label: ", ".join(names) for label, names in found.items()}


def areas_of(agency: Unit) -> list[ReformArea]:
    """The shipped areas and the agency's own, in order."""
    rows = ReformArea.objects.filter(Q(agency__isnull=True) | Q(agency=agency))
    return list(rows.order_by("position", "pk"))
