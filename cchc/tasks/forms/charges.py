"""Forms of leaders' areas."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cchc.core.forms import day_field
from cchc.orgs.models import User
from cchc.plans.models import ReformArea


class ChargeForm(forms.Form):
    """Who looks after which area, from when."""

    user = forms.ModelChoiceField(
        label=_("Lãnh đạo"),
        queryset=User.objects.none(),
        empty_label=_("Chọn lãnh đạo"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    area = forms.ModelChoiceField(
        label=_("Lĩnh vực"),
        queryset=ReformArea.objects.none(),
        empty_label=_("Chọn lĩnh vực"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    valid_from = day_field(_("Từ ngày"), required=True)
    document_number = forms.CharField(
        label=_("Văn bản phân công"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )

    def __init__(self, data: Any, leaders: Any, areas: Any, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        for name, rows in (("user", leaders), ("area", areas)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows


class EndChargeForm(forms.Form):
    """The last day of a charge."""

    on = day_field(_("Phụ trách đến hết ngày"), required=True)
