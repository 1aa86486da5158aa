"""Proof of a result, and the three answers to it."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cchc.core.forms import ManyFiles, ManyFilesInput, UploadingForm
from cchc.evidence.intake import media_type, problem_of
from cchc.evidence.rules import ACCEPTED_ENDINGS
from cchc.tasks.services.proving import NewEvidence

_MOST_FILES = 10


class EvidenceForm(UploadingForm):
    """Proof of a result: files, or where a document is kept in the agency's document system."""

    proof_files = ManyFiles(
        label=_("Tệp minh chứng"),
        required=False,
        allow_empty_file=True,
        help_text=_("PDF, Word, Excel, ảnh…; chọn được nhiều tệp, mỗi tệp tối đa 50 MB."),
        widget=ManyFilesInput(
            attrs={"class": "form-control", "accept": ",".join(ACCEPTED_ENDINGS)}
        ),
    )
    url = forms.URLField(
        label=_("Đường dẫn đến văn bản"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("Nếu văn bản đã có trong hệ thống quản lý văn bản của cơ quan."),
        widget=forms.URLInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )
    pages = forms.RegexField(
        r"^\s*\d{1,4}(\s*[-,]\s*\d{1,4})*\s*$",
        label=_("Trang"),
        required=False,
        max_length=60,
        help_text=_("Trang chứng minh kết quả, ví dụ 3 hoặc 2-4; để trống nếu là cả văn bản."),
        error_messages={"invalid": _("Hãy ghi số trang, ví dụ 3 hoặc 2-4, 7.")},
        widget=forms.TextInput(
            attrs={"class": "form-control", "autocomplete": "off", "inputmode": "numeric"}
        ),
    )

    def clean(self) -> dict[str, Any]:
        """Look at each file; what is refused is named with its reason."""
        cleaned = super().clean()
        files: list[UploadedFile] = cleaned.get("proof_files") or []
        if len(files) > _MOST_FILES:
            sentence = gettext("Mỗi lần thêm tối đa %(most)s tệp. Hãy bớt tệp rồi gửi lại.")
            self.add_error("proof_files", sentence % {"most": _MOST_FILES})
        for file in files[:_MOST_FILES]:
            problem = problem_of(file)
            if problem:
                self.add_error("proof_files", f"{file.name}: {problem}")
        return cleaned

    def evidence(self) -> list[NewEvidence]:
        """The checked proof as the service takes it."""
        pages = self.cleaned_data.get("pages") or ""
        found = [
            NewEvidence(
                name=file.name or "",
                chunks=file.chunks(),
                media_type=media_type(file),
                pages=pages,
            )
            for file in self.cleaned_data.get("proof_files") or []
        ]
        if url := self.cleaned_data.get("url"):
            found.append(NewEvidence(name="", url=url, pages=pages))
        return found


class JudgeForm(forms.Form):
    """Confirm a result, ask for more proof, or give it back; the latter two say what is missing."""

    ACTS = (
        ("confirm", _("Xác nhận hoàn thành")),
        ("evidence", _("Yêu cầu bổ sung minh chứng")),
        ("return", _("Trả lại vì chưa đạt")),
    )
    act = forms.ChoiceField(choices=ACTS)
    note = forms.CharField(
        label=_("Nội dung cần bổ sung hoặc làm lại"),
        required=False,
        max_length=2000,
        help_text=_("Bắt buộc khi yêu cầu bổ sung hoặc trả lại."),
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
