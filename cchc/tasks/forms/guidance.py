"""That a task waits for guidance, and the guidance that came."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cchc.core.forms import day_field


def _line(label: Any, length: int, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=length,
        help_text=help_text,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )


class WaitForm(forms.Form):
    """Whose guidance, by which paper it was asked for, since when."""

    asked_of = _line(_("Cơ quan hướng dẫn"), 200)
    document = _line(
        _("Văn bản xin hoặc hẹn hướng dẫn"),
        120,
        _("Ví dụ: Công văn 215/SKHCN-VP ngày 05/3/2026. Phải có văn bản mới ghi nhận được."),
    )
    since = day_field(_("Chờ từ ngày"), required=True)
    note = forms.CharField(
        label=_("Nội dung cần hướng dẫn"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 3}),
    )


class ArrivalForm(forms.Form):
    """The guidance and its day."""

    document = _line(_("Văn bản hướng dẫn"), 120)
    on = day_field(_("Có hướng dẫn ngày"), required=True)
    version = forms.IntegerField(widget=forms.HiddenInput)
