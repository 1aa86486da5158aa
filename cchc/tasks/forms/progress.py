"""How far a unit's part is."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cchc.orgs.models import Unit


class ProgressForm(forms.Form):
    unit = forms.ModelChoiceField(
        label=_("Đơn vị"),
        queryset=Unit.objects.none(),
        empty_label=None,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    percent_done = forms.IntegerField(
        label=_("Đã làm được"),
        min_value=0,
        max_value=100,
        error_messages=dict.fromkeys(
            ("min_value", "max_value", "invalid"), _("Nhập số nguyên từ 0 đến 100.")
        ),
        widget=forms.NumberInput(attrs={"class": "form-control", "inputmode": "numeric"}),
    )
    note = forms.CharField(
        label=_("Tình hình thực hiện"),
        max_length=4000,
        help_text=_("Đã làm gì, còn gì, dự kiến khi nào xong."),
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 4}),
    )
    obstacle = forms.CharField(
        label=_("Khó khăn, vướng mắc, kiến nghị (nếu có)"),
        required=False,
        max_length=4000,
        help_text=_("Gửi tới đầu mối và lãnh đạo để cho ý kiến."),
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 2}),
    )

    def __init__(self, *args: Any, units: Sequence[int], **kwargs: Any) -> None:
        """units: keys of those for which the person may speak."""
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Unit.objects.filter(pk__in=units).order_by("path")
