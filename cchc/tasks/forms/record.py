"""What was handed in and when; what arose and by when it must be answered."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cchc.core.forms import ManyFiles, ManyFilesInput, UploadingForm
from cchc.core.text import squeeze
from cchc.evidence.intake import media_type, problem_of
from cchc.evidence.rules import ACCEPTED_ENDINGS
from cchc.tasks.services.directions import Word
from cchc.tasks.services.extending import Decision
from cchc.tasks.services.proving import NewEvidence
from cchc.tasks.services.recording import Result

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

_MOST_FILES = 10


def _day(
    label: "StrPromise", hint: "StrPromise | str" = "", *, required: bool = False
) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        required=required,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "form-control"}),
    )


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
        found = [
            NewEvidence(name=file.name or "", chunks=file.chunks(), media_type=media_type(file))
            for file in self.cleaned_data.get("proof_files") or []
        ]
        if url := self.cleaned_data.get("url"):
            found.append(NewEvidence(name="", url=url))
        return found


class RecordForm(EvidenceForm):
    submitted_on = _day(
        _("Ngày trình"),
        _("Ngày trình cấp có thẩm quyền ký hoặc ban hành; để trống nếu không phải trình."),
    )
    delivered_on = _day(
        _("Ngày ban hành, hoàn thành"),
        _("Ngày của văn bản hoặc ngày hoàn thành; để trống nếu còn chờ ban hành."),
    )
    document_number = forms.CharField(
        label=_("Số, ký hiệu văn bản"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )
    outcome = forms.CharField(
        label=_("Kết quả thực hiện"),
        required=False,
        max_length=4000,
        help_text=_("Đã làm gì, đạt đến đâu. Khi không phát sinh, ghi lý do ở đây."),
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 3}),
    )
    not_arising = forms.BooleanField(
        label=_("Không phát sinh trong kỳ (nêu lý do ở trên; người khác xác nhận)"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = (
        "submitted_on", "delivered_on", "document_number", "outcome", "not_arising", "proof_files", "url",
        "version", "whole",
    )  # fmt: skip

    def clean_document_number(self) -> str:
        return squeeze(self.cleaned_data["document_number"])

    def result(self, today: date) -> Result:
        """What is to be recorded; "không phát sinh" is said today."""
        given = self.cleaned_data
        return Result(
            given["submitted_on"],
            given["delivered_on"],
            given["document_number"],
            given["outcome"],
            today if given["not_arising"] else None,
        )


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


class UndoForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


class EventForm(forms.Form):
    on = _day(_("Phát sinh ngày"), _("Ngày nhận chỉ đạo hoặc ngày việc phát sinh."), required=True)
    due_on = _day(_("Hạn phải hoàn thành"), _("Để trống nếu chưa được giao thời hạn."))


class ExtensionForm(forms.Form):
    """A later due day and why."""

    to_due = _day(_("Hạn mới"), required=True)
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=2000,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 3}),
    )


class ObstacleForm(forms.Form):
    text = forms.CharField(
        label=_("Khó khăn, vướng mắc, kiến nghị"),
        max_length=4000,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 4}),
    )


class WordForm(forms.Form):
    """Whose word something is; not asked of a leader who gives it himself."""

    said_by = forms.CharField(
        label=_("Người cho ý kiến, quyết định"),
        required=False,
        max_length=150,
        help_text=_("Họ tên, chức vụ của lãnh đạo đã cho ý kiến, hoặc cơ quan ban hành văn bản."),
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )
    said_on = _day(_("Ngày cho ý kiến"))
    document_number = forms.CharField(
        label=_("Số, ký hiệu văn bản"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, is_leader: bool, **kwargs: Any) -> None:
        """is_leader: the person decides himself; whose word it is need not be asked."""
        super().__init__(*args, **kwargs)
        if is_leader:
            del self.fields["said_by"], self.fields["said_on"]

    def word(self) -> Word:
        return Word(self.cleaned_data.get("said_by", ""), self.cleaned_data.get("said_on"))


class AnswerForm(WordForm):
    """The answer to a difficulty."""

    answer = forms.CharField(
        label=_("Ý kiến chỉ đạo, hướng giải quyết"),
        max_length=4000,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 4}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ("answer", "said_by", "said_on", "document_number", "version")


class DecisionForm(WordForm):
    """What was decided on a later due day, and by which document."""

    document_on = _day(_("Ngày văn bản"))
    note = forms.CharField(
        label=_("Ý kiến"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 2}),
    )

    def decision(self, *, granted: bool) -> Decision:
        """What was decided, as the service takes it."""
        given = self.cleaned_data
        return Decision(
            granted=granted,
            word=self.word(),
            document_number=given["document_number"],
            document_on=given["document_on"],
            note=given["note"],
        )
