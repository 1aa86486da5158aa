"""Forms of reporting calendars: what an agency cites, the calendar's rows, deadlines of one period."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from cchc.core.forms import day_field
from cchc.documents.models import Document
from cchc.periods.models import CalendarPeriod, ReportingCalendar
from cchc.periods.rules import YearDays, on_day
from cchc.periods.services.reporting import Basis, Facts, PeriodRow

_LEAP = 2024
_KINDS = [
    (kind.value, kind.label)
    for kind in (
        Document.Kind.DECISION,
        Document.Kind.OFFICIAL_LETTER,
        Document.Kind.PLAN,
        Document.Kind.DECREE,
        Document.Kind.CIRCULAR,
        Document.Kind.OTHER,
    )
]


def _text(
    label: Any, length: int, *, required: bool = True, help_text: Any = ""
) -> forms.CharField:
    widget = forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"})
    return forms.CharField(
        label=label, max_length=length, required=required, help_text=help_text, widget=widget
    )


class MonthDayField(forms.CharField):
    """A day of the year as dd/mm; "" when left empty."""

    def __init__(self, label: Any, *, required: bool = True) -> None:
        attrs = {"class": "form-control", "placeholder": "dd/mm", "inputmode": "numeric"}
        widget = forms.TextInput(attrs=attrs | {"autocomplete": "off", "maxlength": "5"})
        super().__init__(label=label, required=required, max_length=5, widget=widget)

    def clean(self, value: Any) -> Any:
        """The day with both parts in two digits; ValidationError when there is no such day."""
        text = str(super().clean(value)).strip()
        if not text:
            return ""
        try:
            day = on_day(text, _LEAP)
        except ValueError as error:
            raise ValidationError(_("Hãy nhập ngày/tháng, ví dụ 14/03.")) from error
        return f"{day:%d/%m}"


class BasisForm(forms.Form):
    """The document that a calendar rests on."""

    kind = forms.ChoiceField(
        label=lazy("Loại văn bản"),
        choices=_KINDS,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    number = _text(lazy("Số, ký hiệu"), 60, help_text=lazy("Ví dụ 09/2019/NĐ-CP."))
    issued_on = day_field(lazy("Ngày ban hành"))
    issuer = _text(lazy("Cơ quan ban hành"), 250)
    subject = _text(lazy("Trích yếu"), 300)

    @property
    def basis(self) -> Basis:
        given = self.cleaned_data
        return Basis(
            given["kind"], given["number"], given["issued_on"], given["issuer"], given["subject"]
        )


class CalendarForm(forms.Form):
    """An agency's calendar as a whole."""

    name = _text(lazy("Tên lịch"), 200)
    basis = _text(lazy("Căn cứ"), 300)
    recipient = _text(lazy("Nơi nhận báo cáo"), 250, required=False)
    internal_days = forms.IntegerField(
        label=lazy("Số ngày làm việc dành cho đơn vị sau ngày chốt"),
        min_value=0,
        max_value=20,
        help_text=lazy(
            "Dùng cho kỳ không ghi hạn của đơn vị; luôn kết thúc trước hạn gửi của cơ quan."
        ),
        widget=forms.NumberInput(attrs={"class": "form-control"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def facts(self) -> Facts:
        given = self.cleaned_data
        return Facts(given["name"], given["basis"], given["recipient"], given["internal_days"])


class PeriodForm(forms.Form):
    """One row of a calendar; a row without a code is no row."""

    is_used = forms.BooleanField(label=lazy("Dùng"), required=False)
    code = _text(lazy("Mã"), 6, required=False)
    name = _text(lazy("Tên kỳ"), 100, required=False)
    data_from = MonthDayField(lazy("Số liệu từ"), required=False)
    from_last_year = forms.BooleanField(label=lazy("năm trước"), required=False)
    data_to = MonthDayField(lazy("Chốt"), required=False)
    internal = MonthDayField(lazy("Hạn của đơn vị"), required=False)
    internal_is_before = forms.BooleanField(label=lazy("trước ngày"), required=False)
    due = MonthDayField(lazy("Hạn gửi"), required=False)
    due_is_before = forms.BooleanField(label=lazy("trước ngày"), required=False)
    due_next_year = forms.BooleanField(label=lazy("năm sau"), required=False)

    def __init__(self, data: Any, *, prefix: str, row: CalendarPeriod | None) -> None:
        names = list(self.base_fields)
        initial = {name: getattr(row, name) for name in names} if row else {}
        super().__init__(data, prefix=prefix, initial=initial)
        self.row = row
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"{row.name if row else _('Kỳ mới')}: {field.label}"
            if isinstance(field, forms.BooleanField):
                field.widget.attrs["class"] = "form-check-input"

    def clean(self) -> dict[str, Any]:
        """A row with a code names its kỳ and window; the window does not end before it begins."""
        cleaned = super().clean() or {}
        if not cleaned.get("code") or self.errors:
            return cleaned
        for name in ("name", "data_from", "data_to"):
            if not cleaned.get(name):
                self.add_error(name, _("Cần điền."))
        if not self.errors:
            start = on_day(cleaned["data_from"], _LEAP - 1 if cleaned["from_last_year"] else _LEAP)
            if start > on_day(cleaned["data_to"], _LEAP):
                self.add_error("data_to", _("Ngày chốt trước ngày bắt đầu."))
        return cleaned

    @property
    def given(self) -> PeriodRow | None:
        """The row as set; None for one that was left empty or emptied."""
        given = self.cleaned_data
        if not given.get("code"):
            return None
        days = YearDays(
            given["code"].strip().upper(),
            given["data_from"],
            given["data_to"],
            given["from_last_year"],
            given["due"],
            given["due_is_before"],
            given["due_next_year"],
            given["internal"],
            given["internal_is_before"],
        )
        return PeriodRow(given["name"], days, given["is_used"])


_SPARE = 2


def period_forms(data: Any, calendar: ReportingCalendar) -> list[PeriodForm]:
    """A form for each row of the calendar and two for new ones."""
    rows: Sequence[CalendarPeriod | None] = [*calendar.periods.all(), *[None] * _SPARE]
    return [PeriodForm(data, prefix=f"r{place}", row=row) for place, row in enumerate(rows)]


class DeadlinesForm(forms.Form):
    """The deadlines of one period, with the reason for moving them."""

    internal_due_on = day_field(lazy("Hạn của đơn vị"))
    due_on = day_field(lazy("Hạn gửi của cơ quan"))
    recipient = _text(lazy("Nơi nhận"), 250, required=False)
    reason = _text(lazy("Lý do, văn bản"), 300, help_text=lazy("Ví dụ: Công văn số 120/SNV-CCHC."))
    version = forms.IntegerField(widget=forms.HiddenInput)
