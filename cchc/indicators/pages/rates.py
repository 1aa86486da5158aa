"""The page of rates by date."""

from dataclasses import dataclass
from typing import ClassVar

from cchc.core.pages import Page
from cchc.indicators.forms.rates import RateForm
from cchc.indicators.models import Rate, RateValue
from cchc.indicators.rules import exact


@dataclass(frozen=True, slots=True)
class AmountLine:
    """An amount as its row shows it; `is_counted` False where a nearer owner's of the same day stands instead."""

    row: RateValue
    amount: str
    is_counted: bool


@dataclass(frozen=True)
class RatesPage(Page):
    template: ClassVar[str] = "indicators/rates.html"

    rates: list[tuple[Rate, list[AmountLine]]]
    form: RateForm


def amount_line(row: RateValue, *, is_counted: bool) -> AmountLine:
    return AmountLine(row, exact(row.amount), is_counted)
