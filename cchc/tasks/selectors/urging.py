"""Late work by whom it is urged: one's own divisions together, each body with a seal of its own apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cchc.orgs.models import SigningRight, Unit, User
from cchc.orgs.signature import signers_of
from cchc.plans.models import Plan
from cchc.publishing.document import Signature
from cchc.publishing.urging import LateWork, UrgingPaper
from cchc.tasks.models import Task
from cchc.tasks.selectors.reminders import Owed, owed_until, units_by_key

OWN = "own"
NOTICE, LETTER = "notice", "official_letter"


@dataclass(frozen=True, slots=True)
class LateRow:
    """A late task of one receiver: its earliest overdue day and the receiver's units that owe it."""

    task: Task
    units: str
    due_on: date
    days_late: int


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who gets one paper. `key`: "own" for the agency's own divisions, else the body's uid."""

    key: str
    units: tuple[Unit, ...]
    rows: tuple[LateRow, ...]

    @property
    def is_own(self) -> bool:
        return self.key == OWN

    @property
    def document_kind(self) -> str:
        """The kind of its paper, as rights to sign name it."""
        return NOTICE if self.is_own else LETTER


def late_by_receiver(agency: Unit, today: date) -> list[Receiver]:
    """Own divisions first, then bodies with a seal and outside bodies by most late work. Four statements.

    A task late at several units stands once for each receiver. Work that nobody leads is left out, and so are bodies
    above the agency, whom it does not urge.
    """
    owed = owed_until(agency, today - timedelta(days=1), today)
    units = units_by_key([key for each in owed for key in each.units])
    found: dict[str, dict[int, list[tuple[Owed, Unit]]]] = {}
    for each in owed:
        for unit in (units[key] for key in each.units if key in units):
            if _is_above(unit, agency):
                continue
            key = str(unit.uid) if _has_letter(unit, agency) else OWN
            found.setdefault(key, {}).setdefault(each.task.pk, []).append((each, unit))
    receivers = [_receiver(key, by_task, today) for key, by_task in found.items()]
    return sorted(receivers, key=lambda each: (not each.is_own, -len(each.rows), each.key))


def urging_paper(
    receiver: Receiver,
    agency: Unit,
    *,
    answer_by: date,
    today: date,
    focal_unit: Unit,
    right: SigningRight | None = None,
) -> UrgingPaper:
    """What the paper to this receiver says. Two statements.

    Own divisions: a notice signed by order (TL.); a body with a seal below the agency: a letter signed by order; an
    outside body or another agency: a letter signed by the agency's head. right: by which somebody signs it instead.
    """
    signers = signers_of(agency.kind)
    is_equal = any(unit.agency_id != agency.pk for unit in receiver.units)
    lines = (signers.head,) if is_equal else (f"TL. {signers.head}", signers.office)
    names = tuple(unit.name for unit in receiver.units)
    code = agency.symbol or "…"
    office = office_code(focal_unit, agency)
    return UrgingPaper(
        issuer=agency.name,
        parent_issuer=agency.parent.name if agency.parent else None,
        symbol=f"TB-{code}" if receiver.is_own else f"{code}-{office}",
        place=agency.place or "…",
        year=today.year,
        plans=_plans_in_words([row.task.plan_id for row in receiver.rows if row.task.plan_id]),
        counted_on=today,
        answer_by=answer_by,
        works=tuple(
            LateWork(row.task.label, row.task.text, row.units, row.due_on, row.days_late)
            for row in receiver.rows
        ),
        addressed_to=() if receiver.is_own else names,
        receivers="các phòng, đơn vị" if receiver.is_own else "; ".join(names),
        signature=Signature(right.lines, right.name) if right else Signature(lines),
        focal_unit=focal_unit.name,
        archive=f"VT, {office}",
    )


def focal_unit_of(user: User, agency: Unit) -> Unit:
    """The unit to which answers go: the person's own in this agency, the agency itself for who works in none."""
    own = [each.unit for each in user.live_memberships if each.unit.agency_id == agency.pk]
    return next((unit for unit in own if unit.pk != agency.pk), agency)


def office_code(focal_unit: Unit, agency: Unit) -> str:
    """The letters of the drafting office in numbers and archives ("VP", "CCHC")."""
    is_office = focal_unit.pk != agency.pk
    return (is_office and (focal_unit.symbol or focal_unit.short_name)) or "VP"


def _is_above(unit: Unit, agency: Unit) -> bool:
    return unit.pk != agency.pk and agency.path.startswith(unit.path)


def _has_letter(unit: Unit, agency: Unit) -> bool:
    return unit.pk != agency.pk and (unit.has_seal or unit.agency_id != agency.pk)


def _receiver(key: str, by_task: dict[int, list[tuple[Owed, Unit]]], today: date) -> Receiver:
    rows: list[LateRow] = []
    units: dict[int, Unit] = {}
    for owing in by_task.values():
        first = min(each.due_on for each, _unit in owing)
        named = dict.fromkeys(unit.name for _each, unit in owing)
        rows.append(LateRow(owing[0][0].task, "; ".join(named), first, (today - first).days))
        units |= {unit.pk: unit for _each, unit in owing}
    rows.sort(key=lambda row: (row.due_on, row.task.position))
    ordered = sorted(units.values(), key=lambda unit: (unit.position, unit.sort_key))
    return Receiver(key, tuple(ordered), tuple(rows))


def _plans_in_words(keys: Sequence[int]) -> tuple[str, ...]:
    plans = Plan.objects.filter(pk__in=keys).select_related("document").order_by("pk")
    return tuple(_in_words(plan) for plan in plans)


def _in_words(plan: Plan) -> str:
    document = plan.document
    if not document.number or document.issued_on is None:
        return plan.title
    return f"Kế hoạch số {document.number} ngày {document.issued_on:%d/%m/%Y}"
