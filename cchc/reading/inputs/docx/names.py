"""Names of WordprocessingML, and the two questions asked of nearly every element."""

from lxml import etree

Element = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
VAL = W + "val"


def value(parent: Element | None, name: str) -> str | None:
    """`w:val` of the named child, or None."""
    child = parent.find(W + name) if parent is not None else None
    return None if child is None else child.get(VAL)


def number(text: str | None, default: int = 0) -> int:
    """A whole number written in an attribute; anything else is the default."""
    try:
        return int(text) if text is not None else default
    except ValueError:
        return default


def switch(parent: Element | None, name: str) -> bool | None:
    """An on/off property: None when it is not said."""
    child = parent.find(W + name) if parent is not None else None
    return None if child is None else child.get(VAL, "1") not in {"0", "false", "off", "none"}
