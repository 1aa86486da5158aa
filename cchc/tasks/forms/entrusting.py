"""Who does each unit's part of a task."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext

from cchc.orgs.models import Unit, User


class EntrustForm(forms.Form):
    """One choice a unit; the name it has now stays offered even when that person has left."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        units: Mapping[Unit, Sequence[User]],
        now: Mapping[int, User | None],
        **kwargs: Any,
    ) -> None:
        """units: who may be chosen in each unit. now: who is named, by the unit's key."""
        super().__init__(*args, **kwargs)
        self._units = {str(unit.uid): unit for unit in units}
        self._people: dict[str, User] = {}
        for unit, people in units.items():
            named = now.get(unit.pk)
            offered = [*people, *([named] if named and named not in people else [])]
            self._people |= {str(each.uid): each for each in offered}
            self.fields[str(unit.uid)] = forms.ChoiceField(
                label=unit.name,
                required=False,
                choices=[("", gettext("Chưa phân công"))]
                + [(str(each.uid), each.full_name) for each in offered],
                initial=str(named.uid) if named else "",
                widget=forms.Select(attrs={"class": "form-select"}),
            )

    @property
    def choices(self) -> list[forms.BoundField]:
        """The choices, in the order of the units."""
        return [self[uid] for uid in self._units]

    def people(self) -> dict[Unit, User | None]:
        """Who was chosen for each unit."""
        given = self.cleaned_data
        return {unit: self._people.get(given[uid]) for uid, unit in self._units.items()}
