"""Forms of an agency's hours and of a person's own wishes."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cchc.messages.kinds import kinds
from cchc.messages.models import MailHours, MessagePreference
from cchc.messages.rules import Hours

_OWN_HOURS = (6, 7, 8, 9, 10, 11, 13, 14, 15, 16, 17)


def _time(**options: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"class": "form-control", "type": "time"}, format="%H:%M")
    return forms.TimeField(widget=widget, **options)


class HoursForm(forms.Form):
    """When an agency's mails leave."""

    digest_at = _time(
        label=_("Giờ gửi thư tổng hợp"),
        help_text=_("Mỗi người nhận nhiều nhất một thư mỗi ngày, từ giờ này trở đi."),
    )
    working_days_only = forms.BooleanField(
        label=_("Chỉ gửi thư vào ngày làm việc (theo lịch làm việc của phần mềm)"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )
    quiet_from = _time(label=_("Giờ yên lặng: từ"))
    quiet_to = _time(
        label=_("Giờ yên lặng: đến"),
        help_text=_("Trong khoảng này không thư nào được gửi, kể cả gửi lại. Có thể qua nửa đêm."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def hours(self) -> Hours:
        """What was filled in; call after `is_valid`."""
        data = self.cleaned_data
        return Hours(
            data["quiet_from"], data["quiet_to"], data["digest_at"], data["working_days_only"]
        )


def initial_hours(row: MailHours | None) -> dict[str, Any]:
    """What the form starts from: the agency's row, or the hours as shipped."""
    source: MailHours | Hours = row or Hours()
    names = ("quiet_from", "quiet_to", "digest_at", "working_days_only")
    return {name: getattr(source, name) for name in names} | {"version": row.version if row else 0}


class PreferenceForm(forms.Form):
    """One's own hour, and which kinds come by mail too."""

    digest_at = forms.TypedChoiceField(
        label=_("Giờ nhận thư tổng hợp"),
        required=False,
        coerce=lambda value: time(int(value)),
        empty_value=None,
        choices=[("", _("Theo giờ chung của cơ quan"))]
        + [(str(hour), f"{hour:02d}:00") for hour in _OWN_HOURS],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    by_mail = forms.MultipleChoiceField(
        label=_("Nhận thư điện tử về"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        help_text=_("Bỏ chọn thì chỉ nhận trong phần mềm."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["by_mail"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(kind.code, kind.label) for kind in kinds()]

    def without_mail(self) -> list[str]:
        """The kinds that were not ticked; call after `is_valid`."""
        return [kind.code for kind in kinds() if kind.code not in self.cleaned_data["by_mail"]]


def initial_preference(row: MessagePreference) -> dict[str, Any]:
    """What the form starts from: every kind by mail unless it was switched off."""
    return {
        "digest_at": str(row.digest_at.hour) if row.digest_at else "",
        "by_mail": [kind.code for kind in kinds() if kind.code not in row.without_mail],
    }
