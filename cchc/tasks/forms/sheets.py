"""A filled-in list that comes back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cchc.core.forms import UploadingForm


class SheetForm(UploadingForm):
    file = forms.FileField(
        label=_("Tệp Excel đã điền"),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"class": "form-control", "accept": ".xlsx"}),
    )
