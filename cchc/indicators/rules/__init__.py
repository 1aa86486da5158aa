"""Adding and checking figures. Plain Python; prose: docs/algorithms/figures.md."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum


class Adds(StrEnum):
    """How an indicator adds over time."""

    INCREMENT = "increment"
    RUNNING = "running"
    STATE = "state"

    @property
    def label(self) -> str:
        return {
            Adds.INCREMENT: "Số phát sinh trong kỳ số liệu",
            Adds.RUNNING: "Lũy kế từ đầu năm",
            Adds.STATE: "Hiện trạng tại thời điểm chốt",
        }[self]


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"
    NONE = "none"

    @property
    def label(self) -> str:
        return {
            Direction.UP: "Càng cao càng tốt",
            Direction.DOWN: "Càng thấp càng tốt",
            Direction.NONE: "Không xét",
        }[self]


class Kind(StrEnum):
    COMPUTED = "computed"
    ENTERED = "entered"
    IMPORTED = "imported"

    @property
    def label(self) -> str:
        return {
            Kind.COMPUTED: "Tính từ nhiệm vụ",
            Kind.ENTERED: "Đơn vị nhập",
            Kind.IMPORTED: "Nhập từ hệ thống khác",
        }[self]


class Frequency(StrEnum):
    """In which periods an indicator is asked for."""

    REPORTS = "reports"
    MONTHS = "months"
    YEAR = "year"

    @property
    def label(self) -> str:
        return {
            Frequency.REPORTS: "Mọi kỳ báo cáo",
            Frequency.MONTHS: "Mọi kỳ báo cáo và hằng tháng",
            Frequency.YEAR: "Báo cáo năm",
        }[self]

    def is_asked_in(self, code: str) -> bool:
        """Whether a period of this code asks: 2026-M03 is a month, 2026 the year; "" is a report's period."""
        if "-M" in code:
            return self is Frequency.MONTHS
        return self is not Frequency.YEAR or code.isdecimal()


class Scope(StrEnum):
    """Whose work a figure tells of; the two are never added to each other."""

    OWN = "own"
    AREA = "area"

    @property
    def label(self) -> str:
        return {Scope.OWN: "Của cơ quan", Scope.AREA: "Toàn tỉnh"}[self]


class Stage(StrEnum):
    OFFICIAL = "official"
    ESTIMATED = "estimated"

    @property
    def label(self) -> str:
        return {Stage.OFFICIAL: "Chính thức", Stage.ESTIMATED: "Ước"}[self]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, or a share when there is a denominator; `is_estimate`: it holds at least one estimated part."""

    numerator: Decimal
    denominator: Decimal | None = None
    is_estimate: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """What one unit said: a figure, không phát sinh, or nothing at all (both None and False)."""

    unit: str
    figure: Figure | None = None
    is_not_arising: bool = False

    @property
    def is_missing(self) -> bool:
        return self.figure is None and not self.is_not_arising


@dataclass(frozen=True, slots=True)
class Total:
    """A sum over units. `figure` None when nobody gave one; `missing` names who said nothing, counted as nobody."""

    figure: Figure | None
    missing: tuple[str, ...]
    not_arising: tuple[str, ...]
    given: int


def add_up(parts: Sequence[Part]) -> Total:
    """The sum over units (cộng dồn theo đơn vị): numerators and denominators apart, percentages never averaged.

    Units: those of the figures. A unit that said nothing is named and left out, never taken as 0; không phát sinh is
    named apart and adds nothing. The denominator is None when no part has one.
    Raises ValueError when some figures have a denominator and others none.
    """
    figures = [part.figure for part in parts if part.figure is not None]
    shares = {figure.denominator is not None for figure in figures}
    if len(shares) > 1:
        raise ValueError("figures with and without a denominator do not add")
    total = None
    if figures:
        denominators = [each.denominator for each in figures if each.denominator is not None]
        total = Figure(
            sum((each.numerator for each in figures), Decimal(0)),
            sum(denominators, Decimal(0)) if denominators else None,
            any(each.is_estimate for each in figures),
        )
    return Total(
        figure=total,
        missing=tuple(part.unit for part in parts if part.is_missing),
        not_arising=tuple(part.unit for part in parts if part.is_not_arising),
        given=len(figures),
    )


def value_of(figure: Figure | None) -> Decimal | None:
    """The number that is shown, unrounded: the numerator, or percent of numerator by denominator (0 to 100 and more).

    None when there is no figure, and for a denominator of 0: no data is neither 0 % nor 100 %.
    """
    if figure is None or figure.denominator is None:
        return figure.numerator if figure else None
    if figure.denominator == 0:
        return None
    return Decimal(100) * figure.numerator / figure.denominator


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Half up, once, where a figure is shown (làm tròn số học): 12.345 with 2 decimals is 12.35."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def written(value: Decimal, decimals: int = 0) -> str:
    """As officials write a number: 1.234,50; trailing decimals stay so that a column lines up."""
    text = f"{rounded(value, decimals):,f}"
    return text.translate(str.maketrans(",.", ".,"))


def exact(value: Decimal) -> str:
    """As written, with the decimals that the number has and no more: 1.254 or 0,5."""
    exponent = value.normalize().as_tuple().exponent
    return written(value, max(0, -exponent) if isinstance(exponent, int) else 0)


def is_alike(days: int, other: int) -> bool:
    """Whether two windows of figures are about as long, so that counts of one may be compared with the other's.

    Within a fifth: a quarter of 90 days and one of 92 are, half a year and a quarter are not.
    """
    return abs(days - other) * 5 <= max(days, other)


JUMP = Decimal("0.5")
JUMP_FROM = Decimal(10)


def doubts(
    given: Figure,
    *,
    before: Figure | None,
    contained: Sequence[tuple[str, Figure]],
    adds: Adds,
    is_multiple: bool = False,
) -> list[str]:
    """What looks wrong in a figure at entry, in sentences; empty when nothing does. Nothing is refused by it.

    before: the unit's figure of the preceding period. contained: name and figure of each period whose window lies
    within this one; an increment cannot be smaller than what it contains. A jump is a change of more than half of a
    number of ten or more. is_multiple: a share of a rate, which may be more than one time the rate.
    """
    found = []
    whole = None if is_multiple else given.denominator
    if whole is not None and given.numerator > whole:
        found.append("Tử số lớn hơn mẫu số (trên 100%).")
    if adds is Adds.INCREMENT:
        found += [
            f"Nhỏ hơn số đã báo cáo của {name} ({written(inner.numerator)}), kỳ nằm trong kỳ này."
            for name, inner in contained
            if inner.numerator > given.numerator
        ]
    elif adds is Adds.RUNNING and before is not None and before.numerator > given.numerator:
        found.append(f"Số lũy kế giảm so với kỳ trước ({written(before.numerator)}).")
    if before is not None and adds is not Adds.RUNNING and _jumps(before, given):
        old, new = value_of(before), value_of(given)
        if old is not None and new is not None:
            found.append(
                f"Thay đổi lớn so với kỳ trước ({written(old, 1)} thành {written(new, 1)})."
            )
    return found


def _jumps(before: Figure, given: Figure) -> bool:
    old, new = value_of(before), value_of(given)
    if old is None or new is None or old < JUMP_FROM:
        return False
    return abs(new - old) > old * JUMP
