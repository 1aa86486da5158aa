"""Forms of targets: which indicator measures one, and the level that another document sets."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from cchc.core.forms import day_field
from cchc.indicators.rules.answers import NO_NUMBER, read_number
from cchc.periods.services.reporting import Basis

_COMPARATORS = [
    (">=", lazy("từ … trở lên")),
    (">", lazy("trên …")),
    ("=", lazy("đúng …")),
    ("<=", lazy("không quá …")),
    ("<", lazy("dưới …")),
]


def _text(label: Any, length: int) -> forms.CharField:
    widget = forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"})
    return forms.CharField(label=label, max_length=length, widget=widget)


class LinkForm(forms.Form):
    """The indicator that measures a target; empty for none."""

    indicator = forms.ChoiceField(
        label=lazy("Đo bằng chỉ tiêu thống kê"),
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(self, data: Any, *, indicators: Sequence[tuple[str, str]], chosen: str) -> None:
        super().__init__(data, initial={"indicator": chosen})
        choices = [("", _("Chưa gắn")), *indicators]
        self.fields["indicator"].choices = choices  # type: ignore[attr-defined]


class LevelForm(forms.Form):
    """The level of a target and the document that sets it."""

    comparator = forms.ChoiceField(
        label=lazy("Mức"), choices=_COMPARATORS, widget=forms.Select(attrs={"class": "form-select"})
    )
    value = _text(lazy("Giá trị"), 24)
    kind = forms.ChoiceField(
        label=lazy("Loại văn bản"),
        choices=[
            ("decision", lazy("Quyết định")),
            ("official_letter", lazy("Công văn")),
            ("plan", lazy("Kế hoạch")),
            ("resolution", lazy("Nghị quyết")),
        ],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    number = _text(lazy("Số, ký hiệu"), 60)
    issued_on = day_field(lazy("Ngày ban hành"), required=True)
    issuer = _text(lazy("Cơ quan ban hành"), 250)
    subject = _text(lazy("Trích yếu"), 300)

    def clean_value(self) -> Decimal:
        """The number; ValidationError in words when the text is none."""
        try:
            number = read_number(self.cleaned_data["value"].replace("%", ""))
        except ValueError as error:
            raise ValidationError(NO_NUMBER) from error
        if number is None:
            raise ValidationError(NO_NUMBER)
        return number

    @property
    def basis(self) -> Basis:
        given = self.cleaned_data
        return Basis(
            given["kind"], given["number"], given["issued_on"], given["issuer"], given["subject"]
        )
