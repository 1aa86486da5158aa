"""The check before the day: what is missing, and where it is mended."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from cchc.core.pages import Page
from cchc.tasks.rules.precheck import WINDOWS, Missing
from cchc.tasks.selectors.options import Option
from cchc.tasks.selectors.precheck import Finding


@dataclass(frozen=True, slots=True)
class FindingLine:
    finding: Finding
    address: str
    action: str


@dataclass(frozen=True, slots=True)
class FindingGroup:
    missing: Missing
    lines: list[FindingLine]


@dataclass(frozen=True)
class PrecheckPage(Page):
    """HTMX gets the count alone, for "Việc của tôi"."""

    template: ClassVar[str] = "tasks/precheck.html"
    fragment: ClassVar[str] = "tasks/_precheck_count.html"

    groups: list[FindingGroup]
    windows: list[Option]
    days: int
    total: int


def precheck_page(findings: Sequence[Finding], days: int) -> PrecheckPage:
    """Findings by what is missing; a kind of which nothing is missing has no heading."""
    groups = [
        FindingGroup(kind, [_line(each) for each in findings if each.missing == kind])
        for kind in Missing
    ]
    return PrecheckPage(
        groups=[group for group in groups if group.lines],
        windows=[
            Option(str(each), _("%(n)d ngày tới") % {"n": each}, each == days) for each in WINDOWS
        ],
        days=days,
        total=len(findings),
    )


def _line(finding: Finding) -> FindingLine:
    if not finding.may_mend:
        return FindingLine(finding, reverse("task", args=[finding.task.uid]), _("Xem nhiệm vụ"))
    return FindingLine(finding, _mended_at(finding), finding.missing.how)


def _mended_at(finding: Finding) -> str:
    if finding.missing is Missing.PERSON and finding.unit is not None:
        return reverse("task_unit", args=[finding.unit.uid])
    if finding.missing is Missing.PROGRESS:
        return reverse("task_progress", args=[finding.task.uid])
    if finding.missing is Missing.EVIDENCE:
        return reverse("task_evidence", args=[finding.occurrence])
    if finding.missing is Missing.NUMBER:
        return reverse("task_record", args=[finding.occurrence])
    return reverse("task", args=[finding.task.uid])
