"""The figures a report rests on, as they stood when taken: facts with their source parts. Plain Python.

Three things are never one: no data (value None), 0 (value 0) and không phát sinh (`is_not_arising`).
Prose: docs/algorithms/report-prose.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any, Final

from cchc.indicators.rules import exact, rounded

SHAPE: Final = 1
ALL: Final = "all"
BEFORE: Final = "before."
LAST_YEAR: Final = "last_year."
NUMERATOR: Final = "#numerator"
DENOMINATOR: Final = "#denominator"
_MOST_DECIMALS: Final = 6


class Scope(StrEnum):
    """Whose figure it is: the agency's own, its own with the agencies below it, or that of the whole province."""

    OWN = "own"
    WHOLE = "whole"
    PROVINCE = "province"

    @property
    def label(self) -> str:
        return {
            Scope.OWN: "Của cơ quan",
            Scope.WHOLE: "Gồm cả cơ quan trực thuộc",
            Scope.PROVINCE: "Toàn tỉnh",
        }[self]


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure with what it rests on.

    key: `task.<area|all>.<count>`, `plan.<area|all>.<count>`, `obstacle.<area|all>.<count>` or `indicator.<code>`;
    earlier figures carry `before.` or `last_year.` in front. measure: unit of measure ("văn bản", "%").
    value: unrounded; a percentage is 0 to 100 and more. None: no data, không phát sinh, or nothing to divide by
    (denominator 0). numerator, denominator: the parts of a percentage, None for a plain number's denominator.
    missing: names of the units whose figure is not in it. decimals: most places shown.
    group, group_name: code and printed name of the area (task, plan, obstacle) or of the block (indicator).
    Raises ValueError for what cannot be: a value beside không phát sinh, a value over 0, or a number that is not one.
    """

    key: str
    label: str
    measure: str
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    is_estimated: bool = False
    is_not_arising: bool = False
    missing: tuple[str, ...] = ()
    scope: Scope = Scope.OWN
    decimals: int = 0
    group: str = ""
    group_name: str = ""

    def __post_init__(self) -> None:
        for number in (self.value, self.numerator, self.denominator):
            if number is not None:
                if not number.is_finite():
                    raise ValueError(f"{self.key}: not a number")
                if self.is_not_arising:
                    raise ValueError(f"{self.key}: không phát sinh has no figure")
        if self.denominator is not None and self.denominator == 0 and self.value is not None:
            raise ValueError(f"{self.key}: nothing is divided by 0")

    @property
    def is_share(self) -> bool:
        """Whether it is a percentage of numerator by denominator."""
        return self.measure == "%"

    @property
    def has_nothing_to_divide(self) -> bool:
        """Whether it is a percentage of nothing: known, and no percentage exists."""
        return self.denominator is not None and self.denominator == 0

    @property
    def is_missing_data(self) -> bool:
        """Whether nobody said anything: neither a figure, nor 0, nor không phát sinh."""
        return self.value is None and not self.is_not_arising and not self.has_nothing_to_divide


@dataclass(frozen=True)
class Snapshot:
    """Facts of one report as taken: window (both days counted), cut-off, moment, in the annex's order.

    as_of: the day the figures stand for, usually window_to. taken_at: aware. reporter: how running text calls the
    agency ("Sở", "Ủy ban nhân dân xã"). form: code and version of the form. before_name: what running text calls the
    period that it is compared with ("quý I", "quý III năm trước"); "" for "kỳ trước". Raises ValueError for a key given
    twice.
    """

    window_from: date
    window_to: date
    as_of: date
    taken_at: datetime
    facts: tuple[Fact, ...] = ()
    reporter: str = "cơ quan"
    form: str = ""
    before_name: str = ""

    def __post_init__(self) -> None:
        if len(self._by_key) != len(self.facts):
            raise ValueError("a key stands twice in a snapshot")

    @cached_property
    def _by_key(self) -> dict[str, Fact]:
        return {fact.key: fact for fact in self.facts}

    def get(self, key: str) -> Fact | None:
        """The fact of this key; None when the report does not ask for it."""
        return self._by_key.get(key)

    def holds(self, mark: str) -> bool:
        """Whether it holds figures of an earlier period (BEFORE, LAST_YEAR)."""
        return any(fact.key.startswith(mark) for fact in self.facts)

    @property
    def before_heading(self) -> str:
        """What a column of the preceding period is headed by: "Kỳ trước (quý I)"."""
        return f"Kỳ trước ({self.before_name})" if self.before_name else "Kỳ trước"

    def shown(self, key: str) -> str | None:
        """How the figure of a chip's key is written in text; None when there is no such figure (any more)."""
        name, mark, _ = key.partition("#")
        fact = self.get(name)
        if fact is None:
            return None
        if not mark:
            return shown(fact)
        part = fact.numerator if key.endswith(NUMERATOR) else fact.denominator
        return None if part is None else in_words(part)


def together(now: Snapshot, before: Snapshot | None, last_year: Snapshot | None) -> Snapshot:
    """One snapshot that also holds the earlier figures the text compares with, under `before.` and `last_year.`.

    This is what is frozen: every figure of the text is then found in it.
    """
    earlier = [
        replace(fact, key=f"{mark}{fact.key}")
        for mark, snapshot in ((BEFORE, before), (LAST_YEAR, last_year))
        if snapshot is not None
        for fact in snapshot.facts
        if not fact.key.startswith((BEFORE, LAST_YEAR))
    ]
    return replace(now, facts=(*now.facts, *earlier))


def shown(fact: Fact) -> str | None:
    """The figure as running text writes it: "05", "1.234,5", "46,7%"; None when there is no figure.

    Rounded half up at the fact's decimals, without trailing zeros; a share that is not whole is never rounded to 0%
    or 100%: it takes as many places as it needs.
    """
    if fact.value is None:
        return None
    if not fact.is_share:
        return in_words(fact.value, fact.decimals)
    return f"{exact(rounded(fact.value, places_of(fact)))}%"


def places_of(fact: Fact) -> int:
    """How many decimals are shown: the fact's, or more where a share that is not whole would read 0 or 100."""
    places = fact.decimals
    if fact.is_share and fact.value is not None:
        while places < _MOST_DECIMALS and _hides(fact.value, places):
            places += 1
    return places


def in_words(number: Decimal, decimals: int = 6) -> str:
    """A number in running text: whole numbers below 10 take a leading zero as in official papers, 0 stays "0"."""
    figure = exact(rounded(number, decimals))
    return f"0{figure}" if len(figure) == 1 and figure != "0" else figure


def _hides(value: Decimal, places: int) -> bool:
    near = rounded(value, places)
    return near != value and near in {Decimal(0), Decimal(100)}


@dataclass(frozen=True, slots=True)
class TaskCounts:
    """How tasks stand, counted by whoever knows them; None: not known.

    total: tasks that count (neither không phát sinh nor withdrawn). done = done_on_time + done_late. open: the rest.
    overdue: open past their last day. waiting: open, submitted and waiting for whoever signs. ongoing: open, all that
    fell due by the cut-off is handed in, later shares follow (recurring work ends with the year).
    """

    total: int | None
    done: int | None = None
    done_on_time: int | None = None
    done_late: int | None = None
    open: int | None = None
    overdue: int | None = None
    waiting: int | None = None
    not_arising: int | None = None
    ongoing: int | None = None


_COUNT_LABELS: Final = {
    "total": "Nhiệm vụ phải thực hiện",
    "done": "Nhiệm vụ đã hoàn thành",
    "done_on_time": "Nhiệm vụ hoàn thành đúng hạn",
    "done_late": "Nhiệm vụ hoàn thành quá hạn",
    "open": "Nhiệm vụ chưa hoàn thành",
    "overdue": "Nhiệm vụ quá hạn chưa hoàn thành",
    "waiting": "Nhiệm vụ đã trình, chờ ban hành",
    "not_arising": "Nhiệm vụ không phát sinh",
    "ongoing": "Nhiệm vụ đã xong phần việc đến hạn, còn phần việc của các kỳ sau",
}


def task_facts(
    counts: TaskCounts,
    *,
    area: str = ALL,
    area_name: str = "",
    family: str = "task",
    missing: tuple[str, ...] = (),
    scope: Scope = Scope.OWN,
    is_estimated: bool = False,
) -> tuple[Fact, ...]:
    """The facts of one area's tasks (or of all), with the share done as a fact of its own, `done_rate`.

    family: "task" for what was to be done in the window, "plan" for the whole plan at the cut-off.
    """
    facts = [
        Fact(
            key=f"{family}.{area}.{name}",
            label=label,
            measure="nhiệm vụ",
            value=None if getattr(counts, name) is None else Decimal(getattr(counts, name)),
            is_estimated=is_estimated,
            missing=missing,
            scope=scope,
            group=area,
            group_name=area_name,
        )
        for name, label in _COUNT_LABELS.items()
        if name in {"total", "done"} or getattr(counts, name) is not None
    ]
    if counts.total is not None and counts.done is not None:
        share = Decimal(100) * counts.done / counts.total if counts.total else None
        facts.append(
            Fact(
                key=f"{family}.{area}.done_rate",
                label="Tỷ lệ nhiệm vụ đã hoàn thành",
                measure="%",
                value=share,
                numerator=Decimal(counts.done),
                denominator=Decimal(counts.total),
                is_estimated=is_estimated,
                missing=missing,
                scope=scope,
                decimals=1,
                group=area,
                group_name=area_name,
            )
        )
    return tuple(facts)


_OBSTACLE_LABELS: Final = {
    "total": "Khó khăn, vướng mắc",
    "settled": "Khó khăn, vướng mắc đã giải quyết",
    "open": "Khó khăn, vướng mắc chưa giải quyết",
}


def obstacle_facts(
    total: int | None,
    *,
    settled: int | None = None,
    left: int | None = None,
    area: str = ALL,
    area_name: str = "",
) -> tuple[Fact, ...]:
    """The facts of difficulties raised in the window: all, settled, left. None: not known."""
    counts = {"total": total, "settled": settled, "open": left}
    return tuple(
        Fact(
            key=f"obstacle.{area}.{name}",
            label=label,
            measure="nội dung",
            value=None if counts[name] is None else Decimal(counts[name] or 0),
            group=area,
            group_name=area_name,
        )
        for name, label in _OBSTACLE_LABELS.items()
        if name == "total" or counts[name] is not None
    )


def to_json(snapshot: Snapshot) -> dict[str, Any]:
    """The snapshot as plain JSON values, nothing lost: numbers as strings, days and moments in ISO form."""
    return {
        "shape": SHAPE,
        "window_from": snapshot.window_from.isoformat(),
        "window_to": snapshot.window_to.isoformat(),
        "as_of": snapshot.as_of.isoformat(),
        "taken_at": snapshot.taken_at.isoformat(),
        "reporter": snapshot.reporter,
        "form": snapshot.form,
        "before_name": snapshot.before_name,
        "facts": [_fact_to_json(fact) for fact in snapshot.facts],
    }


def from_json(value: Mapping[str, Any]) -> Snapshot:
    """The snapshot that `to_json` gave. Raises ValueError for another shape."""
    if value.get("shape") != SHAPE:
        raise ValueError(f"unknown shape of a snapshot: {value.get('shape')!r}")
    return Snapshot(
        window_from=date.fromisoformat(value["window_from"]),
        window_to=date.fromisoformat(value["window_to"]),
        as_of=date.fromisoformat(value["as_of"]),
        taken_at=datetime.fromisoformat(value["taken_at"]),
        reporter=value["reporter"],
        form=value["form"],
        before_name=value.get("before_name", ""),
        facts=tuple(facts_from_json(value["facts"])),
    )


def _fact_to_json(fact: Fact) -> dict[str, Any]:
    return {
        "key": fact.key,
        "label": fact.label,
        "measure": fact.measure,
        "value": _text(fact.value),
        "numerator": _text(fact.numerator),
        "denominator": _text(fact.denominator),
        "is_estimated": fact.is_estimated,
        "is_not_arising": fact.is_not_arising,
        "missing": list(fact.missing),
        "scope": fact.scope.value,
        "decimals": fact.decimals,
        "group": fact.group,
        "group_name": fact.group_name,
    }


def facts_from_json(rows: Iterable[Mapping[str, Any]]) -> Iterable[Fact]:
    """The facts that `to_json` gave."""
    for row in rows:
        yield Fact(
            key=row["key"],
            label=row["label"],
            measure=row["measure"],
            value=_number(row["value"]),
            numerator=_number(row["numerator"]),
            denominator=_number(row["denominator"]),
            is_estimated=row["is_estimated"],
            is_not_arising=row["is_not_arising"],
            missing=tuple(row["missing"]),
            scope=Scope(row["scope"]),
            decimals=row["decimals"],
            group=row["group"],
            group_name=row["group_name"],
        )


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
