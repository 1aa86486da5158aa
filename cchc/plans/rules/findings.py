"""What a person should still look at in a plan: the reading's own checks told again, and what the office knows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from cchc.core.errors import DomainError
from cchc.plans.rules.edits import is_finding, task_at
from cchc.plans.rules.office import Facts, office_findings
from cchc.plans.rules.passages import passages
from cchc.reading import as_json, from_json
from cchc.reading.checks import CHECKS, SEVERITIES
from cchc.reading.checks.context import Context
from cchc.reading.draft import PlanDraft, ScheduleEntry, Source, TaskDraft
from cchc.reading.meaning.tasks import Found, Trees
from cchc.reading.structure.tree import build_tree

Finding = dict[str, Any]
ANNEX_MISSING = "annex-cited-but-missing"
_SLIP = "ocr-slip"  # outside the tasks' own values, where printed lines must be joined, it stands as read
# Checks that need the document's outline; what they found stands as read. The others are told again.
AS_READ = frozenset(
    {
        ANNEX_MISSING,
        "repeated-ordinal",
        "skipped-ordinal",
        "task-not-taken",
        "group-after-page-break",
        "goals-without-measure",
    }
)
# The field in which a finding is answered; the screen opens it.
FIELD_OF = {
    "no-lead": "lead",
    "no-product": "products",
    "no-deadline": "time",
    "lead-also-coordinating": "coordinating",
    "vague-product": "products",
    "product-other-level": "products",
    "time-other-year": "time",
    "time-outside-period": "time",
    "deadline-day-off": "time",
    "body-renamed": "lead",
    "body-dissolved": "lead",
    "ocr-slip": "text",
    "tasks-alike": "text",
    "basis-expired": "text",
    "basis-expiring": "text",
    "wrong-title": "text",
    "group-after-page-break": "section",
    "repeated-ordinal": "path",
    "skipped-ordinal": "path",
}


def findings_of(
    value: Mapping[str, Any],
    reading: Mapping[str, Any],
    settled: Iterable[Mapping[str, Any]],
    facts: Facts | None = None,
) -> list[Finding]:
    """Findings of the value as it is now, the grave ones first, without those that a person settled.

    A finding that only the document's outline could show stays as the reading told it, as long as the task it
    speaks of is still there. facts: what the office knows; without them only the plan itself is looked at.
    """
    done = list(settled)
    kept = [each for each in _kept(value, reading) if not _is_settled(each, done)]
    lacks_annex = any(each["code"] == ANNEX_MISSING for each in kept)
    told = _told(value, reading, facts or Facts(), lacks_annex=lacks_annex)
    found = [*(each for each in told if not _is_settled(each, done)), *kept]
    return sorted(found, key=lambda each: SEVERITIES.index(each["severity"]))


def edit_of_fix(value: Mapping[str, Any], finding: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of the edit "set" that a finding offers. Raises DomainError when it offers none, Gone."""
    fix = finding.get("fix") or {}
    if fix.get("op") != "set":
        raise DomainError("Lưu ý này không có cách sửa sẵn.")
    found = value["tasks"][task_at(dict(value), fix["key"])]
    change = {fix["field"]: {"was": found[fix["field"]], "value": fix["value"]}}
    return {"list": "tasks", "key": fix["key"], "fields": change}


def _is_settled(finding: Finding, done: Sequence[Mapping[str, Any]]) -> bool:
    return any(is_finding(finding, one) for one in done)


def _told(
    value: Mapping[str, Any], reading: Mapping[str, Any], facts: Facts, *, lacks_annex: bool
) -> list[Finding]:
    # Only what the checks look at is made into the reading's classes: this runs within every edit.
    plan = from_json({**value, "tasks": [], "sections": [], "findings": []})
    plan.tasks = [_task(task) for task in value["tasks"]]
    outline = Trees(build_tree([]), [], plan.document.year or 0, None)
    context = Context(
        plan, outline, Found(plan.tasks, ""), library=facts.library, lacks_annex=lacks_annex
    )
    whole = replace(context, elsewhere=passages(reading, facts.texts))
    found = [
        finding
        for code, check in CHECKS.items()
        if code not in AS_READ
        for finding in check(context if code == _SLIP else whole)
    ]
    found.extend(office_findings(plan, facts))
    told: list[Finding] = as_json(PlanDraft(findings=found))["findings"]
    return told


def _task(task: Mapping[str, Any]) -> TaskDraft:
    schedule = [
        ScheduleEntry(**{**entry, "due": _day(entry.get("due")), "start": _day(entry.get("start"))})
        for entry in task["schedule"]
    ]
    return TaskDraft(**{**task, "schedule": schedule, "source": Source(**task["source"])})


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _kept(value: Mapping[str, Any], reading: Mapping[str, Any]) -> Iterator[Finding]:
    gone = {task["key"] for task in reading["tasks"]} - {task["key"] for task in value["tasks"]}
    for finding in reading["findings"]:
        stands = finding["code"] in AS_READ or (finding["code"] == _SLIP and not finding.get("fix"))
        if stands and finding["path"] not in gone:
            yield finding
