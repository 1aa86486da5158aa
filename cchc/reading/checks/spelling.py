"""Likely slips of scanning, from a list of wrong and right wordings."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from cchc.core.text import fold
from cchc.reading import lexicon
from cchc.reading.checks.context import Context
from cchc.reading.draft import Finding, TaskDraft
from cchc.reading.meaning.tasks import source_of
from cchc.reading.structure.tree import Node


@cache
def _slips() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    made = []
    for row in lexicon.table("ocr")["slip"]:
        unless = "".join(
            f"(?!{re.escape(phrase[len(row['wrong']) :])})" for phrase in row["unless"]
        )
        pattern = re.compile(rf"(?<!\w){re.escape(row['wrong'])}{unless}(?!\w)", re.IGNORECASE)
        made.append((row["wrong"], pattern, row["right"]))
    return tuple(made)


def mended(text: str) -> tuple[str, list[tuple[str, str]]]:
    """The text with its slips put right, and the pairs (wrong, right) that were found."""
    found: list[tuple[str, str]] = []
    lower = text.lower()
    for written, pattern, right in _slips():
        if written not in lower:
            continue
        for match in reversed(list(pattern.finditer(text))):
            wrong = match.group()
            better = right[0].upper() + right[1:] if wrong[0].isupper() else right
            found.append((wrong, better))
            text = text[: match.start()] + better + text[match.end() :]
    return text, found


def ocr_slip(context: Context) -> Iterator[Finding]:
    """A wording that no correct sentence contains; fixable where it stands in a task."""
    for task in context.plan.tasks:
        yield from _in_task(task)
    for index, node in context.found.nodes.items():
        yield from _in_field_lines(node, context.plan.tasks[index])
    for passage in context.elsewhere:
        _, found = mended(passage.text)
        for wrong, right in found:
            yield _finding(passage.path, wrong, right, passage.source, None)


def _in_field_lines(node: Node, task: TaskDraft) -> Iterator[Finding]:
    """Slips in the words of a field that the task's own values do not hold."""
    kept = fold(" ".join((*task.lead, *task.coordinating, *task.products, task.time or "")))
    for line in node.fields:
        _, found = mended(" ".join(line.values))
        for wrong, right in found:
            if fold(wrong) not in kept:
                yield _finding(node.path, wrong, right, source_of(line.place), None)


def _in_task(task: TaskDraft) -> Iterator[Finding]:
    better, found = mended(task.text)
    for wrong, right in found:
        fix: dict[str, Any] = {"op": "set", "key": task.key, "field": "text", "value": better}
        yield _finding(task.key, wrong, right, task.source, fix)
    for name in ("lead", "coordinating", "products"):
        values: list[str] = getattr(task, name)
        pairs = [mended(value) for value in values]
        for _, found in pairs:
            for wrong, right in found:
                fix = {
                    "op": "set",
                    "key": task.key,
                    "field": name,
                    "value": [one for one, _ in pairs],
                }
                yield _finding(task.key, wrong, right, task.source, fix)


def _finding(path: str, wrong: str, right: str, source: Any, fix: dict[str, Any] | None) -> Finding:
    message = f"Có thể là lỗi quét: “{wrong}”, đề nghị sửa thành “{right}”."
    return Finding("ocr-slip", "note", path, message, source, fix)
