"""Forms of importing: a table of another system, how its columns are read, which of two figures counts."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from cchc.core.forms import UploadingForm, day_field
from cchc.indicators.rules.mapping import DENOMINATOR, NUMERATOR, Layout, Part
from cchc.indicators.selectors import Question
from cchc.periods.models import ReportingPeriod


class TableForm(UploadingForm):
    """A table, the source that it comes from, and the period that it tells of."""

    period = forms.ChoiceField(
        label=lazy("Kỳ số liệu"), widget=forms.Select(attrs={"class": "form-select"})
    )
    source = forms.CharField(
        label=lazy("Nguồn số liệu"),
        max_length=150,
        help_text=lazy(
            "Ví dụ: Hệ thống thông tin giải quyết TTHC. Tên đã dùng thì cách ghép cột được nhớ lại."
        ),
        widget=forms.TextInput(
            attrs={"class": "form-control", "list": "known-sources", "autocomplete": "off"}
        ),
    )
    extracted_on = day_field(lazy("Ngày trích xuất từ hệ thống nguồn"))
    file = forms.FileField(
        label=lazy("Tệp Excel hoặc CSV"),
        allow_empty_file=True,
        help_text=lazy("Mỗi dòng một đơn vị, mỗi cột một số liệu."),
        widget=forms.ClearableFileInput(attrs={"class": "form-control", "accept": ".xlsx,.csv"}),
    )

    def __init__(
        self, *args: Any, meta: dict[str, Any], periods: Sequence[ReportingPeriod]
    ) -> None:
        super().__init__(*args, meta=meta)
        self._periods = {str(each.uid): each for each in periods}
        choices = [(uid, each.name) for uid, each in self._periods.items()]
        self.fields["period"].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen(self) -> ReportingPeriod:
        return self._periods[self.cleaned_data["period"]]


class MappingForm(forms.Form):
    """Which column names the unit, and what each other column holds; `version`: of the source."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any,
        *,
        headings: Sequence[str],
        layout: Layout,
        questions: Sequence[Question],
        version: int,
    ) -> None:
        super().__init__(data, initial={"version": version})
        self._header = layout.header
        self._names = [name for name in headings if name]
        select = forms.Select(attrs={"class": "form-select"})
        self.fields["unit"] = forms.ChoiceField(
            label=_("Cột tên đơn vị"),
            choices=[("", _("Chọn cột")), *((name, name) for name in self._names)],
            initial=layout.unit,
            widget=select,
        )
        choices = [("", _("Không dùng")), *_meanings(questions)]
        for place, name in enumerate(self._names):
            part = layout.columns.get(name)
            self.fields[f"c{place}"] = forms.ChoiceField(
                label=name,
                choices=choices,
                required=False,
                initial="|".join(part) if part else "",
                widget=forms.Select(attrs={"class": "form-select"}),
            )

    def clean(self) -> dict[str, Any]:
        """No meaning twice; the unit's own column holds no figure."""
        cleaned = super().clean() or {}
        seen: dict[str, str] = {}
        for place, name in enumerate(self._names):
            meaning = cleaned.get(f"c{place}")
            if not meaning:
                continue
            if name == cleaned.get("unit"):
                self.add_error(f"c{place}", _("Cột này là cột tên đơn vị."))
            elif meaning in seen:
                self.add_error(
                    f"c{place}", _("Đã ghép với cột %(name)s.") % {"name": seen[meaning]}
                )
            seen[meaning] = name
        return cleaned

    @property
    def layout(self) -> Layout:
        columns = {}
        for place, name in enumerate(self._names):
            code, bar, part = self.cleaned_data[f"c{place}"].partition("|")
            if bar:
                columns[name] = Part(code, part)
        return Layout(self._header, self.cleaned_data["unit"], columns)


class DecideForm(forms.Form):
    """One of two figures, with the reason."""

    takes = forms.TypedChoiceField(
        label=lazy("Chọn"),
        choices=[("yes", lazy("Lấy số của nguồn")), ("no", lazy("Giữ số đã nhập"))],
        coerce=lambda value: value == "yes",
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    reason = forms.CharField(
        label=lazy("Lý do"),
        max_length=300,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )


def _meanings(questions: Sequence[Question]) -> list[tuple[str, str]]:
    found = []
    for each in questions:
        code, version = each.indicator.code, each.version
        top = version.numerator or version.name
        found.append((f"{code}|{NUMERATOR}", f"{code} · {top}"[:120]))
        if version.denominator:
            found.append((f"{code}|{DENOMINATOR}", f"{code} · {version.denominator}"[:120]))
    return found
