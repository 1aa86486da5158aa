"""Ticks of figures that were typed into the receiver's system, the proof of it, and reminding units."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from cchc.audit.services import record
from cchc.core.text import squeeze
from cchc.evidence.services import store
from cchc.orgs.models import User
from cchc.reports.models import CopiedFigure, CopyProof, Report
from cchc.reports.notices import tell_units
from cchc.reports.rules.snapshot import Fact
from cchc.reports.selectors.content import table_value
from cchc.reports.selectors.reports import parts_of
from cchc.reports.services import refusals


@transaction.atomic
def tick_figure(
    *, report: Report, fact: Fact, is_done: bool, by: User, at: datetime
) -> CopiedFigure | None:
    """Say that a figure was typed, with the value it had, or take the tick away; None without a tick."""
    Report.objects.select_for_update(no_key=True).get(pk=report.pk)
    CopiedFigure.objects.filter(report=report, key=fact.key).delete()
    row = None
    if is_done:
        row = CopiedFigure.objects.create(
            report=report, key=fact.key, shown=table_value(fact)[:60], ticked_by=by, ticked_at=at
        )
    record(
        action="report.copied",
        target=report,
        by=by,
        at=at,
        agency_id=report.agency_id,
        label=str(report),
        figure=fact.label,
        shown=table_value(fact),
        is_done=is_done,
    )
    return row


@transaction.atomic
def keep_proof(
    *, report: Report, name: str, media_type: str, chunks: Iterable[bytes], by: User, at: datetime
) -> CopyProof:
    """Keep a picture of the receiver's system with the figures in it (ảnh chụp màn hình)."""
    row = CopyProof.objects.create(
        report=report,
        stored=store(chunks=chunks, media_type=media_type, at=at),
        name=squeeze(name)[:255],
        added_by=by,
        added_at=at,
    )
    record(
        action="report.proof_kept",
        target=report,
        by=by,
        at=at,
        agency_id=report.agency_id,
        name=row.name,
        sha256=row.stored.sha256,
    )
    return row


@transaction.atomic
def remind_units(*, report: Report, by: User, at: datetime) -> int:
    """Remind every unit that has not given its part, at most once a day; returns how many people heard of it.

    Raises NotOpen for a report that is frozen.
    """
    if not Report.objects.select_for_update(no_key=True).get(pk=report.pk).is_open:
        raise refusals.NotOpen
    silent = [part for part in parts_of(report) if not part.is_given]
    told = tell_units(report, at, silent)
    record(
        action="report.reminded",
        target=report,
        by=by,
        at=at,
        agency_id=report.agency_id,
        units=[part.unit.name for part in silent],
        people=told,
    )
    return told
