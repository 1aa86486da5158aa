"""A plan's value under amendments: one task amended, the plan as it stood. Prose: docs/algorithms/amendment.md.

Pure functions on the plan's JSON (docs/plan-format.md). A task, target or basis that was dropped stays in its place,
marked with `dropped_on`, so that places and keys hold.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from cchc.core.text import fold, squeeze
from cchc.plans.rules.times import schedule_of

Value = dict[str, Any]
Fields = dict[str, Any]
TEXTS = ("text", "time", "funding")
LISTS = ("lead", "coordinating", "products")
DROPPED = "dropped_on"
ITEM_LISTS = {"target": "targets", "basis": "legal_bases"}
ITEM_FIELDS = {
    "target": ("text", "comparator", "value", "unit", "reference"),
    "basis": ("type", "number", "date", "issuer", "subject"),
}
COMPARATORS = frozenset({"", ">=", "<=", "=", ">", "<"})


@dataclass(frozen=True, slots=True)
class Change:
    """One change of an amendment as the rules see it; `kind` in the codes of AmendmentChange."""

    kind: str
    key: str
    old: Mapping[str, Any]
    new: Mapping[str, Any]
    item: str = "task"


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


def item_difference(entry: Mapping[str, Any], fields: Mapping[str, Any]) -> tuple[Fields, Fields]:
    """Old and new values of the fields of a target or basis that differ; 0 is a value, nothing and "" are one."""

    def plain(value: Any) -> Any:
        return None if value == "" else value

    changed = [name for name, value in fields.items() if plain(entry.get(name)) != plain(value)]
    return {name: entry.get(name) for name in changed}, {name: fields[name] for name in changed}


def number_of(text: str) -> float | int | None:
    """1.234,5 as people write it; None for nothing. Raises ValueError for what is no number."""
    text = text.strip().removesuffix("%").strip()
    if not text:
        return None
    try:
        value = Decimal(text.replace(".", "").replace(",", "."))
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not value.is_finite():
        raise ValueError(text)
    return int(value) if value == value.to_integral_value() else float(value)


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
    """The value without the tasks, targets and bases that were dropped: what the plan asks for now."""
    return {
        **value,
        **{
            name: [one for one in value.get(name, []) if DROPPED not in one]
            for name in ("tasks", *ITEM_LISTS.values())
            if name == "tasks" or name in value
        },
    }


def value_before(value: Mapping[str, Any], later: Iterable[Change]) -> Value:
    """The value as it stood before these changes, given newest first.

    Only what a change touched goes back: what was corrected as misread stays right on every day.
    """
    tasks = {task["key"]: dict(task) for task in value.get("tasks", [])}
    later = list(later)
    for change in later:
        if change.item != "task":
            continue
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
        **items_before(value, later),
        "tasks": [tasks[t["key"]] for t in value.get("tasks", []) if t["key"] in tasks],
    }


def items_before(value: Mapping[str, Any], later: Iterable[Change]) -> Value:
    """The lists of targets and bases as they stood before these changes, given newest first."""
    found: Value = {}
    later = list(later)
    for item, name in ITEM_LISTS.items():
        if name not in value:
            continue
        rows: dict[str, dict[str, Any] | None] = {
            key: dict(entry) for key, entry in entries_of(value, item).items()
        }
        for change in later:
            entry = rows.get(change.key) if change.item == item else None
            if entry is None:
                continue
            if change.kind == "add":
                rows[change.key] = None
            elif change.kind == "drop":
                entry.pop(DROPPED, None)
            else:
                entry.update(change.old)
        cited = [one for one in value[name] if item == "basis" and one.get("path")]
        found[name] = [entry for entry in rows.values() if entry is not None] + cited
    return found


def entries_of(value: Mapping[str, Any], item: str) -> dict[str, dict[str, Any]]:
    """The plan's targets, or the documents it rests on, by key ("target:1" is the first), dropped ones included."""
    rows = [
        one for one in value.get(ITEM_LISTS[item], []) if item == "target" or not one.get("path")
    ]
    return {f"{item}:{place}": one for place, one in enumerate(rows, start=1)}


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
