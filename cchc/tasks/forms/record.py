"""What was handed in and when; what arose and by when it must be answered."""

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from cchc.core.text import squeeze

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


def _day(
    label: "StrPromise", hint: "StrPromise | str" = "", *, required: bool = False
) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        required=required,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "form-control"}),
    )


class RecordForm(forms.Form):
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
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean_document_number(self) -> str:
        return squeeze(self.cleaned_data["document_number"])


class UndoForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


class EventForm(forms.Form):
    on = _day(_("Phát sinh ngày"), _("Ngày nhận chỉ đạo hoặc ngày việc phát sinh."), required=True)
    due_on = _day(_("Hạn phải hoàn thành"), _("Để trống nếu chưa được giao thời hạn."))
