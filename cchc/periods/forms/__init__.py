"""Forms of the working calendar."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cchc.periods.models import CalendarDay
from cchc.periods.rules import HolidayRule


class DayForm(forms.Form):
    """What a day is, and by which document."""

    is_working = forms.TypedChoiceField(
        label=_("Ngày này"),
        choices=(("no", _("Nghỉ")), ("yes", _("Làm việc"))),
        coerce=lambda value: value == "yes",
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    name = forms.CharField(
        label=_("Tên"),
        max_length=150,
        help_text=_("Ví dụ: Quốc khánh; Làm bù cho ngày 02/01/2026."),
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )
    source = forms.CharField(
        label=_("Căn cứ"),
        max_length=250,
        help_text=_("Số, ký hiệu và ngày của thông báo."),
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class RuleForm(forms.Form):
    """The agency's rule for written deadlines on a day off."""

    rule = forms.TypedChoiceField(
        label=_("Khi hạn trong kế hoạch rơi vào ngày nghỉ"),
        choices=[(rule.value, rule.label) for rule in HolidayRule],
        coerce=HolidayRule,
        widget=forms.Select(attrs={"class": "form-select"}),
    )


def initial_of(row: CalendarDay | None) -> dict[str, Any]:
    """What the form starts from: the row, or a day off."""
    if row is None:
        return {"is_working": "no"}
    return {
        "is_working": "yes" if row.is_working else "no",
        "name": row.name,
        "source": row.source,
        "version": row.version,
    }
