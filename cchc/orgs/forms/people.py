"""Forms about people and their roles."""

import secrets
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cchc.core.forms import day_field
from cchc.orgs.forms.units import text_field
from cchc.orgs.models import Membership, Unit
from cchc.orgs.rules import Role
from cchc.orgs.services.people import Term

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def passphrase() -> str:
    """A fresh password that can be read out: four groups of five, about 100 bits."""
    groups = ("".join(secrets.choice(_LETTERS) for _each in range(5)) for _group in range(4))
    return "-".join(groups)


class PersonForm(forms.Form):
    """Name, position, official address."""

    full_name = text_field(_("Họ và tên"), 150)
    position = text_field(_("Chức vụ"), 150, required=False)
    email = forms.EmailField(
        label=_("Thư công vụ"),
        required=False,
        widget=forms.EmailInput(attrs={"class": "form-control"}),
    )


class NewPersonForm(PersonForm):
    """A person with a first role and a password to hand over."""

    username = text_field(
        _("Tên đăng nhập"), 60, help_text=_("Chữ thường không dấu, ví dụ tien.dung.")
    )
    unit = forms.ModelChoiceField(
        label=_("Đơn vị"),
        queryset=Unit.objects.none(),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    role = forms.ChoiceField(
        label=_("Vai trò"),
        choices=[(role.value, role.label) for role in Role],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    valid_from = day_field(_("Từ ngày"), required=True)
    password = text_field(
        _("Mật khẩu ban đầu"),
        100,
        help_text=_("Trao trực tiếp; người dùng được nhắc đổi khi đăng nhập lần đầu."),
    )
    field_order = (
        "full_name", "position", "email", "username", "password", "unit", "role", "valid_from",
    )  # fmt: skip

    def __init__(self, data: Any, units: Sequence[Unit], initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = _in_order(units)

    def terms(self) -> list[Term]:
        """The first role."""
        found = self.cleaned_data
        return [Term(found["unit"], Role(found["role"]), found["valid_from"])]


class PasswordForm(forms.Form):
    """A password that somebody else sets."""

    password = text_field(
        _("Mật khẩu mới"), 100, help_text=_("Ít nhất 14 ký tự. Trao trực tiếp cho người dùng.")
    )


class RoleForm(forms.Form):
    """One role for a time; a row left without a unit is none."""

    unit = forms.ModelChoiceField(
        label=_("Đơn vị"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label="–",
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    role = forms.ChoiceField(
        label=_("Vai trò"),
        choices=[("", "–"), *((role.value, role.label) for role in Role)],
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    valid_from = day_field(_("Từ ngày"), required=False)
    valid_to = day_field(_("Đến hết ngày"), required=False)

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = _in_order(units)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("unit") and not (found.get("role") and found.get("valid_from")):
            raise forms.ValidationError(_("Mỗi vai trò cần có đơn vị, vai trò và ngày bắt đầu."))
        return found


RoleForms = forms.formset_factory(RoleForm, extra=2, max_num=20)


def role_forms(data: Any, units: Sequence[Unit], roles: Sequence[Membership]) -> Any:
    """The person's present roles and two empty rows."""
    initial = [
        {
            "unit": row.unit_id,
            "role": row.role,
            "valid_from": row.valid_from,
            "valid_to": row.valid_to,
        }
        for row in roles
    ]
    return RoleForms(data, initial=initial, form_kwargs={"units": units}, prefix="roles")


def terms_of(formset: Any) -> list[Term]:
    """The roles that were filled in; call after the forms were found valid."""
    rows = [form.cleaned_data for form in formset if form.cleaned_data.get("unit")]
    return [
        Term(row["unit"], Role(row["role"]), row["valid_from"], row["valid_to"]) for row in rows
    ]


def _in_order(units: Sequence[Unit]) -> Any:
    return Unit.objects.filter(pk__in=[unit.pk for unit in units])
