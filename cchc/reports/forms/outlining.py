"""Changing a form: one section, one table, and making it a version."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from cchc.core.forms import day_field
from cchc.reports.rules.outline import MAX_LEVEL
from cchc.reports.selectors.outlining import Bindings, Choices

_SECTION_KINDS = (
    ("heading", lazy("Đề mục, không có nội dung riêng")),
    ("narrative", lazy("Đoạn văn, có câu gợi ý theo số liệu")),
    ("tasks", lazy("Kết quả nhiệm vụ theo lĩnh vực")),
    ("indicators", lazy("Số liệu của nhóm chỉ tiêu")),
    ("obstacles", lazy("Khó khăn, vướng mắc (tự tổng hợp)")),
)
_ANNEX_KINDS = (
    ("statistics", lazy("Biểu số liệu thống kê")),
    ("tasks", lazy("Tiến độ nhiệm vụ")),
    ("documents", lazy("Danh mục văn bản đã ban hành")),
)
_LEVELS = tuple(zip(range(1, MAX_LEVEL + 1), ("I.", "1.", "a)", "-"), strict=True))


def _line(label: Any, most: int, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    widget = forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"})
    return forms.CharField(
        label=label, max_length=most, required=required, help_text=help_text, widget=widget
    )


def _one(label: Any, choices: Any) -> forms.ChoiceField:
    widget = forms.Select(attrs={"class": "form-select"})
    return forms.ChoiceField(label=label, choices=choices, widget=widget)


def _many(label: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
    )


def _guidance() -> forms.CharField:
    widget = forms.Textarea(attrs={"class": "form-control", "rows": 3})
    return forms.CharField(label=lazy("Hướng dẫn"), max_length=1000, required=False, widget=widget)


class _Part(forms.Form):
    title = _line(lazy("Tên mục"), 300)
    guidance = _guidance()
    blocks = _many(lazy("Nhóm chỉ tiêu"))
    indicators = _many(lazy("Chỉ tiêu riêng"))
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, known: Bindings, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("blocks", known.blocks)
        self._offer("indicators", known.indicators)

    def _offer(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)

    def row(self) -> dict[str, Any]:
        """The part as an outline holds it; what is empty is left out."""
        given = {
            key: value
            for key, value in self.cleaned_data.items()
            if key not in {"version", "after"} and value not in ("", None, [])
        }
        if "level" in given:
            given["level"] = int(given["level"])
        return given


class SectionRowForm(_Part):
    """One section: words, kind, level, length, and what its sentences speak of."""

    level = _one(lazy("Cấp đề mục"), _LEVELS)
    kind = _one(lazy("Loại"), _SECTION_KINDS)
    max_words = forms.IntegerField(
        label=lazy("Số chữ tối đa"),
        required=False,
        min_value=1,
        max_value=5000,
        widget=forms.NumberInput(attrs={"class": "form-control"}),
    )
    areas = _many(lazy("Lĩnh vực nhiệm vụ"))
    after = forms.ChoiceField(
        label=lazy("Đứng sau mục"), required=False, widget=forms.Select(attrs={"class": "form-select"})
    )  # fmt: skip

    field_order = ("title", "level", "after", "kind", "guidance", "max_words", "areas")

    def __init__(self, *args: Any, known: Bindings, places: Choices, **kwargs: Any) -> None:
        """places: sections behind which a new one may stand; () for one that has its place."""
        super().__init__(*args, known=known, **kwargs)
        self._offer("areas", known.areas)
        if places:
            self._offer("after", [("", _("Cuối báo cáo")), *places])
        else:
            del self.fields["after"]


class AnnexRowForm(_Part):
    """One table after the text, and which figures stand in it."""

    title = _line(lazy("Tên biểu"), 300)
    kind = _one(lazy("Loại biểu"), _ANNEX_KINDS)
    field_order = ("title", "kind", "guidance", "blocks", "indicators")


class DraftActForm(forms.Form):
    """A section up, down or out; a draft thrown away."""

    code = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class NothingForm(forms.Form):
    """One click; nothing to fill in."""


class PublishForm(forms.Form):
    """From which day the agency reports by the form, and on which document it rests."""

    name = _line(lazy("Tên mẫu"), 200)
    basis = _line(
        lazy("Văn bản ban hành đề cương"),
        250,
        required=False,
        help_text=lazy("Số, ký hiệu, ngày, cơ quan ban hành. Để trống thì mẫu còn ghi “mẫu, cần đối chiếu”."),
    )  # fmt: skip
    valid_from = day_field(
        lazy("Áp dụng từ ngày"),
        lazy("Kỳ có ngày chốt từ ngày này trở đi dùng mẫu mới. Báo cáo đã mở giữ mẫu cũ."),
        required=True,
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
