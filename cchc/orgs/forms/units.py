"""Forms of the directory: units, groups, spellings."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cchc.core.forms import day_field
from cchc.orgs.models import Unit, UnitGroup


def text_field(
    label: Any, length: int, *, required: bool = True, help_text: Any = ""
) -> forms.CharField:
    """One line of text."""
    return forms.CharField(
        label=label,
        max_length=length,
        required=required,
        help_text=help_text,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )


def _checkbox(label: Any, help_text: Any = "") -> forms.BooleanField:
    return forms.BooleanField(
        label=label,
        required=False,
        help_text=help_text,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )


class UnitFacts(forms.Form):
    """What is not dated."""

    kind = forms.ChoiceField(
        label=_("Loại"),
        choices=Unit.Kind.choices,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    symbol = text_field(_("Ký hiệu văn bản"), 30, required=False, help_text=_("Ví dụ SKHCN."))
    place = text_field(_("Địa danh"), 60, required=False, help_text=_("Ghi ở đầu văn bản."))
    has_seal = _checkbox(
        _("Có con dấu riêng"), _("Đơn vị có con dấu ký và lấy số văn bản của mình.")
    )
    position = forms.IntegerField(
        label=_("Thứ tự"),
        min_value=0,
        max_value=9999,
        initial=0,
        help_text=_("Cùng thứ tự thì xếp theo tên."),
        widget=forms.NumberInput(attrs={"class": "form-control"}),
    )


class NewUnit(UnitFacts):
    """A unit with its first name."""

    parent = forms.ModelChoiceField(
        label=_("Đơn vị cấp trên"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("Không có (tổ chức ngoài hệ thống)"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    name = text_field(_("Tên đầy đủ"), 200)
    short_name = text_field(_("Tên viết tắt"), 40, required=False)
    is_agency = _checkbox(_("Là cơ quan"), _("Có kế hoạch, văn thư và người dùng riêng."))
    is_outside = _checkbox(
        _("Ngoài hệ thống"), _("Tổ chức được nhắc trong kế hoạch nhưng không dùng phần mềm.")
    )
    valid_from = day_field(_("Hoạt động từ ngày"), required=True)
    decision = text_field(_("Quyết định thành lập"), 200, required=False)
    field_order = (
        "parent", "kind", "name", "short_name", "valid_from", "decision", "symbol", "place",
        "position", "has_seal", "is_agency", "is_outside",
    )  # fmt: skip

    def __init__(self, data: Any, parents: Sequence[Unit], initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        field = self.fields["parent"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in parents])

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if not found.get("parent") and not found.get("is_outside"):
            self.add_error(
                "parent", _("Hãy chọn đơn vị cấp trên, hoặc đánh dấu là tổ chức ngoài hệ thống.")
            )
        return found


class Rename(forms.Form):
    """Another name from a day on."""

    name = text_field(_("Tên mới"), 200)
    short_name = text_field(_("Tên viết tắt mới"), 40, required=False)
    on = day_field(_("Từ ngày"), required=True)
    decision = text_field(_("Quyết định đổi tên"), 200)
    version = forms.IntegerField(widget=forms.HiddenInput)


class Close(forms.Form):
    """The last day of a unit."""

    on = day_field(_("Hoạt động đến hết ngày"), required=True)
    decision = text_field(_("Quyết định"), 200)
    version = forms.IntegerField(widget=forms.HiddenInput)


class ChangeUnit(UnitFacts):
    """The undated facts of a unit that exists."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class GroupForm(forms.Form):
    """A collective name and its rule."""

    SEALS = (
        ("", _("Có hoặc không có con dấu")),
        ("yes", _("Có con dấu riêng")),
        ("no", _("Không có con dấu riêng")),
    )

    name = text_field(
        _("Tên gọi chung"),
        200,
        help_text=_("Như trong kế hoạch, ví dụ “Các phòng, đơn vị thuộc Sở”."),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Gồm các loại đơn vị"),
        choices=Unit.Kind.choices,
        required=False,
        help_text=_("Không chọn loại nào: mọi đơn vị trực thuộc, trừ tổ, đoàn theo quyết định."),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
    )
    has_seal = forms.ChoiceField(
        label=_("Con dấu"),
        choices=SEALS,
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    exclude = forms.MultipleChoiceField(
        label=_("Trừ"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
    )
    include = forms.MultipleChoiceField(
        label=_("Thêm"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Any,
        own: Sequence[Unit],
        others: Sequence[Unit],
        group: UnitGroup | None = None,
    ) -> None:
        super().__init__(data, initial=_of_rule(group) if group else {})
        for name, units in (("exclude", own), ("include", [*own, *others])):
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = [(str(unit.uid), unit.name) for unit in units]

    def rule(self) -> dict[str, Any]:
        """The rule as the group keeps it; call after the form was found valid."""
        found = self.cleaned_data
        return {
            "kinds": found.get("kinds", []),
            "has_seal": {"yes": True, "no": False}.get(found.get("has_seal", "")),
            "exclude": found.get("exclude", []),
            "include": found.get("include", []),
        }


class AliasForm(forms.Form):
    """A spelling and what it stands for: "unit:<uid>" or "group:<uid>"."""

    wording = text_field(_("Cách viết trong văn bản"), 300)
    stands_for = forms.ChoiceField(
        label=_("Là"), widget=forms.Select(attrs={"class": "form-select"})
    )

    def __init__(self, data: Any, units: Sequence[Unit], groups: Sequence[UnitGroup]) -> None:
        super().__init__(data)
        field = self.fields["stands_for"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", _("Chọn đơn vị hoặc nhóm")),
            (_("Nhóm"), [(f"group:{group.uid}", group.name) for group in groups]),
            (_("Đơn vị"), [(f"unit:{unit.uid}", unit.name) for unit in units]),
        ]


def _of_rule(group: UnitGroup) -> dict[str, Any]:
    seal = group.rule.get("has_seal")
    return {
        "name": group.name,
        "kinds": group.rule.get("kinds", []),
        "has_seal": "" if seal is None else "yes" if seal else "no",
        "exclude": group.rule.get("exclude", []),
        "include": group.rule.get("include", []),
        "version": group.version,
    }


def initial_of(unit: Unit, today: date) -> dict[str, Any]:
    """What the unit's forms start from."""
    return {
        "kind": unit.kind,
        "symbol": unit.symbol,
        "place": unit.place,
        "has_seal": unit.has_seal,
        "position": unit.position,
        "name": unit.name,
        "short_name": unit.short_name,
        "on": today,
        "version": unit.version,
    }
