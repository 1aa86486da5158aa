"""Short ways to an act of reorganisation for tests."""

from datetime import date

from cchc.orgs.models import Reorganisation, Unit
from cchc.orgs.scheme import scheme_of
from cchc.orgs.services import carry_out_act, prepare_act
from cchc.orgs.wanted import Change, How, NewUnit, Wanted

JULY = date(2026, 7, 1)


def key(unit: Unit) -> str:
    return f"unit:{unit.uid}"


def ends(unit: Unit, *to: Unit | str) -> list[Change]:
    """The unit ends; its successors, the first by default."""
    return [
        Change(str(unit.uid), How.ENDS, each if isinstance(each, str) else key(each)) for each in to
    ]


def moves(unit: Unit, to: Unit | str) -> list[Change]:
    return [Change(str(unit.uid), How.MOVES, to if isinstance(to, str) else key(to))]


def renames(unit: Unit, name: str) -> list[Change]:
    return [Change(str(unit.uid), How.RENAMES, name=name)]


def new(name: str, parent: Unit | str, **more) -> NewUnit:
    facts = {"kind": Unit.Kind.DIVISION} | more
    return NewUnit(name, parent if isinstance(parent, str) else key(parent), **facts)


def prepare(cast, at, changes, *, units=(), on=JULY, by=None, agency=None) -> Reorganisation:
    return prepare_act(
        agency=agency or cast.agency,
        act=None,
        decision_number="15/QĐ-UBND",
        decision_on=date(2026, 6, 20),
        subject="Sắp xếp tổ chức bộ máy",
        effective_on=on,
        wanted=Wanted(tuple(units), tuple(changes)),
        version=1,
        by=by or cast.administrator,
        at=at,
    )


def do(act: Reorganisation, at, by) -> Reorganisation:
    return carry_out_act(act=act, digest=scheme_of(act).digest, version=act.version, by=by, at=at)
