"""Putting an amendment in force: value, tasks and document at once. Prose: docs/algorithms/amendment.md."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cchc.audit.services import record
from cchc.core.clock import vietnam_date
from cchc.core.errors import DomainError
from cchc.core.text import squeeze
from cchc.documents.models import Document
from cchc.documents.services import create_document
from cchc.orgs.models import User
from cchc.plans.issuing import AmendedTask, amend_tasks
from cchc.plans.models import Amendment, AmendmentChange, Plan
from cchc.plans.rules.amending import DROPPED, added_key, standing, stands
from cchc.plans.services.amending_items import apply_items
from cchc.plans.services.amendment_drafts import PlanClosed, claim_draft, move_amendment
from cchc.plans.services.drafts import NewFile
from cchc.plans.services.issue import attach_signed
from cchc.plans.services.plan_value import add_units, issued_of, resolution_of, task_of
from cchc.plans.services.resolution import Resolution
from cchc.plans.states import AmendmentState, PlanState

_KIND = AmendmentChange.Kind
KINDS = (
    Document.Kind.DECISION,
    Document.Kind.OFFICIAL_LETTER,
    Document.Kind.PLAN,
    Document.Kind.NOTICE,
    Document.Kind.OTHER,
)


class NothingGathered(DomainError):
    """An amendment without changes."""

    text = "Điều chỉnh chưa có thay đổi nào. Hãy chọn nhiệm vụ cần điều chỉnh trước."


class ReasonMissing(DomainError):
    """The plan changes for a reason."""

    text = "Hãy ghi lý do điều chỉnh."


class DocumentMissing(DomainError):
    """The plan changes by a document only."""

    text = (
        "Kế hoạch chỉ thay đổi theo văn bản. Hãy ghi số, ký hiệu, ngày và cơ quan ban hành văn bản."
    )


class IssuerMissing(DomainError):
    """A higher level's document says whose it is."""

    text = "Hãy ghi tên cơ quan cấp trên đã ban hành văn bản."


class InTheFuture(DomainError):
    """A document cannot have been issued tomorrow."""

    text = "Ngày văn bản không thể sau hôm nay."


class BeforeThePlan(DomainError):
    """A plan cannot be amended before it was in force."""

    text = "Ngày văn bản điều chỉnh không thể trước ngày kế hoạch được đưa vào theo dõi."


class TaskMoved(DomainError):
    """The plan no longer says what a change saw; the draft has to be looked at again."""

    def __init__(self, label: str) -> None:
        sentence = _(
            "Nhiệm vụ “%(label)s” đã thay đổi sau khi soạn điều chỉnh. Hãy mở lại thay đổi của nhiệm vụ này, "
            "xem nội dung hiện tại rồi lưu lại."
        )
        super().__init__(sentence % {"label": label[:120]})


class AmendedLater(DomainError):
    """Documents are entered in the order in which they changed a task."""

    def __init__(self, label: str, number: str, on: date) -> None:
        sentence = _(
            "“%(label)s” đã được điều chỉnh theo văn bản %(number)s ngày %(day)s, sau ngày của văn bản này. "
            "Hãy kiểm tra lại ngày văn bản."
        )
        super().__init__(
            sentence % {"label": label[:120], "number": number, "day": f"{on:%d/%m/%Y}"}
        )


@dataclass(frozen=True, slots=True)
class Deciding:
    """The document that changes the plan; `issuer` "" for the agency itself."""

    level: str
    kind: str
    number: str
    issued_on: date
    issuer: str = ""


@transaction.atomic
def put_amendment_in_force(
    *,
    amendment: Amendment,
    seen: int,
    deciding: Deciding,
    signed_file: NewFile | None,
    by: User,
    at: datetime,
) -> Amendment:
    """Change the plan as the document says, from the document's date on (đưa điều chỉnh vào thực hiện).

    Value, tasks, due dates, document and log are written together or not at all; it cannot be undone, only amended
    again. Raises NotADraft, Stale, PlanClosed, NothingGathered, ReasonMissing, DocumentMissing, IssuerMissing,
    InTheFuture, BeforeThePlan, TaskMoved, ItemMoved, AmendedLater, NumberTaken, and what the tasks refuse, as that a
    day set by a higher level moves by a document of one's own.
    """
    plan = Plan.objects.select_for_update(no_key=True, of=("self",)).select_related("agency", "document", "draft").get(
        pk=amendment.plan_id
    )  # fmt: skip
    amendment = claim_draft(amendment, seen)
    amendment.plan = plan
    changes = list(amendment.changes.all())
    _check(amendment, changes, deciding, at)
    on = deciding.issued_on
    amendment.level, amendment.effective_on = deciding.level, on
    amendment.document = deciding_document(amendment, deciding, by, at)
    if signed_file is not None:
        attach_signed(amendment.document, signed_file, by, at)
    amendment.decided_by, amendment.decided_at = by, at
    move_amendment(amendment, AmendmentState.IN_FORCE)
    amendment.save()
    of_tasks, of_items = split_changes(changes)
    amended = apply_changes(plan, of_tasks, on)
    apply_items(plan, of_items, on)
    AmendmentChange.objects.bulk_update(changes, ["task_key", "new"])
    present = standing(plan.value)
    plan.task_count = len(present["tasks"])
    plan.target_count = len(present.get("targets", []))
    plan.version += 1
    plan.save(update_fields=["value", "task_count", "target_count", "version"])
    amend_tasks(amendment, amended, by, at)
    record(
        action="plan.amended",
        target=plan,
        by=by,
        at=at,
        agency_id=plan.agency_id,
        amendment=str(amendment.uid),
        number=amendment.document.number,
        on=on,
        subject=amendment.subject,
        reason=amendment.reason,
        changed=sum(change.kind == _KIND.CHANGE for change in of_tasks),
        added=sum(change.kind == _KIND.ADD for change in of_tasks),
        dropped=sum(change.kind == _KIND.DROP for change in of_tasks),
        items=[f"{each.get_kind_display()} {each.label}"[:200] for each in of_items],
    )
    return amendment


def split_changes(
    changes: Sequence[AmendmentChange],
) -> tuple[list[AmendmentChange], list[AmendmentChange]]:
    """Changes of tasks, and those of targets and legal bases."""
    task = AmendmentChange.Item.TASK
    return (
        [change for change in changes if change.item == task],
        [change for change in changes if change.item != task],
    )


def apply_changes(plan: Plan, changes: list[AmendmentChange], on: date) -> list[AmendedTask]:
    """Make the changes in the plan's value and return them as the rooms above receive them; saves nothing.

    An added task gets its key here. Raises TaskMoved.
    """
    resolution = resolution_of(plan, on=on)
    return [_applied(plan, change, resolution, on) for change in changes]


def deciding_document(amendment: Amendment, deciding: Deciding, by: User, at: datetime) -> Document:
    """The document as a row: the one that stands there already (a letter may amend two plans), or a new one."""
    agency = amendment.agency
    number = squeeze(deciding.number)[:60]
    known = Document.objects.filter(
        agency=agency,
        kind=deciding.kind,
        number=number,
        issued_on=deciding.issued_on,
        amendments__isnull=False,
    ).first()
    if known is not None:
        return known
    return create_document(
        agency=agency,
        kind=deciding.kind,
        subject=amendment.subject,
        number=number,
        issued_on=deciding.issued_on,
        issuer=squeeze(deciding.issuer)[:250] or agency.name,
        place=agency.place,
        by=by,
        at=at,
    )


def _check(
    amendment: Amendment, changes: list[AmendmentChange], deciding: Deciding, at: datetime
) -> None:
    plan = amendment.plan
    if plan.state != PlanState.IN_FORCE:
        raise PlanClosed
    if not changes:
        raise NothingGathered
    if not amendment.reason:
        raise ReasonMissing
    if not squeeze(deciding.number) or deciding.kind not in KINDS:
        raise DocumentMissing
    if deciding.level not in Amendment.Level.values:
        raise DocumentMissing
    if deciding.level == Amendment.Level.ABOVE and not squeeze(deciding.issuer):
        raise IssuerMissing
    if deciding.issued_on > vietnam_date(at):
        raise InTheFuture
    if deciding.issued_on < (plan.in_force_on or plan.starts_on):
        raise BeforeThePlan
    refuse_amended_later(plan, [change.task_key for change in changes], deciding.issued_on)


def refuse_amended_later(plan: Plan, keys: list[str], on: date) -> None:
    """Raise AmendedLater when one of these tasks was amended by a document of a later day."""
    later = (
        AmendmentChange.objects.filter(
            amendment__plan=plan,
            amendment__state=AmendmentState.IN_FORCE,
            amendment__effective_on__gt=on,
            task_key__in=[key for key in keys if key],
        )
        .select_related("amendment__document")
        .first()
    )
    if later is not None:
        document = later.amendment.document
        assert document is not None
        assert later.amendment.effective_on is not None
        raise AmendedLater(later.label, document.number, later.amendment.effective_on)


def _applied(plan: Plan, change: AmendmentChange, resolution: Resolution, on: date) -> AmendedTask:
    if change.kind == _KIND.ADD:
        value = _added(plan, change)
    else:
        found = task_of(plan, change.task_key)
        if found is None or not stands(found[1], change.old):
            raise TaskMoved(change.label)
        value = {**found[1], **change.new}
        if change.kind == _KIND.DROP:
            value[DROPPED] = on.isoformat()
        plan.value["tasks"][found[0]] = value
    if {"lead", "coordinating"} & set(change.new):
        add_units(plan, [*value["lead"], *value["coordinating"]], resolution)
    place = task_of(plan, value["key"])
    assert place is not None
    return AmendedTask(
        kind=change.kind,
        issued=issued_of(plan, value, place[0] + 1, resolution),
        fields=frozenset(change.new),
        reason=change.reason,
    )


def _added(plan: Plan, change: AmendmentChange) -> dict[str, Any]:
    """Give the new task its key and put it behind the plan's last one."""
    value = {name: held for name, held in change.new.items() if name != "section_path"}
    taken = [task["key"] for task in plan.value["tasks"]]
    key = added_key(change.new.get("section_path", ""), taken)
    value |= {"key": key, "path": key}
    change.task_key, change.new = key, change.new | {"key": key, "path": key}
    plan.value["tasks"].append(value)
    return value
