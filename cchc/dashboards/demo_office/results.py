"""Results of the demo's tasks so far: most on time, some late, some still open."""

from datetime import date, datetime, time, timedelta

from cchc.core import clock
from cchc.orgs.models import Membership, Unit, User
from cchc.orgs.rules import Role
from cchc.plans.models import Plan
from cchc.tasks.models import Occurrence
from cchc.tasks.selectors.people import Confirming, confirming_of
from cchc.tasks.services.confirming import confirm_result
from cchc.tasks.services.recording import Result, record_fact

_KINDS = (
    ("kế hoạch", "KH"),
    ("quyết định", "QĐ"),
    ("nghị quyết", "NQ"),
    ("tờ trình", "TTr"),
    ("thông báo", "TB"),
    ("biên bản", "BB"),
    ("báo cáo", "BC"),
)
_STILL_OPEN_FOR = 60  # days: what fell due earlier was caught up with
_CONFIRMED_AFTER = 21  # days: later results still wait for confirmation


def record_results(plan: Plan, today: date) -> int:
    """Record what the units of a plan have done by this day; how many facts were written.

    The same plan on the same day gives the same results: they follow from each occurrence's place. Nothing is
    recorded where something stands already.
    """
    rows = Occurrence.objects.filter(task__plan=plan, recorded_at=None).select_related(
        "task", "unit", "milestone__deliverable"
    )
    told = [(row, _result(row, index, today)) for index, row in enumerate(rows.order_by("pk"))]
    facts = [(row, result) for row, result in told if result is not None]
    for row, result in sorted(facts, key=lambda fact: (_day(fact[1]), fact[0].pk)):
        person = _recorder(row.unit or plan.agency)
        if person is not None:
            moment = datetime.combine(_day(result), time(10), tzinfo=clock.VIETNAM)
            done = record_fact(
                occurrence=row,
                result=result,
                by=person,
                at=min(moment, clock.now()),
                seen=row.version,
            )
            _confirm(done, today)
    return len(facts)


def _confirm(row: Occurrence, today: date) -> None:
    """What lies some weeks back has been confirmed by whoever may: the coordinator, else a leader."""
    confirmed_on = row.delivered_on + timedelta(days=3) if row.delivered_on else today
    if (today - confirmed_on).days < _CONFIRMED_AFTER:
        return
    moment = datetime.combine(confirmed_on, time(15), tzinfo=clock.VIETNAM)
    for person in _judges(row.task.agency):
        if confirming_of(person, row.task, row) is Confirming.MAY:
            confirm_result(occurrence=row, by=person, at=moment, seen=row.version)
            return


def _judges(agency: Unit) -> list[User]:
    roles = (Role.COORDINATOR, Role.LEADER)
    members = Membership.objects.filter(unit__agency=agency, role__in=roles).select_related("user")
    return [member.user for member in members.order_by("role", "pk")]


def _result(row: Occurrence, index: int, today: date) -> Result | None:
    due = row.due_on
    if due is None:
        return Result(delivered_on=today) if index % 3 == 0 and row.period else None
    if due >= today:
        return None
    is_recent = (today - due).days <= _STILL_OPEN_FOR
    if index % 4 == 0 and is_recent:
        return None
    deliverable = row.milestone.deliverable
    if is_recent and deliverable is not None and deliverable.issuer != deliverable.Issuer.OWN:
        return Result(submitted_on=_inside(row, due - timedelta(days=2), today))
    days = 3 + index % 9 if index % 7 == 0 else -(index % 6)
    return Result(
        delivered_on=_inside(row, due + timedelta(days=days), today),
        document_number=_number(row, 20 + index * 3),
    )


def _number(row: Occurrence, number: int) -> str:
    """Number and symbol of the product by its kind and by who issues it; "" for what is no document."""
    product = row.milestone.deliverable
    text = product.text.lower() if product else ""
    kind = next((mark for word, mark in _KINDS if text.startswith(word)), "")
    issuer = "HĐND" if "hđnd" in text else row.task.agency.symbol
    if "ubnd" in text and kind == "QĐ":
        issuer = "UBND"
    return f"{number}/{kind}-{issuer}" if kind else ""


def _inside(row: Occurrence, day: date, today: date) -> date:
    return min(max(day, row.task.term_starts_on), today)


def _day(result: Result) -> date:
    day = result.delivered_on or result.submitted_on
    assert day is not None
    return day


def _recorder(unit: Unit) -> User | None:
    roles = (Role.SPECIALIST, Role.UNIT_HEAD, Role.COORDINATOR)
    member = (
        Membership.objects.filter(unit=unit, role__in=roles).select_related("user").order_by("pk")
    ).first()
    return member.user if member else None
