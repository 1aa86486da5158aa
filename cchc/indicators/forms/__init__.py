"""The form of a unit's figures, and who is asked for what."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from cchc.indicators.rules import Stage, exact
from cchc.indicators.rules.answers import (
    ESTIMATED,
    NO_NUMBER,
    NOT_ARISING,
    OFFICIAL,
    Answered,
    faults_of,
    read_number,
)
from cchc.indicators.selectors import Answer, Question
from cchc.indicators.services import Entry
from cchc.orgs.models import Unit

SAID = [
    (OFFICIAL, lazy("Chính thức")),
    (ESTIMATED, lazy("Ước")),
    (NOT_ARISING, lazy("Không phát sinh")),
]


class NumberField(forms.CharField):
    """A number from 0 up; None when left empty."""

    def __init__(self, label: str) -> None:
        attrs = {"class": "form-control num", "inputmode": "decimal", "autocomplete": "off"}
        super().__init__(
            label=label, required=False, max_length=24, widget=forms.TextInput(attrs=attrs)
        )

    def clean(self, value: Any) -> Any:
        """The number; ValidationError in words when the text is none."""
        try:
            return read_number(super().clean(value))
        except ValueError as error:
            raise ValidationError(NO_NUMBER) from error


class FigureForm(forms.Form):
    """One indicator of a unit: numbers, whether official, estimated or không phát sinh, and a note."""

    said = forms.ChoiceField(
        label=lazy("Loại số"),
        choices=SAID,
        initial=OFFICIAL,
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    note = forms.CharField(
        label=lazy("Ghi chú"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )

    def __init__(self, data: Any, *, question: Question, answer: Answer) -> None:
        super().__init__(data, prefix=f"i{question.indicator.pk}", initial=_initial(answer))
        self.question, self._has_figure = question, answer.row is not None
        version = question.version
        self.fields["numerator"] = NumberField(version.numerator or _("Số liệu"))
        if version.denominator:
            self.fields["denominator"] = NumberField(version.denominator)
        for name, field in self.fields.items():
            field.widget.attrs["aria-label"] = f"{version.name}: {field.label}"
            if name == "note":
                field.widget.attrs["placeholder"] = _("Căn cứ ước, lý do")

    def clean(self) -> dict[str, Any]:
        """Numbers that are whole, reasons where they are owed."""
        cleaned = super().clean() or {}
        if not self.errors:
            answer = Answered(
                cleaned.get("said") or OFFICIAL,
                cleaned.get("numerator"),
                cleaned.get("denominator"),
                cleaned.get("note", ""),
            )
            is_share = "denominator" in self.fields
            found = faults_of(answer, is_share=is_share, has_figure=self._has_figure)
            for name, sentence in found.items():
                self.add_error(name, sentence)
        return cleaned

    @property
    def entry(self) -> Entry | None:
        """What is to be written; None when nothing was said."""
        given = self.cleaned_data
        said = given.get("said") or OFFICIAL
        if said == NOT_ARISING:
            return Entry(Stage.OFFICIAL, is_not_arising=True, note=given["note"])
        if given.get("numerator") is None:
            return None
        stage = Stage.ESTIMATED if said == ESTIMATED else Stage.OFFICIAL
        return Entry(stage, given["numerator"], given.get("denominator"), note=given["note"])


class EntryForm(forms.Form):
    """The form as a whole: `seen` is the unit's last row when it was drawn, so that a faster colleague is noticed."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


def figure_forms(
    data: Any, questions: Sequence[Question], answers: Mapping[tuple[int, int], Answer], unit: Unit
) -> list[FigureForm]:
    """A form for each question, filled with what the unit said last."""
    return [
        FigureForm(data, question=each, answer=answers.get((each.indicator.pk, unit.pk), Answer()))
        for each in questions
    ]


def _initial(answer: Answer) -> dict[str, Any]:
    row = answer.row
    if row is None:
        return {"said": OFFICIAL}
    said = NOT_ARISING if row.is_not_arising else row.stage
    return {
        "said": said,
        "note": row.note,
        "numerator": _typed(row.numerator),
        "denominator": _typed(row.denominator),
    }


def _typed(number: Decimal | None) -> str:
    return "" if number is None else exact(number)


class DutiesForm(forms.Form):
    """For each indicator of the library: not asked, every unit, or one unit."""

    NOT_ASKED, EVERYBODY = "", "all"

    def __init__(
        self,
        data: Any,
        *,
        indicators: Sequence[tuple[int, str]],
        units: Sequence[Unit],
        asked: Mapping[int, int | None],
    ) -> None:
        """indicators: key and name. asked: by key, the unit's key or None for every unit."""
        super().__init__(data)
        self._units = {str(unit.uid): unit for unit in units}
        by_key = {unit.pk: str(unit.uid) for unit in units}
        choices = [
            (self.NOT_ASKED, _("Không báo cáo")),
            (self.EVERYBODY, _("Mọi đơn vị")),
            *((uid, unit.name) for uid, unit in self._units.items()),
        ]
        self._keys = {f"i{key}": key for key, _name in indicators}
        for key, name in indicators:
            initial = self.NOT_ASKED
            if key in asked:
                unit = asked[key]
                initial = self.EVERYBODY if unit is None else by_key.get(unit, self.NOT_ASKED)
            self.fields[f"i{key}"] = forms.ChoiceField(
                label=name,
                choices=choices,
                required=False,
                initial=initial,
                widget=forms.Select(attrs={"class": "form-select", "aria-label": name}),
            )

    @property
    def asked(self) -> dict[int, Unit | None]:
        """What is asked, by key of the indicator; None for every unit."""
        return {
            key: self._units.get(self.cleaned_data[name])
            for name, key in self._keys.items()
            if self.cleaned_data[name] != self.NOT_ASKED
        }
