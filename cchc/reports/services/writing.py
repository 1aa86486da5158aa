"""The office writes a report: consolidates what units gave, edits sections, refreshes or holds figures."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from cchc.audit.services import record
from cchc.core.errors import Stale
from cchc.orgs.models import User
from cchc.reports.models import Report, SectionText, UnitPart
from cchc.reports.rules.binding import rebind
from cchc.reports.rules.outline import Section
from cchc.reports.rules.prose import Sentence, from_json, refreshed, to_json
from cchc.reports.selectors.content import live_basis
from cchc.reports.selectors.facts import (
    Basis,
    agencies_taken_over,
    bases_of,
    obstacles_of,
    window_of,
)
from cchc.reports.selectors.reports import parts_of
from cchc.reports.selectors.texts import (
    chips_offered,
    difficulties_of,
    drafted_paragraphs,
    outline_of,
    state_of,
    told_in,
    whole_of,
)
from cchc.reports.services import refusals


@transaction.atomic
def consolidate(*, report: Report, by: User, at: datetime) -> int:
    """Bring the facts' sentences and the words of units into every section (tổng hợp); returns how many changed.

    A section that nobody edited is written anew; an edited one keeps its words and gets today's figures, unless they
    are held. Units that have not given their part are missing, named in the sentences. Raises NotOpen.
    """
    report = locked_open(report)
    parts = list(parts_of(report))
    basis = live_basis(report, parts, at)
    count = 0
    for section in outline_of(report).sections:
        if section.kind != "heading":
            count += _write_section(report, section, basis, parts, by=by, at=at)
    record(
        action="report.consolidated",
        target=report,
        by=by,
        at=at,
        agency_id=report.agency_id,
        units=[part.unit.name for part in parts if part.is_given],
        missing=[part.unit.name for part in parts if not part.is_given],
        agencies=[each.name for each in basis.below if each.is_accepted],
        agencies_missing=[each.name for each in basis.below if not each.is_accepted],
        sections=count,
    )
    return count


@transaction.atomic
def save_section(
    *,
    report: Report,
    code: str,
    text: str,
    is_held: bool,
    version: int,
    by: User,
    at: datetime,
) -> SectionText:
    """Keep what the office wrote in a section; figures that still stand in it stay bound to their facts.

    version: of the section's text when the form was drawn, 0 where nothing was written. is_held: its figures stay as
    written when the data move. Raises Stale, NotOpen, NoSuchSection.
    """
    report = locked_open(report)
    section = _section(report, code)
    row = _claimed(report, code, version)
    parts = list(parts_of(report))
    basis = live_basis(report, parts, at)
    state = state_of(section, row, basis, whole_of(basis), parts)
    row.paragraphs = to_json(rebind(text, state.paragraphs, chips_offered(state)))
    row.is_held = is_held
    return _keep(row, section, by, at)


@transaction.atomic
def redraft_section(
    *, report: Report, code: str, version: int, by: User, at: datetime
) -> SectionText:
    """Put the drafted sentences and units' words in place of what stands in a section. Raises like `save_section`."""
    report = locked_open(report)
    section = _section(report, code)
    row = _claimed(report, code, version)
    parts = list(parts_of(report))
    row.paragraphs = to_json(_drafted(report, section, live_basis(report, parts, at), parts))
    row.drafted, row.is_held = row.paragraphs, False
    return _keep(row, section, by, at)


@transaction.atomic
def refresh_section(
    *, report: Report, code: str, version: int, by: User, at: datetime
) -> SectionText:
    """Give the section's words today's figures (cập nhật theo số liệu). Raises like `save_section`."""
    report = locked_open(report)
    section = _section(report, code)
    row = _claimed(report, code, version)
    whole = whole_of(live_basis(report, list(parts_of(report)), at))
    row.paragraphs = to_json([refreshed(each, whole) for each in from_json(row.paragraphs)])
    row.is_held = False
    return _keep(row, section, by, at)


@transaction.atomic
def add_bases(*, report: Report, is_added: bool, version: int, by: User, at: datetime) -> Report:
    """Add last year's figures of agencies that were taken over to the own ones, or compare nothing (cộng cơ sở).

    Raises Stale, NotOpen, BasesUnknown with the agencies whose figures of that window are not known.
    """
    report = locked_open(report)
    report.claim_version(version)
    taken = agencies_taken_over(report)
    if is_added:
        known = bases_of(report.period, taken, at)
        if unknown := [unit.name for unit in taken if unit not in known]:
            raise refusals.BasesUnknown(unknown)
    report.adds_bases = is_added
    report.save(update_fields=["adds_bases"])
    record(
        action="report.bases_added",
        target=report,
        by=by,
        at=at,
        agency_id=report.agency_id,
        is_added=is_added,
        agencies=[unit.name for unit in taken],
    )
    return report


def locked_open(report: Report) -> Report:
    """The report, locked, while it is open. Raises NotOpen."""
    row = Report.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "agency", "period", "form"
    )
    found = row.get(pk=report.pk)
    if not found.is_open:
        raise refusals.NotOpen
    return found


def _write_section(
    report: Report,
    section: Section,
    basis: Basis,
    parts: Sequence[UnitPart],
    *,
    by: User,
    at: datetime,
) -> bool:
    row = SectionText.objects.filter(report=report, code=section.code).first()
    if row is not None and row.paragraphs != row.drafted:
        if row.is_held:
            return False
        whole = whole_of(basis)
        fresh = to_json([refreshed(each, whole) for each in from_json(row.paragraphs)])
        if fresh == row.paragraphs:
            return False
        row.paragraphs = fresh
    else:
        fresh = to_json(_drafted(report, section, basis, parts))
        if row is None:
            row = SectionText(report=report, code=section.code)
        if row.pk is not None and fresh == row.paragraphs:
            return False
        row.paragraphs = row.drafted = fresh
    if row.pk is not None:
        row.version += 1
    row.changed_by, row.changed_at = by, at
    row.save()
    return True


def _drafted(
    report: Report, section: Section, basis: Basis, parts: Sequence[UnitPart]
) -> tuple[Sentence, ...]:
    raised: list[str] = []
    if section.kind == "obstacles":
        rows = obstacles_of(report.agency_id, window_of(report.period))
        raised = difficulties_of([(row.task.label, row.text) for row in rows])
    is_whole = all(part.is_given for part in parts) and all(
        each.is_accepted for each in basis.below
    )
    told = told_in(section, parts, basis.below)
    return drafted_paragraphs(section, basis, told, raised, is_whole=is_whole)


def _section(report: Report, code: str) -> Section:
    section = outline_of(report).section(code)
    if section is None or section.kind == "heading":
        raise refusals.NoSuchSection
    return section


def _claimed(report: Report, code: str, version: int) -> SectionText:
    row = SectionText.objects.filter(report=report, code=code).first()
    if row is None:
        if version:
            raise Stale
        return SectionText(report=report, code=code)
    return row.claim_version(version)


def _keep(row: SectionText, section: Section, by: User, at: datetime) -> SectionText:
    row.changed_by, row.changed_at = by, at
    row.save()
    record(
        action="report.section_saved",
        target=row.report,
        by=by,
        at=at,
        agency_id=row.report.agency_id,
        section=f"{section.number} {section.title}".strip(),
        is_held=row.is_held,
    )
    return row
