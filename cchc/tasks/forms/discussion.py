"""What somebody says about a task."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RemarkForm(forms.Form):
    text = forms.CharField(
        label=_("Nội dung trao đổi"),
        max_length=4000,
        help_text=_("Gõ @ và tên để nhắc một người; người đó được báo."),
        widget=forms.Textarea(
            attrs={"class": "form-control", "rows": 2, "data-mentions": "mention-people"}
        ),
    )
