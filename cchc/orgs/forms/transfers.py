"""Forms by which people move, are stood in for, and meet in teams."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cchc.core.forms import day_field
from cchc.orgs.forms.units import text_field
from cchc.orgs.models import Membership, Unit, User
from cchc.orgs.rules import Role

_SELECT = {"class": "form-select"}
ABSENCES = {
    "leave": _("Nghỉ phép"),
    "travel": _("Đi công tác"),
    "secondment": _("Biệt phái"),
    "other": _("Lý do khác"),
}


def _person_field(label: Any, *, required: bool = True, empty: Any = "–") -> Any:
    return forms.ModelChoiceField(
        label=label,
        queryset=User.objects.none(),
        required=required,
        empty_label=empty,
        widget=forms.Select(attrs=_SELECT),
    )


class _RoleField(forms.ModelChoiceField[Membership]):
    """A role with its unit."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.get_role_display()} – {obj.unit.name}"


class MoveForm(forms.Form):
    """Where to, from when, by what decision, who takes the work."""

    to_unit = forms.ModelChoiceField(
        label=_("Đơn vị đến"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("Rời cơ quan (nghỉ hưu, thôi việc, chuyển cơ quan khác)"),
        widget=forms.Select(attrs=_SELECT),
    )
    role = forms.ChoiceField(
        label=_("Vai trò tại đơn vị đến"),
        choices=[(role.value, role.label) for role in Role],
        widget=forms.Select(attrs=_SELECT),
    )
    on = day_field(_("Từ ngày"), required=True)
    decision = text_field(_("Quyết định"), 200, required=False)
    receiver = _person_field(
        _("Người nhận bàn giao"), required=False, empty=_("Trưởng đơn vị phân công sau")
    )
    note = forms.CharField(
        label=_("Nội dung bàn giao khác"),
        required=False,
        help_text=_("Hồ sơ, tài khoản, thiết bị, việc ngoài kế hoạch."),
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 3}),
    )

    def __init__(
        self, data: Any, units: Sequence[Unit], people: Any, initial: dict[str, Any]
    ) -> None:
        super().__init__(data, initial=initial)
        _fill(self, "to_unit", Unit.objects.filter(pk__in=[unit.pk for unit in units]))
        _fill(self, "receiver", people)


class StandInForm(forms.Form):
    """Who holds which role of whom, from when to when."""

    role = _RoleField(
        label=_("Vai trò được thay"),
        queryset=Membership.objects.none(),
        empty_label=None,
        widget=forms.Select(attrs=_SELECT),
    )
    substitute = _person_field(_("Người thay"))
    first = day_field(_("Từ ngày"), required=True)
    last = day_field(_("Đến hết ngày"), required=True)
    reason = forms.ChoiceField(
        label=_("Lý do"),
        choices=list(ABSENCES.items()),
        widget=forms.Select(attrs=_SELECT),
    )

    def __init__(self, data: Any, roles: Any, people: Any, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        field = self.fields["role"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = roles
        _fill(self, "substitute", people)


class TeamForm(forms.Form):
    """A team as its decision sets it up."""

    name = text_field(_("Tên tổ, đoàn, ban"), 200)
    decision = text_field(_("Quyết định thành lập"), 200)
    valid_from = day_field(_("Hoạt động từ ngày"), required=True)
    valid_to = day_field(_("Đến hết ngày"), required=True)
    head = _person_field(_("Người đứng đầu"))
    members = forms.ModelMultipleChoiceField(
        label=_("Thành viên"),
        queryset=User.objects.none(),
        required=False,
        help_text=_("Mỗi người vẫn giữ vai trò tại đơn vị của mình."),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
    )

    def __init__(self, data: Any, people: Any, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        _fill(self, "head", people)
        _fill(self, "members", people)


def _fill(form: forms.Form, name: str, rows: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows
