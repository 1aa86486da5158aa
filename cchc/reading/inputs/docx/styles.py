"""What a paragraph or character style says, its base styles included."""

import re
from dataclasses import dataclass, replace

from cchc.reading.inputs.docx.names import VAL, Element, W, number, switch, value

_HEADING = re.compile(r"heading ([1-9])$", re.IGNORECASE)
_CONTENTS = re.compile(r"toc ([1-9]|heading)$", re.IGNORECASE)
_BODY_TEXT = 9


@dataclass(frozen=True, slots=True)
class Style:
    """Resolved properties; None means that neither the style nor its bases say anything.

    `outline` counts from 0 and is 9 for body text; `number` is (numId, level), the level None when
    the numbering definition itself names the style.
    """

    key: str | None = None
    outline: int | None = None
    number: tuple[str, int | None] | None = None
    centred: bool | None = None
    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    is_contents: bool = False

    @property
    def level(self) -> int | None:
        """Heading level 1-9, or None."""
        return None if self.outline is None or self.outline >= _BODY_TEXT else self.outline + 1


class Styles:
    """All styles of one document, resolved when first asked for."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._resolved: dict[str, Style] = {}
        self._default_key: str | None = None
        self._base = Style()
        if root is None:
            return
        for element in root.iter(W + "style"):
            key = element.get(W + "styleId")
            if key:
                self._elements[key] = element
                is_default = element.get(W + "default") in {"1", "true", "on"}
                if is_default and element.get(W + "type") == "paragraph":
                    self._default_key = key
        defaults = root.find(W + "docDefaults")
        if defaults is not None:
            run = defaults.find(f"{W}rPrDefault/{W}rPr")
            paragraph = defaults.find(f"{W}pPrDefault/{W}pPr")
            self._base = _overlay(Style(), paragraph, run)

    def paragraph(self, key: str | None) -> Style:
        """Style of a paragraph; the document's default where it names none."""
        return self._resolve(key or self._default_key, ())

    def character(self, key: str) -> Style:
        """What a character style says of itself, without the document's defaults."""
        element = self._elements.get(key)
        if element is None:
            return Style()
        return _overlay(Style(), None, element.find(W + "rPr"))

    def number_of(self, key: str) -> str | None:
        """numId that a list style points to."""
        element = self._elements.get(key)
        if element is None:
            return None
        return value(element.find(f"{W}pPr/{W}numPr"), "numId")

    def _resolve(self, key: str | None, seen: tuple[str, ...]) -> Style:
        if key is None or key in seen or key not in self._elements:
            return self._base
        if key not in self._resolved:
            element = self._elements[key]
            base = self._resolve(value(element, "basedOn"), (*seen, key))
            style = _overlay(base, element.find(W + "pPr"), element.find(W + "rPr"))
            self._resolved[key] = _named(style, key, value(element, "name") or "", base)
        return self._resolved[key]


def _named(style: Style, key: str, name: str, base: Style) -> Style:
    heading = _HEADING.match(name)
    outline = style.outline
    if heading and outline == base.outline:
        outline = int(heading[1]) - 1
    return replace(style, key=key, outline=outline, is_contents=bool(_CONTENTS.match(name)))


def _overlay(base: Style, paragraph: Element | None, run: Element | None) -> Style:
    """`base` with what these properties say on top."""
    outline, centred, numbered = base.outline, base.centred, base.number
    if paragraph is not None:
        said = value(paragraph, "outlineLvl")
        outline = number(said, _BODY_TEXT) if said is not None else outline
        align = paragraph.find(W + "jc")
        centred = align.get(VAL) == "center" if align is not None else centred
        numbered = _numbered(paragraph.find(W + "numPr"), numbered)
    bold, italic, hidden = switch(run, "b"), switch(run, "i"), switch(run, "vanish")
    return Style(
        outline=outline,
        number=numbered,
        centred=centred,
        bold=base.bold if bold is None else bold,
        italic=base.italic if italic is None else italic,
        hidden=base.hidden if hidden is None else hidden,
    )


def _numbered(
    said: Element | None, inherited: tuple[str, int | None] | None
) -> tuple[str, int | None] | None:
    if said is None:
        return inherited
    key = value(said, "numId") or (inherited[0] if inherited else None)
    if key is None:
        return None
    level = value(said, "ilvl")
    return key, None if level is None else number(level)
