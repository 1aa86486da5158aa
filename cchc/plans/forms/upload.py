"""The files of a plan: each is looked at before anything is kept."""

import tempfile
from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from cchc.core.forms import ManyFiles, ManyFilesInput, UploadingForm
from cchc.orgs.models import Unit
from cchc.plans.services.drafts import NewFile
from cchc.reading.errors import UnreadableFile
from cchc.reading.inputs import guard

ACCEPTED = ",".join(guard.SUFFIXES)
READABLE = lazy(
    "Word (.docx, .doc, .odt, .rtf), PDF, Excel (.xlsx, .xls, .ods), ảnh quét (.png, .jpg, .tiff), .html, .md hoặc "
    ".txt"
)
_MOST_FILES = 10


def _file_widget(many: bool) -> forms.ClearableFileInput:
    attrs = {"class": "form-control", "accept": ACCEPTED}
    return ManyFilesInput(attrs=attrs) if many else forms.ClearableFileInput(attrs=attrs)


class AnnexForm(UploadingForm):
    """Files of an annex that arrives after its plan."""

    readable = READABLE
    annexes = ManyFiles(
        label=lazy("Tệp phụ lục"),
        widget=_file_widget(many=True),
        allow_empty_file=True,
        error_messages={"required": lazy("Hãy chọn tệp phụ lục.")},
    )

    def clean(self) -> dict[str, Any]:
        """Refuse oversized, cut and unreadable uploads, each in words."""
        cleaned = super().clean()
        if not self.is_whole:
            return cleaned
        files = self.uploaded()
        if len(files) > _MOST_FILES:
            sentence = _("Mỗi lần nhập tối đa %(most)s tệp. Hãy bớt tệp rồi tải lên lại.")
            self.add_error(None, sentence % {"most": _MOST_FILES})
        for file in files[:_MOST_FILES]:
            for sentence in _problems(file):
                self.add_error(None, f"{file.name}: {sentence}")
        return cleaned

    def uploaded(self) -> list[UploadedFile]:
        """The files that arrived, in reading order."""
        return list(self.cleaned_data.get("annexes") or [])

    def new_files(self) -> list[NewFile]:
        """The checked files as the service takes them."""
        return [NewFile(name=file.name or "", chunks=file.chunks()) for file in self.uploaded()]


class UploadForm(AnnexForm):
    """A plan: its body, then annexes; the agency when the person imports for several."""

    body = forms.FileField(
        label=lazy("Văn bản kế hoạch"),
        widget=_file_widget(many=False),
        allow_empty_file=True,
        help_text=format_lazy(lazy("{readable}; tối đa 50 MB."), readable=READABLE),
        error_messages={"required": lazy("Hãy chọn tệp kế hoạch.")},
    )
    annexes = ManyFiles(
        label=lazy("Phụ lục kèm theo"),
        required=False,
        widget=_file_widget(many=True),
        allow_empty_file=True,
        help_text=lazy(
            "Nếu phụ lục là tệp riêng. Có thể chọn nhiều tệp, đọc theo thứ tự đã chọn. Văn bản chụp thành nhiều ảnh: "
            "chọn ảnh đầu ở ô trên, các ảnh sau ở ô này."
        ),
    )
    agency = forms.ModelChoiceField(
        label=lazy("Cơ quan ban hành"),
        queryset=Unit.objects.none(),
        empty_label=None,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    field_order = ("agency", "body", "annexes", "whole")

    def __init__(self, *args: Any, agencies: Sequence[Unit], **kwargs: Any) -> None:
        """agencies: those for which the person imports; with one, the field is not shown."""
        super().__init__(*args, **kwargs)
        if len(agencies) > 1:
            field = self.fields["agency"]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = Unit.objects.filter(pk__in=[agency.pk for agency in agencies])
            field.initial = agencies[0]
        else:
            del self.fields["agency"]

    def uploaded(self) -> list[UploadedFile]:
        body = self.cleaned_data.get("body")
        return ([body] if body else []) + super().uploaded()


def _problems(file: UploadedFile) -> list[str]:
    """Sentences that say why the file is not taken; [] for a readable one."""
    try:
        if isinstance(file, TemporaryUploadedFile):
            guard.check(Path(file.temporary_file_path()))
        else:
            _check_small(file)
    except UnreadableFile as refusal:
        return [refusal.message]
    return []


def _check_small(file: UploadedFile) -> None:
    """The guard looks at a path; a file held in memory is written out for it."""
    with tempfile.TemporaryDirectory(prefix="cchc-check-") as folder:
        path = Path(folder) / f"file{PurePath(file.name or '').suffix}"
        path.write_bytes(file.read())
        file.seek(0)
        guard.check(path)
