"""The tables of words the reader knows: TOML files in `data/`, read once, matched in flat form.

A new variant of a label, header or phrase is a row there and a test, never a branch here.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from cchc.reading.flat import flat


@cache
def table(name: str) -> dict[str, Any]:
    """The data file `name`.toml as it stands."""
    return tomllib.loads((files("cchc.reading") / "data" / f"{name}.toml").read_text("utf-8"))


@cache
def phrases(name: str, *keys: str) -> tuple[str, ...]:
    """A list of phrases under `keys`, in flat form, longest first."""
    rows: Any = table(name)
    for key in keys:
        rows = rows[key]
    return tuple(sorted({flat(row) for row in rows}, key=len, reverse=True))


@cache
def any_of(name: str, *keys: str) -> str:
    """A pattern (for flat text) that finds any of the phrases; spaces match any white space."""
    parts = (re.escape(phrase).replace(r"\ ", r"\s+") for phrase in phrases(name, *keys))
    return "(?:" + "|".join(parts) + ")"


@cache
def finder(name: str, *keys: str) -> re.Pattern[str]:
    """Finds any of the phrases as whole words in flat text."""
    return re.compile(rf"(?<![a-z0-9]){any_of(name, *keys)}(?![a-z0-9])")


@cache
def opener(name: str, *keys: str) -> re.Pattern[str]:
    """Matches any of the phrases at the start of flat text."""
    return re.compile(rf"{any_of(name, *keys)}(?![a-z0-9])")


def fullmatch(name: str, key: str, text: str) -> bool:
    """Whether the text, without white space and closing marks around it, is one of the phrases."""
    return flat(text).strip(" .;\n") in phrases(name, key)


@cache
def classes(name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """For files of the form ``[[row]] code=, phrases=``: each code with its finder, in file order."""
    return tuple(
        (
            row["code"],
            re.compile(
                "(?<![a-z0-9])(?:"
                + "|".join(
                    re.escape(phrase).replace(r"\ ", r"\s+")
                    for phrase in sorted(map(flat, row["phrases"]), key=len, reverse=True)
                )
                + ")(?![a-z0-9])"
            ),
        )
        for row in table(name)["row"]
    )


def classify(name: str, text: str) -> str | None:
    """The first row of a class table that the text contains, else None."""
    plain = flat(text)
    return next((code for code, pattern in classes(name) if pattern.search(plain)), None)
