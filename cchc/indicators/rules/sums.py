"""How one answer changes the sums that are kept. Plain Python."""

from dataclasses import dataclass
from decimal import Decimal

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Share:
    """What one unit's live answer adds to a sum, or the difference of two answers; counts may be negative then."""

    numerator: Decimal = NOTHING
    denominator: Decimal = NOTHING
    shares: int = 0
    given: int = 0
    estimates: int = 0
    not_arising: int = 0

    def __add__(self, other: "Share") -> "Share":
        return Share(
            self.numerator + other.numerator,
            self.denominator + other.denominator,
            self.shares + other.shares,
            self.given + other.given,
            self.estimates + other.estimates,
            self.not_arising + other.not_arising,
        )

    def __sub__(self, other: "Share") -> "Share":
        return Share(
            self.numerator - other.numerator,
            self.denominator - other.denominator,
            self.shares - other.shares,
            self.given - other.given,
            self.estimates - other.estimates,
            self.not_arising - other.not_arising,
        )

    @property
    def is_nothing(self) -> bool:
        return self == Share()


def share_of(
    numerator: Decimal | None,
    denominator: Decimal | None,
    *,
    is_estimate: bool,
    is_not_arising: bool,
) -> Share:
    """What an answer adds: a figure its parts, không phát sinh a count of its own."""
    if is_not_arising or numerator is None:
        return Share(not_arising=int(is_not_arising))
    return Share(
        numerator,
        denominator or NOTHING,
        int(denominator is not None),
        1,
        int(is_estimate),
    )
