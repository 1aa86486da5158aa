"""Documents cited in a text: known ones, with the title that stands behind the number."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from cchc.core.text import fold
from cchc.reading import lexicon
from cchc.reading.checks.known import KnownText, Library
from cchc.reading.flat import flat

_DAY = r"(?:\s*,?\s*ngay\s+\d{1,2}(?:\s*[/.-]\s*|\s+thang\s+)\d{1,2}(?:\s*[/.-]\s*|\s+nam\s+)(?P<year>\d{4}))?"
_NUMBER = re.compile(
    rf"(?<![\d/])(?P<number>\d{{1,5}}[a-d]?(?:/\d{{4}})?/[a-z]{{1,6}}\d{{0,2}}[a-z]{{0,3}}(?:-[a-z]{{1,12}}){{0,3}})(?![a-z0-9/]){_DAY}"
)
_COMMA = re.compile(r"\s*,?\s*")
_END = re.compile(r"[.;:()]")
_BEFORE = 40
_TITLE = 400
_FEWEST = 4
_LIKE = 0.6


@dataclass(frozen=True, slots=True)
class Citation:
    """A known document where a text cites it; `title` as cited, "" where the text gives none."""

    text: KnownText
    title: str


def citations_in(text: str, library: Library) -> Iterator[Citation]:
    """Known documents in the order cited; not those that are named as replaced or repealed."""
    plain = flat(text)
    for match in _NUMBER.finditer(plain):
        known = library.numbered(match["number"], int(match["year"]) if match["year"] else None)
        if known is not None and not _named_as_old(plain, match.start()):
            yield Citation(known, _title_behind(text, plain, match.end()))
    for match in library.law_names.finditer(plain) if library.law_names else ():
        law = library.law(match[1], int(match[2]))
        if law is not None and not _named_as_old(plain, match.start()):
            yield Citation(law, "")


def is_another_title(cited: str, known: str) -> bool:
    """Whether a cited title is that of another document.

    The words of the citation, as many as the known title has and two more, are looked for in it; below three fifths
    it is another title. Short forms are written in full first; a citation of fewer than four words is no title.
    """
    title = _words(known)
    words = set(_words(cited)[: len(title) + 2])
    return len(words) >= _FEWEST and len(words & set(title)) / len(words) < _LIKE


def _words(title: str) -> list[str]:
    rules = _rules()
    written = (rules["short"].get(word, word) for word in fold(title).split())
    return [word for word in " ".join(written).split() if word not in rules["plain"]]


def _named_as_old(plain: str, start: int) -> bool:
    before = plain[max(0, start - _BEFORE) : start]
    return lexicon.finder("checks", "citations", "old").search(before) is not None


def _title_behind(text: str, plain: str, start: int) -> str:
    start = _end_of(_issuer(), plain, start)
    start = _end_of(_COMMA, plain, start)
    if lexicon.opener("checks", "citations", "openers").match(plain, start) is None:
        return ""
    end = _END.search(plain, start, start + _TITLE)
    return text[start : end.start() if end else start + _TITLE]


def _end_of(pattern: re.Pattern[str], plain: str, start: int) -> int:
    match = pattern.match(plain, start)
    return match.end() if match else start


@cache
def _issuer() -> re.Pattern[str]:
    openers = lexicon.any_of("checks", "citations", "openers")
    return re.compile(rf"\s*,?\s*cua\s+[^.;:()]{{2,80}}?\s(?={openers}\b)")


@cache
def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = lexicon.table("checks")["citations"]
    return {"plain": frozenset(rules["plain"]), "short": rules["short"]}
