"""The page on which a plan is checked: findings by severity with their place and, in a draft, the fix."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from cchc.core.pages import Page
from cchc.plans.issuing import ExistingTask, existing_tasks
from cchc.plans.models import Draft, Plan
from cchc.plans.pages.review import SEVERITIES
from cchc.plans.pages.review_rows import dom_id
from cchc.plans.rules.findings import FIELD_OF, Finding

# What a plan in force may owe to its reading; the rest is what the plan itself says.
_MAY_BE_MISREAD = frozenset(
    {
        "no-lead",
        "no-product",
        "no-deadline",
        "lead-also-coordinating",
        "time-other-year",
        "time-outside-period",
        "deadline-day-off",
        "vague-product",
        "ocr-slip",
    }
)


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A finding with its place. `address`: where it is seen; `answer`: where it is put right, "" nowhere.

    `is_fixable`: one edit answers it; `better`: the names that it puts in, "" where the message says it.
    `is_kept`: it may be set aside.
    """

    code: str
    path: str
    message: str
    place: str
    words: str
    address: str
    answer: str
    better: str
    is_fixable: bool
    is_kept: bool


@dataclass(frozen=True, slots=True)
class CheckGroup:
    """The findings of one severity."""

    name: str
    icon: str
    tone: str
    lines: list[CheckLine]


@dataclass(frozen=True)
class CheckPage(Page):
    """`draft` for a draft, else `plan`; `back`: the page it belongs to. `may_edit`: fixes may be taken here."""

    template = "plans/check.html"
    title: str
    back: str
    is_draft: bool
    address: str
    groups: list[CheckGroup]
    total: int
    may_edit: bool
    is_fresh: bool


def draft_check_page(
    draft: Draft, findings: Sequence[Finding], *, may_edit: bool, is_fresh: bool
) -> CheckPage:
    """The page of a draft; each place leads to the review screen, each answer to its form."""
    tasks = {task["key"]: task for task in (draft.value or {}).get("tasks", [])}
    lines = [
        (
            finding["severity"],
            _draft_line(draft, finding, tasks, may_edit=may_edit),
        )
        for finding in findings
    ]
    return CheckPage(
        title=draft.title,
        back=reverse("draft_review", args=[draft.uid]),
        is_draft=True,
        address=reverse("draft_check", args=[draft.uid]),
        groups=_groups(lines),
        total=len(lines),
        may_edit=may_edit,
        is_fresh=is_fresh,
    )


def plan_check_page(
    plan: Plan, findings: Sequence[Finding], *, may_issue: bool, may_number: bool, is_fresh: bool
) -> CheckPage:
    """The page of a plan in force; each place leads to its task, a misreading to its correction."""
    tasks = {task["key"]: task for task in plan.value.get("tasks", [])}
    rows = {row.key: row for row in existing_tasks(plan)}
    lines = [
        (
            finding["severity"],
            _plan_line(plan, finding, tasks, rows, may_issue=may_issue, may_number=may_number),
        )
        for finding in findings
    ]
    return CheckPage(
        title=plan.title,
        back=plan.get_absolute_url(),
        is_draft=False,
        address=reverse("plan_check", args=[plan.uid]),
        groups=_groups(lines),
        total=len(lines),
        may_edit=False,
        is_fresh=is_fresh,
    )


def _groups(lines: Sequence[tuple[str, CheckLine]]) -> list[CheckGroup]:
    groups = [
        CheckGroup(str(name), icon, tone, [line for code, line in lines if code == severity])
        for severity, (name, icon, tone) in SEVERITIES.items()
    ]
    return [group for group in groups if group.lines]


def _draft_line(
    draft: Draft, finding: Finding, tasks: Mapping[str, Any], *, may_edit: bool
) -> CheckLine:
    task = tasks.get(finding["path"])
    review = reverse("draft_review", args=[draft.uid])
    address = f"{review}#{dom_id('t', finding['path'])}" if task else ""
    answer = _answer(draft, finding, in_task=task is not None) if may_edit else ""
    return _line(finding, task, address=address, answer=answer)


def _answer(draft: Draft, finding: Finding, *, in_task: bool) -> str:
    """The form in which a finding is answered; "" for one that no form of the draft can."""
    code = finding["code"]
    if code == "number-or-date-blank":
        return reverse("draft_head", args=[draft.uid])
    if code == "unit-not-in-directory":
        wording = finding["message"].partition("”")[0].removeprefix("“")
        return f"{reverse('draft_units', args=[draft.uid])}?{urlencode({'wording': wording})}"
    if in_task and code in FIELD_OF and code != "ocr-slip":
        return reverse("draft_task", args=[draft.uid, finding["path"]])
    return ""


def _plan_line(
    plan: Plan,
    finding: Finding,
    tasks: Mapping[str, Any],
    rows: Mapping[str, ExistingTask],
    *,
    may_issue: bool,
    may_number: bool,
) -> CheckLine:
    row = rows.get(finding["path"])
    answer = ""
    if may_number and finding["code"] == "number-or-date-blank":
        answer = reverse("plan_number", args=[plan.uid])
    elif row is not None and may_issue and finding["code"] in _MAY_BE_MISREAD:
        answer = reverse("plan_correct", args=[plan.uid, "task", row.uid])
    task = tasks.get(finding["path"])
    return _line(finding, task, address=row.address if row else "", answer=answer)


def _line(
    finding: Finding, task: Mapping[str, Any] | None, *, address: str, answer: str
) -> CheckLine:
    fix = finding.get("fix") or {}
    names = fix.get("value")
    return CheckLine(
        code=finding["code"],
        path=finding["path"],
        message=finding["message"],
        place=task["path"] if task else finding["path"],
        words=task["text"] if task else "",
        address=address,
        answer=answer,
        better="; ".join(names) if isinstance(names, list) else "",
        is_fixable=bool(fix),
        is_kept=finding["code"] != "unit-not-in-directory",
    )
