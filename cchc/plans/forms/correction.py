"""What was misread, and the words that prove it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from cchc.plans.selectors.correctable import Correctable


class CorrectionForm(forms.Form):
    """One field of one row: its true value and the plan's own words."""

    field = forms.ChoiceField(
        label=lazy("Mục trích xuất sai"), widget=forms.Select(attrs={"class": "form-select"})
    )
    new = forms.CharField(
        label=lazy("Nội dung đúng"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 4}),
        help_text=lazy(
            "Nhiều đơn vị hoặc sản phẩm: mỗi dòng một mục. Để trống nếu kế hoạch không nêu."
        ),
    )
    quote = forms.CharField(
        label=lazy("Nguyên văn trong kế hoạch"),
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 3}),
        help_text=lazy("Chép đúng câu chữ trong văn bản đã ban hành làm căn cứ đính chính."),
        error_messages={"required": lazy("Hãy chép nguyên văn trong kế hoạch.")},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, row: Correctable, **kwargs: Any) -> None:
        """row: what is corrected; its fields are the choices."""
        super().__init__(*args, **kwargs)
        chosen = self.fields["field"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [(one.code, one.label) for one in row.fields]
