"""The parts of a form by which the slip with a leader's word comes in: a photo taken on the spot, or a scan."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from cchc.core.forms import FilesForm
from cchc.documents.services.directions import NewSlip
from cchc.evidence.intake import media_type, problem_of

# Kinds, not endings: a phone offers its camera beside its pictures and files.
_TAKEN = "image/jpeg,image/png,application/pdf"


class SlipForm(FilesForm):
    """A form that may bring a slip. `whole` stands last on the page: an upload that was cut lacks it."""

    slip = forms.FileField(
        label=lazy("Ảnh chụp phiếu ý kiến"),
        required=False,
        allow_empty_file=True,
        help_text=lazy(
            "Chụp bằng điện thoại (JPG, PNG) hoặc bản quét PDF, tối đa 50 MB; không cần khi đã ghi số văn bản."
        ),
        widget=forms.FileInput(attrs={"class": "form-control", "accept": _TAKEN}),
    )
    whole = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean_slip(self) -> UploadedFile | None:
        """A picture or a PDF by its content, whatever its name says."""
        if self.oversized:
            raise forms.ValidationError(_("Tệp lớn hơn 50 MB. Hãy chụp lại hoặc giảm dung lượng."))
        file: UploadedFile | None = self.cleaned_data["slip"]
        if not file:
            return None
        if file.size and media_type(file) not in _TAKEN.split(","):
            sentence = _("%(name)s: hãy chọn ảnh chụp (JPG, PNG) hoặc bản quét PDF của phiếu.")
            raise forms.ValidationError(sentence % {"name": file.name})
        if problem := problem_of(file):
            raise forms.ValidationError(f"{file.name}: {problem}")
        return file

    def clean(self) -> dict[str, Any]:
        """Refuse a file of which only a part arrived."""
        cleaned = super().clean() or {}
        if cleaned.get("slip") and not cleaned.get("whole"):
            self.add_error(
                "slip", _("Việc tải lên bị ngắt giữa chừng, chưa có gì được lưu. Hãy tải lên lại.")
            )
        return cleaned

    def new_slip(self) -> NewSlip | None:
        """The checked slip as the service takes it."""
        file = self.cleaned_data.get("slip")
        return NewSlip(file.name or "", file.chunks(), media_type(file)) if file else None
