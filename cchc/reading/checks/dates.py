"""Times outside the plan's period, reports due before their figures are complete."""

import re
from collections.abc import Iterator

from cchc.reading.checks.context import Context
from cchc.reading.draft import Finding


def time_other_year(context: Context) -> Iterator[Finding]:
    """A written day outside the plan's period, unless the task itself speaks of that year."""
    period = context.plan.period
    if period.start is None or period.end is None:
        return
    for task in context.plan.tasks:
        for entry in task.schedule:
            due = entry.due
            if due is None or period.start <= due <= period.end:
                continue
            spoken = " ".join((task.text, *task.products))
            if not re.search(rf"\b{due.year}\b", spoken):
                message = (
                    f"Thời gian thực hiện rơi vào năm {due.year}, ngoài kỳ của kế hoạch "
                    f"(năm {period.start.year}). Hãy kiểm tra lại."
                )
                yield Finding("time-other-year", "note", task.key, message, task.source)
                break


def report_before_cut_off(context: Context) -> Iterator[Finding]:
    """A report due before the last day of its own figures."""
    for report in context.plan.report_deadlines:
        if report.due and report.end and report.due < report.end:
            message = (
                f"{report.name}: hạn gửi {report.due:%d/%m/%Y} trước ngày chốt số liệu "
                f"{report.end:%d/%m/%Y}."
            )
            yield Finding("report-before-cut-off", "warning", "", message, report.source)
