"""The form of an amount that a document sets from a day on."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from cchc.core.forms import day_field
from cchc.indicators.forms import NumberField
from cchc.indicators.models import Rate
from cchc.indicators.services.rates import Amount


class RateForm(forms.Form):
    """Which rate, how much, from which day, by which document."""

    rate = forms.ChoiceField(label=lazy("Mức"), widget=forms.Select(attrs={"class": "form-select"}))
    valid_from = day_field(lazy("Áp dụng từ ngày"), required=True)
    basis = forms.CharField(
        label=lazy("Căn cứ"),
        max_length=250,
        help_text=lazy("Số, ký hiệu, ngày và cơ quan ban hành văn bản."),
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )

    def __init__(self, data: Any, *, rates: Sequence[Rate]) -> None:
        super().__init__(data)
        self._rates = {rate.code: rate for rate in rates}
        choices = [(rate.code, f"{rate.name} ({rate.measure})") for rate in rates]
        self.fields["rate"].choices = choices  # type: ignore[attr-defined]
        self.fields["amount"] = NumberField(_("Số tiền"))
        self.order_fields(["rate", "amount", "valid_from", "basis"])
        self.fields["amount"].required = True

    def clean_amount(self) -> Decimal:
        """More than nothing; ValidationError in words otherwise."""
        amount: Decimal | None = self.cleaned_data["amount"]
        if not amount:
            raise ValidationError(_("Hãy nhập một số lớn hơn 0."))
        return amount

    @property
    def given(self) -> tuple[Rate, Amount]:
        given = self.cleaned_data
        amount = Amount(given["amount"], given["valid_from"], given["basis"])
        return self._rates[given["rate"]], amount
