"""How far a target is: distance, trend, forecast to the year's end, light. Prose: docs/algorithms/figures.md."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from cchc.indicators.rules import Adds


class Light(StrEnum):
    """What is said of a target, never by colour alone."""

    WAITING = "waiting"
    NO_DATA = "no_data"
    MET = "met"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    MISSED = "missed"

    @property
    def label(self) -> str:
        return _LOOKS[self][0]

    @property
    def icon(self) -> str:
        return _LOOKS[self][1]

    @property
    def tone(self) -> str:
        return _LOOKS[self][2]


_LOOKS = {
    Light.WAITING: ("Chờ giao mức", "hourglass", "quiet"),
    Light.NO_DATA: ("Chưa có số liệu", "message-circle-off", "quiet"),
    Light.MET: ("Đạt", "circle-check", "done"),
    Light.ON_TRACK: ("Có khả năng đạt", "trending-up", "ontime"),
    Light.AT_RISK: ("Khó đạt", "alert-triangle", "soon"),
    Light.OFF_TRACK: ("Nguy cơ không đạt", "trending-down", "late"),
    Light.MISSED: ("Không đạt", "circle-x", "late"),
}
NEAR = Decimal("0.1")
_MOST_SHARE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Aim:
    """The level asked for. comparator: one of >=, <=, =, >, <."""

    comparator: str
    value: Decimal

    def is_met(self, actual: Decimal) -> bool:
        return {
            ">=": actual >= self.value,
            "<=": actual <= self.value,
            "=": actual == self.value,
            ">": actual > self.value,
            "<": actual < self.value,
        }[self.comparator]

    @property
    def is_ceiling(self) -> bool:
        return self.comparator in {"<=", "<"}

    def distance(self, actual: Decimal) -> Decimal:
        """How much is missing, in the measure of the indicator: 0 when met, never negative (còn thiếu)."""
        if self.is_met(actual):
            return Decimal(0)
        return abs(self.value - actual)


@dataclass(frozen=True, slots=True)
class Point:
    """The agency's figure of one period, unrounded: window and value."""

    data_from: date
    data_to: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class Standing:
    """How a target stands. trend: "up", "down", "same", "" without a period to compare with."""

    light: Light
    now: Decimal | None = None
    distance: Decimal | None = None
    trend: str = ""
    forecast: Decimal | None = None


def stands(
    aim: Aim | None,
    points: Sequence[Point],
    *,
    adds: Adds,
    is_share: bool,
    year_from: date,
    year_to: date,
    today: date,
) -> Standing:
    """How a target stands on a day, from the year's figures so far, in any order.

    Counts so far: for shares, states and running totals the figure of the latest cut-off; for increments the sum of
    windows that do not contain each other, the longest first. Forecast: shares and states go on as they moved
    between the first and the last cut-off; counts go on at the pace of the days that were counted. A share stays
    within 0 to 100.
    """
    ordered = sorted(points, key=lambda point: (point.data_to, point.data_from))
    if not ordered:
        return Standing(Light.WAITING if aim is None else Light.NO_DATA)
    counts = adds is not Adds.STATE and not is_share
    chosen = _apart(ordered) if counts and adds is Adds.INCREMENT else [ordered[-1]]
    now = sum((point.value for point in chosen), Decimal(0))
    if counts:
        forecast = _at_pace(now, chosen, adds, year_from, year_to)
    else:
        forecast = _as_it_moved(ordered, year_to, is_share=is_share)
    trend = _trend(ordered, is_paced=counts and adds is Adds.INCREMENT)
    if aim is None:
        return Standing(Light.WAITING, now, None, trend, forecast)
    is_over = ordered[-1].data_to >= year_to or today > year_to
    light = _light(aim, now, forecast, is_over=is_over, is_final=counts and not aim.is_ceiling)
    return Standing(light, now, aim.distance(now), trend, forecast)


def _light(aim: Aim, now: Decimal, forecast: Decimal, *, is_over: bool, is_final: bool) -> Light:
    """Met now for good: the year is over, or a count that cannot fall has reached its floor."""
    if aim.is_met(now) and (is_over or is_final):
        return Light.MET
    if is_over:
        return Light.MISSED
    if aim.is_met(forecast):
        return Light.MET if aim.is_met(now) and not aim.is_ceiling else Light.ON_TRACK
    room = abs(aim.value) * NEAR
    return Light.AT_RISK if abs(forecast - aim.value) <= room else Light.OFF_TRACK


def _apart(ordered: Sequence[Point]) -> list[Point]:
    """Windows that do not overlap, the longest first: 6 tháng rather than quý I, then quý III beside it."""
    longest = sorted(ordered, key=lambda point: point.data_from - point.data_to)
    found: list[Point] = []
    for point in longest:
        if all(
            point.data_to < other.data_from or point.data_from > other.data_to for other in found
        ):
            found.append(point)
    return sorted(found, key=lambda point: point.data_to)


def _at_pace(
    now: Decimal, chosen: Sequence[Point], adds: Adds, year_from: date, year_to: date
) -> Decimal:
    whole = (year_to - year_from).days + 1
    if adds is Adds.INCREMENT:
        counted = sum((point.data_to - point.data_from).days + 1 for point in chosen)
    else:
        counted = (chosen[-1].data_to - year_from).days + 1
    if counted <= 0 or counted >= whole:
        return now
    return now * whole / counted


def _as_it_moved(ordered: Sequence[Point], year_to: date, *, is_share: bool) -> Decimal:
    first, last = ordered[0], ordered[-1]
    days = (last.data_to - first.data_to).days
    left = max((year_to - last.data_to).days, 0)
    value = last.value
    if days > 0:
        value += (last.value - first.value) * left / days
    if is_share:
        value = min(value, max(_MOST_SHARE, last.value))
    return max(value, Decimal(0))


def _trend(ordered: Sequence[Point], *, is_paced: bool) -> str:
    """Counts of windows of different length are compared by day: 15 in a quarter after 28 in half a year is more."""
    if len(ordered) < 2:
        return ""
    before, last = (
        point.value / ((point.data_to - point.data_from).days + 1) if is_paced else point.value
        for point in ordered[-2:]
    )
    return "up" if last > before else "down" if last < before else "same"
