"""Targets and legal bases in an amendment: gathered in the draft, and put in force with the rest."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cchc.core.days import read_day
from cchc.core.errors import DomainError, Stale
from cchc.core.text import squeeze
from cchc.orgs.models import User
from cchc.plans.models import Amendment, AmendmentChange, LegalBasis, Plan, Target
from cchc.plans.rules.amending import (
    COMPARATORS,
    DROPPED,
    ITEM_FIELDS,
    ITEM_LISTS,
    entries_of,
    item_difference,
    stands,
)
from cchc.plans.services.amendment_drafts import (
    DropReasonMissing,
    NothingChanged,
    claim_draft,
    record_gathering,
)
from cchc.plans.services.areas import Areas
from cchc.plans.services.corrections import given_number

_KIND, _ITEM = AmendmentChange.Kind, AmendmentChange.Item
_LEVEL = frozenset({"comparator", "value", "reference"})


class WordsMissing(DomainError):
    """A target without words, a basis without number and title."""

    text = "Chỉ tiêu phải có nội dung; căn cứ phải có số, ký hiệu hoặc trích yếu."


class ItemMoved(DomainError):
    """The plan no longer says what a change saw."""

    def __init__(self, label: str) -> None:
        sentence = _(
            "“%(label)s” đã thay đổi sau khi soạn điều chỉnh. Hãy mở lại thay đổi này, xem nội dung hiện tại "
            "rồi lưu lại."
        )
        super().__init__(sentence % {"label": label[:120]})


@transaction.atomic
def change_item(
    *,
    amendment: Amendment,
    seen: int,
    key: str,
    given: Mapping[str, str],
    reason: str = "",
    by: User,
    at: datetime,
) -> AmendmentChange:
    """Take up a change of a target or of a legal basis ("target:1", "basis:2"); one of the same is replaced.

    given: fields by their codes in plan-format.md, as typed. Raises NotADraft, Stale, NothingChanged, WordsMissing,
    DomainError for a level or a day that cannot be.
    """
    amendment = claim_draft(amendment, seen)
    entry = standing_item(amendment.plan, key)
    item = item_of(key)
    old, new = item_difference(entry, _parsed(item, given))
    if not new:
        raise NothingChanged
    change = AmendmentChange(
        kind=_KIND.CHANGE, item=item, task_key=key, label=item_label(item, entry), old=old, new=new
    )
    return _take_up(amendment, change, reason, by, at)


@transaction.atomic
def drop_item(
    *, amendment: Amendment, seen: int, key: str, reason: str, by: User, at: datetime
) -> AmendmentChange:
    """Take up that a target or basis stands no longer. Raises NotADraft, Stale, DropReasonMissing."""
    amendment = claim_draft(amendment, seen)
    entry = standing_item(amendment.plan, key)
    if not reason.strip():
        raise DropReasonMissing
    item = item_of(key)
    old = {name: entry.get(name) for name in ITEM_FIELDS[item]}
    change = AmendmentChange(
        kind=_KIND.DROP, item=item, task_key=key, label=item_label(item, entry), old=old
    )
    return _take_up(amendment, change, reason, by, at)


@transaction.atomic
def add_item(
    *,
    amendment: Amendment,
    seen: int,
    item: str,
    given: Mapping[str, str],
    section: int | None = None,
    reason: str = "",
    by: User,
    at: datetime,
) -> AmendmentChange:
    """Take up a new target (in a section, by its place in the plan's value) or a new legal basis.

    Raises NotADraft, Stale, WordsMissing, DomainError for a section, level or day that cannot be.
    """
    amendment = claim_draft(amendment, seen)
    if item not in ITEM_LISTS:
        raise Stale
    new: dict[str, Any] = {"path": "", "source": None} | _parsed(item, given)
    if item == _ITEM.TARGET:
        sections = amendment.plan.value.get("sections", [])
        if section is None or not 0 <= section < len(sections):
            raise DomainError(_("Hãy chọn mục của kế hoạch để bổ sung chỉ tiêu."))
        new |= {"path": sections[section]["path"], "area": sections[section]["area"], "per": None}
    change = AmendmentChange(kind=_KIND.ADD, item=item, label=item_label(item, new), new=new)
    return _take_up(amendment, change, reason, by, at)


def item_of(key: str) -> str:
    """ "target" or "basis", from a key."""
    return key.partition(":")[0]


def standing_item(plan: Plan, key: str) -> dict[str, Any]:
    """The target or basis with this key as the plan has it now. Raises Stale when it is gone or was dropped."""
    item = item_of(key)
    entry = entries_of(plan.value, item).get(key) if item in ITEM_LISTS else None
    if entry is None or DROPPED in entry:
        raise Stale
    return entry


def apply_items(plan: Plan, changes: Iterable[AmendmentChange], on: date) -> None:
    """Make these changes in the plan's value and in its rows, from that day; the caller saves plan and changes.

    Raises ItemMoved where the plan no longer says what a change saw.
    """
    changes = list(changes)
    check_items(plan, changes)
    areas = Areas(plan.agency) if changes else None
    for change in changes:
        if change.kind == _KIND.ADD:
            assert areas is not None
            _add(plan, change, on, areas)
            continue
        entry = entries_of(plan.value, change.item)[change.task_key]
        row = _row(plan, change)
        entry.update(change.new)
        if change.kind == _KIND.DROP:
            entry[DROPPED] = on.isoformat()
            row.withdrawn_on = on
        row.take(change.new)
        if isinstance(row, Target) and _LEVEL & set(change.new):
            row.since_on = on
        row.save()


def check_items(plan: Plan, changes: Iterable[AmendmentChange]) -> None:
    """Raise ItemMoved where the plan no longer says what a change saw; reads only."""
    for change in changes:
        if change.kind == _KIND.ADD:
            continue
        entry = entries_of(plan.value, change.item).get(change.task_key)
        if entry is None or not stands(entry, change.old):
            raise ItemMoved(change.label)


def item_label(item: str, entry: Mapping[str, Any]) -> str:
    """What people call a target or a legal basis."""
    if item == _ITEM.TARGET:
        return squeeze(f"{_('Chỉ tiêu')}: {entry.get('text') or ''}")[:300]
    names = (entry.get("type"), entry.get("number"), entry.get("subject"))
    return squeeze(f"{_('Căn cứ')}: {' '.join(name for name in names if name)}")[:300]


def _row(plan: Plan, change: AmendmentChange) -> Target | LegalBasis:
    place = int(change.task_key.partition(":")[2])
    if change.item == _ITEM.TARGET:
        return Target.everything.select_for_update(no_key=True).get(plan=plan, position=place)
    return LegalBasis.everything.select_for_update(no_key=True).get(plan=plan, position=place)


def _add(plan: Plan, change: AmendmentChange, on: date, areas: Areas) -> None:
    entry = dict(change.new)
    plan.value.setdefault(ITEM_LISTS[change.item], []).append(entry)
    place = len(entries_of(plan.value, change.item))
    change.task_key = f"{change.item}:{place}"
    row: Target | LegalBasis
    if change.item == _ITEM.TARGET:
        row = Target(plan=plan, path=entry["path"][:120], area=areas.of(entry["area"]), since_on=on)
    else:
        row = LegalBasis(plan=plan)
    row.position, row.added_on = place, on
    row.take(entry)
    row.save()


def _take_up(
    amendment: Amendment, change: AmendmentChange, reason: str, by: User, at: datetime
) -> AmendmentChange:
    if change.task_key:
        amendment.changes.filter(task_key=change.task_key).delete()
    change.amendment, change.reason = amendment, reason.strip()
    change.save()
    record_gathering("amendment.changed", amendment, by, at, change)
    return change


def _parsed(item: str, given: Mapping[str, str]) -> dict[str, Any]:
    """Fields as the value holds them, from texts as people type them."""
    fields: dict[str, Any] = {
        name: squeeze(given[name]) or None for name in ITEM_FIELDS[item] if name in given
    }
    if item == _ITEM.TARGET:
        if not fields.get("text"):
            raise WordsMissing
        if (fields.get("comparator") or "") not in COMPARATORS:
            raise DomainError(_("Phép so sánh chỉ nhận một trong: >=, <=, =, >, <."))
        fields["value"] = given_number(fields.get("value") or "")
        return fields
    if not fields.get("number") and not fields.get("subject"):
        raise WordsMissing
    if fields.get("date"):
        day = read_day(fields["date"])
        if day is None:
            raise DomainError(_("Ngày văn bản viết như 15/7/2021."))
        fields["date"] = day.isoformat()
    return fields
