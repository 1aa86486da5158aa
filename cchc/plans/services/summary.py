"""What putting a draft in force would make, and what still stands in its way."""

from dataclasses import dataclass
from datetime import date

from cchc.plans.models import Draft
from cchc.plans.services.resolution import resolve, unresolved_coordinating, unresolved_leads
from cchc.reading import from_json


@dataclass(frozen=True, slots=True)
class IssueSummary:
    """Counts of what will be written, and unit names to settle: leading ones first, others as a warning."""

    tasks: int
    targets: int
    report_deadlines: int
    errors: int
    tasks_without_lead: int
    unresolved_leads: list[str]
    unresolved_coordinating: list[str]

    @property
    def may_issue(self) -> bool:
        """Whether every leading unit is known."""
        return not self.unresolved_leads


def summary_of(draft: Draft, on: date) -> IssueSummary:
    """The summary of a draft as it stands, its groups expanded on that day."""
    reading = from_json(draft.value or {})
    resolution = resolve(draft, on)
    return IssueSummary(
        tasks=len(reading.tasks),
        targets=len(reading.targets),
        report_deadlines=len(reading.report_deadlines),
        errors=sum(finding.severity == "error" for finding in reading.findings),
        tasks_without_lead=sum(not task.lead for task in reading.tasks),
        unresolved_leads=unresolved_leads(reading.tasks, resolution),
        unresolved_coordinating=unresolved_coordinating(reading.tasks, resolution),
    )


def takes_effect_on(draft: Draft, today: date) -> date:
    """The day proposed for tracking to begin: the document's own, else the first day of the plan's term."""
    reading = from_json(draft.value or {})
    if reading.document.date is not None:
        return reading.document.date
    if reading.period.start is not None:
        return reading.period.start
    return date(reading.document.year, 1, 1) if reading.document.year else today
