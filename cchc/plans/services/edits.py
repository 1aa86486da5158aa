"""Edits of a draft under review: each is saved at once, and each can be undone."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cchc.audit.services import record
from cchc.core.clock import vietnam_date
from cchc.core.errors import DomainError, Stale
from cchc.orgs.models import User
from cchc.plans.models import Draft, DraftEdit
from cchc.plans.rules import edits
from cchc.plans.selectors.checking import findings_now, stored_findings
from cchc.plans.services.matching import propose_matches
from cchc.plans.services.moves import NotPossibleNow, lock
from cchc.plans.states import DraftState


class NothingToUndo(DomainError):
    """No edit is left."""

    text = "Không còn thao tác nào để hoàn tác."


@transaction.atomic
def edit_draft(
    *, draft: Draft, name: str, args: Mapping[str, Any], by: User, at: datetime
) -> Draft:
    """Make one named edit (see `rules.edits`), keep it in the log and step the revision.

    Edits that others made since the page was opened stay; only a field that they changed too is refused
    (Overtaken, with both texts) and a row that is gone (Gone). Raises NotPossibleNow unless under review.
    """
    draft = _under_review(draft)
    value = _value(draft)
    if name == "settle":
        value = {**value, "findings": findings_now(draft, vietnam_date(at))}
    completed = edits.complete(value, name, args)
    DraftEdit.objects.create(
        draft=draft, revision=draft.revision + 1, name=name, args=completed, by=by, at=at
    )
    _keep(draft, edits.apply(value, name, completed), at)
    _look_again(draft, at)
    record(
        action="draft.edited",
        target=draft,
        by=by,
        at=at,
        agency_id=draft.agency_id,
        edit=name,
        revision=draft.revision,
        place=completed.get("key") or completed.get("seen") or completed.get("path") or "",
    )
    return draft


@transaction.atomic
def undo(*, draft: Draft, by: User, at: datetime, seen: int | None = None) -> Draft:
    """Take the last live edit back by replaying the log without it; its row stays, with the moment.

    seen: the revision of the edit that the person means; when another came after it, Stale names who made it.
    Raises NothingToUndo, NotPossibleNow.
    """
    draft = _under_review(draft)
    live = list(draft.edits.filter(undone_at__isnull=True).select_related("by"))
    if not live:
        raise NothingToUndo
    last = live[-1]
    if seen is not None and last.revision != seen:
        raise Stale(
            _("%(who)s vừa sửa sau thao tác bạn muốn hoàn tác. Hãy xem lại rồi hoàn tác nếu cần.")
            % {"who": last.by.full_name}
        )
    reading = draft.reading or {}
    value = edits.replay(reading, [(edit.name, edit.args) for edit in live[:-1]])
    last.undone_at = at
    last.save(update_fields=["undone_at"])
    _keep(draft, value, at)
    _look_again(draft, at)
    record(
        action="draft.edit_undone",
        target=draft,
        by=by,
        at=at,
        agency_id=draft.agency_id,
        edit=last.name,
        revision=last.revision,
    )
    return draft


def _under_review(draft: Draft) -> Draft:
    held = lock(draft)
    if held.state != DraftState.REVIEW:
        raise NotPossibleNow(
            _("Bản nháp đang ở trạng thái “%(state)s” nên không sửa được.")
            % {"state": DraftState(held.state).label}
        )
    return held


def _value(draft: Draft) -> dict[str, Any]:
    return draft.value or {}


def _keep(draft: Draft, value: dict[str, Any], at: datetime) -> None:
    """Hold the value with its findings as they are now; the reading itself stays word for word."""
    findings = stored_findings(draft, value, vietnam_date(at))
    draft.take_value({**value, "findings": findings})
    draft.revision += 1
    draft.changed_at = at


def _look_again(draft: Draft, at: datetime) -> None:
    """Save the draft and look up units whose names were not in it before."""
    draft.save()
    propose_matches(draft=draft, on=vietnam_date(at))
