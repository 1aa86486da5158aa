"""What an act of reorganisation says, as its draft keeps it. Plain Python, no rows.

A key names a unit: "unit:<uid>" for one that exists, "new:<n>" for the n-th that the act sets up.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class How(StrEnum):
    """What becomes of a unit."""

    ENDS = "ends"
    MOVES = "moves"
    RENAMES = "renames"


HOW_LABELS = {
    How.ENDS: "Kết thúc, bàn giao cho",
    How.MOVES: "Giữ nguyên, chuyển về trực thuộc",
    How.RENAMES: "Giữ nguyên, đổi tên thành",
}


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit that the act sets up under `parent` (a key)."""

    name: str
    parent: str
    kind: str
    short_name: str = ""
    symbol: str = ""
    is_agency: bool = False
    has_seal: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one unit (its uid). `to`: the key of successor or new superior; of a rename, `name` instead.

    A unit that ends stands in one change for each successor; the first is who takes what nobody else was chosen for.
    """

    unit: str
    how: How
    to: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The whole act. `choices`: the successor's key for "<uid of the unit that ends>:<choice>" (see movers.Line)."""

    new: tuple[NewUnit, ...] = ()
    changes: tuple[Change, ...] = ()
    choices: Mapping[str, str] = field(default_factory=dict)

    def uids(self) -> set[str]:
        """Every existing unit that is named."""
        keys = [each.parent for each in self.new] + [each.to for each in self.changes]
        return {each.unit for each in self.changes} | {
            key.removeprefix("unit:") for key in keys if key.startswith("unit:")
        }

    def value(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "new": [asdict(each) for each in self.new],
            "changes": [asdict(each) for each in self.changes],
            "choices": dict(self.choices),
        }


def wanted_of(value: Mapping[str, Any]) -> Wanted:
    """The act as a draft's JSON keeps it."""
    return Wanted(
        new=tuple(NewUnit(**each) for each in value.get("new", ())),
        changes=tuple(
            Change(**(each | {"how": How(each["how"])})) for each in value.get("changes", ())
        ),
        choices=value.get("choices", {}),
    )


def new_key(place: int) -> str:
    """The key of the unit that the act sets up at this place, counted from 0."""
    return f"new:{place + 1}"
