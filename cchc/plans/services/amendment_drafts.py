"""Gathering an amendment of a plan in force as a draft; nothing of the plan changes yet."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cchc.audit.services import record
from cchc.core.clock import vietnam_date
from cchc.core.errors import DomainError, Stale
from cchc.core.text import squeeze
from cchc.orgs.models import User
from cchc.plans.models import Amendment, AmendmentChange, Plan
from cchc.plans.rules.amending import DROPPED, difference, new_task, parsed
from cchc.plans.rules.labels import label_of
from cchc.plans.services.plan_value import add_units, resolution_of, task_of
from cchc.plans.states import AMENDMENT_MOVES, AmendmentState, PlanState

_KIND = AmendmentChange.Kind


class PlanClosed(DomainError):
    """Only a plan that is carried out can be amended."""

    text = "Kế hoạch đã kết thúc nên không điều chỉnh được nữa."


class NotADraft(DomainError):
    """The amendment is in force or was given up."""

    text = "Điều chỉnh này không còn ở trạng thái đang soạn nên không thay đổi được nữa."


class NothingChanged(DomainError):
    """The new values say what is there already."""

    text = "Nội dung mới giống nội dung đang có. Hãy sửa ít nhất một mục."


class TextMissing(DomainError):
    """A task without words."""

    text = "Nội dung nhiệm vụ không được để trống."


class DropReasonMissing(DomainError):
    """A task is given up for a reason."""

    text = "Hãy ghi lý do thôi thực hiện hoặc bỏ nội dung này."


@transaction.atomic
def start_amendment(
    *, plan: Plan, subject: str, reason: str, about: UUID | None = None, by: User, at: datetime
) -> Amendment:
    """Open a draft of an amendment (soạn điều chỉnh kế hoạch). Raises PlanClosed, DomainError without a subject."""
    if plan.state != PlanState.IN_FORCE:
        raise PlanClosed
    amendment = Amendment.objects.create(
        agency=plan.agency,
        plan=plan,
        subject=_subject(subject),
        reason=reason.strip(),
        about=about,
        created_by=by,
        created_at=at,
    )
    record_gathering("amendment.started", amendment, by, at)
    return amendment


@transaction.atomic
def word_amendment(
    *, amendment: Amendment, seen: int, subject: str, reason: str, by: User, at: datetime
) -> Amendment:
    """Say anew what the amendment is about and why. Raises NotADraft, Stale."""
    amendment = claim_draft(amendment, seen)
    amendment.subject, amendment.reason = _subject(subject), reason.strip()
    amendment.save(update_fields=["subject", "reason"])
    record_gathering("amendment.worded", amendment, by, at)
    return amendment


@transaction.atomic
def change_task(
    *,
    amendment: Amendment,
    seen: int,
    key: str,
    given: Mapping[str, str],
    reason: str = "",
    by: User,
    at: datetime,
) -> AmendmentChange:
    """Take up a change of a task's words, units, products or time; a change of the same task is replaced.

    given: fields by name as typed, one line per entry of a list. Raises NotADraft, Stale, NothingChanged, TextMissing,
    DomainError for a unit that the directory does not know.
    """
    amendment = claim_draft(amendment, seen)
    plan = amendment.plan
    task = standing_task(plan, key)
    fields = parsed(given)
    _check(plan, fields, at)
    old, new = difference(task, fields, plan.year)
    if not new:
        raise NothingChanged
    amendment.changes.filter(task_key=key).delete()
    change = amendment.changes.create(
        kind=_KIND.CHANGE,
        task_key=key,
        label=_label(task),
        old=old,
        new=new,
        reason=reason.strip(),
    )
    record_gathering("amendment.changed", amendment, by, at, change)
    return change


@transaction.atomic
def drop_task(
    *, amendment: Amendment, seen: int, key: str, reason: str, by: User, at: datetime
) -> AmendmentChange:
    """Take up that a task is carried out no longer (thôi thực hiện). Raises NotADraft, Stale, DropReasonMissing."""
    amendment = claim_draft(amendment, seen)
    task = standing_task(amendment.plan, key)
    if not reason.strip():
        raise DropReasonMissing
    amendment.changes.filter(task_key=key).delete()
    change = amendment.changes.create(
        kind=_KIND.DROP,
        task_key=key,
        label=_label(task),
        old={name: task.get(name) for name in ("text", "lead", "products", "time")},
        reason=reason.strip(),
    )
    record_gathering("amendment.changed", amendment, by, at, change)
    return change


@transaction.atomic
def add_task(
    *,
    amendment: Amendment,
    seen: int,
    section: int | None,
    given: Mapping[str, str],
    reason: str = "",
    by: User,
    at: datetime,
) -> AmendmentChange:
    """Take up a new task (bổ sung nhiệm vụ) in a section of the plan, by its place in the plan's value.

    Raises NotADraft, Stale, TextMissing, DomainError for an unknown unit or section.
    """
    amendment = claim_draft(amendment, seen)
    plan = amendment.plan
    sections = plan.value.get("sections", [])
    if section is None or not 0 <= section < len(sections):
        raise DomainError(_("Hãy chọn mục của kế hoạch để bổ sung nhiệm vụ."))
    fields = parsed(given)
    _check(plan, fields, at)
    value = new_task(fields, sections[section], "", plan.year)
    change = amendment.changes.create(
        kind=_KIND.ADD,
        label=value["text"][:300],
        new=value | {"section_path": sections[section]["path"]},
        reason=reason.strip(),
    )
    record_gathering("amendment.changed", amendment, by, at, change)
    return change


@transaction.atomic
def remove_change(
    *, amendment: Amendment, seen: int, uid: UUID, by: User, at: datetime
) -> Amendment:
    """Take a change out of the draft. Raises NotADraft, Stale also when it is gone already."""
    amendment = claim_draft(amendment, seen)
    change = amendment.changes.filter(uid=uid).first()
    if change is None:
        raise Stale
    record_gathering("amendment.change_removed", amendment, by, at, change)
    change.delete()
    return amendment


@transaction.atomic
def discard_amendment(*, amendment: Amendment, seen: int, by: User, at: datetime) -> Amendment:
    """Give the draft up (bỏ bản soạn); it stays on record with its changes. Raises NotADraft, Stale."""
    amendment = claim_draft(amendment, seen)
    move_amendment(amendment, AmendmentState.DISCARDED)
    amendment.save(update_fields=["state"])
    record_gathering("amendment.discarded", amendment, by, at)
    return amendment


def claim_draft(amendment: Amendment, seen: int) -> Amendment:
    """The amendment's row, held, at the next version. Raises NotADraft unless it is a draft, Stale."""
    rows = Amendment.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "plan__agency", "agency"
    )
    held = rows.get(pk=amendment.pk)
    if held.state != AmendmentState.DRAFT:
        raise NotADraft
    return held.claim_version(seen)


def move_amendment(amendment: Amendment, to: AmendmentState) -> None:
    """The one place that assigns an amendment's state; the caller holds the row and saves it."""
    if to not in AMENDMENT_MOVES[AmendmentState(amendment.state)]:
        raise NotADraft
    amendment.state = to


def standing_task(plan: Plan, key: str) -> dict[str, Any]:
    """The task with this key as the plan asks for it now. Raises Stale when it is gone or was dropped."""
    found = task_of(plan, key)
    if found is None or DROPPED in found[1]:
        raise Stale
    return found[1]


def _check(plan: Plan, fields: Mapping[str, Any], at: datetime) -> None:
    """Units are looked up as they stand today: who was made after the plan joins by an amendment."""
    if "text" in fields and not fields["text"]:
        raise TextMissing
    names = [*(fields.get("lead") or []), *(fields.get("coordinating") or [])]
    add_units(plan, names, resolution_of(plan, on=vietnam_date(at)))


def _subject(subject: str) -> str:
    if not squeeze(subject):
        raise DomainError(_("Hãy ghi trích yếu nội dung điều chỉnh."))
    return squeeze(subject)[:300]


def _label(task: Mapping[str, Any]) -> str:
    return f"{label_of(task['path'])} {task['text']}".strip()[:300]


def record_gathering(
    action: str,
    amendment: Amendment,
    by: User,
    at: datetime,
    change: AmendmentChange | None = None,
) -> None:
    """Log a step of gathering."""
    told = (
        {}
        if change is None
        else {
            "kind": change.get_kind_display(),
            "task": change.label,
            "item": change.item,
            "old": change.old,
            "new": change.new,
        }
    )
    record(
        action=action,
        target=amendment,
        by=by,
        at=at,
        agency_id=amendment.agency_id,
        plan=amendment.plan.title,
        **told,
    )
