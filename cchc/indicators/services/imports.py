"""Importing figures of other systems: kept, mapped, applied whole or not at all; one of two figures chosen."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cchc.audit.services import record
from cchc.core.errors import DomainError
from cchc.core.text import squeeze
from cchc.indicators.models import DataSource, FigureImport, SourceFigure
from cchc.indicators.rules import Stage
from cchc.indicators.rules.mapping import Layout
from cchc.indicators.selectors import questions_of
from cchc.indicators.selectors.imports import Judged, preview_of
from cchc.indicators.services import (
    Entry,
    Teller,
    Writing,
    changed_entries,
    live_figures,
    write_figures,
)
from cchc.orgs.models import Unit, User
from cchc.periods.models import ReportingPeriod
from cchc.sheets import expiring
from cchc.sheets.expiring import Unwritten
from cchc.sheets.mappings import remember


class NotClean(DomainError):
    """A table with rows that are wrong."""

    def __init__(self, wrong: int) -> None:
        super().__init__(
            f"Còn {wrong} dòng sai, chưa có gì được ghi. Sửa tệp hoặc cách ghép cột rồi thử lại."
        )


class NothingToImport(DomainError):
    """A table whose columns are not mapped, or that holds no figure."""

    text = "Chưa có số liệu nào để ghi: hãy chọn cột đơn vị và ghép ít nhất một cột với chỉ tiêu."


class AlreadyApplied(DomainError):
    """A table that was written before."""

    text = "Tệp này đã được ghi. Muốn ghi lại, hãy tải tệp mới lên."


class NoLongerDiffers(DomainError):
    """Two figures of which one was chosen meanwhile."""

    text = "Hai số này đã được chọn hoặc không còn khác nhau. Hãy tải lại trang."


def register_unwritten() -> None:
    """Let tables go that nobody writes."""
    waiting = FigureImport.objects.filter(applied_at__isnull=True).select_related("source")
    expiring.register(
        Unwritten(waiting.all, "figures.table_forgotten", lambda row: row.source.agency_id)
    )


@transaction.atomic
def take_table(
    *,
    agency: Unit,
    period: ReportingPeriod,
    source_name: str,
    name: str,
    sha256: str,
    grid: Sequence[Sequence[str]],
    extracted_on: date | None,
    by: User,
    at: datetime,
) -> FigureImport:
    """Keep a table for its preview; the source is made when it is new."""
    source, _is_new = DataSource.objects.get_or_create(agency=agency, name=squeeze(source_name))
    row = FigureImport.objects.create(
        source=source,
        period=period,
        user=by,
        name=name[:255],
        sha256=sha256,
        grid=[list(each) for each in grid],
        uploaded_at=at,
        extracted_on=extracted_on,
    )
    record(
        action="figures.table_taken",
        target=row,
        by=by,
        at=at,
        agency_id=agency.pk,
        label=f"{source.name}, {name}"[:300],
        sha256=sha256,
    )
    return row


@transaction.atomic
def set_mapping(
    *,
    source: DataSource,
    layout: Layout,
    headings: Collection[str],
    version: int,
    by: User,
    at: datetime,
) -> DataSource:
    """Remember how a source's columns are read, for this table and the next ones. Raises Stale.

    headings: of this table; what the source had under other headings stays remembered.
    """
    source.claim_version(version)
    kept = layout.stored()
    kept["columns"] = remember(source.mapping.get("columns", {}), kept["columns"], headings)
    source.mapping = kept
    source.save(update_fields=["mapping"])
    record(
        action="figures.mapping_set",
        target=source,
        by=by,
        at=at,
        agency_id=source.agency_id,
        label=source.name,
        columns={name: list(part) for name, part in layout.columns.items()},
    )
    return source


@transaction.atomic
def apply_table(*, imported: FigureImport, by: User, at: datetime) -> int:
    """Write a table whole or not at all; returns how many figures the source now says.

    Where the unit said nothing its figure becomes the agency's; where it said another both stand, to be decided.
    Raises AlreadyApplied, NotClean, NothingToImport.
    """
    fresh = FigureImport.objects.filter(pk=imported.pk, applied_at__isnull=True).update(
        applied_at=at
    )
    if not fresh:
        raise AlreadyApplied
    imported.applied_at = at
    preview = preview_of(imported)
    if preview.wrong:
        raise NotClean(preview.wrong)
    if not preview.figures or not preview.layout.unit:
        raise NothingToImport
    keys = {code: each.indicator.pk for code, each in preview.questions.items()}
    rows = [each for each in preview.rows if each.unit is not None]
    list(
        Unit.objects.select_for_update(no_key=True)
        .filter(pk__in=[each.unit.pk for each in rows if each.unit])
        .order_by("pk")
    )
    count = _keep(imported, rows, keys, at)
    filled = _fill(imported, rows, keys, by, at)
    record(
        action="figures.imported",
        target=imported,
        by=by,
        at=at,
        agency_id=imported.source.agency_id,
        label=f"{imported.source.name}, {imported.period.name}",
        figures=count,
        filled=filled,
    )
    return count


@transaction.atomic
def decide(
    *, figure: SourceFigure, takes: bool, reason: str, by: User, at: datetime
) -> SourceFigure:
    """Choose between a source's figure and the entered one, with the reason; the other stays on record.

    Raises NoLongerDiffers.
    """
    decision = SourceFigure.Decision.TAKEN if takes else SourceFigure.Decision.KEPT
    said = squeeze(reason)
    claimed = SourceFigure.objects.filter(
        pk=figure.pk, decision="", replaced_at__isnull=True
    ).update(decision=decision, reason=said, decided_by=by, decided_at=at)
    if not claimed:
        raise NoLongerDiffers
    figure.refresh_from_db()
    period = figure.period
    if takes:
        Unit.objects.select_for_update(no_key=True).get(pk=figure.unit_id)
        note = _("Lấy theo %(source)s: %(reason)s") % {"source": figure.source.name, "reason": said}
        entry = Entry(
            Stage.OFFICIAL,
            figure.numerator,
            figure.denominator,
            note=note[:500],
            source=figure.source.name,
        )
        asked = {each.indicator.pk: each for each in questions_of(period)}
        live = live_figures(period, [figure.unit_id])[figure.unit_id]
        changed = changed_entries(live, {figure.indicator_id: entry})
        told = Teller(period, figure.unit, by, at, on_behalf=True)
        write_figures([Writing(told, asked, live, changed)])
    record(
        action="figures.decided",
        target=figure,
        by=by,
        at=at,
        agency_id=figure.source.agency_id,
        label=f"{figure.indicator.code}, {figure.unit.name}, {period.name}",
        decision=decision.value,
        reason=said,
        source=figure.source.name,
    )
    return figure


def _keep(
    imported: FigureImport, rows: Sequence[Judged], keys: Mapping[str, int], at: datetime
) -> int:
    """What the source says, in place of what it said before; a figure that did not change keeps its decision."""
    live = {
        (row.indicator_id, row.unit_id): row
        for row in SourceFigure.objects.filter(
            source=imported.source, period=imported.period, replaced_at__isnull=True
        )
    }
    fresh, replaced = [], []
    for each in rows:
        for code, (numerator, denominator) in each.figures.items():
            assert each.unit is not None
            old = live.get((keys[code], each.unit.pk))
            if old and (old.numerator, old.denominator) == (numerator, denominator):
                continue
            if old:
                replaced.append(old.pk)
            fresh.append(
                SourceFigure(
                    source=imported.source,
                    imported=imported,
                    period=imported.period,
                    indicator_id=keys[code],
                    unit=each.unit,
                    numerator=numerator,
                    denominator=denominator,
                    line=each.row.line,
                )
            )
    SourceFigure.objects.filter(pk__in=replaced).update(replaced_at=at)
    SourceFigure.objects.bulk_create(fresh, batch_size=500)
    return sum(len(each.figures) for each in rows)


def _fill(
    imported: FigureImport, rows: Sequence[Judged], keys: Mapping[str, int], by: User, at: datetime
) -> int:
    """Where the unit said nothing of an indicator, the source's figure becomes what the agency says."""
    period = imported.period
    asked = {each.indicator.pk: each for each in questions_of(period)}
    live = live_figures(period, [each.unit.pk for each in rows if each.unit])
    entries: dict[int, dict[int, Entry]] = defaultdict(dict)
    for each in rows:
        assert each.unit is not None
        for code, (numerator, denominator) in each.figures.items():
            key = keys[code]
            if not any((key, stage.value) in live[each.unit.pk] for stage in Stage):
                entries[each.unit.pk][key] = Entry(
                    Stage.OFFICIAL, numerator, denominator, source=imported.source.name
                )
    return write_figures(
        [
            Writing(Teller(period, each.unit, by, at, True), asked, {}, entries[each.unit.pk])
            for each in rows
            if each.unit is not None and entries[each.unit.pk]
        ]
    )
