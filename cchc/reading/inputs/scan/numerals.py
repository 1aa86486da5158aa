"""Roman numerals counted on the picture: the recogniser knows words, and takes III for II, I. for L.

A quarter read wrong is a deadline read wrong, so that the upright strokes themselves decide. See
docs/algorithms/reading.md.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from PIL import Image

from cchc.reading.inputs.scan.words import Found

_NUMERAL = re.compile(
    r"(?P<before>\(?(?:Q\.)?X*V?)(?P<ones>[IHLl|!]{1,4})(?P<after>(?:[.,;:)/-][\d.,;:)/-]*)?)"
)
_BARS = ("|", "¦", "!", "[", "]")
_STROKE = 30  # mean lightness (0 black) of a column of dots that an upright stroke fills; the side of a 0 has 45
_MOST_ONES = 3
_DOT_FROM = 0.7  # of the height of the letters: what lies below is a full stop
_DOT_WIDTH = (3, 16)  # dots
_REACH = 0.5  # of the line's size: how far behind a numeral its full stop may stand
_WHITE = 225  # a lighter mean holds no ink


def counted(found: Sequence[Found], picture: Path) -> list[Found]:
    """The words, with the ones of Roman numerals as many as there are strokes in the picture.

    A numeral that begins a line gets back the full stop that was overlooked. Bars beside words are dropped: the rules
    of the page were taken out, so that they are dirt.
    """
    words = [word for word in found if len(found) == 1 or word.text not in _BARS]
    if not any(_NUMERAL.fullmatch(word.text) for word in words):
        return words
    with Image.open(picture) as opened:
        page = opened.convert("L")
    return [_mended(word, page) for word in words]


def _mended(word: Found, page: Image.Image) -> Found:
    parts = _NUMERAL.fullmatch(word.text)
    if parts is None or parts["ones"] + parts["after"][:1] == "l)":  # the item between k) and m)
        return word
    strokes = _strokes(word, page)
    ones = len(strokes) - parts["after"].count("1")
    if not 1 <= ones <= _MOST_ONES:
        return word
    after = parts["after"]
    if not after and word.is_first and _has_dot_behind(strokes[-1], word, page):
        after = "."
    return replace(word, text=f"{parts['before']}{'I' * ones}{after}")


def _strokes(word: Found, page: Image.Image) -> list[int]:
    """Where upright strokes as tall as the word end, in dots from the left of the page."""
    left, foot = round(word.left), round(min(word.bottom, word.foot))
    columns = _columns(page, (left, round(word.top), round(word.right), foot))
    return [
        left + end for filled, _, end in _runs([value < _STROKE for value in columns]) if filled
    ]


def _has_dot_behind(stroke: int, word: Found, page: Image.Image) -> bool:
    """Whether a small spot stands at the foot of the line, behind the stroke and its serif."""
    top, foot = round(word.top), round(min(word.bottom, word.foot))
    right = round(word.right + word.size * _REACH)
    low = round(top + (foot - top) * _DOT_FROM)
    below = _columns(page, (stroke, low, right, foot + 2))
    above = _columns(page, (stroke, top, right, low))
    inked = [run for run in _runs([value < _WHITE for value in below]) if run[0]]
    spots = [(start, end) for _, start, end in inked if start > 0]
    if not spots:
        return False
    start, end = spots[0]
    is_low = all(value >= _WHITE for value in above[start:end])
    return is_low and _DOT_WIDTH[0] <= end - start <= _DOT_WIDTH[1]


def _columns(page: Image.Image, box: tuple[int, int, int, int]) -> bytes:
    """Mean lightness of each column of dots in the box; nothing for an empty box."""
    if box[2] <= box[0] or box[3] <= box[1]:
        return b""
    return page.crop(box).resize((box[2] - box[0], 1), Image.Resampling.BOX).tobytes()


def _runs(values: Sequence[bool]) -> list[tuple[bool, int, int]]:
    """(value, start, end) of each stretch of equal values."""
    runs, start = [], 0
    for value, stretch in groupby(values):
        end = start + len(list(stretch))
        runs.append((value, start, end))
        start = end
    return runs
