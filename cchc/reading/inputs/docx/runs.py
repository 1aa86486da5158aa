"""The visible text of one paragraph: hidden, deleted and field-code text left out."""

from dataclasses import dataclass, field

from cchc.reading.inputs.docx.names import MATH, MC, Element, W, switch, value
from cchc.reading.inputs.docx.styles import Style, Styles

BREAK = "\n"
_TEXT_BOX = W + "txbxContent"
_GOING_IN = {
    W + "hyperlink", W + "ins", W + "moveTo", W + "smartTag", W + "customXml", W + "fldSimple",
    W + "sdt", W + "sdtContent", W + "dir", W + "bdo", W + "ruby", W + "rubyBase",
    MATH + "oMath", MATH + "oMathPara",
}  # fmt: skip
_CHARACTERS = {
    W + "tab": "\t", W + "ptab": "\t", W + "cr": BREAK, W + "noBreakHyphen": "-",
}  # fmt: skip
# The Symbol font keeps its marks in the private area; old files have them as bullets.
_SYMBOLS = {
    0xF02B: "+", 0xF02D: "-", 0xF0A3: "≤", 0xF0B3: "≥", 0xF0B1: "±", 0xF0B4: "×", 0xF0AE: "→",
    0xF0B7: "•", 0xF0A7: "•", 0xF0D8: "•", 0xF076: "•", 0xF0FC: "•", 0xF06E: "•", 0xF071: "•",
}  # fmt: skip
_PRIVATE = {code: _SYMBOLS.get(code, "") for code in range(0xF000, 0xF100)}


@dataclass(slots=True)
class Inline:
    """What one paragraph shows. `boxes` are the contents of text boxes anchored in it."""

    parts: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    shown: int = 0
    bold: int = 0
    italic: int = 0
    has_page_break: bool = False
    has_picture: bool = False
    is_revised: bool = False

    @property
    def text(self) -> str:
        return "".join(self.parts)

    @property
    def is_bold(self) -> bool:
        """Every visible character is bold."""
        return self.shown > 0 and self.bold == self.shown

    @property
    def is_italic(self) -> bool:
        return self.shown > 0 and self.italic == self.shown

    def add(self, text: str, *, bold: bool, italic: bool) -> None:
        self.parts.append(text)
        weight = len(text) - text.count(" ")
        self.shown += weight
        self.bold += weight if bold else 0
        self.italic += weight if italic else 0


class Runs:
    """Collects the runs of paragraphs. Word lets a field begin in one run and end in another."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._codes: list[bool] = []

    def read(self, paragraph: Element, style: Style, into: Inline | None = None) -> Inline:
        """Text of `paragraph`; `into` is given when the mark before it was deleted."""
        inline = into or Inline()
        self._codes.clear()
        self._collect(paragraph, style, inline)
        return inline

    def _collect(self, parent: Element, style: Style, inline: Inline) -> None:
        for child in parent:
            tag = child.tag
            if tag == W + "r":
                self._run(child, style, inline)
            elif tag == MATH + "r":
                text = "".join(part.text or "" for part in child.iterchildren(MATH + "t"))
                inline.add(text, bold=bool(style.bold), italic=bool(style.italic))
            elif tag in _GOING_IN or (isinstance(tag, str) and tag.startswith(MATH)):
                inline.is_revised |= tag in {W + "ins", W + "moveTo"}
                self._collect(child, style, inline)
            elif tag in {W + "del", W + "moveFrom"}:
                inline.is_revised = True
            elif tag == MC + "AlternateContent":
                self._collect(alternative(child), style, inline)

    def _run(self, run: Element, style: Style, inline: Inline) -> None:
        properties = run.find(W + "rPr")
        bold, italic, hidden = bool(style.bold), bool(style.italic), bool(style.hidden)
        if properties is not None:
            named = value(properties, "rStyle")
            own = self._styles.character(named) if named else Style()
            bold = _first(switch(properties, "b"), own.bold, bold)
            italic = _first(switch(properties, "i"), own.italic, italic)
            hidden = _first(switch(properties, "vanish"), own.hidden, hidden)
        if not hidden:
            self._content(run, inline, bold=bold, italic=italic)

    def _content(self, run: Element, inline: Inline, *, bold: bool, italic: bool) -> None:
        for child in run:
            tag = child.tag
            if tag == W + "fldChar":
                self._field(child.get(W + "fldCharType"))
            elif any(self._codes):
                continue
            elif tag == W + "t":
                text = child.text or ""
                inline.add(text.translate(_PRIVATE), bold=bold, italic=italic)
            elif tag in _CHARACTERS:
                inline.parts.append(_CHARACTERS[tag])
            elif tag == W + "br":
                self._break(child, inline)
            elif tag == W + "sym":
                inline.parts.append(_symbol(child))
            elif tag == W + "drawing" or tag == W + "pict" or tag == W + "object":
                self._drawing(child, inline)
            elif tag == MC + "AlternateContent":
                self._content(alternative(child), inline, bold=bold, italic=italic)

    def _break(self, child: Element, inline: Inline) -> None:
        if child.get(W + "type") in {"page", "column"}:
            inline.has_page_break = True
        inline.parts.append(BREAK)

    def _drawing(self, drawing: Element, inline: Inline) -> None:
        boxes = _outermost_boxes(drawing)
        inline.boxes.extend(boxes)
        inline.has_picture |= not boxes

    def _field(self, kind: str | None) -> None:
        """True on the stack while a field's code, not its result, is being passed."""
        if kind == "begin":
            self._codes.append(True)
        elif kind == "separate" and self._codes:
            self._codes[-1] = False
        elif kind == "end" and self._codes:
            self._codes.pop()


def alternative(element: Element) -> Element:
    """The one branch to read: both hold the same text for newer and older versions of Word."""
    choice = element.find(MC + "Choice")
    if choice is not None and len(choice):
        return choice
    fallback = element.find(MC + "Fallback")
    return fallback if fallback is not None else element


def _outermost_boxes(element: Element) -> list[Element]:
    found: list[Element] = []
    for child in element:
        if child.tag == _TEXT_BOX:
            found.append(child)
        elif child.tag == MC + "AlternateContent":
            found.extend(_outermost_boxes(alternative(child)))
        elif len(child):
            found.extend(_outermost_boxes(child))
    return found


def _first(said: bool | None, named: bool | None, inherited: bool) -> bool:
    if said is not None:
        return said
    return inherited if named is None else named


def _symbol(element: Element) -> str:
    try:
        code = int(element.get(W + "char") or "", 16)
    except ValueError:
        return ""
    return _PRIVATE.get(code | 0xF000, "")
