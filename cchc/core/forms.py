"""Parts of forms that several rooms use: days, files in plural, and uploads that may be cut or too large."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from cchc.core.days import read_day
from cchc.core.uploads import too_large


class DayInput(forms.DateInput):
    """A day typed as dd/mm/yyyy, whatever language the browser speaks; `app.js` adds a button with its calendar."""

    def __init__(self) -> None:
        attrs = {"class": "form-control", "placeholder": "dd/mm/yyyy", "inputmode": "numeric"}
        more = {"autocomplete": "off", "maxlength": "10", "data-day": True}
        super().__init__(attrs=attrs | more, format="%d/%m/%Y")


class DayField(forms.DateField):
    """A day in any of the ways that `read_day` knows; None when left empty and not required."""

    widget = DayInput
    default_error_messages = {
        "required": lazy("Hãy nhập ngày."),
        "invalid": lazy("Hãy nhập ngày theo dạng ngày/tháng/năm, ví dụ 14/01/2026."),
    }

    def to_python(self, value: Any) -> date | None:
        """The day; ValidationError when the text is none."""
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return value.date()
        day = value if isinstance(value, date) else read_day(str(value))
        if day is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day


def day_field(label: Any, help_text: Any = "", *, required: bool = False, **more: Any) -> DayField:
    """The one field for a day: its label, a line of help below it, whether it must be filled."""
    return DayField(label=label, help_text=help_text, required=required, **more)


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


class FilesForm(forms.Form):
    """A form that takes files. `oversized`: names of those that were left out for their size."""

    def __init__(self, *args: Any, meta: dict[str, Any], **kwargs: Any) -> None:
        """meta: the request's META."""
        super().__init__(*args, **kwargs)
        self.oversized = too_large(meta)


class SignedCopyForm(FilesForm):
    """A form with a field `signed_file` for the copy that was signed."""

    def clean_signed_file(self) -> UploadedFile | None:
        """A PDF by its content, whatever its name says."""
        if self.oversized:
            raise ValidationError(_("Tệp lớn hơn 50 MB. Hãy giảm dung lượng bản quét."))
        file: UploadedFile | None = self.cleaned_data["signed_file"]
        if file is None:
            return None
        start = file.read(1024)
        file.seek(0)
        if b"%PDF-" not in start:
            raise ValidationError(_("Tệp không phải PDF. Hãy chọn bản đã ký ở dạng PDF."))
        return file


class UploadingForm(FilesForm):
    """A form of files alone. `whole` stands last on the page: an upload that was cut lacks it."""

    whole = forms.BooleanField(required=False, widget=forms.HiddenInput)
    is_whole = False

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
