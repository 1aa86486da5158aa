"""What was handed in and when; what arose and by when it must be answered."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from cchc.core.forms import day_field
from cchc.core.text import squeeze
from cchc.tasks.forms.proof import EvidenceForm
from cchc.tasks.services.recording import Result


class RecordForm(EvidenceForm):
    submitted_on = day_field(
        _("Ngày trình"),
        _("Ngày trình cấp có thẩm quyền ký hoặc ban hành; để trống nếu không phải trình."),
    )
    delivered_on = day_field(
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


class UndoForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


class EventForm(forms.Form):
    on = day_field(
        _("Phát sinh ngày"), _("Ngày nhận chỉ đạo hoặc ngày việc phát sinh."), required=True
    )
    due_on = day_field(_("Hạn phải hoàn thành"), _("Để trống nếu chưa được giao thời hạn."))
