"""What each part of the tree is about: purpose, targets, tasks, organisation; and its area."""

from functools import cache

from cchc.reading import lexicon
from cchc.reading.flat import flat
from cchc.reading.structure.ordinals import HEADING_KINDS
from cchc.reading.structure.tree import Node, is_heading

_SHORT = 90


def class_of(node: Node) -> str | None:
    """The class of the nearest heading that announces one (see `data/headings.toml`), else None."""
    chain = [one for one in (node, *node.ancestors()) if is_heading(one)]
    found: str | None = None
    for heading in reversed(chain):
        own = lexicon.classify("headings", heading.text)
        if own is None:
            continue
        if heading.kind in HEADING_KINDS or found in {None, "content"} or _announces(heading, own):
            found = own
    return found


def _announces(heading: Node, code: str) -> bool:
    """A short heading that begins with the words of a class may differ from what stands above it."""
    if len(heading.text) > _SHORT:
        return False
    return any(
        lexicon_code == code and pattern.match(flat(heading.text))
        for lexicon_code, pattern in lexicon.classes("headings")
    )


def section_of(node: Node) -> Node | None:
    """The nearest heading above an item, else None."""
    return next((one for one in node.ancestors() if is_heading(one)), None)


@cache
def area_of_heading(text: str) -> str:
    """The area code of a heading, "other" when the table knows none."""
    return lexicon.classify("areas", text) or "other"


def area_of(node: Node | None) -> str:
    """The area of the nearest heading that names one; a heading of the whole document does not count."""
    while node is not None and node.kind != "root":
        if is_heading(node) and node.kind not in {"part", "chapter"}:
            code = area_of_heading(node.text)
            if code != "other":
                return code
        node = node.parent
    return "other"


def without_closing(text: str) -> str:
    """A text without its closing mark."""
    return text.rstrip(" .;:,/")
