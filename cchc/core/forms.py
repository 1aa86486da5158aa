"""Parts of forms that several rooms use: files in plural, and uploads that may be cut or too large."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from cchc.core.uploads import too_large


class ManyFilesInput(forms.ClearableFileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True


class ManyFiles(forms.FileField):
    """Several files in the order chosen; [] when none is."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if not files and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return [super(ManyFiles, self).clean(file, initial) for file in files]


class UploadingForm(forms.Form):
    """A form that takes files. `whole` stands last on the page: an upload that was cut lacks it."""

    whole = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, meta: dict[str, Any], **kwargs: Any) -> None:
        """meta: the request's META, which names files that were left out for their size."""
        super().__init__(*args, **kwargs)
        self.oversized = too_large(meta)
        self.is_whole = False

    def clean(self) -> dict[str, Any]:
        """Refuse oversized and cut uploads in words; `is_whole` says whether everything arrived."""
        cleaned = super().clean() or {}
        if self.oversized:
            self.errors.clear()
            for name in self.oversized:
                sentence = _("%(name)s: tệp lớn hơn 50 MB. Hãy tách nhỏ hoặc bỏ bớt hình ảnh.")
                self.add_error(None, sentence % {"name": name})
        elif not cleaned.get("whole"):
            self.errors.clear()
            self.add_error(
                None, _("Việc tải lên bị ngắt giữa chừng, chưa có gì được lưu. Hãy tải lên lại.")
            )
        else:
            self.is_whole = True
        return cleaned
