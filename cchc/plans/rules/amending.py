"""A plan's value under amendments: one task amended, the plan as it stood. Prose: docs/algorithms/amendment.md.

Pure functions on the plan's JSON (docs/plan-format.md). A task that was dropped stays in its place, marked with
`dropped_on`, so that places and keys hold.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cchc.core.text import fold, squeeze
from cchc.plans.rules.times import schedule_of

Value = dict[str, Any]
Fields = dict[str, Any]
TEXTS = ("text", "time", "funding")
LISTS = ("lead", "coordinating", "products")
DROPPED = "dropped_on"


@dataclass(frozen=True, slots=True)
class Change:
    """One change of an amendment as the rules see it; `kind` in the codes of AmendmentChange."""

    kind: str
    key: str
    old: Mapping[str, Any]
    new: Mapping[str, Any]


def parsed(given: Mapping[str, str]) -> Fields:
    """Fields as the value holds them, from texts as people type them: one line per entry of a list."""
    lists = {
        name: list(
            dict.fromkeys(line for part in given[name].splitlines() if (line := squeeze(part)))
        )
        for name in LISTS
        if name in given
    }
    return {name: squeeze(given[name]) or None for name in TEXTS if name in given} | lists


def difference(
    task: Mapping[str, Any], fields: Mapping[str, Any], year: int | None
) -> tuple[Fields, Fields]:
    """What these fields change in a task: old and new values of those that differ; ({}, {}) for nothing.

    A new time or new products are read again, so that the schedule stands beside them.
    """
    changed = [
        name for name, value in fields.items() if (task.get(name) or None) != (value or None)
    ]
    old = {name: task.get(name) for name in changed}
    new = {name: fields[name] for name in changed}
    if {"time", "products"} & set(changed):
        whole = {**task, **new}
        old["schedule"] = list(task.get("schedule") or [])
        new["schedule"] = schedule_of(whole.get("time"), year, list(whole.get("products") or []))
    return old, new


def carried_fields(task: Mapping[str, Any], heir: Mapping[str, Any]) -> tuple[Fields, Fields]:
    """What the plan that replaces another says differently of the same task; a schedule that differs is a new time."""
    names = [
        name
        for name in (*TEXTS, *LISTS)
        if _plain(task.get(name)) != _plain(heir.get(name))
        or (name == "time" and _days(task) != _days(heir))
    ]
    return {name: task.get(name) for name in names}, {name: heir.get(name) for name in names}


def stands(task: Mapping[str, Any], old: Mapping[str, Any]) -> bool:
    """Whether the task still says what the change saw."""
    return DROPPED not in task and all((task.get(k) or None) == (v or None) for k, v in old.items())


def standing(value: Mapping[str, Any]) -> Value:
    """The value without the tasks that were dropped: what the plan asks for now."""
    tasks = [task for task in value.get("tasks", []) if DROPPED not in task]
    return {**value, "tasks": tasks}


def value_before(value: Mapping[str, Any], later: Iterable[Change]) -> Value:
    """The value as it stood before these changes, given newest first.

    Only what a change touched goes back: what was corrected as misread stays right on every day.
    """
    tasks = {task["key"]: dict(task) for task in value.get("tasks", [])}
    for change in later:
        task = tasks.get(change.key)
        if task is None:
            continue
        if change.kind == "add":
            del tasks[change.key]
        elif change.kind == "drop":
            task.pop(DROPPED, None)
        elif change.kind == "change":
            task.update(change.old)
    return {
        **value,
        "tasks": [tasks[t["key"]] for t in value.get("tasks", []) if t["key"] in tasks],
    }


def new_task(
    fields: Mapping[str, Any], section: Mapping[str, Any], key: str, year: int | None
) -> dict[str, Any]:
    """A task in the shape of plan-format.md, in this section, with these fields."""
    return {
        "path": key,
        "key": key,
        "marks": {},
        "section": section["heading"],
        "area": section["area"],
        "text": fields["text"],
        "lead": fields.get("lead") or [],
        "coordinating": fields.get("coordinating") or [],
        "products": fields.get("products") or [],
        "products_rule": "all",
        "conditional": False,
        "issued_by": None,
        "funding": fields.get("funding"),
        "time": fields.get("time"),
        "schedule": schedule_of(fields.get("time"), year, list(fields.get("products") or [])),
        "source": None,
    }


def added_key(section_path: str, taken: Iterable[str]) -> str:
    """A key for a task added to a section: "II.1.BS1", "II.1.BS2", ... (bổ sung)."""
    known, count = set(taken), 1
    stem = f"{section_path}.BS" if section_path else "BS"
    while f"{stem}{count}" in known:
        count += 1
    return f"{stem}{count}"


def _plain(value: Any) -> list[str]:
    """Words without regard to case, accents and spaces; products and units in the order written."""
    return [fold(each) for each in (value if isinstance(value, list) else [value or ""])]


def _days(task: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    names = ("due", "start", "before", "recurrence", "on")
    return [tuple(each.get(name) or None for name in names) for each in task.get("schedule") or []]
