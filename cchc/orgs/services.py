"""Writing the directory."""

from datetime import date

from django.db import transaction

from cchc.orgs.models import PATH_DIGITS, Unit, UnitName


@transaction.atomic
def create_unit(
    *,
    parent: Unit | None,
    kind: str,
    name: str,
    valid_from: date,
    short_name: str = "",
    symbol: str = "",
    place: str = "",
    level: str = Unit.Level.PROVINCE,
    is_agency: bool = False,
    has_seal: bool = False,
    is_outside: bool = False,
    position: int = 0,
) -> Unit:
    """Add a unit to the tree with its first name. An agency is its own agency; others take the parent's."""
    unit = Unit(
        parent=parent,
        kind=kind,
        name=name,
        short_name=short_name,
        symbol=symbol,
        place=place,
        level=level,
        is_agency=is_agency,
        has_seal=has_seal,
        is_outside=is_outside,
        position=position,
        valid_from=valid_from,
    )
    unit.set_list_keys(name, short_name, sorted_by=name)
    unit.save()
    unit.path = (parent.path if parent else "") + str(unit.pk).zfill(PATH_DIGITS)
    unit.agency = unit if is_agency else (parent.agency if parent else None)
    unit.save(update_fields=["path", "agency"])
    UnitName.objects.create(unit=unit, name=name, short_name=short_name, valid_from=valid_from)
    return unit
