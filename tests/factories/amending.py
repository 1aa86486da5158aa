"""Amendments of a plan, gathered and put in force by the product's own services."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from cchc.orgs.models import User
from cchc.plans.models import Amendment, Plan
from cchc.plans.services import amendment_drafts as drafting
from cchc.plans.services.amending import Deciding, put_amendment_in_force

OWN = Deciding("own", "official_letter", "1540/UBND-NC", date(2026, 3, 25))


def deciding(**given: Any) -> Deciding:
    """A letter of 25/3/2026; give what the test is about."""
    values: dict[str, Any] = {
        "level": "own",
        "kind": "official_letter",
        "number": "1540/UBND-NC",
        "issued_on": date(2026, 3, 25),
        "issuer": "",
    }
    return Deciding(**values | given)


def gather(
    plan: Plan,
    by: User,
    at: datetime,
    changes: Mapping[str, Mapping[str, str]],
    drops: Mapping[str, str] | None = None,
    adds: Sequence[tuple[int, Mapping[str, str]]] = (),
    *,
    reason: str = "Theo chỉ đạo của UBND tỉnh",
) -> Amendment:
    """A draft with these changes: by key of the task, drops with their reason, additions by section."""
    draft = drafting.start_amendment(
        plan=plan, subject="Điều chỉnh một số nhiệm vụ", reason=reason, by=by, at=at
    )
    for key, given in changes.items():
        drafting.change_task(amendment=draft, seen=_seen(draft), key=key, given=given, by=by, at=at)
    for key, why in (drops or {}).items():
        drafting.drop_task(amendment=draft, seen=_seen(draft), key=key, reason=why, by=by, at=at)
    for section, given in adds:
        drafting.add_task(
            amendment=draft, seen=_seen(draft), section=section, given=given, by=by, at=at
        )
    draft.refresh_from_db()
    return draft


def put_in_force(draft: Amendment, by: User, at: datetime, **given: Any) -> Amendment:
    return put_amendment_in_force(
        amendment=draft,
        seen=draft.version,
        deciding=deciding(**given),
        signed_file=None,
        by=by,
        at=at,
    )


def _seen(draft: Amendment) -> int:
    return Amendment.objects.get(pk=draft.pk).version
