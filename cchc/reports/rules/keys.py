"""Keys on tokens that the installation declares: of which agency, of which person, where the PIN stands. Plain Python.

The file is TOML, one `[[key]]` each; docs/operations.md tells its fields.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from cchc.publishing.tokens import Token

_NEEDED: Final = ("code", "name", "agency", "module", "token", "label")
_MORE: Final = ("holder", "slot", "environment", "pin_file", "pin_variable")


class BadKeys(ValueError):
    """The file of keys is not what it should be; the text says where."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key by which an agency's papers are signed. `code` stands in the log, `name` on the page.

    holder: the sign-in name of the one person who may use it; "" for the agency's own (its seal), used by who numbers
    documents. The PIN stands in a file or a variable, never here.
    """

    code: str
    name: str
    agency: UUID
    token: Token
    holder: str = ""
    pin_file: str = ""
    pin_variable: str = ""

    @property
    def is_seal(self) -> bool:
        return not self.holder


def keys_in(text: str) -> tuple[SigningKey, ...]:
    """The keys that a file declares, in its order. Raises BadKeys."""
    try:
        rows = tomllib.loads(text).get("key", [])
    except tomllib.TOMLDecodeError as error:
        raise BadKeys(str(error)) from error
    if not isinstance(rows, list):
        raise BadKeys("[[key]]")
    keys = tuple(_key(row, number) for number, row in enumerate(rows, 1))
    if len({key.code for key in keys}) < len(keys):
        raise BadKeys("code")
    return keys


def _key(row: Mapping[str, Any], number: int) -> SigningKey:
    strange = sorted(set(row) - {*_NEEDED, *_MORE})
    lacking = [name for name in _NEEDED if not isinstance(row.get(name), str) or not row[name]]
    if strange or lacking or bool(row.get("pin_file")) == bool(row.get("pin_variable")):
        raise BadKeys(
            f"key {number}: {', '.join(strange or lacking or ['pin_file, pin_variable'])}"
        )
    environment = row.get("environment", {})
    slot = row.get("slot")
    is_text = all(isinstance(value, str) for value in environment.values())
    if not is_text or not isinstance(slot, int | None) or len(row["code"]) > 40:
        raise BadKeys(f"key {number}: environment, slot, code")
    try:
        agency = UUID(row["agency"])
    except ValueError as error:
        raise BadKeys(f"key {number}: agency") from error
    return SigningKey(
        code=row["code"],
        name=row["name"],
        agency=agency,
        token=Token(row["module"], row["token"], row["label"], slot, environment),
        holder=row.get("holder", ""),
        pin_file=row.get("pin_file", ""),
        pin_variable=row.get("pin_variable", ""),
    )
