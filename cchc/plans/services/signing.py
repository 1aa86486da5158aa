"""A plan drafted here on its way through the agency's document system (trình ký), and back."""

from datetime import datetime

from django.db import transaction

from cchc.audit.services import record
from cchc.core.clock import vietnam_date
from cchc.core.errors import Stale
from cchc.core.text import squeeze
from cchc.orgs.models import User
from cchc.plans.models import Draft
from cchc.plans.services.moves import lock, move
from cchc.plans.services.resolution import UnitsUnresolved, resolve, unresolved_leads
from cchc.plans.states import DraftState
from cchc.reading import from_json


@transaction.atomic
def send_to_sign(*, draft: Draft, seen_revision: int, by: User, at: datetime) -> Draft:
    """Hold the draft as it is while the paper is being signed (trình ký); edits wait until it is returned.

    Raises Stale when it was edited since it was seen, UnitsUnresolved, NotPossibleNow.
    """
    draft = lock(draft)
    move(draft, DraftState.SIGNING)
    if draft.revision != seen_revision:
        raise Stale
    tasks = from_json(draft.value or {}).tasks
    if missing := unresolved_leads(tasks, resolve(draft, vietnam_date(at))):
        raise UnitsUnresolved(missing)
    _keep(draft, at)
    record(action="draft.sent_to_sign", target=draft, by=by, at=at, agency_id=draft.agency_id)
    return draft


@transaction.atomic
def return_from_signing(*, draft: Draft, reason: str, by: User, at: datetime) -> Draft:
    """Make the draft editable again after it came back unsigned. Raises NotPossibleNow unless it was out."""
    draft = lock(draft)
    move(draft, DraftState.REVIEW)
    _keep(draft, at)
    record(
        action="draft.returned",
        target=draft,
        by=by,
        at=at,
        agency_id=draft.agency_id,
        reason=squeeze(reason),
    )
    return draft


def _keep(draft: Draft, at: datetime) -> None:
    draft.changed_at = at
    draft.save(update_fields=["state", "changed_at"])
