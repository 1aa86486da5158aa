"""Names of saved views."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ViewNameForm(forms.Form):
    name = forms.CharField(
        label=_("Tên bộ lọc"),
        max_length=60,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )
