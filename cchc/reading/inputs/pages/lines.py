"""Printed lines of one PDF page, put together from words and their places."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from cchc.core.text import squeeze
from cchc.reading.inputs.assembly import Box

_SAME_LINE = 0.5
_TOUCHING = 0.08
WIDE_GAP = 0.85
# How far off the middle a line may be, and the least indent for that, in line heights: lines that
# hang under a list item have a small indent, and the right margin of ragged text is not seen exactly.
_CENTRED = ((0.6, 2.0), (1.6, 4.0))
_GAP = 1.25
_BOLD = ("bold", "black", "heavy", "demi")
_ITALIC = ("italic", "oblique")


@dataclass(frozen=True, slots=True)
class Word:
    """One word, in points from the top left of its page."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    bold: bool
    italic: bool

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


@dataclass(slots=True)
class Line:
    """Words that stand beside each other, put together. Made by `line_of`.

    `halves` are the words left and right of the widest gap, kept only where that gap is wider than
    between words: only such a line can stand in two columns. `lead` is the width of the first word;
    `is_apart` marks the lines of a letterhead or signature.
    """

    page: int
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    height: float
    bold: bool
    italic: bool
    halves: tuple[Sequence[Word], Sequence[Word]] | None
    lead: float
    centred: bool = False
    is_apart: bool = False
    blank_before: bool = False

    @property
    def box(self) -> Box:
        edges = (self.x0, self.top, self.x1, self.bottom)
        x0, top, x1, bottom = (round(edge, 1) for edge in edges)
        return self.page, x0, top, x1, bottom


def line_of(page: int, words: Sequence[Word]) -> Line:
    """One line from its words, left to right; there must be at least one."""
    height = median(word.bottom - word.top for word in words)
    return Line(
        page=page,
        text=_text(words),
        x0=words[0].x0,
        top=min(word.top for word in words),
        x1=max(word.x1 for word in words),
        bottom=max(word.bottom for word in words),
        height=height,
        bold=all(word.bold for word in words),
        italic=all(word.italic for word in words),
        halves=_halves(words, height),
        lead=words[0].x1 - words[0].x0,
    )


def run_on(text: str, following: str) -> str:
    """Two printed lines of one paragraph; a code cut behind its mark (`NĐ-` / `CP`, `bài/` / `tháng`) gets no space."""
    return f"{text}{following}" if is_cut(text) else f"{text} {following}"


def is_cut(text: str) -> bool:
    """Whether a line ends inside a code or a share, behind its hyphen or slash."""
    return len(text) > 1 and text.endswith(("-", "/")) and text[-2] != " "


def _text(words: Sequence[Word]) -> str:
    """Canonical text; pieces of one word that change face in the middle are put together."""
    parts = [words[0].text]
    for before, word in pairwise(words):
        touching = word.x0 - before.x1 < _TOUCHING * (word.bottom - word.top)
        parts.append(word.text if touching else f" {word.text}")
    return squeeze("".join(parts))


def _halves(words: Sequence[Word], height: float) -> tuple[Sequence[Word], Sequence[Word]] | None:
    gaps = [
        (after.x0 - before.x1, index)
        for index, (before, after) in enumerate(pairwise(words), start=1)
    ]
    widest, index = max(gaps, default=(0.0, 0))
    return None if widest < height * WIDE_GAP else (words[:index], words[index:])


def words_of(found: Iterable[dict[str, Any]]) -> list[Word]:
    """pdfplumber's words (with `fontname`) as ours; turned text, such as stamps, is left out."""
    words = list(found)
    upright = [word for word in words if word["upright"]]
    return [
        Word(
            word["text"], float(word["x0"]), float(word["top"]), float(word["x1"]),
            float(word["bottom"]), _says(word["fontname"], _BOLD), _says(word["fontname"], _ITALIC),
        )
        for word in upright or words
    ]  # fmt: skip


def rows_of(words: Sequence[Word]) -> list[list[Word]]:
    """Words grouped by height into rows from top to bottom, whatever the gaps between them."""
    rows: list[list[Word]] = []
    tallest: tuple[float, float] = (0.0, 0.0)
    for word in sorted(words, key=lambda word: (word.top + word.bottom, word.x0)):
        if rows and _overlap(word, *tallest) > _SAME_LINE:
            rows[-1].append(word)
            tallest = max(tallest, (word.top, word.bottom), key=lambda span: span[1] - span[0])
        else:
            rows.append([word])
            tallest = (word.top, word.bottom)
    for row in rows:
        row.sort(key=lambda word: word.x0)
    return rows


def mark_layout(lines: Sequence[Line], left: float, right: float) -> None:
    """Say which lines are centred in the text area and which have a larger gap above.

    `lines` are rows over the full width of one page, top to bottom; the text area of that page runs
    from `left` to `right`.
    """
    pitches = [below.bottom - above.bottom for above, below in pairwise(lines)]
    usual = _usual(pitches)
    for line in lines:
        indent, rest = line.x0 - left, right - line.x1
        line.centred = any(
            abs(indent - rest) < line.height * off and min(indent, rest) > line.height * least
            for off, least in _CENTRED
        )
    for line, pitch in zip(lines[1:], pitches, strict=True):
        line.blank_before = line.blank_before or (usual > 0 and pitch > usual * _GAP)


def _usual(pitches: Sequence[float]) -> float:
    """Distance of lines inside a paragraph: the smaller ones of the page."""
    falling = sorted(pitch for pitch in pitches if pitch > 0)
    return falling[len(falling) // 4] if falling else 0.0


def _overlap(word: Word, top: float, bottom: float) -> float:
    shared = min(word.bottom, bottom) - max(word.top, top)
    return shared / max(min(word.bottom - word.top, bottom - top), 0.1)


def _says(font: str | None, names: tuple[str, ...]) -> bool:
    folded = (font or "").lower()
    return any(name in folded for name in names)
