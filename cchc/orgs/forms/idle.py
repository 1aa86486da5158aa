"""Forms about accounts that nobody uses."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cchc.orgs.forms.units import text_field
from cchc.orgs.idleness import Terms


def _days(label: Any, least: int, most: int, help_text: Any = "") -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"class": "form-control", "inputmode": "numeric"})
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, help_text=help_text, widget=widget
    )


class IdleRuleForm(forms.Form):
    """After how many days, with what warning, and how far from a reporting deadline."""

    lock_after = _days(
        _("Khóa sau số ngày không đăng nhập"),
        0,
        730,
        _("Ghi 0 để không khóa. Mức thường dùng: 45."),
    )
    warn_before = _days(_("Gửi thư báo trước (ngày)"), 1, 60)
    spare = _days(
        _("Không khóa trong số ngày trước hạn báo cáo"), 0, 60, _("Theo Lịch báo cáo của cơ quan.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def terms(self) -> Terms:
        found = self.cleaned_data
        return Terms(found["lock_after"], found["warn_before"], found["spare"])


class ReopenForm(forms.Form):
    """Whose account is to be reopened."""

    name = text_field(_("Tên đăng nhập hoặc thư công vụ"), 254)
