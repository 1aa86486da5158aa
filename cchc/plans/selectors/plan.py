"""Reads for the page of one plan; a fixed number of queries whatever the plan's size."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cchc.core.text import squeeze
from cchc.documents.models import DocumentFile
from cchc.periods.models import ReportingPeriod
from cchc.plans.issuing import TaskLine, task_lines
from cchc.plans.models import (
    Amendment,
    LegalBasis,
    Plan,
    ReadingCorrection,
    ReformArea,
    Target,
)
from cchc.plans.selectors.amendments import amendments_in_force


@dataclass(frozen=True, slots=True)
class AreaPart:
    """One area of the plan with what stands in it."""

    area: ReformArea
    headings: list[str]
    tasks: list[TaskLine]
    targets: list[Target]


@dataclass(frozen=True, slots=True)
class PlanContents:
    """Everything below the plan's header."""

    areas: list[AreaPart]
    deadlines: list[ReportingPeriod]
    legal_bases: list[LegalBasis]
    files: list[DocumentFile]
    closed_files: list[DocumentFile]
    corrections: list[ReadingCorrection]
    amendments: list[Amendment]


def contents_of(plan: Plan, today: date) -> PlanContents:
    """The plan's parts as shown: areas in their order, only those that hold something."""
    files = list(plan.document.files.select_related("stored").order_by("role", "position", "pk"))
    return PlanContents(
        areas=_areas(plan, task_lines(plan, today)),
        deadlines=list(plan.document.reporting_periods.filter(closed_on__isnull=True)),
        legal_bases=list(plan.legal_bases.all()),
        files=[file for file in files if file.closed_at is None],
        closed_files=[file for file in files if file.closed_at is not None],
        corrections=list(plan.corrections.select_related("by").order_by("-at", "-pk")),
        amendments=amendments_in_force(plan),
    )


def _areas(plan: Plan, lines: Sequence[TaskLine]) -> list[AreaPart]:
    sections = list(plan.sections.select_related("area"))
    targets = list(plan.targets.select_related("area"))
    found = {section.area.code: section.area for section in sections}
    found |= {target.area.code: target.area for target in targets}
    missing = {line.area_code for line in lines} - set(found)
    if missing:
        found |= {
            area.code: area
            for area in ReformArea.objects.filter(code__in=missing).order_by("-agency_id")
        }
    counts = Counter(line.area_code for line in lines)
    order = sorted(found.values(), key=lambda area: (area.position or 999, area.pk))
    parts = [
        AreaPart(
            area=area,
            headings=list(
                dict.fromkeys(squeeze(s.heading) for s in sections if s.area_id == area.pk)
            ),
            tasks=[line for line in lines if line.area_code == area.code],
            targets=[target for target in targets if target.area_id == area.pk],
        )
        for area in order
    ]
    return [part for part in parts if counts[part.area.code] or part.targets]
