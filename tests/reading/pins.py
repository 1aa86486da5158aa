"""Figures of a reading without its words: what the real plans are pinned by."""

import hashlib
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from cchc.core.text import fold
from cchc.reading import read_file
from cchc.reading.draft import TaskDraft
from tests.reading.cases import REAL
from tests.reading.codes import recurrence_of

PINS = Path(__file__).with_name("pins.json")


def figures(path: Path) -> dict[str, Any]:
    """Counts per section and, per task, path, due days, recurrence and the hash of its folded fields."""
    plan = read_file(path)
    return {
        "tasks_by_section": _per_section(plan.tasks),
        "targets": len(plan.targets),
        "legal_bases": sum(not one.path for one in plan.legal_bases),
        "report_deadlines": [str(one.due) for one in plan.report_deadlines],
        "findings": dict(sorted(Counter(one.code for one in plan.findings).items())),
        "tasks": [
            [
                _path(task),
                [str(one.due) for one in task.schedule],
                recurrence_of(task.schedule),
                _fields(task),
            ]
            for task in plan.tasks
        ],
    }


def _per_section(tasks: list[TaskDraft]) -> dict[str, int]:
    """Tasks per area and top of the path: group names of annexes are words of the plan."""
    return dict(Counter(f"{re.split('[./]', task.path)[0]} {task.area}" for task in tasks))


def _fields(task: TaskDraft) -> str:
    parts = [
        task.text,
        *task.lead,
        "|",
        *task.coordinating,
        "|",
        *task.products,
        "|",
        task.time or "",
    ]
    return _hash(" ".join(fold(part) or part for part in parts))


def _path(task: TaskDraft) -> str:
    """The key; of an annex row, whose group is text, only its hash."""
    return _hash(task.key) if "/" in task.key else task.key


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def main() -> None:
    names = sorted(path.stem for path in REAL.glob("*.txt"))
    pins = {name: figures(REAL / f"{name}.txt") for name in names}
    PINS.write_text(json.dumps(pins, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
