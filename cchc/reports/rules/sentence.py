"""Sentences whose figures are chips bound to their facts, and the small grammar they are made with. Plain Python."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cchc.reports.rules.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Chip:
    """A figure in the text: the key of its fact (see `Snapshot.shown`) and how it is written ("05", "46,7%")."""

    key: str
    shown: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words and chips in order, full stop included. `about`: what it speaks of, stable from draft to draft."""

    parts: tuple[str | Chip, ...]
    about: str = ""


def text(sentence: Sentence) -> str:
    """The sentence as it is printed."""
    return "".join(part if isinstance(part, str) else part.shown for part in sentence.parts)


def chips(sentences: Iterable[Sentence]) -> tuple[Chip, ...]:
    """The figures of the sentences, in order."""
    return tuple(part for each in sentences for part in each.parts if isinstance(part, Chip))


def changed(sentence: Sentence, now: Snapshot) -> tuple[Chip, ...]:
    """The chips whose figure is another now, each with the new figure; one whose fact is gone comes with ""."""
    return tuple(
        Chip(part.key, now.shown(part.key) or "")
        for part in sentence.parts
        if isinstance(part, Chip) and now.shown(part.key) != part.shown
    )


def refreshed(sentence: Sentence, now: Snapshot) -> Sentence:
    """The sentence with today's figures in its own words; a chip whose fact is gone keeps its figure."""
    return replace(
        sentence,
        parts=tuple(
            Chip(part.key, now.shown(part.key) or part.shown) if isinstance(part, Chip) else part
            for part in sentence.parts
        ),
    )


def to_json(sentences: Sequence[Sentence]) -> list[dict[str, Any]]:
    """The sentences as plain JSON values."""
    return [
        {
            "about": each.about,
            "parts": [
                part if isinstance(part, str) else {"key": part.key, "shown": part.shown}
                for part in each.parts
            ],
        }
        for each in sentences
    ]


def from_json(value: Iterable[dict[str, Any]]) -> tuple[Sentence, ...]:
    """The sentences that `to_json` gave."""
    return tuple(
        Sentence(
            parts=tuple(
                part if isinstance(part, str) else Chip(part["key"], part["shown"])
                for part in each["parts"]
            ),
            about=each["about"],
        )
        for each in value
    )


Part = str | Chip
Parts = tuple[Part, ...]


def sentence_of(about: str, *parts: Part) -> Sentence:
    """One sentence: neighbouring words joined, the first letter a capital, a full stop at the end."""
    joined: list[Part] = []
    for part in (*parts, "."):
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        elif part != "":
            joined.append(part)
    if isinstance(joined[0], str):
        joined[0] = joined[0][:1].upper() + joined[0][1:]
    return Sentence(tuple(joined), about)


def inside(label: str) -> str:
    """A label in the middle of a sentence: its first letter small, unless it begins an abbreviation ("TTHC")."""
    second = label[1:2]
    is_abbreviation = second.isupper() or second.isdecimal()
    return label if is_abbreviation else label[:1].lower() + label[1:]


MOST_NAMED = 5  # more names than these are told at the end of the report


def some_of(names: Sequence[str]) -> str:
    """Names in running text where they are few; of many the first ones, with the place where all of them stand."""
    if len(names) <= MOST_NAMED:
        return listed(names)
    comma = "; " if any("," in name for name in names) else ", "
    return f"{comma.join(names[:3])} và các cơ quan, đơn vị khác kê ở cuối báo cáo"


def listed(names: Sequence[str]) -> str:
    """Names in running text: "A", "A và B", "A, B và C"; by semicolons when a name holds a comma itself."""
    if len(names) < 2:
        return "".join(names)
    comma = "; " if any("," in name for name in names) else ", "
    return f"{comma.join(names[:-1])} và {names[-1]}"
