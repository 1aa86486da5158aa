"""An agency's forms and drafts, and what a section or table may be bound to, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from cchc.indicators.models import IndicatorBlock
from cchc.indicators.selectors import library_of
from cchc.orgs.models import Unit
from cchc.plans.models import ReformArea
from cchc.reports.models import FormDraft, Report, ReportForm
from cchc.reports.rules.editing import ASKED
from cchc.reports.rules.outline import ALL_AREAS, Annex, Outline, Section
from cchc.reports.selectors.opening import is_for

Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class FormLine:
    """A version of a form in the list; `used`: reports made by it; `is_now`: the one in force of its code."""

    form: ReportForm
    is_own: bool
    is_now: bool
    used: int


@dataclass(frozen=True, slots=True)
class Bindings:
    """What sections and tables may be bound to, by code and name."""

    areas: Choices
    blocks: Choices
    indicators: Choices

    def words_for(self, part: Section | Annex) -> list[str]:
        """What a part is bound to, in words."""
        rows = ((self.areas, getattr(part, "areas", ())), (self.blocks, part.blocks))
        found = [name for known, codes in rows for code, name in known if code in codes]
        return found + [name for code, name in self.indicators if code in part.indicators]


@dataclass(frozen=True, slots=True)
class OutlinePart:
    """A section or table as a form shows it, with what it is bound to in words."""

    part: Section | Annex
    bound: list[str]


def form_lines(agency: Unit, today: date) -> list[FormLine]:
    """The agency's own forms and the shipped ones for its kind, every version; two statements."""
    rows = [
        row
        for row in ReportForm.objects.filter(Q(agency=agency) | Q(agency__isnull=True))
        if is_for(row, agency) and row.outline.get("report") != ASKED
    ]
    used: dict[int, int] = {}
    for key in Report.objects.filter(agency=agency).values_list("form_id", flat=True):
        used[key] = used.get(key, 0) + 1
    latest = {
        (row.agency_id, row.code): row.pk
        for row in sorted(rows, key=lambda row: row.valid_from)
        if row.valid_from <= today
    }
    rows.sort(key=lambda row: (row.agency_id is None, row.code, -row.valid_from.toordinal()))
    return [
        FormLine(
            form=row,
            is_own=row.agency_id is not None,
            is_now=latest.get((row.agency_id, row.code)) == row.pk,
            used=used.get(row.pk, 0),
        )
        for row in rows
    ]


def drafts_of(agency: Unit) -> list[FormDraft]:
    """The agency's forms that are being changed."""
    return list(FormDraft.objects.filter(agency=agency).select_related("changed_by"))


def bindings_of(agency: Unit, today: date) -> Bindings:
    """What the agency's forms may be bound to."""
    areas = ReformArea.objects.filter(Q(agency__isnull=True) | Q(agency=agency))
    return Bindings(
        areas=[
            (ALL_AREAS, "Toàn bộ nhiệm vụ"),
            *dict(areas.order_by("-agency_id").values_list("code", "name")).items(),
        ],
        blocks=list(IndicatorBlock.objects.values_list("code", "name")),
        indicators=[
            (row.indicator.code, f"{row.indicator.code} {row.name}")
            for row in library_of(agency, today)
        ],
    )


def outline_parts(outline: Outline, known: Bindings) -> list[OutlinePart]:
    """Sections, then tables."""
    parts: list[Section | Annex] = [*outline.sections, *outline.annexes]
    return [OutlinePart(part, known.words_for(part)) for part in parts]
