"""What a person should still look at in a draft, told again after each edit by the reading's own checks."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from cchc.plans.rules.edits import is_finding
from cchc.reading import as_json, from_json
from cchc.reading.checks import CHECKS
from cchc.reading.checks.context import Context
from cchc.reading.draft import PlanDraft, ScheduleEntry, Source, TaskDraft
from cchc.reading.meaning.tasks import Found, Trees
from cchc.reading.structure.tree import build_tree

Finding = dict[str, Any]
# Checks that need nothing but the draft; the others looked at the document's outline and stand as read.
IN_DRAFT = (
    "no-tasks",
    "number-or-date-blank",
    "no-lead",
    "no-product",
    "no-deadline",
    "lead-also-coordinating",
    "time-other-year",
    "report-before-cut-off",
    "ocr-slip",
)
# The field in which a finding is answered; the screen opens it.
FIELD_OF = {
    "no-lead": "lead",
    "no-product": "products",
    "no-deadline": "time",
    "lead-also-coordinating": "coordinating",
    "time-other-year": "time",
    "ocr-slip": "text",
    "group-after-page-break": "section",
    "repeated-ordinal": "path",
}
_ORDER = {"error": 0, "warning": 1, "note": 2}


def findings_of(
    value: Mapping[str, Any], reading: Mapping[str, Any], settled: Iterable[Mapping[str, Any]]
) -> list[Finding]:
    """Findings of the value as it is now, the grave ones first, without those that a person settled.

    A finding that only the document's outline could show stays as the reading told it, as long as the task it
    speaks of is still there.
    """
    done = list(settled)
    found = [*_in_draft(value), *_kept(value, reading)]
    open_ones = [each for each in found if not any(is_finding(each, one) for one in done)]
    return sorted(open_ones, key=lambda each: _ORDER[each["severity"]])


def _in_draft(value: Mapping[str, Any]) -> Iterator[Finding]:
    # Only what the checks look at is made into the reading's classes: this runs within every edit.
    plan = from_json(
        {**value, "tasks": [], "sections": [], "targets": [], "legal_bases": [], "findings": []}
    )
    plan.tasks = [_task(task) for task in value["tasks"]]
    outline = Trees(build_tree([]), [], plan.document.year or 0, None)
    context = Context(plan, outline, Found(plan.tasks, ""))
    found = [finding for code in IN_DRAFT for finding in CHECKS[code](context)]
    yield from as_json(PlanDraft(findings=found))["findings"]


def _task(task: Mapping[str, Any]) -> TaskDraft:
    schedule = [
        ScheduleEntry(**{**entry, "due": _day(entry.get("due")), "start": _day(entry.get("start"))})
        for entry in task["schedule"]
    ]
    return TaskDraft(**{**task, "schedule": schedule, "source": Source(**task["source"])})


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _kept(value: Mapping[str, Any], reading: Mapping[str, Any]) -> Iterator[Finding]:
    read = {task["key"] for task in reading["tasks"]}
    gone = read - {task["key"] for task in value["tasks"]}
    for finding in reading["findings"]:
        outside_tasks = finding["code"] == "ocr-slip" and finding["path"] not in read
        told_anew = finding["code"] in IN_DRAFT and not outside_tasks
        if not told_anew and finding["path"] not in gone:
            yield finding
