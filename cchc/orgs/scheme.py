"""An act of reorganisation worked out against the tree: who takes what, each row that moves, and what is wrong."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q

from cchc.core.text import fold
from cchc.orgs.models import Reorganisation, Unit
from cchc.orgs.movers import Line, movers
from cchc.orgs.wanted import Change, How, NewUnit, Wanted, new_key, wanted_of


@dataclass(frozen=True, slots=True)
class Heir:
    """A successor or superior: a unit that exists, or one that the act sets up."""

    key: str
    unit: Unit | None
    new: NewUnit | None

    @property
    def name(self) -> str:
        return self.unit.name if self.unit else self.new.name if self.new else ""

    @property
    def is_agency(self) -> bool:
        found = self.unit or self.new
        return bool(found and found.is_agency)


@dataclass(frozen=True, slots=True)
class Ending:
    """A unit that ends and its successors, the default first."""

    unit: Unit
    heirs: tuple[Heir, ...]


@dataclass(frozen=True, slots=True)
class Placing:
    """A unit that goes on under another superior, with everything below it."""

    unit: Unit
    under: Heir
    is_carried: bool  # because its superior ends


@dataclass(frozen=True, slots=True)
class Going:
    """A row that moves, from whom, to whom, and to whom else it could go."""

    line: Line
    label: str
    ending: Ending
    to: Heir

    @property
    def choice_key(self) -> str:
        return choice_key(self.ending.unit, self.line)


@dataclass(slots=True)
class Scheme:
    """The act, worked out. `faults`: sentences that say why it cannot be done as it stands."""

    act: Reorganisation
    wanted: Wanted
    heirs: dict[str, Heir]
    endings: list[Ending] = field(default_factory=list)
    placings: list[Placing] = field(default_factory=list)
    renames: list[tuple[Unit, str]] = field(default_factory=list)
    rows: list[Going] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """Changes when any row that moves, or where to, has changed: what was previewed is what is done."""
        told = sorted(
            f"{row.line.kind} {row.line.subject} {row.line.from_unit} {row.to.key}"
            for row in self.rows
        )
        told += [f"{each.unit.uid} under {each.under.key}" for each in self.placings]
        return hashlib.sha256("\n".join(told).encode()).hexdigest()

    @property
    def last_day(self) -> date:
        """The last day of the units that end."""
        return self.act.effective_on - timedelta(days=1)

    @property
    def has_choices(self) -> bool:
        """Whether some unit has several successors."""
        return any(len(ending.heirs) > 1 for ending in self.endings)

    def counts(self) -> dict[str, int]:
        """How many rows of each kind move, by the kind's label."""
        found: dict[str, int] = defaultdict(int)
        for row in self.rows:
            found[row.label] += 1
        return dict(found)


def choice_key(unit: Unit, line: Line) -> str:
    """Under what a draft keeps the successor that was chosen for this row."""
    return f"{unit.uid}:{line.choice}"


def scheme_of(act: Reorganisation) -> Scheme:
    """Work the act out on today's rows. A fixed number of statements for the tree and a few for each kind of rows."""
    wanted = wanted_of(act.value)
    known = {
        str(unit.uid): unit
        for unit in Unit.objects.filter(uid__in=wanted.uids()).select_related("parent", "agency")
    }
    heirs = {f"unit:{uid}": Heir(f"unit:{uid}", unit, None) for uid, unit in known.items()}
    heirs |= {
        new_key(place): Heir(new_key(place), None, new) for place, new in enumerate(wanted.new)
    }
    scheme = Scheme(act, wanted, heirs)
    by_unit: dict[str, list[Change]] = defaultdict(list)
    for change in wanted.changes:
        by_unit[change.unit].append(change)
    for uid, changes in by_unit.items():
        if uid in known:
            _take(scheme, known[uid], changes)
    _carry(scheme)
    _find_rows(scheme)
    scheme.faults = _faults(scheme)
    return scheme


def _take(scheme: Scheme, unit: Unit, changes: list[Change]) -> None:
    ends = [scheme.heirs[c.to] for c in changes if c.how is How.ENDS and c.to in scheme.heirs]
    if ends:
        scheme.endings.append(Ending(unit, tuple(dict.fromkeys(ends))))
    for change in changes:
        if change.how is How.MOVES and change.to in scheme.heirs:
            scheme.placings.append(Placing(unit, scheme.heirs[change.to], is_carried=False))
        if change.how is How.RENAMES and change.name:
            scheme.renames.append((unit, change.name))


def _carry(scheme: Scheme) -> None:
    """Living units directly below one that ends, of which nothing else is said, go to its first successor."""
    first = {ending.unit.pk: ending.heirs[0] for ending in scheme.endings}
    told = {*first, *(each.unit.pk for each in scheme.placings)}
    below = Unit.objects.filter(parent__in=list(first), is_outside=False).exclude(pk__in=told)
    living = below.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=scheme.act.effective_on))
    scheme.placings += [
        Placing(unit, first[unit.parent_id or 0], is_carried=True)
        for unit in living.select_related("agency").order_by("position", "sort_key")
        if first[unit.parent_id or 0].unit != unit
    ]


def _find_rows(scheme: Scheme) -> None:
    endings = {ending.unit.pk: ending for ending in scheme.endings}
    if not endings:
        return
    for mover in movers():
        for line in mover.find(list(endings), scheme.act.effective_on):
            ending = endings[line.from_unit]
            scheme.rows.append(Going(line, mover.label, ending, _chosen(scheme, ending, line)))


def _chosen(scheme: Scheme, ending: Ending, line: Line) -> Heir:
    key = scheme.wanted.choices.get(choice_key(ending.unit, line))
    return next((heir for heir in ending.heirs if heir.key == key), ending.heirs[0])


def _faults(scheme: Scheme) -> list[str]:
    if not (scheme.endings or scheme.placings or scheme.renames):
        return ["Quyết định chưa nêu đơn vị nào thay đổi."]
    return list(
        dict.fromkeys(
            [
                *_twice(scheme),
                *(
                    fault
                    for ending in scheme.endings
                    for fault in _faults_of_ending(scheme, ending)
                ),
                *(fault for each in scheme.placings for fault in _faults_of_placing(scheme, each)),
                *_same_names(scheme),
            ]
        )
    )


def _twice(scheme: Scheme) -> Iterable[str]:
    ends = {ending.unit.pk for ending in scheme.endings}
    for unit in [*(each.unit for each in scheme.placings), *(unit for unit, _n in scheme.renames)]:
        if unit.pk in ends:
            yield f"“{unit.name}” không thể vừa kết thúc vừa giữ nguyên."


def _faults_of_ending(scheme: Scheme, ending: Ending) -> Iterable[str]:
    unit, day = ending.unit, scheme.act.effective_on
    if unit.valid_to is not None:
        yield f"“{unit.name}” đã kết thúc từ sau ngày {unit.valid_to:%d/%m/%Y}."
    elif unit.valid_from >= day:
        yield f"“{unit.name}” chưa hoạt động trước ngày {day:%d/%m/%Y}."
    for heir in ending.heirs:
        yield from _faults_of_heir(scheme, heir)
        if heir.unit and heir.unit.path.startswith(unit.path):
            yield (
                f"“{heir.name}” trực thuộc “{unit.name}”; hãy chọn đơn vị kế thừa ở ngoài, "
                "hoặc lập đơn vị mới."
            )
    if unit.is_agency and not ending.heirs[0].is_agency:
        yield f"“{unit.name}” là cơ quan nên đơn vị kế thừa đầu tiên phải là cơ quan."


def _faults_of_heir(scheme: Scheme, heir: Heir) -> Iterable[str]:
    day, unit = scheme.act.effective_on, heir.unit
    if unit and unit.pk in {ending.unit.pk for ending in scheme.endings}:
        yield f"“{unit.name}” kết thúc nên không nhận bàn giao được."
    elif unit and (unit.valid_from > day or unit.valid_to is not None):
        yield f"“{unit.name}” không hoạt động từ ngày {day:%d/%m/%Y}."


def _faults_of_placing(scheme: Scheme, placing: Placing) -> Iterable[str]:
    unit, under = placing.unit, placing.under.unit
    yield from _faults_of_heir(scheme, placing.under)
    if under and under.path.startswith(unit.path):
        yield f"“{unit.name}” không thể trực thuộc chính mình hoặc đơn vị bên dưới."
    elif under and _leaves_its_agency(placing, under):
        yield (
            f"“{unit.name}” chuyển sang cơ quan khác: hãy ghi là kết thúc và chọn đơn vị kế thừa "
            "ở cơ quan nhận."
        )


def _leaves_its_agency(placing: Placing, under: Unit) -> bool:
    """Whether a division would be moved on its own to another agency, away from the tasks it has."""
    unit = placing.unit
    return not (placing.is_carried or unit.is_agency) and unit.agency_id != under.agency_id


def _same_names(scheme: Scheme) -> Iterable[str]:
    """Two living units under one superior would bear one name."""
    arriving: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for each in scheme.placings:
        arriving[each.under.key].append((each.unit.pk, each.unit.name))
    for place, new in enumerate(scheme.wanted.new):
        arriving[new.parent].append((-place - 1, new.name))
    gone = {ending.unit.pk for ending in scheme.endings} | {p.unit.pk for p in scheme.placings}
    for key, standing in _standing(scheme, gone):
        arriving[key].append(standing)
    renamed = {unit.pk: name for unit, name in scheme.renames}
    for key, named in arriving.items():
        names = [fold(renamed.get(pk, name)) for pk, name in named]
        for pk, name in named:
            shown = renamed.get(pk, name)
            if names.count(fold(shown)) > 1:
                yield (
                    f"Dưới “{scheme.heirs[key].name}” sẽ có hai đơn vị cùng tên “{shown}”; "
                    "hãy hợp nhất hoặc đổi tên một đơn vị."
                )


def _standing(scheme: Scheme, gone: Collection[int]) -> Iterable[tuple[str, tuple[int, str]]]:
    """Living units that stand already under a unit which the act names, by its key."""
    parents = {heir.unit.pk: key for key, heir in scheme.heirs.items() if heir.unit}
    rows = Unit.objects.filter(parent__in=list(parents), valid_to__isnull=True)
    for unit in rows.exclude(pk__in=list(gone)):
        yield parents[unit.parent_id or 0], (unit.pk, unit.name)
