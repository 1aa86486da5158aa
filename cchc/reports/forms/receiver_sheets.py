"""A receiver's blank comes in, and a person says which of its cells takes which figure."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from cchc.core.forms import UploadingForm
from cchc.reports.rules.blank import Meaning
from cchc.reports.selectors.receiver_sheets import LineMeant, SheetView


class SheetForm(UploadingForm):
    """The receiver's own spreadsheet, to be filled in."""

    receiver = forms.CharField(
        label=lazy("Nơi nhận"),
        max_length=150,
        help_text=lazy("Tên đã dùng thì cách điền đã xác nhận được nhớ lại."),
        widget=forms.TextInput(
            attrs={"class": "form-control", "list": "known-receivers", "autocomplete": "off"}
        ),
    )
    sheet = forms.FileField(
        label=lazy("Biểu trống của nơi nhận (.xlsx)"),
        allow_empty_file=True,
        help_text=lazy("Trang sau cho xem, sửa và xác nhận từng ô nhận số nào trước khi điền."),
        widget=forms.ClearableFileInput(attrs={"class": "form-control", "accept": ".xlsx"}),
    )


class MeaningForm(forms.Form):
    """By page the column of the figures, by line the indicator; `version`: of the blank that was on the page."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    estimates = forms.BooleanField(
        label=lazy("Ghi “(ước)” sau số ước"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    def __init__(self, data: Any, *, view: SheetView, version: int) -> None:
        super().__init__(data, initial={"version": version, "estimates": view.estimates})
        self._view = view
        for place, page in enumerate(view.blank.pages):
            choices = [
                (each.key, f"{each.letters} · {each.heading}" if each.heading else each.letters)
                for each in page.columns
            ]
            self.fields[f"c{place}"] = forms.ChoiceField(
                label=_("Cột ghi số của trang “%(name)s”") % {"name": page.name},
                choices=[("", _("Không điền trang này")), *choices],
                required=False,
                initial=view.columns[page.name],
                widget=forms.Select(attrs={"class": "form-select"}),
            )
        names = [(code, f"{code} · {name}"[:120]) for code, name in view.names.items()]
        for place, each in enumerate(view.lines):
            self.fields[f"l{place}"] = forms.ChoiceField(
                label=each.line.words,
                choices=[("", _("Không điền")), *names],
                required=False,
                initial=each.code,
                widget=forms.Select(attrs={"class": "form-select"}),
            )

    def clean(self) -> dict[str, Any]:
        """No indicator twice on one page."""
        cleaned = super().clean() or {}
        seen: dict[tuple[str, str], str] = {}
        for place, each in enumerate(self._view.lines):
            code = cleaned.get(f"l{place}")
            if not code:
                continue
            key = (each.page.name, code)
            if key in seen:
                self.add_error(f"l{place}", _("Đã chọn cho ô %(cell)s.") % {"cell": seen[key]})
            seen.setdefault(key, each.line.cell)
        return cleaned

    @property
    def pages(self) -> list[forms.BoundField]:
        return [self[f"c{place}"] for place in range(len(self._view.blank.pages))]

    @property
    def rows(self) -> Sequence[tuple[LineMeant, forms.BoundField]]:
        return [(each, self[f"l{place}"]) for place, each in enumerate(self._view.lines)]

    @property
    def meaning(self) -> Meaning:
        data, view = self.cleaned_data, self._view
        return Meaning(
            {page.name: data[f"c{place}"] for place, page in enumerate(view.blank.pages)},
            {each.key: data[f"l{place}"] for place, each in enumerate(view.lines)},
            data["estimates"],
        )
