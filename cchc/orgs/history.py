"""The tree as it stood on an earlier day: places and names of that day on units read from today's rows."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from cchc.core import clock
from cchc.orgs.models import MovedRow, Unit, UnitName, UnitPlace


def places_on(on: date) -> dict[int, UnitPlace]:
    """Where units stood on that day that stand elsewhere now, by unit. Nothing for today, one statement before."""
    if on >= clock.today():
        return {}
    later = UnitPlace.objects.filter(valid_to__gte=on).order_by("-valid_to", "-pk")
    return {place.unit_id: place for place in later}


def below_on(agency: Unit, places: dict[int, UnitPlace]) -> Q:
    """Filter for units that stood at or below the agency, as `places_on` gives their places."""
    root = places[agency.pk].path if agency.pk in places else agency.path
    here = [key for key, place in places.items() if place.path.startswith(root)]
    return Q(path__startswith=root) & ~Q(pk__in=list(places)) | Q(pk__in=here)


def of_agency_on(agency_id: int | None, places: dict[int, UnitPlace]) -> Q:
    """Filter for units whose agency was this one, as `places_on` gives their places."""
    here = [key for key, place in places.items() if place.agency_id == agency_id]
    return Q(agency=agency_id) & ~Q(pk__in=list(places)) | Q(pk__in=here)


def directly_below_on(agency_id: int, places: dict[int, UnitPlace]) -> Q:
    """Filter for the agency's units directly below it, as `places_on` gives their places."""
    here = [
        key
        for key, place in places.items()
        if place.agency_id == agency_id and place.parent_id == agency_id
    ]
    return Q(agency=agency_id, parent=agency_id) & ~Q(pk__in=list(places)) | Q(pk__in=here)


def as_they_were(
    units: Iterable[Unit], on: date, places: dict[int, UnitPlace] | None = None
) -> list[Unit]:
    """The units with place and name of that day, for reading only: never save them. Two statements at most."""
    rows = list(units)
    if on >= clock.today():
        return rows
    places = places_on(on) if places is None else places
    names = names_on([unit.pk for unit in rows], on)
    for unit in rows:
        place = places.get(unit.pk)
        if place is not None:
            unit.parent_id, unit.agency_id, unit.path = (
                place.parent_id,
                place.agency_id,
                place.path,
            )
        if unit.pk in names:
            unit.name, unit.short_name = names[unit.pk]
    return rows


def names_on(keys: Collection[int], on: date) -> dict[int, tuple[str, str]]:
    """Name and short name of that day where it is no longer the present one, by unit. One statement."""
    rows = UnitName.objects.filter(unit__in=keys, valid_from__lte=on, valid_to__gte=on)
    return {row.unit_id: (row.name, row.short_name) for row in rows.order_by("valid_from")}


def names_since(keys: Collection[int], since: date) -> dict[int, set[str]]:
    """Every name that a unit bore on that day or later, the present one too, by unit. One statement."""
    found: dict[int, set[str]] = {key: set() for key in keys}
    rows = UnitName.objects.filter(unit__in=keys).exclude(valid_to__lt=since)
    for key, name, present in rows.values_list("unit_id", "name", "unit__name"):
        found[key] |= {name, present}
    return found


def moved_later(kind: str, day: date, subjects: QuerySet[Any] | None = None) -> dict[UUID, int]:
    """To which unit a row of this kind belonged on a day, for rows that an act moved after it; by uid.

    subjects: only rows of this queryset. Nothing for today, one statement before.
    """
    if day >= clock.today():
        return {}
    rows = MovedRow.objects.filter(kind=kind, on__gt=day)
    if subjects is not None:
        rows = rows.filter(subject__in=subjects.values("uid"))
    return dict(rows.order_by("-on", "-pk").values_list("subject", "from_unit_id"))
