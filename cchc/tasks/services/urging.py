"""That a paper of urging was made: on record with whom it urges and for how much."""

from datetime import date, datetime

from django.db import transaction

from cchc.audit.services import record
from cchc.orgs.models import Unit, User
from cchc.tasks.selectors.urging import Receiver


@transaction.atomic
def record_urging(
    *, receiver: Receiver, agency: Unit, kind: str, answer_by: date, by: User, at: datetime
) -> None:
    """Note in the agency's log that a paper was made (docx, pdf) for this receiver; the paper itself is not kept."""
    record(
        action="urging.made",
        target=agency,
        by=by,
        at=at,
        agency_id=agency.pk,
        label=agency.name,
        units=[unit.name for unit in receiver.units],
        count=len(receiver.rows),
        kind=kind,
        answer_by=answer_by.isoformat(),
    )
