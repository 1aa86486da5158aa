"""Joins printed lines where the page itself shows that a paragraph goes on.

What the page does not show (no indent, a line that ends with a full stop at the margin) is left as
lines: the structure step knows the words.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce

from cchc.reading.inputs.assembly import Box
from cchc.reading.inputs.pages.lines import Line, run_on

_ENDS = (".", ";", ":", "!", "?")
_SPACE = 0.25
_INDENT = 0.8
_HANGING = 2.5
_NUMERAL = 4
_BULLET = re.compile(r"(?:[*+•●▪·\uf0b7]|[-–—](?=\s+[^\W\d_a-zà-ỹđ])|\(?\d{1,2}\)|[a-zđ]\))\s+\S")


@dataclass(slots=True)
class Joined:
    """Lines of one paragraph, or of the part of it that is sure; `right` is the edge of the text."""

    lines: list[Line]
    right: float

    @property
    def text(self) -> str:
        return reduce(run_on, (line.text for line in self.lines))

    @property
    def box(self) -> Box:
        """Around its lines on the page where it begins."""
        page = self.lines[0].page
        boxes = [line.box for line in self.lines if line.page == page]
        return (
            page, min(box[1] for box in boxes), min(box[2] for box in boxes),
            max(box[3] for box in boxes), max(box[4] for box in boxes),
        )  # fmt: skip

    def goes_on(self, line: Line) -> bool:
        """Whether `line`, printed next, surely belongs to it."""
        first, before = self.lines[0], self.lines[-1]
        if line.is_apart or before.is_apart or line.centred or before.centred:
            return False
        if line.blank_before and line.page == before.page:
            return False
        if line.bold != before.bold or _is_capitals(line) != _is_capitals(before):
            return False
        room = self.right - before.x1 - line.lead - line.height * _SPACE
        if room > 0 or abs(line.height - before.height) > 1:
            return False
        if _BULLET.match(line.text) and abs(line.x0 - first.x0) < line.height * _SPACE:
            return False
        if first.x0 - line.x0 > line.height * _INDENT:
            return True
        allowed = line.height * (_HANGING if first is before else _INDENT)
        return line.x0 - before.x0 < allowed and not before.text.endswith(_ENDS)


def _is_capitals(line: Line) -> bool:
    """Whether a line is printed in capitals; the rest of a wrapped line such as ``IV.`` says nothing."""
    return line.text.isupper() and sum(map(str.isalpha, line.text)) > _NUMERAL


def joined(lines: Iterable[tuple[Line, float]]) -> Iterator[Joined]:
    """Paragraphs from lines in reading order, each with the right edge of its page's text."""
    current: Joined | None = None
    for line, right in lines:
        if current is not None and current.goes_on(line):
            current.lines.append(line)
            current.right = right
            continue
        if current is not None:
            yield current
        current = Joined([line], right)
    if current is not None:
        yield current
