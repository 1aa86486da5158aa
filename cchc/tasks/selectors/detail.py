"""One task with everything its page shows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from cchc.orgs.models import Unit, User
from cchc.periods.rules import (
    Exceptions,
    HolidayRule,
    day_to_act,
    is_working_day,
    last_working_day_on_or_before,
)
from cchc.periods.selectors import exceptions_between, loaded_holiday_rule
from cchc.plans.models import Amendment
from cchc.plans.states import AmendmentState
from cchc.tasks.models import (
    Assignment,
    Deliverable,
    Extension,
    FiledTask,
    GuidanceWait,
    Obstacle,
    Occurrence,
    OccurrenceAmendment,
    ProgressReport,
    ResultEvidence,
    Task,
)
from cchc.tasks.rules.facts import Fact, is_delivered, share_is_done
from cchc.tasks.rules.milestones import STANDING
from cchc.tasks.rules.state import State, state_of
from cchc.tasks.rules.steps import Step, period_name, step_of
from cchc.tasks.rules.wording import Line, why
from cchc.tasks.selectors.facts import HIGHER, stored_facts
from cchc.tasks.selectors.people import Judges, live_parts
from cchc.tasks.selectors.proof import Proof, proof, with_signing

_OfOccurrence = TypeVar("_OfOccurrence", Extension, OccurrenceAmendment, ResultEvidence)
_RELATED = 12
_STRIP_FROM = 3
_LONGEST_BREAK = 20


@dataclass(frozen=True, slots=True)
class DayOff:
    """What the agency does with a due day on which nobody works, and the working day by which people act.

    The due day stays: what is late is late by it. Kept as written, the last working day before it is the one.
    `days_late`: by how many days what is done on the day to act is late.
    """

    rule: HolidayRule
    act_on: date
    days_late: int

    @property
    def is_kept(self) -> bool:
        return self.rule is HolidayRule.KEEP


@dataclass(frozen=True, slots=True)
class Dated:
    """An occurrence with the words for it. `day_off`: only where the due day is a day off."""

    row: Occurrence
    fact: Fact
    step: Step
    period: str
    day_off: DayOff | None


@dataclass(frozen=True, slots=True)
class Product:
    """A product (None: the task as a whole) with its occurrences; `is_strip`: they recur, shown as a strip."""

    deliverable: Deliverable | None
    number: int
    times: list[Dated]
    is_done: bool
    is_strip: bool


@dataclass(frozen=True, slots=True)
class Shares:
    """How many of the units that lead have done their part; the missing ones by name."""

    done: int
    total: int
    missing: list[str]


@dataclass(frozen=True, slots=True)
class Progress:
    """What each unit said last of its part, in the plan's order, and the units that have said nothing.

    `former`: the last words of units that have no part any more, latest first.
    """

    last: list[ProgressReport]
    former: list[ProgressReport]
    silent: list[str]


class KeptIn(NamedTuple):
    """The file of work in which a task stands."""

    uid: UUID
    code: str


@dataclass(frozen=True, slots=True)
class Raised:
    """A difficulty, the amendments in force that came of it, and how one would begin."""

    row: Obstacle
    amendments: list[Amendment]

    @property
    def subject(self) -> str:
        return f"Điều chỉnh nhiệm vụ {self.row.task.label}"

    @property
    def reason(self) -> str:
        """The answer as the reason: whose word, when, by which document."""
        row = self.row
        said = f" ngày {row.said_on:%d/%m/%Y}" if row.said_on else ""
        number = f", văn bản số {row.document_number}" if row.document_number else ""
        return f"Theo ý kiến của {row.said_by}{said}{number}: {row.answer}"


@dataclass(frozen=True, slots=True)
class Detail:
    task: Task
    state: State
    why: str
    parts: list[Assignment]
    products: list[Product]
    shares: Shares | None
    related: list[Task]
    uids: list[UUID]
    proof: dict[int, list[Proof]]  # live links by occurrence
    extensions: dict[int, list[Extension]]  # by occurrence, oldest first
    amendments: dict[
        int, list[OccurrenceAmendment]
    ]  # days that an amendment moved, by occurrence, oldest first
    obstacles: list[Raised]  # oldest first
    waits: list[GuidanceWait]  # oldest first
    progress: Progress
    kept_in: KeptIn | None
    judges: Judges  # who may confirm

    @property
    def times(self) -> list[Dated]:
        return [each for product in self.products for each in product.times]


def detail_of(task: Task, today: date, soon_days: int) -> Detail:
    """Everything of one task; a fixed number of statements."""
    deliverables = list(task.deliverables.all())
    parts = live_parts(task)
    rows = _occurrences(task, deliverables, parts)
    exceptions = _exceptions(rows)
    times = [_dated(task, row, today, soon_days, exceptions) for row in rows]
    products = _products(task, deliverables, times)
    proofs, extensions = _proof(rows), _extensions(rows)
    obstacles = list(task.obstacles.filter(withdrawn_at__isnull=True).select_related("slip"))
    waits = list(task.guidance_waits.all())
    progress = _progress(task, parts)
    _name_people(
        (parts, "person"),
        (rows, "recorded_by"),
        (rows, "confirmed_by"),
        (proofs, "added_by"),
        (extensions, "asked_by"),
        (extensions, "decided_by"),
        (obstacles, "raised_by"),
        (obstacles, "answered_by"),
        (waits, "said_by"),
        ([*progress.last, *progress.former], "reported_by"),
    )
    state = state_of(stored_facts(task), today, soon_days)
    return Detail(
        task=task,
        state=state,
        why=why(state, _lines(products, parts), today, task.ends_on),
        parts=parts,
        products=products,
        shares=_shares(task, parts, [each.fact for each in times]),
        related=_related(task),
        uids=[task.uid, *(row.uid for row in rows)],
        kept_in=_kept_in(task),
        proof=_by_row(proofs, rows, task),
        extensions=_by_occurrence(extensions),
        amendments=_amendments(task),
        obstacles=_raised(task, obstacles),
        waits=waits,
        progress=progress,
        judges=Judges(task.agency_id, today),
    )


def _occurrences(
    task: Task, deliverables: list[Deliverable], parts: list[Assignment]
) -> list[Occurrence]:
    """In the plan's order, each with its milestone, product and unit; units that have left the task are read apart."""
    rows = list(
        task.occurrences.select_related("milestone").order_by(
            "milestone__position", "due_on", "ends_on", "pk"
        )
    )
    products = {each.pk: each for each in deliverables}
    units = {part.unit_id: part.unit for part in parts}
    units |= Unit.objects.in_bulk({row.unit_id for row in rows if row.unit_id} - units.keys())
    for row in rows:
        if row.milestone.deliverable_id in products:
            row.milestone.deliverable = products[row.milestone.deliverable_id]
        if row.unit_id is not None:
            row.unit = units[row.unit_id]
    return rows


def _kept_in(task: Task) -> KeptIn | None:
    filed = FiledTask.objects.filter(task=task).values_list("work_file__uid", "work_file__code")
    return next((KeptIn(*found) for found in filed), None)


def _name_people(*named: tuple[Sequence[Any], str]) -> None:
    """Give rows the person whom a column names, all of them read at once; nothing is asked where nobody is named."""
    keys = {getattr(row, f"{column}_id") for rows, column in named for row in rows}
    people = User.objects.in_bulk(keys - {None})
    for rows, column in named:
        for row in rows:
            setattr(row, column, people.get(getattr(row, f"{column}_id")))


def _by_occurrence(rows: Iterable[_OfOccurrence]) -> dict[int, list[_OfOccurrence]]:
    by_row: dict[int, list[_OfOccurrence]] = defaultdict(list)
    for each in rows:
        by_row[each.occurrence_id].append(each)
    return by_row


def _proof(rows: list[Occurrence]) -> list[ResultEvidence]:
    """The live links; proof is shown beside a result, so nothing is asked before the first is recorded."""
    recorded = [row.pk for row in rows if row.recorded_at]
    if not recorded:
        return []
    live = ResultEvidence.objects.filter(occurrence__in=recorded, removed_at__isnull=True)
    found = with_signing(live).select_related("stored__examination")
    return list(found.defer("stored__examination__text"))


def _by_row(
    proofs: list[ResultEvidence], rows: list[Occurrence], task: Task
) -> dict[int, list[Proof]]:
    by_key = {row.pk: row for row in rows}
    return {
        key: [proof(each, by_key[key], task) for each in found]
        for key, found in _by_occurrence(proofs).items()
    }


def _extensions(rows: list[Occurrence]) -> list[Extension]:
    found = Extension.objects.filter(occurrence__in=[row.pk for row in rows])
    return list(found.select_related("slip"))


def _progress(task: Task, parts: list[Assignment]) -> Progress:
    """Each unit's last word; reports come newest first."""
    units = {part.unit_id: part.unit for part in parts}
    last: dict[int, ProgressReport] = {}
    for report in task.progress.select_related("unit"):
        last.setdefault(report.unit_id, report)
    said = [last[key] for key in units if key in last]
    former = [report for key, report in last.items() if key not in units]
    return Progress(said, former, [unit.name for key, unit in units.items() if key not in last])


def _raised(task: Task, rows: list[Obstacle]) -> list[Raised]:
    came: dict[UUID | None, list[Amendment]] = defaultdict(list)
    if any(row.answer for row in rows):
        about = Amendment.objects.filter(about__in=[row.uid for row in rows])
        in_force = about.filter(state=AmendmentState.IN_FORCE).select_related("document")
        for each in in_force:
            came[each.about].append(each)
    for row in rows:
        row.task = task
    return [Raised(row, came[row.uid]) for row in rows]


def _amendments(task: Task) -> dict[int, list[OccurrenceAmendment]]:
    if task.version == 1:  # nothing has changed the task since it was written
        return {}
    moved = OccurrenceAmendment.objects.filter(occurrence__task=task)
    return _by_occurrence(moved.select_related("amendment__document", "from_unit", "to_unit"))


def time_of(row: Occurrence, today: date, soon_days: int) -> Dated:
    """One occurrence, loaded with its task, as a form about it shows it."""
    return _dated(row.task, row, today, soon_days, _exceptions([row]))


def fact_of(row: Occurrence, task: Task) -> Fact:
    """An occurrence, loaded with milestone and deliverable, as the rules see it."""
    deliverable = row.milestone.deliverable
    optional = deliverable.is_conditional if deliverable else task.is_conditional
    return Fact(
        due_on=row.due_on,
        submitted_on=row.submitted_on,
        delivered_on=row.delivered_on,
        unit=row.unit_id,
        product=deliverable.pk if deliverable else None,
        period=row.period,
        ends_on=row.ends_on,
        is_standing=row.milestone.recurrence in STANDING,
        is_optional=optional and row.arisen_on is None,
        by_submission=deliverable is not None and deliverable.issuer in HIGHER,
        not_arising=row.not_arising_on is not None,
        is_confirmed=row.confirmed_at is not None,
        is_asked_back=bool(row.asked_back),
    )


def _dated(
    task: Task, row: Occurrence, today: date, soon_days: int, exceptions: Exceptions
) -> Dated:
    fact = fact_of(row, task)
    day_off = None
    if row.delivered_on is None and row.due_on and not is_working_day(row.due_on, exceptions):
        day_off = _day_off(row.due_on, loaded_holiday_rule(task.agency), exceptions)
    return Dated(row, fact, step_of(fact, today, soon_days), period_name(row.period), day_off)


def _day_off(due_on: date, rule: HolidayRule, exceptions: Exceptions) -> DayOff:
    act_on = day_to_act(due_on, rule, exceptions)
    if rule is HolidayRule.KEEP:
        act_on = last_working_day_on_or_before(due_on, exceptions)
    return DayOff(rule, act_on, max((act_on - due_on).days, 0))


def _products(task: Task, deliverables: list[Deliverable], times: list[Dated]) -> list[Product]:
    """The times of the task as a whole come last and stand for each product that has none of its own.

    They do not say which of several alternatives was delivered.
    """
    whole = [each for each in times if each.fact.product is None]
    standing_in = [] if task.products_rule == Task.ProductsRule.ANY else whole
    found = [
        _product(each, number, [t for t in times if t.fact.product == each.pk], standing_in)
        for number, each in enumerate(deliverables, start=1)
    ]
    return [*found, _product(None, 0, whole, whole)] if whole or not found else found


def _product(
    deliverable: Deliverable | None, number: int, times: list[Dated], whole: list[Dated]
) -> Product:
    units = {each.row.unit_id for each in times}
    return Product(
        deliverable=deliverable,
        number=number,
        times=times,
        is_done=is_delivered([each.fact for each in times or whole]),
        is_strip=len(times) >= _STRIP_FROM * max(1, len(units)),
    )


def _shares(task: Task, parts: list[Assignment], facts: list[Fact]) -> Shares | None:
    """None where one unit leads alone or nobody does."""
    leads = [part.unit for part in parts if part.part == Assignment.Part.LEAD]
    if len(leads) < 2 or not facts:
        return None
    missing = [unit.name for unit in leads if not share_is_done(facts, unit.pk, task.products_rule)]
    return Shares(len(leads) - len(missing), len(leads), missing)


def _lines(products: list[Product], parts: list[Assignment]) -> list[Line]:
    several = sum(part.part == Assignment.Part.LEAD for part in parts) > 1
    numbered = sum(product.deliverable is not None for product in products) > 1
    lines = []
    for product in products:
        name = f"sản phẩm {product.number}" if product.number and numbered else "sản phẩm"
        for each in product.times:
            period = f", {each.period[0].lower()}{each.period[1:]}" if each.period else ""
            unit = each.row.unit.name if several and each.row.unit else ""
            lines.append(Line(each.fact, name + period, unit))
    return lines


def _exceptions(rows: list[Occurrence]) -> Exceptions:
    days = [row.due_on for row in rows if row.due_on and row.delivered_on is None]
    if not days:
        return {}
    break_ = timedelta(days=_LONGEST_BREAK)
    return exceptions_between(min(days) - break_, max(days) + break_)


def _related(task: Task) -> list[Task]:
    """Other tasks of the same section of the plan, in its order."""
    if task.section_id is None:
        return []
    others = Task.objects.filter(plan=task.plan_id, section=task.section_id).exclude(pk=task.pk)
    return list(others.only("uid", "label", "text", "position").order_by("position")[:_RELATED])
