"""Charts as SVG that stand alike on a page, in a PDF and (drawn as PNG) in a Word file.

No style sheet, script or outside font: presentation attributes only, so that a strict content policy lets them
pass. Colour never stands alone: each bar carries its figure and a word, parts of a bar differ by hatching too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal
from xml.sax.saxutils import escape
from zlib import crc32

Tone = Literal["plain", "ontime", "soon", "late"]
_FILL: Final = {"plain": "#3b6ea5", "ontime": "#2f7d4f", "soon": "#c27c0e", "late": "#b3261e"}
# Drawn within a disc of 14 points, so that no font has to know a tick.
_ICON: Final = {
    "ontime": "M4 7.5L6.2 9.8L10.2 4.8",
    "soon": "M7 3.2V8M7 10V11",
    "late": "M4.5 4.5L9.5 9.5M9.5 4.5L4.5 9.5",
}
_INK: Final = "#1f2933"
_QUIET: Final = "#6b7785"
_TRACK: Final = "#eef1f4"
_FAMILY: Final = "Tinos, 'Times New Roman', serif"
_WIDTH: Final = 640
_LABEL: Final = 210
_TAIL: Final = 170
_SIZE: Final = 13
_LETTER: Final = 6.2  # usual width of a letter at that size
_LINE: Final = 15
_ROW_GAP: Final = 10


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: `value` None draws no bar, and `shown` says why ("Chưa có số liệu").

    shown: the figure as written, with its mark ("80% (ước)"). target: drawn as a line across the bar, worded by
    `target_shown`. tone with its word ("late", "Chậm").
    """

    label: str
    value: float | None
    shown: str
    target: float | None = None
    target_shown: str = ""
    tone: Tone = "plain"
    word: str = ""


@dataclass(frozen=True, slots=True)
class Stack:
    """One row of parts, in the order of the chart's `parts`."""

    label: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StackPart:
    """One kind of part: name in the legend, colour and hatching."""

    name: str
    fill: str
    hatch: Literal["none", "up", "down", "dots"] = "none"


TASK_PARTS: Final = (
    StackPart("Hoàn thành đúng hạn", "#2f7d4f"),
    StackPart("Hoàn thành quá hạn", "#7aa98c", "up"),
    StackPart("Đang thực hiện, trong hạn", "#c9d3dd", "dots"),
    StackPart("Quá hạn chưa hoàn thành", "#b3261e", "down"),
)


def bars(title: str, rows: Sequence[Bar], *, most: float | None = None) -> str:
    """Horizontal bars, one a row: targets against values, by area, by unit, over periods.

    most: the value that fills the track; the largest value or target when None. A larger value fills it whole.
    """
    values = [number for row in rows for number in (row.value, row.target) if number is not None]
    top = most or max([*values, 0]) or 1
    room = _WIDTH - _LABEL - _TAIL
    parts: list[str] = []
    y = 0.0
    for row in rows:
        lines = _wrapped(row.label, _LABEL - 12)
        notes = [
            " - ".join(filter(None, (row.shown, row.word))),
            *([f"Chỉ tiêu {row.target_shown}"] if row.target_shown else []),
        ]
        height = max(len(lines), len(notes)) * _LINE + 2
        parts += _lines(lines, 0, y)
        parts.append(_rect(_LABEL, y + 1, room, 16, _TRACK))
        if row.value is not None:
            length = room * min(max(row.value, 0), top) / top
            parts.append(_rect(_LABEL, y + 1, length, 16, _FILL[row.tone]))
        if row.target is not None:
            x = _LABEL + room * min(max(row.target, 0), top) / top
            parts.append(_rect(x - 1, y - 2, 2, 22, _INK))
        tail = _LABEL + room + 8
        parts += _icon(tail, y + 2, row.tone)
        parts += _lines(notes[:1], tail + 18, y, bold=row.value is not None)
        parts += _lines(notes[1:], tail + 18, y + _LINE, ink=_QUIET)
        y += height + _ROW_GAP
    return _drawing(title, _described(title, rows), y, parts)


def stacks(title: str, rows: Sequence[Stack], parts: Sequence[StackPart] = TASK_PARTS) -> str:
    """Bars of whole numbers in parts, all to one scale, with a legend. A row of nothing says so."""
    mark = f"h{crc32(repr((title, rows)).encode()):08x}"
    top = max([sum(row.values) for row in rows] + [1])
    room = _WIDTH - _LABEL - 60
    drawn: list[str] = []
    y = 0.0
    for row in rows:
        lines = _wrapped(row.label, _LABEL - 12)
        drawn += _lines(lines, 0, y)
        x = float(_LABEL)
        for place, value in enumerate(row.values):
            length = room * value / top
            if not value:
                continue
            drawn.append(_rect(x, y, length - 1, 18, parts[place].fill))
            if parts[place].hatch != "none":
                drawn.append(_rect(x, y, length - 1, 18, f"url(#{mark}-{parts[place].hatch})"))
            if length > 4 + _LETTER * len(str(value)):
                drawn.append(_figure(x + length / 2, y + 13, str(value), parts[place]))
            x += length
        total = sum(row.values)
        drawn += _lines([str(total) if total else "Không có"], x + 6, y, bold=True)
        y += max(len(lines) * _LINE, 18) + _ROW_GAP
    y, legend = _legend(parts, y + 4, mark)
    said = "; ".join(
        f"{row.label}: "
        + ", ".join(
            f"{part.name.lower()} {value}" for part, value in zip(parts, row.values, strict=True)
        )
        for row in rows
    )
    return _drawing(title, f"{title}. {said}.", y, [_hatches(mark), *drawn, *legend])


def _described(title: str, rows: Sequence[Bar]) -> str:
    said = "; ".join(
        f"{row.label}: {row.shown}"
        + (f", chỉ tiêu {row.target_shown}" if row.target_shown else "")
        + (f", {row.word.lower()}" if row.word else "")
        for row in rows
    )
    return f"{title}. {said}."


def _hatches(mark: str) -> str:
    """Patterns under names of this chart's own: several charts stand on one page."""
    drawn = {
        "up": '<path d="M0 6L6 0" stroke="#ffffff" stroke-width="1.5"/>',
        "down": '<path d="M0 0L6 6" stroke="#ffffff" stroke-width="1.5"/>',
        "dots": '<rect x="2" y="2" width="1.6" height="1.6" fill="#6b7785"/>',
    }
    patterns = (
        f'<pattern id="{mark}-{name}" width="6" height="6" patternUnits="userSpaceOnUse">'
        f"{shape}</pattern>"
        for name, shape in drawn.items()
    )
    return f"<defs>{''.join(patterns)}</defs>"


def _icon(x: float, y: float, tone: Tone) -> list[str]:
    shape = _ICON.get(tone)
    if shape is None:
        return []
    return [
        f'<g transform="translate({x:.1f} {y:.1f})"><circle cx="7" cy="7" r="7" fill="{_FILL[tone]}"/>'
        f'<path d="{shape}" fill="none" stroke="#ffffff" stroke-width="1.6"/></g>'
    ]


def _drawing(title: str, described: str, height: float, parts: Sequence[str]) -> str:
    tall = max(round(height), 20)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {tall}" width="{_WIDTH}" '
        f'height="{tall}" role="img" font-family="{_FAMILY}" font-size="{_SIZE}" fill="{_INK}">'
        f"<title>{escape(title)}</title><desc>{escape(described)}</desc>{''.join(parts)}</svg>"
    )


def _legend(parts: Sequence[StackPart], y: float, mark: str) -> tuple[float, list[str]]:
    drawn: list[str] = []
    x = 0.0
    for part in parts:
        width = 26 + _LETTER * len(part.name) + 16
        if x and x + width > _WIDTH:
            x, y = 0.0, y + 20
        drawn.append(_rect(x, y, 18, 12, part.fill))
        if part.hatch != "none":
            drawn.append(_rect(x, y, 18, 12, f"url(#{mark}-{part.hatch})"))
        drawn += _lines([part.name], x + 24, y - 2)
        x += width
    return y + 20, drawn


def _figure(x: float, y: float, words: str, part: StackPart) -> str:
    width = _LETTER * len(words) + 6
    plate = "" if part.hatch == "none" else _rect(x - width / 2, y - 11, width, 14, "#ffffff")
    ink = "#ffffff" if part.hatch == "none" else _INK
    return f'{plate}<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" fill="{ink}">{words}</text>'


def _rect(x: float, y: float, width: float, height: float, fill: str) -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{height:.1f}" '
        f'fill="{fill}"/>'
    )


def _lines(
    lines: Sequence[str], x: float, y: float, *, bold: bool = False, ink: str = ""
) -> list[str]:
    weight = ' font-weight="bold"' if bold else ""
    fill = f' fill="{ink}"' if ink else ""
    return [
        f'<text x="{x:.1f}" y="{y + 13 + place * _LINE:.1f}"{weight}{fill}>{escape(line)}</text>'
        for place, line in enumerate(lines)
    ]


def _wrapped(text: str, width: float) -> list[str]:
    """The label in lines that fit, three at most; what does not fit ends with "…"."""
    most = int(width / _LETTER)
    lines: list[str] = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= most or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    kept = [line[:most] for line in lines[:3]]
    if len(lines) > 3:
        kept[-1] = f"{kept[-1][: most - 1]}…"
    return kept
