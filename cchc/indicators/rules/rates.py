"""Rates that change on a day: each month by the rate then in force. Plain Python; prose: docs/algorithms/figures.md."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from math import gcd

from cchc.indicators.rules import Figure, written


@dataclass(frozen=True, slots=True)
class Step:
    """An amount from a day on, until the next step."""

    valid_from: date
    amount: Decimal


def months_in(data_from: date, data_to: date) -> list[date]:
    """First days of the months that a window of figures counts: those whose first day lies in it.

    Windows that follow each other so share no month and lose none: 15/12 to 14/6 counts January to June.
    """
    found = []
    month = data_from if data_from.day == 1 else _next(data_from)
    while month <= data_to:
        found.append(month)
        month = _next(month)
    return found


def amount_on(steps: Sequence[Step], day: date) -> Decimal | None:
    """The amount in force on a day; None before the first step. Of several of one day the last given counts."""
    found = [step for step in steps if step.valid_from <= day]
    return max(found, key=lambda step: step.valid_from).amount if found else None


def by_month(steps: Sequence[Step], data_from: date, data_to: date) -> list[tuple[date, Decimal]]:
    """Each month of a window with the rate in force on its first day (từng tháng theo mức của tháng đó).

    Unit: the rate's own. Empty when the window holds no first of a month, or a month lies before the first step: a
    sum over some months only would look like one over all.
    """
    months = [(month, amount_on(steps, month)) for month in months_in(data_from, data_to)]
    known = [(month, amount) for month, amount in months if amount is not None]
    return known if len(known) == len(months) else []


def base_of(months: Sequence[tuple[date, Decimal]], persons: Sequence[int]) -> Decimal:
    """What persons would get at one time the rate: persons of each month by the month's rate, added.

    It is the denominator of a share "so với mức": 24 persons from January to June at 2.340.000 and 25 from July on.
    Raises ValueError when there are not as many numbers as months.
    """
    if len(months) != len(persons):
        raise ValueError(f"{len(persons)} numbers for {len(months)} months")
    pairs = zip(months, persons, strict=True)
    return sum((amount * count for (_month, amount), count in pairs), Decimal(0))


def in_words(months: Sequence[tuple[date, Decimal]]) -> str:
    """ "tháng 01 đến tháng 06/2026: 2.340.000; tháng 07/2026: 2.530.000": equal months together."""
    found = []
    for amount, group in groupby(months, key=lambda pair: pair[1]):
        run = [month for month, _amount in group]
        first, last = run[0], run[-1]
        span = f"{last:%m/%Y}"
        if first != last:
            begin = f"{first:%m}" if first.year == last.year else f"{first:%m/%Y}"
            span = f"{begin} đến tháng {span}"
        found.append(f"tháng {span}: {written(amount)}")
    return "; ".join(found)


def doubts_of_base(given: Figure, months: Sequence[tuple[date, Decimal]]) -> list[str]:
    """What looks wrong in the denominator of a share of a rate: it is no sum of whole persons by the months' rates.

    Every such sum can be divided by the greatest common divisor of the rates; a number of persons cannot.
    """
    if not months or given.denominator is None or given.denominator == 0:
        return []
    common = gcd(*(int(amount) for _month, amount in months))
    if given.denominator % common == 0:
        return []
    return ["Mẫu số không khớp với số người nhân mức của từng tháng."]


def _next(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
