"""Forms of an act of reorganisation: the decision, the units that are new, what becomes of which unit."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from cchc.core.forms import day_field
from cchc.orgs.forms.units import text_field
from cchc.orgs.models import PATH_DIGITS, Reorganisation, Unit
from cchc.orgs.wanted import HOW_LABELS, Change, How, NewUnit, Wanted, new_key, wanted_of

NEW_ROWS, CHANGE_ROWS = 2, 4
MOST_ROWS = 80
_SELECT = {"class": "form-select"}
_CHECK = {"class": "form-check-input"}
Choices = Sequence[tuple[str, str]]


class ActForm(forms.Form):
    """The decision and the day from which it holds."""

    decision_number = text_field(lazy("Số quyết định"), 60, help_text=lazy("Ví dụ 125/QĐ-UBND."))
    decision_on = day_field(lazy("Ngày quyết định"), required=True)
    subject = text_field(lazy("Về việc"), 300)
    effective_on = day_field(lazy("Có hiệu lực từ ngày"), required=True)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=1)


class NewUnitRow(forms.Form):
    """A unit that the decision sets up; a row without a name is none."""

    name = text_field(lazy("Tên đơn vị mới"), 200, required=False)
    short_name = text_field(lazy("Tên viết tắt"), 40, required=False)
    kind = forms.ChoiceField(
        label=lazy("Loại"),
        choices=Unit.Kind.choices,
        initial=Unit.Kind.DIVISION,
        widget=forms.Select(attrs=_SELECT),
    )
    parent = forms.ChoiceField(
        label=lazy("Trực thuộc"), required=False, widget=forms.Select(attrs=_SELECT)
    )
    symbol = text_field(lazy("Ký hiệu văn bản"), 30, required=False)
    is_agency = forms.BooleanField(
        label=lazy("Là cơ quan"), required=False, widget=forms.CheckboxInput(attrs=_CHECK)
    )
    has_seal = forms.BooleanField(
        label=lazy("Có con dấu riêng"), required=False, widget=forms.CheckboxInput(attrs=_CHECK)
    )

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "parent", choices)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("name") and not found.get("parent"):
            self.add_error("parent", _("Hãy chọn đơn vị cấp trên của đơn vị mới."))
        return found


class ChangeRow(forms.Form):
    """What becomes of one unit; a row without a unit is none."""

    unit = forms.ChoiceField(
        label=lazy("Đơn vị"), required=False, widget=forms.Select(attrs=_SELECT)
    )
    how = forms.ChoiceField(
        label=lazy("Thay đổi"),
        choices=[(how.value, label) for how, label in HOW_LABELS.items()],
        widget=forms.Select(attrs=_SELECT),
    )
    to = forms.ChoiceField(
        label=lazy("Đơn vị nhận"), required=False, widget=forms.Select(attrs=_SELECT)
    )
    name = text_field(lazy("Tên mới (nếu đổi tên)"), 200, required=False)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "unit", [choice for choice in choices if choice[0].startswith("unit:")])
        _offer(self, "to", choices)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if not found.get("unit"):
            return found
        if found.get("how") == How.RENAMES:
            if not found.get("name"):
                self.add_error("name", _("Hãy ghi tên mới."))
        elif not found.get("to"):
            self.add_error("to", _("Hãy chọn đơn vị nhận."))
        return found


def unit_choices(units: Sequence[Unit], new: int) -> list[tuple[str, str]]:
    """Units by key, indented as they stand in the tree; then the rows of new ones."""
    top = min((len(unit.path) for unit in units), default=0)
    indented = [
        (f"unit:{unit.uid}", "\u2003" * ((len(unit.path) - top) // PATH_DIGITS) + unit.name)
        for unit in units
    ]
    fresh = [(new_key(place), _("Đơn vị mới thứ %(n)s") % {"n": place + 1}) for place in range(new)]
    return [("", "–"), *fresh, *indented]


def act_forms(
    data: Any, act: Reorganisation | None, units: Sequence[Unit], rows: int
) -> tuple[ActForm, Any, Any]:
    """The decision, the formset of new units and that of changes; `rows`: how many empty ones of these are offered."""
    wanted = wanted_of(act.value) if act else Wanted()
    fresh = len(wanted.new) + NEW_ROWS
    if data is not None:
        fresh = min(int(data.get("new-TOTAL_FORMS") or 0), MOST_ROWS)
    kwargs = {"choices": unit_choices(units, fresh)}
    new_forms = forms.formset_factory(NewUnitRow, extra=NEW_ROWS, max_num=MOST_ROWS)
    change_forms = forms.formset_factory(ChangeRow, extra=rows, max_num=MOST_ROWS)
    return (
        ActForm(data, initial=_initial(act)),
        new_forms(data, initial=_new_initial(wanted), form_kwargs=kwargs, prefix="new"),
        change_forms(data, initial=_change_initial(wanted), form_kwargs=kwargs, prefix="changes"),
    )


def wanted_from(new: Any, changes: Any, old: Wanted) -> Wanted:
    """The act as the valid forms say it; choices made in the preview stay while their successor does.

    Units are counted as the rows number them, so that a row left empty between two shifts nobody's key.
    """
    places = [place for place, form in enumerate(new) if form.cleaned_data.get("name")]
    keys = {new_key(place): new_key(number) for number, place in enumerate(places)}

    def key(value: str) -> str:
        return keys.get(value, value if value.startswith("unit:") else "")

    rows = [form.cleaned_data for form in changes if form.cleaned_data.get("unit")]
    return Wanted(
        new=tuple(
            NewUnit(
                **({**new[place].cleaned_data, "parent": key(new[place].cleaned_data["parent"])})
            )
            for place in places
        ),
        changes=tuple(
            Change(row["unit"].removeprefix("unit:"), How(row["how"]), key(row["to"]), row["name"])
            for row in rows
        ),
        choices=old.choices,
    )


def _initial(act: Reorganisation | None) -> dict[str, Any]:
    names = ("decision_number", "decision_on", "subject", "effective_on", "version")
    return {name: getattr(act, name) for name in names} if act else {}


def _new_initial(wanted: Wanted) -> list[dict[str, Any]]:
    return [
        {name: getattr(each, name) for name in NewUnit.__dataclass_fields__} for each in wanted.new
    ]


def _change_initial(wanted: Wanted) -> list[dict[str, Any]]:
    return [
        {"unit": f"unit:{each.unit}", "how": each.how.value, "to": each.to, "name": each.name}
        for each in wanted.changes
    ]


def _offer(form: forms.Form, name: str, choices: Choices) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices if choices and choices[0][0] == "" else [("", "–"), *choices]
