"""The form of a report that is asked for once, with questions of its own."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from cchc.core.forms import day_field
from cchc.core.text import squeeze
from cchc.indicators.services.adhoc import MOST_QUESTIONS, AdHoc, NewQuestion
from cchc.orgs.models import Unit
from cchc.periods.services.reporting import Basis


def _text(
    label: Any, length: int, *, required: bool = True, help_text: Any = ""
) -> forms.CharField:
    widget = forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"})
    return forms.CharField(
        label=label, max_length=length, required=required, help_text=help_text, widget=widget
    )


class AdHocForm(forms.Form):
    """What is asked, of whom, by which letter and until when."""

    name = _text(lazy("Tên báo cáo"), 150, help_text=lazy("Ví dụ: Rà soát trang thiết bị một cửa."))
    number = _text(lazy("Số, ký hiệu văn bản yêu cầu"), 60, required=False)
    issued_on = day_field(lazy("Ngày văn bản"))
    issuer = _text(lazy("Cơ quan yêu cầu"), 250)
    data_from = day_field(lazy("Số liệu từ ngày"), required=True)
    data_to = day_field(lazy("Đến ngày"), required=True)
    internal_due_on = day_field(lazy("Hạn của đơn vị"), required=True)
    due_on = day_field(lazy("Hạn gửi của cơ quan"))
    unit = forms.ChoiceField(
        label=lazy("Hỏi"), required=False, widget=forms.Select(attrs={"class": "form-select"})
    )
    questions = forms.CharField(
        label=lazy("Câu hỏi riêng"),
        required=False,
        max_length=6000,
        help_text=lazy(
            "Mỗi dòng một câu hỏi, sau dấu | là đơn vị tính, hoặc tử số / mẫu số của một tỷ lệ. "
            "Ví dụ: Số máy lấy số tự động | máy; Tỷ lệ máy còn dùng được | máy còn dùng được / máy được cấp."
        ),
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 5}),
    )
    indicators = forms.MultipleChoiceField(
        label=lazy("Chỉ tiêu có sẵn"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, data: Any, *, units: Sequence[Unit], indicators: Sequence[tuple[int, str]]
    ) -> None:
        super().__init__(data)
        self._units = {str(unit.uid): unit for unit in units}
        chosen = [("", _("Mọi đơn vị")), *((uid, unit.name) for uid, unit in self._units.items())]
        self.fields["unit"].choices = chosen  # type: ignore[attr-defined]
        self.fields["indicators"].choices = [(str(key), name) for key, name in indicators]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Days in order, something asked."""
        cleaned = super().clean() or {}
        start, end = cleaned.get("data_from"), cleaned.get("data_to")
        if start and end and start > end:
            self.add_error("data_to", _("Ngày kết thúc trước ngày bắt đầu."))
        if not cleaned.get("indicators") and not (cleaned.get("questions") or "").strip():
            self.add_error("questions", _("Hãy ghi ít nhất một câu hỏi hoặc chọn một chỉ tiêu."))
        elif len(self._new(cleaned)) > MOST_QUESTIONS:
            sentence = _("Tối đa %(n)d câu hỏi riêng.") % {"n": MOST_QUESTIONS}
            self.add_error("questions", sentence)
        return cleaned

    @property
    def asked(self) -> AdHoc:
        given = self.cleaned_data
        return AdHoc(
            name=given["name"],
            basis=Basis(
                "official_letter",
                given["number"],
                given["issued_on"],
                given["issuer"],
                given["name"],
            ),
            data_from=given["data_from"],
            data_to=given["data_to"],
            internal_due_on=given["internal_due_on"],
            due_on=given["due_on"],
            unit=self._units.get(given["unit"]),
            indicators=[int(key) for key in given["indicators"]],
            questions=self._new(given),
        )

    def _new(self, given: dict[str, Any]) -> list[NewQuestion]:
        found = []
        for line in (given.get("questions") or "").splitlines():
            text, _bar, measure = line.partition("|")
            numerator, slash, denominator = (squeeze(part) for part in measure.partition(" / "))
            if not squeeze(text):
                continue
            if slash and numerator and denominator:
                share = NewQuestion(squeeze(text)[:300], "%", numerator[:200], denominator[:200])
                found.append(share)
            else:
                found.append(NewQuestion(squeeze(text)[:300], squeeze(measure)[:30]))
        return found
