"""A receiver's blank as rows and columns with words: what may be filled in, and what changed since the last one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple


class Column(NamedTuple):
    """A column of a page: its letters, and its heading ("" without one)."""

    letters: str
    heading: str

    @property
    def key(self) -> str:
        """By what the column is known again."""
        return self.heading or self.letters


class Line(NamedTuple):
    """A row that says something: its words and their cell. key: the words, told apart in the page; row: from 1."""

    key: str
    words: str
    cell: str
    row: int


@dataclass(frozen=True, slots=True)
class BlankPage:
    """A worksheet. figures: letters of the column that is headed as one of figures, "" when none is."""

    name: str
    columns: tuple[Column, ...]
    figures: str
    lines: tuple[Line, ...]

    def key_of(self, line: Line) -> str:
        """By what a line is known again in the whole blank."""
        return f"{self.name} › {line.key}"

    def letters_of(self, key: str) -> str:
        """The column of this key; "" when the page has none."""
        return next((each.letters for each in self.columns if each.key == key), "")


@dataclass(frozen=True, slots=True)
class Blank:
    """Every page with rows that say something."""

    pages: tuple[BlankPage, ...]

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(page.key_of(line) for page in self.pages for line in page.lines)

    def stored(self) -> list[dict[str, Any]]:
        """As plain JSON values."""
        return [
            {
                "name": page.name,
                "figures": page.figures,
                "columns": [list(each) for each in page.columns],
                "lines": [list(each) for each in page.lines],
            }
            for page in self.pages
        ]

    @classmethod
    def of(cls, stored: list[dict[str, Any]]) -> "Blank":
        """What `stored` gave."""
        return cls(
            tuple(
                BlankPage(
                    page["name"],
                    tuple(Column(*each) for each in page["columns"]),
                    page["figures"],
                    tuple(Line(*each) for each in page["lines"]),
                )
                for page in stored
            )
        )


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a person said of a blank: by page the key of the column to fill, by line the indicator's code ("": none).

    estimates: whether estimated figures are written with "(ước)", as words.
    """

    columns: Mapping[str, str]
    lines: Mapping[str, str]
    estimates: bool = False

    def stored(self) -> dict[str, Any]:
        """As plain JSON values."""
        return {
            "columns": dict(self.columns),
            "lines": dict(self.lines),
            "estimates": self.estimates,
        }

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "Meaning":
        """What `stored` gave; {} means that nothing was said."""
        return cls(
            stored.get("columns", {}), stored.get("lines", {}), stored.get("estimates", False)
        )


class BlankChange(NamedTuple):
    """kind: line_new, line_gone, line_moved, page_new, page_gone, columns. what: the words; old, new: cells."""

    kind: str
    what: str
    old: str = ""
    new: str = ""


def changes_between(seen: Blank, now: Blank) -> list[BlankChange]:
    """What is otherwise in the blank that came now than in the one that a person confirmed, in its order.

    A line whose words differ in anything is another line: one gone and one new. [] for equal blanks and nothing else.
    """
    old = {page.name: page for page in seen.pages}
    new = {page.name: page for page in now.pages}
    found = [BlankChange("page_gone", name) for name in old if name not in new]
    for name, page in new.items():
        before = old.get(name)
        if before is None:
            found.append(BlankChange("page_new", name))
            continue
        cells = {line.key: line.cell for line in before.lines}
        for line in page.lines:
            cell = cells.pop(line.key, "")
            if not cell:
                found.append(BlankChange("line_new", line.key, new=line.cell))
            elif cell != line.cell:
                found.append(BlankChange("line_moved", line.key, cell, line.cell))
        found += [BlankChange("line_gone", key, old=cell) for key, cell in cells.items()]
        if page.columns != before.columns or page.figures != before.figures:
            found.append(BlankChange("columns", name))
    return found
