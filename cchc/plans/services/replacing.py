"""A plan is replaced by another number: its tasks go on in the new one. Prose: docs/algorithms/amendment.md."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cchc.audit.services import record
from cchc.core.clock import vietnam_date
from cchc.core.errors import DomainError, Stale
from cchc.orgs.models import User
from cchc.periods.services import carry_periods
from cchc.plans.issuing import AmendedTask, amend_tasks
from cchc.plans.models import Amendment, AmendmentChange, Draft, Plan
from cchc.plans.rules.amending import Fields, carried_fields, standing
from cchc.plans.rules.labels import label_of
from cchc.plans.services.amending import (
    BeforeThePlan,
    InTheFuture,
    ReasonMissing,
    refuse_amended_later,
)
from cchc.plans.services.amendment_drafts import PlanClosed
from cchc.plans.services.drafts import NewFile
from cchc.plans.services.issue import Signing, put_in_force
from cchc.plans.services.plan_value import issued_of, resolution_of, task_of
from cchc.plans.states import AmendmentState, PlanState

NEW = "new"
_KIND = AmendmentChange.Kind


class NotAnswered(DomainError):
    """Some tasks of the new plan were neither paired nor called new."""

    text = "Còn nhiệm vụ của kế hoạch mới chưa chọn cách xử lý. Hãy chọn cho từng nhiệm vụ."


class EndNotConfirmed(DomainError):
    """Some tasks of the old plan were taken up by nobody, and nobody said that they end."""

    text = (
        "Còn nhiệm vụ của kế hoạch cũ chưa ghép với nhiệm vụ mới nào. Hãy ghép, hoặc đánh dấu là kết thúc cùng kế "
        "hoạch cũ."
    )


@dataclass(frozen=True, slots=True)
class Replacing:
    """What a person decided: for each task of the new plan the key of the old one or NEW; old ones that end; why.

    `level`: own or above, as for an amendment: days that a higher level set move only by its document.
    """

    choices: Mapping[str, str]
    ending: Collection[str]
    reason: str
    level: str = Amendment.Level.OWN.value


@transaction.atomic
def replace_plan(
    *,
    old: Plan,
    seen_version: int,
    draft: Draft,
    seen_revision: int,
    replacing: Replacing,
    signing: Signing,
    in_force_on: date,
    signed_file: NewFile | None,
    by: User,
    at: datetime,
) -> Plan:
    """Put a reviewed draft in force in the place of a plan (thay thế kế hoạch); returns the new plan.

    Paired tasks move to the new plan with everything recorded on them and read as it words them; new ones are written;
    old ones that nobody took up end unless they are done. The old plan closes from that day. One transaction. Raises
    Stale, PlanClosed, NotAnswered, EndNotConfirmed, ReasonMissing, InTheFuture, BeforeThePlan, AmendedLater, and what
    putting in force and the tasks refuse.
    """
    old = Plan.objects.select_for_update(no_key=True, of=("self",)).select_related("agency", "document", "draft").get(
        pk=old.pk
    )  # fmt: skip
    old.claim_version(seen_version)
    values = (draft.value or {})["tasks"]
    pairs = _checked(old, draft, values, replacing, in_force_on, at)
    new = put_in_force(
        draft=draft,
        seen_revision=seen_revision,
        signing=signing,
        in_force_on=in_force_on,
        signed_file=signed_file,
        by=by,
        at=at,
        carried=set(pairs),
    )
    carry_periods(old=old.document, new=new.document, on=in_force_on, by=by, at=at)
    amendment = _amendment(old, new, replacing, by, at)
    amended = _carried(old, new, pairs, amendment) + _ended(old, pairs, amendment)
    old.state, old.closed_on = PlanState.CLOSED, in_force_on
    old.save(update_fields=["state", "closed_on"])
    amend_tasks(amendment, amended, by, at)
    record(
        action="plan.replaced",
        target=old,
        by=by,
        at=at,
        agency_id=old.agency_id,
        number=new.document.number,
        on=in_force_on,
        plan=str(new.uid),
        carried=len(pairs),
        ended=len(amended) - len(pairs),
        added=len(values) - len(pairs),
    )
    return new


def _checked(  # noqa: PLR0917  the two plans, what was said, and when
    old: Plan,
    draft: Draft,
    values: list[dict[str, Any]],
    replacing: Replacing,
    on: date,
    at: datetime,
) -> dict[str, str]:
    """The pairs, new key to old key. Everything is answered, no old task is taken twice."""
    if old.state != PlanState.IN_FORCE:
        raise PlanClosed
    if old.agency_id != draft.agency_id:
        raise DomainError(_("Chỉ thay thế được kế hoạch của chính cơ quan."))
    if not replacing.reason.strip():
        raise ReasonMissing
    if replacing.level not in Amendment.Level.values:
        raise DomainError(_("Hãy chọn cấp quyết định."))
    if on > vietnam_date(at):
        raise InTheFuture
    if on < (old.in_force_on or old.starts_on):
        raise BeforeThePlan
    known = {task["key"]: task for task in standing(old.value)["tasks"]}
    pairs: dict[str, str] = {}
    for task in values:
        choice = replacing.choices.get(task["key"], "")
        if not choice:
            raise NotAnswered
        if choice == NEW:
            continue
        if choice not in known:
            raise Stale
        if choice in pairs.values():
            raise DomainError(
                _("Nhiệm vụ “%(task)s” của kế hoạch cũ được ghép hai lần. Mỗi nhiệm vụ chỉ ghép một lần.")
                % {"task": known[choice]["text"][:120]}
            )  # fmt: skip
        pairs[task["key"]] = choice
    if set(known) - set(pairs.values()) - set(replacing.ending):
        raise EndNotConfirmed
    refuse_amended_later(old, list(known), on)
    return pairs


def _amendment(old: Plan, new: Plan, replacing: Replacing, by: User, at: datetime) -> Amendment:
    return Amendment.objects.create(
        agency=old.agency,
        plan=old,
        state=AmendmentState.IN_FORCE,
        subject=(_("Thay thế bằng %(plan)s") % {"plan": new.document.number or new.title})[:300],
        reason=replacing.reason.strip(),
        level=replacing.level,
        document=new.document,
        effective_on=new.in_force_on,
        replaced_by=new,
        created_by=by,
        created_at=at,
        decided_by=by,
        decided_at=at,
    )


def _carried(
    old: Plan, new: Plan, pairs: Mapping[str, str], amendment: Amendment
) -> list[AmendedTask]:
    resolution = resolution_of(new)
    changes, amended = [], []
    for place, value in enumerate(new.value["tasks"], start=1):
        if value["key"] not in pairs:
            continue
        found = task_of(old, pairs[value["key"]])
        assert found is not None
        before, after = carried_fields(found[1], value)
        changes.append(_change(amendment, _KIND.CARRY, found[1], before, after, value["key"]))
        amended.append(
            AmendedTask(
                kind=_KIND.CARRY.value,
                issued=issued_of(new, value, place, resolution),
                fields=frozenset(after),
                old_key=found[1]["key"],
            )
        )
    AmendmentChange.objects.bulk_create(changes)
    return amended


def _ended(old: Plan, pairs: Mapping[str, str], amendment: Amendment) -> list[AmendedTask]:
    resolution = resolution_of(old)
    taken = set(pairs.values())
    changes, amended = [], []
    for place, value in enumerate(old.value["tasks"], start=1):
        if value["key"] in taken or value not in standing(old.value)["tasks"]:
            continue
        before = {name: value.get(name) for name in ("text", "lead", "products", "time")}
        change = _change(amendment, _KIND.DROP, value, before, {})
        change.reason = _("Không còn trong kế hoạch thay thế")
        changes.append(change)
        amended.append(
            AmendedTask(
                kind=_KIND.DROP.value,
                issued=issued_of(old, value, place, resolution),
                fields=frozenset(),
                reason=change.reason,
            )
        )
    AmendmentChange.objects.bulk_create(changes)
    return amended


def _change(  # noqa: PLR0917  one value per column
    amendment: Amendment,
    kind: AmendmentChange.Kind,
    task: Mapping[str, Any],
    before: Fields,
    after: Fields,
    new_key: str = "",
) -> AmendmentChange:
    return AmendmentChange(
        amendment=amendment,
        kind=kind,
        task_key=task["key"],
        new_key=new_key,
        label=f"{label_of(task['path'])} {task['text']}".strip()[:300],
        old=before,
        new=after,
    )
