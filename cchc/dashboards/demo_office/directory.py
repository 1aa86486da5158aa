"""Units, collective names and people of the demo office, from `office.toml`."""

import secrets
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from cchc.orgs.models import Membership, Unit, UnitGroup, User
from cchc.orgs.rules import ROLE_LABELS, Role
from cchc.orgs.services import create_group, create_unit, create_user
from cchc.orgs.services.people import Term

SINCE = date(2020, 1, 1)
_PASSWORD_BYTES = 12
_SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ")
_NAMES = ("Thu Hà", "Đức Anh", "Minh Châu", "Quốc Bảo", "Ngọc Ánh", "Hải Đăng", "Thanh Tâm")


@dataclass(frozen=True, slots=True)
class Account:
    """A demo account as it is printed once."""

    username: str
    password: str
    about: str


def load_directory(at: datetime) -> tuple[dict[str, Unit], list[Account]]:
    """Make what is missing of the demo's tree, groups and people; running again adds nothing.

    Returns the units by their key and the accounts that were made now (none the second time).
    """
    office = tomllib.loads(Path(__file__).with_name("office.toml").read_text(encoding="utf-8"))
    units: dict[str, Unit] = {}
    with transaction.atomic():
        for position, row in enumerate(office["unit"]):
            units[row["key"]] = _unit(row, units.get(row.get("parent", "")), position, at)
        for row in office["group"]:
            _group(row, units[row["agency"]], at)
        accounts = [made for row in office["person"] if (made := _person(row, units, at))]
        for position, unit in enumerate(units.values()):
            _colleague(unit, position, at)
    return units, accounts


def _unit(row: dict[str, Any], parent: Unit | None, position: int, at: datetime) -> Unit:
    known = Unit.objects.filter(name=row["name"], parent=parent).first()
    if known is not None:
        return known
    facts = {key: value for key, value in row.items() if key not in {"key", "parent"}}
    return create_unit(parent=parent, valid_from=SINCE, position=position, at=at, **facts)


def _group(row: dict[str, Any], agency: Unit, at: datetime) -> None:
    if UnitGroup.objects.filter(agency=agency, name=row["name"]).exists():
        return
    left_out = agency.units.filter(kind__in=row.get("exclude_kinds", []))
    rule = {"kinds": row.get("kinds", []), "exclude": [str(unit.uid) for unit in left_out]}
    create_group(agency=agency, name=row["name"], rule=rule, by=None, at=at)


def _person(row: dict[str, str], units: dict[str, Unit], at: datetime) -> Account | None:
    if User.objects.filter(username=row["username"]).exists():
        return None
    unit, role = units[row["unit"]], Role(row["role"])
    about = f"{ROLE_LABELS[role]}: {row['full_name']}, {unit.name}"
    account = Account(row["username"], secrets.token_urlsafe(_PASSWORD_BYTES), about)
    _account(account, row["full_name"], row["position"], Term(unit, role, SINCE), at)
    return account


def _colleague(unit: Unit, position: int, at: datetime) -> None:
    """Every unit has somebody who records its results; nobody knows this account's password."""
    works_there = Membership.objects.filter(unit=unit, role=Role.SPECIALIST).exists()
    if unit.is_agency or unit.is_outside or works_there:
        return
    surname = _SURNAMES[position % len(_SURNAMES)]
    full_name = f"{surname} {_NAMES[position % len(_NAMES)]}"
    account = Account(f"cv{unit.pk}", secrets.token_hex(24), about="")
    _account(account, full_name, "Chuyên viên", Term(unit, Role.SPECIALIST, SINCE), at)


def _account(account: Account, full_name: str, position: str, term: Term, at: datetime) -> None:
    assert term.unit.agency is not None
    user = create_user(
        username=account.username,
        full_name=full_name,
        position=position,
        email="",
        password=account.password,
        terms=[term],
        agency=term.unit.agency,
        by=None,
        at=at,
    )
    # The password was made for this demo and is printed to the one who runs it.
    user.password_is_temporary = False
    user.save(update_fields=["password_is_temporary"])
