"""Where a task stands in the plan's own text."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cchc.plans.issuing import existing_tasks
from cchc.plans.models import Draft, DraftFile, Plan


@dataclass(frozen=True, slots=True)
class SourcePlace:
    """A file's text parted around the task's words; `marked` is "" when its place is not known."""

    file: DraftFile
    label: str
    address: str
    before: str
    marked: str
    after: str


def source_place(plan: Plan, task_uid: UUID) -> SourcePlace | None:
    """The text that a task was read from; None when the plan has no such task or its text is not kept."""
    row = next((one for one in existing_tasks(plan) if one.uid == task_uid), None)
    if row is None:
        return None
    task = next((one for one in plan.value["tasks"] if one["key"] == row.key), None)
    source: dict[str, Any] = (task or {}).get("source") or {}
    draft = _read_in(plan, str((task or {}).get("text", "")))
    file = draft.files.filter(position=source.get("file") or 0).first()
    if file is None or not file.text:
        return None
    start, end = source.get("span") or (0, 0)
    if not 0 <= start < end <= len(file.text):
        start = end = 0
    text = file.text
    return SourcePlace(file, row.label, row.address, text[:start], text[start:end], text[end:])


def _read_in(plan: Plan, text: str) -> Draft:
    """The draft that the task was read in: the plan's own, or the late annex that brought it."""
    for draft in (plan.draft, *plan.annex_drafts.order_by("pk")):
        if any(task["text"] == text for task in (draft.value or {}).get("tasks", [])):
            return draft
    return plan.draft
