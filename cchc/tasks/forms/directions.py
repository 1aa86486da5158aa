"""What is asked of a leader, and his word on it: given by himself or recorded for him."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cchc.core.forms import day_field
from cchc.documents.services.directions import Word
from cchc.documents.slips import SlipForm
from cchc.tasks.services.extending import Decision


class ExtensionForm(forms.Form):
    """A later due day and why."""

    to_due = day_field(_("Hạn mới"), required=True)
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


class WordForm(SlipForm):
    """Whose word something is and what proves it; not asked of a leader who gives it himself."""

    said_by = forms.CharField(
        label=_("Người cho ý kiến, quyết định"),
        required=False,
        max_length=150,
        help_text=_("Họ tên, chức vụ của lãnh đạo đã cho ý kiến, hoặc cơ quan ban hành văn bản."),
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )
    said_on = day_field(_("Ngày cho ý kiến"))
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
            del self.fields["said_by"], self.fields["said_on"], self.fields["slip"]

    def word(self) -> Word:
        """Who, when, by which document or slip."""
        given = self.cleaned_data
        said_by, said_on = given.get("said_by", ""), given.get("said_on")
        return Word(said_by, said_on, given["document_number"], self.new_slip())


class AnswerForm(WordForm):
    """The answer to a difficulty."""

    answer = forms.CharField(
        label=_("Ý kiến chỉ đạo, hướng giải quyết"),
        max_length=4000,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 4}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ("answer", "said_by", "said_on", "document_number", "slip", "version", "whole")


class DecisionForm(WordForm):
    """What was decided on a later due day, and by which document."""

    document_on = day_field(_("Ngày văn bản"))
    document_issuer = forms.CharField(
        label=_("Cơ quan ban hành văn bản"),
        required=False,
        max_length=250,
        help_text=_(
            "Bắt buộc khi thời hạn do cấp trên ấn định: hạn đó chỉ đổi theo văn bản của cấp trên."
        ),
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "organization"}),
    )
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
            document_issuer=given["document_issuer"],
            note=given["note"],
        )
