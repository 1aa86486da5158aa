"""The form of an indicator: what is counted and how, from a day on."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from cchc.core.forms import day_field
from cchc.core.text import squeeze
from cchc.indicators.models import IndicatorBlock, IndicatorVersion, Rate
from cchc.indicators.rules import Adds, Direction, Frequency, Kind, Scope
from cchc.indicators.services.library import Facts

_Labelled = type[Adds] | type[Direction] | type[Frequency] | type[Scope]


def _text(
    label: Any, length: int, help_text: Any = "", *, required: bool = True
) -> forms.CharField:
    widget = forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"})
    return forms.CharField(
        label=label, max_length=length, required=required, help_text=help_text, widget=widget
    )


def _choice(label: Any, choices: Any, help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        help_text=help_text,
        widget=forms.Select(attrs={"class": "form-select"}),
    )


def _labels(enum: _Labelled) -> list[tuple[str, str]]:
    return [(each.value, each.label) for each in enum]


class VersionForm(forms.Form):
    """How an indicator is counted: words, measure, parts, how it adds, and from which day."""

    name = _text(lazy("Tên chỉ tiêu"), 300)
    measure = _text(lazy("Đơn vị tính"), 30, lazy("Tỷ lệ ghi %."))
    kind = _choice(lazy("Nguồn số"), [])
    numerator = _text(
        lazy("Tử số"), 200, lazy("Để trống nếu chỉ tiêu là một số đếm."), required=False
    )
    denominator = _text(lazy("Mẫu số"), 200, required=False)
    rate = _choice(
        lazy("Mẫu số theo mức quy định"),
        [],
        lazy("Số người nhân mức của từng tháng, ví dụ lương cơ sở."),
    )
    adds = _choice(lazy("Cộng theo thời gian"), _labels(Adds))
    frequency = _choice(lazy("Kỳ báo cáo"), _labels(Frequency))
    scope = _choice(
        lazy("Phạm vi"),
        _labels(Scope),
        lazy("Toàn tỉnh: một cơ quan theo dõi, không cộng lên cấp trên."),
    )
    direction = _choice(lazy("Chiều tốt"), _labels(Direction))
    decimals = forms.IntegerField(
        label=lazy("Số lẻ thập phân"),
        min_value=0,
        max_value=4,
        widget=forms.NumberInput(attrs={"class": "form-control"}),
    )
    rule = forms.CharField(
        label=lazy("Cách đếm"),
        max_length=2000,
        help_text=lazy("Đếm cái gì, khi nào, trừ những gì; đơn vị đọc câu này khi nhập."),
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 3}),
    )
    basis = _text(
        lazy("Căn cứ"), 250, lazy("Số, ký hiệu, ngày văn bản quy định chỉ tiêu."), required=False
    )
    valid_from = day_field(lazy("Áp dụng từ ngày"), required=True)

    def __init__(
        self, data: Any, *, rates: Sequence[Rate], base: IndicatorVersion | None = None
    ) -> None:
        super().__init__(data, initial=_initial(base))
        self._rates = {rate.code: rate for rate in rates}
        self._formula = base.formula if base is not None else ""
        kinds = [Kind.COMPUTED] if self._formula else [Kind.ENTERED, Kind.IMPORTED]
        self.fields["kind"].choices = [(each.value, each.label) for each in kinds]  # type: ignore[attr-defined]
        choices = [("", _("Không")), *((rate.code, rate.name) for rate in rates)]
        self.fields["rate"].choices = choices  # type: ignore[attr-defined]
        self.fields["rate"].required = False

    def clean(self) -> dict[str, Any]:
        """Both parts of a share or neither; a rate only below a share."""
        cleaned = super().clean() or {}
        parts = [squeeze(cleaned.get(name) or "") for name in ("numerator", "denominator")]
        if any(parts) and not all(parts):
            missing = "numerator" if not parts[0] else "denominator"
            self.add_error(missing, _("Tỷ lệ cần cả tử số và mẫu số."))
        if cleaned.get("rate") and not parts[1]:
            self.add_error("rate", _("Chỉ tỷ lệ mới có mẫu số theo mức quy định."))
        if all(parts) and cleaned.get("measure"):
            cleaned["measure"] = "%"
        return cleaned

    @property
    def facts(self) -> Facts:
        given = dict(self.cleaned_data)
        for name in ("code", "block"):
            given.pop(name, None)
        valid_from = given.pop("valid_from")
        given["rate"] = self._rates.get(given["rate"])
        given["formula"] = self._formula
        for name in ("name", "measure", "numerator", "denominator", "basis"):
            given[name] = squeeze(given[name])
        return Facts(given, valid_from)


class NewIndicatorForm(VersionForm):
    """A new indicator: its code and group besides."""

    code = _text(lazy("Mã"), 30, lazy("Không trùng mã của bộ chỉ tiêu hoặc của cấp trên."))
    block = _choice(lazy("Nhóm chỉ tiêu"), [])

    field_order = ("code", "block")

    def __init__(
        self, data: Any, *, rates: Sequence[Rate], blocks: Sequence[IndicatorBlock], code: str
    ) -> None:
        super().__init__(data, rates=rates)
        self.initial["code"] = code
        self._blocks = {block.code: block for block in blocks}
        choices = [(block.code, block.name) for block in blocks]
        self.fields["block"].choices = choices  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        """Without spaces at its ends, in capitals as the others are."""
        return squeeze(self.cleaned_data["code"]).upper()

    @property
    def block_chosen(self) -> IndicatorBlock:
        return self._blocks[self.cleaned_data["block"]]


def _initial(base: IndicatorVersion | None) -> dict[str, Any]:
    if base is None:
        return {"decimals": 0, "direction": Direction.NONE.value}
    names = ("name", "measure", "kind", "numerator", "denominator", "adds", "frequency", "scope")
    more = ("direction", "decimals", "rule", "basis")
    found = {name: getattr(base, name) for name in (*names, *more)}
    return found | {"rate": base.rate.code if base.rate else ""}
