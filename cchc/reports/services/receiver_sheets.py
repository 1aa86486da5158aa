"""A receiver's own blank: taken in, its rows and columns confirmed by a person, remembered for the next period."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db import transaction

from cchc.audit.services import record
from cchc.core.text import squeeze
from cchc.evidence.services import store
from cchc.orgs.models import User
from cchc.publishing.sheets import XLSX
from cchc.reports.models import ReceiverSheet, Report
from cchc.reports.rules.blank import Blank, Meaning
from cchc.reports.services import refusals
from cchc.sheets.mappings import remember

MOST_LINES: Final = 500


@transaction.atomic
def take_sheet(
    *,
    report: Report,
    receiver: str,
    name: str,
    chunks: Iterable[bytes],
    blank: Blank,
    by: User,
    at: datetime,
) -> ReceiverSheet:
    """Keep a blank as the receiver's for the report's form; what was confirmed of the last one stays remembered.

    A receiver's first blank for a new version of the form begins with what was said for the version before.
    Raises SheetWithoutRows, SheetTooLong.
    """
    if not blank.keys:
        raise refusals.SheetWithoutRows
    if len(blank.keys) > MOST_LINES:
        raise refusals.SheetTooLong
    receiver = squeeze(receiver)
    rows = ReceiverSheet.objects.filter(agency=report.agency, receiver=receiver)
    facts = {
        "stored": store(chunks=chunks, media_type=XLSX, at=at),
        "name": squeeze(name)[:255],
        "blank": blank.stored(),
    }
    row = rows.select_for_update(no_key=True).filter(form=report.form).first()
    if row is None:
        before = rows.order_by("-pk").first()
        known = {"mapping": before.mapping, "confirmed": before.confirmed} if before else {}
        row = ReceiverSheet.objects.create(
            agency=report.agency, form=report.form, receiver=receiver, **facts, **known
        )
    else:
        row.claim_version(row.version)
        for field, value in facts.items():
            setattr(row, field, value)
        row.save(update_fields=[*facts])
    record(
        action="report.sheet_taken",
        target=row,
        by=by,
        at=at,
        agency_id=report.agency_id,
        receiver=receiver,
        name=row.name,
        sha256=row.stored.sha256,
    )
    return row


@transaction.atomic
def confirm_sheet(
    *, sheet: ReceiverSheet, meaning: Meaning, version: int, by: User, at: datetime
) -> ReceiverSheet:
    """Confirm which cells of the blank take which figures, for this one and the next ones. Raises Stale.

    What was said of rows and pages that this blank lacks stays remembered.
    """
    sheet.claim_version(version)
    blank = Blank.of(sheet.blank)
    kept = Meaning.of(sheet.mapping)
    sheet.mapping = Meaning(
        remember(kept.columns, meaning.columns, [page.name for page in blank.pages]),
        remember(kept.lines, meaning.lines, blank.keys),
        meaning.estimates,
    ).stored()
    sheet.confirmed = sheet.blank
    sheet.confirmed_by, sheet.confirmed_at = by, at
    sheet.save(update_fields=["mapping", "confirmed", "confirmed_by", "confirmed_at"])
    record(
        action="report.sheet_confirmed",
        target=sheet,
        by=by,
        at=at,
        agency_id=sheet.agency_id,
        receiver=sheet.receiver,
        name=sheet.name,
        columns=dict(meaning.columns),
        lines={key: code for key, code in meaning.lines.items() if code},
    )
    return sheet
