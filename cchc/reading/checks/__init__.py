"""What a person should look at in a plan: each check is one small function in `CHECKS`.

Codes, severities, messages and bounds are told in docs/algorithms/findings.md, one section a check.
"""

from collections.abc import Callable, Iterator

from cchc.reading.checks.alike import tasks_alike
from cchc.reading.checks.assignment import (
    lead_also_coordinating,
    no_deadline,
    no_lead,
    no_product,
    no_tasks,
)
from cchc.reading.checks.context import Context
from cchc.reading.checks.dates import (
    report_before_cut_off,
    time_other_year,
    time_outside_period,
)
from cchc.reading.checks.document import (
    annex_missing,
    area_without_task,
    group_after_page_break,
    number_or_date_blank,
)
from cchc.reading.checks.legal import (
    basis_after_plan,
    basis_expired,
    basis_expiring,
    wrong_title,
)
from cchc.reading.checks.ordinals import repeated_ordinal, skipped_ordinal
from cchc.reading.checks.outline import (
    goals_without_measure,
    task_not_taken,
    unmeasurable_target,
)
from cchc.reading.checks.products import product_other_level, vague_product
from cchc.reading.checks.spelling import ocr_slip
from cchc.reading.draft import Finding

Check = Callable[[Context], Iterator[Finding]]

CHECKS: dict[str, Check] = {
    "no-tasks": no_tasks,
    "annex-cited-but-missing": annex_missing,
    "number-or-date-blank": number_or_date_blank,
    "no-lead": no_lead,
    "no-product": no_product,
    "no-deadline": no_deadline,
    "lead-also-coordinating": lead_also_coordinating,
    "tasks-alike": tasks_alike,
    "repeated-ordinal": repeated_ordinal,
    "skipped-ordinal": skipped_ordinal,
    "task-not-taken": task_not_taken,
    "group-after-page-break": group_after_page_break,
    "vague-product": vague_product,
    "product-other-level": product_other_level,
    "time-other-year": time_other_year,
    "time-outside-period": time_outside_period,
    "report-before-cut-off": report_before_cut_off,
    "unmeasurable-target": unmeasurable_target,
    "goals-without-measure": goals_without_measure,
    "area-without-task": area_without_task,
    "basis-expired": basis_expired,
    "basis-expiring": basis_expiring,
    "basis-after-plan": basis_after_plan,
    "wrong-title": wrong_title,
    "ocr-slip": ocr_slip,
}
SEVERITIES = ("error", "warning", "note")


def find_all(context: Context) -> list[Finding]:
    """All findings, the grave ones first; a clean plan gives []."""
    findings = [finding for check in CHECKS.values() for finding in check(context)]
    return sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity))
