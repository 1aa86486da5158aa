"""Documents whose title and term are known: what `data/documents.toml` ships, or rows that an office keeps."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from cchc.reading import lexicon
from cchc.reading.flat import flat

_YEAR = re.compile(r"/(\d{4})/")


@dataclass(frozen=True, slots=True)
class KnownText:
    """One cited document. `in_force_to`: the last day it holds, None while it is in force.

    `is_official`: read in the document itself or in an official publication; else it must be compared.
    """

    kind: str
    number: str
    title: str
    issued_on: date
    in_force_to: date | None = None
    replaced_by: str = ""
    is_official: bool = True

    @property
    def name(self) -> str:
        """ "Nghị định 60/2021/NĐ-CP"."""
        return f"{self.kind} {self.number}"


@dataclass(frozen=True, slots=True)
class ShippedText:
    """A row of the data file as it stands, with its source."""

    text: KnownText
    in_force_from: date | None
    source: str


@cache
def shipped() -> tuple[ShippedText, ...]:
    """The rows of `data/documents.toml` in their order."""
    return tuple(
        ShippedText(
            KnownText(
                row["kind"],
                row["number"],
                row["title"],
                row["issued"],
                row.get("to"),
                row.get("replaced_by", ""),
                row["flag"] == "official",
            ),
            row.get("from"),
            row["source"],
        )
        for row in lexicon.table("documents")["document"]
    )


def number_key(number: str) -> str:
    """A number as compared: without accents, spaces and leading zeros ("06/QĐ-TTg" is "6/qd-ttg")."""
    return re.sub(r"\s", "", flat(number)).lstrip("0")


class Library:
    """Known documents, found by number (and year, where the number has none) or, for laws, by name and year."""

    def __init__(self, texts: Iterable[KnownText]) -> None:
        self.texts = tuple(texts)
        self._numbers: defaultdict[str, list[KnownText]] = defaultdict(list)
        self._laws: dict[tuple[str, int], KnownText] = {}
        for text in self.texts:
            self._numbers[number_key(text.number)].append(text)
            if text.kind == "Luật":
                self._laws[flat(text.title), text.issued_on.year] = text
        titles = sorted({title for title, _year in self._laws}, key=len, reverse=True)
        names = "|".join(re.escape(title) for title in titles)
        self.law_names = (
            re.compile(rf"\bluat ({names})\s+(?:nam\s+)?\(?(\d{{4}})\b") if names else None
        )

    def numbered(self, number: str, year: int | None) -> KnownText | None:
        """The document of this number; `year`: of the cited date. A number without year is told by that year."""
        for text in self._numbers.get(number_key(number), ()):
            if _YEAR.search(text.number) or year == text.issued_on.year:
                return text
        return None

    def law(self, title: str, year: int) -> KnownText | None:
        """The law of this name (flat) and year."""
        return self._laws.get((title, year))


@cache
def shipped_library() -> Library:
    """What the product knows by itself."""
    return Library(row.text for row in shipped())
