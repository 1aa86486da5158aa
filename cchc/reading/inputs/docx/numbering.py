"""Word's automatic numbers, resolved to what is printed: `I.`, `Điều 2.`, `1.1.`, `a)`, `-`."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from cchc.core.text import squeeze
from cchc.reading.inputs.docx.names import Element, W, number, switch, value
from cchc.reading.inputs.docx.styles import Style, Styles

LEVELS = 9
_MAX_COUNT = 100_000
_SLOT = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_BULLETS = {"+": "+", "\uf02b": "+", "*": "*"}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: `pattern` holds %1..%9, `restart` the level that restarts it."""

    start: int = 1
    style: str = "decimal"
    pattern: str = ""
    restart: int | None = None
    is_legal: bool = False
    paragraph_style: str | None = None


@dataclass(slots=True)
class _Sequence:
    """Counters that all lists made from one definition share, as in Word."""

    counts: list[int | None] = field(default_factory=lambda: [None] * LEVELS)
    used: set[tuple[str, int]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _List:
    definition: str
    levels: dict[int, Level]
    restarts: dict[int, int]


class Numbering:
    """Counts through one document; ask for every numbered paragraph once, in reading order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._lists: dict[str, _List] = {}
        self._sequences: dict[str, _Sequence] = {}
        if root is None:
            return
        definitions = {
            element.get(W + "abstractNumId") or "": element
            for element in root.iterchildren(W + "abstractNum")
        }
        nums = {element.get(W + "numId") or "": element for element in root.iterchildren(W + "num")}
        levels_of = {key: _levels(element) for key, element in definitions.items()}
        for key, element in nums.items():
            definition = value(element, "abstractNumId") or ""
            definition = _linked(definition, definitions, nums, styles)
            self._lists[key] = _list(element, definition, levels_of.get(definition, {}))

    def label(self, said: Element | None, style: Style) -> str:
        """Printed number of the next paragraph with this `w:numPr` and style; "" when it has none.

        Counts on, so that it must be asked exactly once per paragraph. Any bullet is "-", except
        "+" and "*", which plans use as a level of their own.
        """
        found = self._find(said, style)
        if found is None:
            return ""
        key, index = found
        numbered = self._lists[key]
        level = numbered.levels.get(index)
        if level is None:
            return ""
        counts = self._count(key, numbered, index, level)
        if level.style == "bullet":
            return _BULLETS.get(level.pattern, "-")
        return _printed(numbered.levels, level, counts)

    def _find(self, said: Element | None, style: Style) -> tuple[str, int] | None:
        direct = value(said, "numId")
        key = direct if direct is not None else (style.number[0] if style.number else None)
        if key is None or key not in self._lists:
            return None
        level = value(said, "ilvl")
        if level is not None:
            index = number(level)
        elif direct is None and style.number is not None:
            index = self._level_of_style(key, style)
        else:
            index = 0
        return (key, index) if 0 <= index < LEVELS else None

    def _level_of_style(self, key: str, style: Style) -> int:
        for index, level in self._lists[key].levels.items():
            if style.key is not None and level.paragraph_style == style.key:
                return index
        return (style.number[1] if style.number else None) or 0

    def _count(self, key: str, numbered: _List, index: int, level: Level) -> list[int | None]:
        sequence = self._sequences.setdefault(numbered.definition, _Sequence())
        counts = sequence.counts
        override = numbered.restarts.get(index)
        start = level.start if override is None else override
        current = counts[index]
        if current is None or (override is not None and (key, index) not in sequence.used):
            counts[index] = start
        else:
            counts[index] = min(current + 1, _MAX_COUNT)
        sequence.used.add((key, index))
        for higher in range(index):
            if counts[higher] is None:
                counts[higher] = numbered.levels.get(higher, Level()).start
        for deeper in range(index + 1, LEVELS):
            said = numbered.levels.get(deeper)
            restart = deeper if said is None or said.restart is None else said.restart
            if restart > index:
                counts[deeper] = None
        return counts


def _linked(
    key: str, definitions: dict[str, Element], nums: dict[str, Element], styles: Styles
) -> str:
    """A definition that only points to a list style stands for the one behind that style."""
    style = value(definitions.get(key), "numStyleLink")
    target = styles.number_of(style) if style else None
    if target is None:
        return key
    return value(nums.get(target), "abstractNumId") or key


def _list(element: Element, definition: str, levels: dict[int, Level]) -> _List:
    levels = dict(levels)
    restarts: dict[int, int] = {}
    for override in element.iterchildren(W + "lvlOverride"):
        index = number(override.get(W + "ilvl"))
        replaced = override.find(W + "lvl")
        if replaced is not None:
            levels[index] = _level(replaced)
        start = value(override, "startOverride")
        if start is not None:
            restarts[index] = number(start, 1)
    return _List(definition, levels, restarts)


def _levels(element: Element) -> dict[int, Level]:
    return {
        number(child.get(W + "ilvl")): _level(child) for child in element.iterchildren(W + "lvl")
    }


def _level(element: Element) -> Level:
    restart = value(element, "lvlRestart")
    return Level(
        start=number(value(element, "start"), 1),
        style=value(element, "numFmt") or "decimal",
        pattern=squeeze(value(element, "lvlText") or ""),
        restart=None if restart is None else number(restart),
        is_legal=switch(element, "isLgl") or False,
        paragraph_style=value(element, "pStyle"),
    )


def _printed(levels: dict[int, Level], level: Level, counts: list[int | None]) -> str:
    def slot(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        shown = levels.get(index, Level())
        count = counts[index]
        style = "decimal" if level.is_legal else shown.style
        return in_style(shown.start if count is None else count, style)

    return _SLOT.sub(slot, level.pattern)


def in_style(count: int, style: str) -> str:
    """A count in one of Word's number formats; formats not known here print as decimals."""
    return _FORMATS.get(style, str)(count)


def _letters(count: int) -> str:
    """a..z, then aa, bb, as Word does."""
    if count < 1:
        return str(count)
    return chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 30)


def _roman(count: int) -> str:
    if not 0 < count < 4000:
        return str(count)
    text = ""
    for amount, letters in _ROMAN:
        repeated, count = divmod(count, amount)
        text += letters * repeated
    return text


_FORMATS: dict[str, Callable[[int], str]] = {
    "lowerLetter": _letters,
    "upperLetter": lambda count: _letters(count).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
    "decimalZero": lambda count: f"{count:02d}",
    "numberInDash": lambda count: f"- {count} -",
    "none": lambda _: "",
    "bullet": lambda _: "",
}
