"""A unit's part: text by section, a word on tasks, what is missing, and the paper of a unit with a seal."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from cchc.core.forms import UploadingForm, day_field
from cchc.evidence.intake import media_type, problem_of
from cchc.reports.forms.opening import reason_field
from cchc.reports.models import UnitPart
from cchc.reports.rules.outline import Section
from cchc.reports.selectors.parts import TaskLine
from cchc.reports.services.parts import Paper, Words

_LONGEST = 20_000


class PartForm(UploadingForm):
    """What a unit says: `s-<section code>`, `t-<task uid>`, `missing_note`; with a seal number, day and file."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    missing_note = forms.CharField(
        label=lazy("Giải trình số liệu chưa có"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 2}),
    )

    def __init__(
        self,
        *args: Any,
        meta: dict[str, Any],
        part: UnitPart,
        sections: Sequence[Section],
        tasks: Sequence[TaskLine],
        **kwargs: Any,
    ) -> None:
        initial = {"version": part.version, "missing_note": part.missing_note}
        super().__init__(*args, meta=meta, initial=initial, **kwargs)
        self.part = part
        for section in sections:
            self.fields[f"s-{section.code}"] = _words(
                section.title, 3, initial=part.narrative.get(section.code, "")
            )
        for line in tasks:
            if line.asks:
                label = _("Lý do") if line.asks == "late" else _("Dự kiến đến cuối năm")
                field = _words(f"{label}: {line.label}", 2, initial=line.note)
                self.fields[f"t-{line.uid}"] = field
        if part.unit.has_seal:
            self._add_paper(part)

    def _add_paper(self, part: UnitPart) -> None:
        self.fields["document_number"] = forms.CharField(
            label=_("Số, ký hiệu văn bản"),
            required=False,
            max_length=60,
            initial=part.document_number,
            widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
        )
        self.fields["document_on"] = day_field(_("Ngày văn bản"), initial=part.document_on)
        self.fields["signed_file"] = forms.FileField(
            label=_("Tệp đã ký"),
            required=False,
            help_text=part.file_name,
            widget=forms.ClearableFileInput(attrs={"class": "form-control"}),
        )

    def clean_signed_file(self) -> UploadedFile | None:
        """A file that the store takes."""
        file: UploadedFile | None = self.cleaned_data["signed_file"]
        if file is not None and (problem := problem_of(file)):
            raise forms.ValidationError(f"{file.name}: {problem}")
        return file

    def words(self) -> Words:
        """What the unit says, as the service takes it."""
        data = self.cleaned_data
        return Words(
            narrative={name[2:]: data[name] for name in self.fields if name.startswith("s-")},
            task_notes={name[2:]: data[name] for name in self.fields if name.startswith("t-")},
            missing_note=data["missing_note"],
        )

    def paper(self) -> Paper | None:
        """The document of a unit with a seal; None for a division."""
        if "signed_file" not in self.fields:
            return None
        data = self.cleaned_data
        file: UploadedFile | None = data["signed_file"]
        return Paper(
            number=data["document_number"],
            issued_on=data["document_on"],
            file_name=PurePath(file.name or "van-ban.pdf").name if file else "",
            media_type=media_type(file) if file else "",
            chunks=file.chunks() if file else None,
        )


class JudgeForm(forms.Form):
    """Taking a part or giving it back."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    reason = reason_field(lazy("Lý do trả lại"))


def _words(label: str, rows: int, initial: str) -> forms.CharField:
    attrs = {"class": "form-control", "rows": rows}
    return forms.CharField(
        label=label,
        required=False,
        max_length=_LONGEST,
        initial=initial,
        widget=forms.Textarea(attrs=attrs),
    )
