"""What one person has to do now: of her own units what is late, near or given back; of others what she confirms."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from cchc.orgs.access import agencies_where, memberships_with
from cchc.orgs.models import Membership, Unit, User
from cchc.orgs.rules import Permission, Role, permissions_of
from cchc.tasks.models import Assignment, Extension, Obstacle, Occurrence
from cchc.tasks.rules.facts import owed_of
from cchc.tasks.rules.state import State
from cchc.tasks.rules.steps import Step, period_name, step_of
from cchc.tasks.selectors.detail import fact_of
from cchc.tasks.selectors.entrusting import entrusted_name, not_entrusted_to_others
from cchc.tasks.selectors.facts import facts_by_task
from cchc.tasks.selectors.people import (
    Confirming,
    Judges,
    confirming_among,
    persons_of,
)
from cchc.tasks.selectors.states import StateCode

SHOWN = 60


@dataclass(frozen=True, slots=True)
class Item:
    """One occurrence as a card: what to hand in, by when, how it stands; `extension`: the request to decide on."""

    row: Occurrence
    step: Step
    period: str
    extension: Extension | None = None

    @property
    def uid(self) -> UUID:
        """What its button is about."""
        return self.extension.uid if self.extension else self.row.uid


@dataclass(slots=True)
class UnitLoad:
    """What one of the person's units leads, by state."""

    unit: Unit
    states: Counter[State] = field(default_factory=Counter)


@dataclass(slots=True)
class MyWork:
    """The cards by what they ask for; at most SHOWN occurrences are looked at for each question.

    `has_more`: something was left out; the lists behind show all.
    """

    late: list[Item] = field(default_factory=list)
    soon: list[Item] = field(default_factory=list)
    asked_back: list[Item] = field(default_factory=list)
    to_confirm: list[Item] = field(default_factory=list)
    to_decide: list[Item] = field(default_factory=list)
    to_answer: list[Obstacle] = field(default_factory=list)
    loads: list[UnitLoad] = field(default_factory=list)
    has_more: bool = False


def my_work(user: User, today: date, soon_days: int) -> MyWork:
    """The person's cards, nearest day first; a fixed number of statements however many."""
    work = MyWork()
    recording = memberships_with(user, Permission.FACT_RECORD)
    if recording:
        _add_own(work, recording, today, soon_days)
        work.loads = _loads(recording, today, soon_days)
    judging = memberships_with(user, Permission.RESULT_CONFIRM)
    if judging:
        _add_to_confirm(work, user, judging, today, soon_days)
    agencies = agencies_where(user, Permission.DIRECTION_RECORD)
    if agencies:
        _add_to_decide(work, agencies, today, soon_days)
    return work


def _add_own(work: MyWork, held: Sequence[Membership], today: date, soon_days: int) -> None:
    """Late ones include today's. What the unit only coordinates is the lead's to hand in.

    A specialist does not see what was entrusted to a colleague.
    """
    own = _of_own_units(held) & not_entrusted_to_others(held)
    rows = _loaded(
        Occurrence.objects.filter(own, task__discontinued_on__isnull=True)
        .filter(
            Q(due_on__lte=today + timedelta(days=soon_days), submitted_on__isnull=True)
            | ~Q(asked_back="")
        )
        .filter(Q(delivered_on__isnull=True) | ~Q(asked_back=""))
        .order_by("due_on", "pk")
    )
    work.has_more |= len(rows) > SHOWN
    owed = _owed_keys(rows[:SHOWN])
    for row in rows[:SHOWN]:
        item = _item(row, today, soon_days)
        if row.asked_back:
            work.asked_back.append(item)
        elif row.pk in owed:
            (work.late if row.due_on and row.due_on <= today else work.soon).append(item)


def _loads(held: Sequence[Membership], today: date, soon_days: int) -> list[UnitLoad]:
    """The load of the person's units and what stands below them, this year's tasks; units that lead nothing stay out.

    Two statements.
    """
    own = _of_own_units(held)
    rows = (
        Assignment.objects.filter(own, part=Assignment.Part.LEAD, to_on__isnull=True)
        .filter(task__ends_on__gte=date(today.year, 1, 1))
        .order_by()
        .values_list("unit_id", StateCode(today, soon_days, prefix="task__"))
        .annotate(n=Count("pk"))
    )
    loads: dict[int, Counter[State]] = defaultdict(Counter)
    for unit_id, code, n in rows:
        loads[unit_id][State(code)] += n
    units = Unit.objects.filter(pk__in=loads).order_by("path")
    return [UnitLoad(unit, loads[unit.pk]) for unit in units]


def _of_own_units(held: Sequence[Membership]) -> Q:
    """Filter on a row's `unit`: those that the person works in and below, within her own agency."""
    own = Q(pk__in=[])
    for membership in held:
        here = {"unit__agency": membership.unit.agency_id}
        own |= Q(unit__path__startswith=membership.unit.path, **here)
    return own


def _owed_keys(rows: Iterable[Occurrence]) -> set[int]:
    """The occurrences that are really owed: alternatives settled and "nếu có" that never arose are not."""
    rows = list(rows)
    facts = facts_by_task({row.task_id for row in rows})
    owed = {key: owed_of(found, _rule(rows, key)) for key, found in facts.items()}
    return {fact.key for found in owed.values() for fact in found if fact.key is not None}


def _rule(rows: Iterable[Occurrence], task_id: int) -> str:
    return next(row.task.products_rule for row in rows if row.task_id == task_id)


def _add_to_confirm(
    work: MyWork, user: User, held: Sequence[Membership], today: date, soon_days: int
) -> None:
    judges = {
        key: Judges(key, today)
        for key in dict.fromkeys(m.unit.agency_id for m in held)
        if key is not None
    }
    waiting = (
        Occurrence.objects.filter(
            _judged_by(held, judges), confirmed_at__isnull=True, asked_back=""
        )
        .filter(Q(delivered_on__isnull=False) | Q(not_arising_on__isnull=False))
        .exclude(recorded_by=user)
    )
    rows = _loaded(waiting.order_by("-recorded_at", "pk"))
    work.has_more |= len(rows) > SHOWN
    work.to_confirm += [
        _item(row, today, soon_days)
        for row in rows[:SHOWN]
        if confirming_among(user, row.task, row, judges[row.task.agency_id]) is Confirming.MAY
    ]


def _judged_by(held: Sequence[Membership], judges: Mapping[int, Judges]) -> Q:
    """As `confirming_among`, roughly and in SQL, so that others' results take no place among those shown."""
    judged = Q(pk__in=[])
    for membership in held:
        if membership.unit.agency_id is None:
            continue
        here = Q(task__agency=membership.unit.agency_id)
        among = judges[membership.unit.agency_id]
        if membership.role == Role.UNIT_HEAD:
            here &= Q(unit__path__startswith=membership.unit.path)
        elif Permission.RESULT_CONFIRM_ANY not in permissions_of(Role(membership.role)):
            for office in among.offices:
                here &= ~Q(unit__path__startswith=office.path)
        elif others := among.others_areas(persons_of(membership)):
            for office in among.offices:
                here &= ~Q(unit__path__startswith=office.path, task__area__in=others)
        judged |= here
    return judged


def _add_to_decide(work: MyWork, agencies: Sequence[Unit], today: date, soon_days: int) -> None:
    asked = Extension.objects.filter(
        state=Extension.State.ASKED, occurrence__task__agency__in=[each.pk for each in agencies]
    ).order_by("from_due", "pk")[: SHOWN + 1]
    requests = {each.occurrence_id: each for each in asked.select_related("asked_by")}
    rows = _loaded(Occurrence.objects.filter(pk__in=requests).order_by("due_on", "pk"))
    unanswered = Obstacle.objects.filter(
        answer="", withdrawn_at__isnull=True, task__agency__in=[each.pk for each in agencies]
    ).select_related("task", "raised_by")[: SHOWN + 1]
    work.to_answer += list(unanswered)[:SHOWN]
    work.has_more |= len(requests) > SHOWN or len(unanswered) > SHOWN
    work.to_decide += [
        replace(_item(row, today, soon_days), extension=requests[row.pk]) for row in rows[:SHOWN]
    ]


def _loaded(rows: QuerySet[Occurrence]) -> list[Occurrence]:
    """With what a card shows; one more than SHOWN, to know that there are more."""
    related = rows.annotate(entrusted_to=entrusted_name()).select_related(
        "task", "milestone", "milestone__deliverable", "unit", "recorded_by"
    )
    return list(related[: SHOWN + 1])


def _item(row: Occurrence, today: date, soon_days: int) -> Item:
    return Item(row, step_of(fact_of(row, row.task), today, soon_days), period_name(row.period))
