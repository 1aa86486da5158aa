"""Ticking a copied figure and keeping a picture of it."""

from pathlib import PurePath

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from cchc.core.forms import FilesForm
from cchc.evidence.intake import problem_of


class TickForm(forms.Form):
    """One figure, typed or not."""

    key = forms.CharField(max_length=80, widget=forms.HiddenInput)
    is_done = forms.BooleanField(required=False, widget=forms.HiddenInput)


class ProofForm(FilesForm):
    """A picture of the receiver's system."""

    file = forms.FileField(
        label=lazy("Ảnh chụp màn hình hoặc tệp xác nhận"),
        widget=forms.ClearableFileInput(attrs={"class": "form-control"}),
    )

    def clean_file(self) -> UploadedFile:
        """A file that the store takes."""
        if self.oversized:
            raise forms.ValidationError(_("Tệp lớn hơn 50 MB. Hãy giảm dung lượng ảnh."))
        file: UploadedFile = self.cleaned_data["file"]
        if problem := problem_of(file):
            raise forms.ValidationError(f"{file.name}: {problem}")
        return file

    @property
    def name(self) -> str:
        """The file's own name."""
        return PurePath(self.cleaned_data["file"].name or "anh-chup.png").name


class RemindForm(forms.Form):
    """One click; nothing to fill in."""


class SendDataForm(forms.Form):
    """One click; nothing to fill in."""
