"""What a person should look at in a reading: each check is one small function in `CHECKS`.

Codes and messages are documented in docs/algorithms/reading.md.
"""

from collections.abc import Callable, Iterator

from cchc.reading.checks.assignment import (
    lead_also_coordinating,
    no_deadline,
    no_lead,
    no_product,
    no_tasks,
)
from cchc.reading.checks.context import Context
from cchc.reading.checks.dates import report_before_cut_off, time_other_year
from cchc.reading.checks.document import (
    annex_missing,
    group_after_page_break,
    number_or_date_blank,
    repeated_ordinal,
)
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
    "repeated-ordinal": repeated_ordinal,
    "group-after-page-break": group_after_page_break,
    "time-other-year": time_other_year,
    "report-before-cut-off": report_before_cut_off,
    "ocr-slip": ocr_slip,
}
_ORDER = {"error": 0, "warning": 1, "note": 2}


def find_all(context: Context) -> list[Finding]:
    """All findings, the grave ones first; a clean plan gives []."""
    findings = [finding for check in CHECKS.values() for finding in check(context)]
    return sorted(findings, key=lambda finding: _ORDER[finding.severity])
