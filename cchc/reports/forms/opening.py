"""Opening a report, and beginning a correction."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from cchc.core.forms import day_field
from cchc.reports.models import ReportForm


class OpenForm(forms.Form):
    """With which form, and by when units give their part."""

    form = forms.ChoiceField(
        label=lazy("Mẫu báo cáo"), widget=forms.Select(attrs={"class": "form-select"})
    )
    parts_due_on = day_field(
        lazy("Hạn gửi của đơn vị"),
        lazy("Không sau hạn gửi của cơ quan; trước ngày chốt thì đơn vị nhập số ước."),
        required=True,
    )

    def __init__(
        self, *args: Any, forms_on_offer: Sequence[ReportForm], may_ask: bool = False, **kwargs: Any
    ) -> None:
        """may_ask: the period has questions of its own, of which a form can be made."""
        super().__init__(*args, **kwargs)
        self._forms = {str(each.uid): each for each in forms_on_offer}
        choice = self.fields["form"]
        assert isinstance(choice, forms.ChoiceField)
        asked = [("", _("Theo câu hỏi của yêu cầu (đề cương lập sẵn)"))] if may_ask else []
        choice.choices = [*asked, *((uid, str(each)) for uid, each in self._forms.items())]
        choice.required = not may_ask

    @property
    def chosen(self) -> ReportForm | None:
        """The form that was picked; None for one made of the period's questions."""
        return self._forms.get(self.cleaned_data["form"])


def reason_field(label: Any, help_text: Any = "") -> forms.CharField:
    """Why something is given back or corrected, in a few lines."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 2}),
    )


class CorrectForm(forms.Form):
    """Why a correction is made."""

    reason = reason_field(lazy("Lý do đính chính"))
