"""Writing reporting periods."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from cchc.audit.services import record
from cchc.documents.models import Document
from cchc.orgs.models import Unit, User
from cchc.periods.models import ReportingPeriod
from cchc.periods.rules import last_allowed_day
from cchc.reading.draft import ReportDeadline


@transaction.atomic
def write_reporting_periods(
    *,
    document: Document,
    deadlines: Sequence[ReportDeadline],
    agency: Unit,
    by: User,
    at: datetime,
) -> list[ReportingPeriod]:
    """Keep the report deadlines that a document sets, as it words them; [] and no trace without any."""
    periods = ReportingPeriod.objects.bulk_create(
        ReportingPeriod(
            agency=agency,
            document=document,
            name=deadline.name[:150],
            code=(deadline.period or "")[:12],
            data_from=deadline.start,
            data_to=deadline.end,
            due_on=deadline.due and last_allowed_day(deadline.due, deadline.before),
            due_written=deadline.due,
            due_is_before=deadline.before,
            source=asdict(deadline.source) if deadline.source else {},
        )
        for deadline in deadlines
    )
    if periods:
        record(
            action="periods.written",
            target=document,
            by=by,
            at=at,
            agency_id=agency.pk,
            periods=[period.name for period in periods],
        )
    return periods
