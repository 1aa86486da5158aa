"""What each part of the tree is about: purpose, targets, tasks, organisation; and its area."""

import re
from functools import cache

from cchc.reading import lexicon
from cchc.reading.flat import flat
from cchc.reading.structure.ordinals import BULLETS, HEADING_KINDS
from cchc.reading.structure.tree import Node, is_heading

_SHORT = 90
_SHORT_LINE = 60
_LINES = frozenset({"para", *BULLETS})
_LISTED = re.compile(r"[^.;:]{0,30}?(?:,|\bva\b|/|-)\s*(?:cac\s+|nhung\s+)?")


def class_of(node: Node) -> str | None:
    """The class of the nearest heading, or line that opens a list, that announces one (see `data/headings.toml`)."""
    found: str | None = None
    for one in reversed([node, *node.ancestors()]):
        found = _opened(one) or found
        if not is_heading(one):
            if one is not node and one.numbered and one.children:
                found = _class_of_line(one.text) or found  # "a) Mục tiêu" above its bullets
            continue
        own = class_of_heading(one.text)
        if own is None:
            continue
        if one.kind in HEADING_KINDS or found in {None, "content"} or _announces(one, own):
            found = own
    return found


@cache
def class_of_heading(text: str) -> str | None:
    """The class that the words of a heading announce; targets beside tasks ("Chỉ tiêu và nhiệm vụ") are contents."""
    own = lexicon.classify("headings", text)
    if own != "target":
        return own
    plain = flat(text)
    task = lexicon.finder("headings", "work").search(plain)
    goal = lexicon.finder("headings", "goals").search(plain)
    if task is None or goal is None:
        return own
    first, second = sorted((task, goal), key=re.Match.start)
    if _LISTED.fullmatch(plain, first.end(), second.start()):
        return "content"
    return "task" if first is task else own


def _opened(node: Node) -> str | None:
    """The class that the last line in front of an item announces (``Nhiệm vụ:`` above ``a)``), else None."""
    if node.parent is None or node.kind == "root":
        return None
    return _openings(node.parent).get(id(node))


def _openings(parent: Node) -> dict[int, str]:
    """The items below a node that stand behind a line such as ``Chỉ tiêu:``, each with its class."""
    if parent.opened is None:
        parent.opened, current = {}, None
        for child in parent.children:
            if child.kind in _LINES and child.text.endswith(":") and not child.fields:
                current = _class_of_line(child.text) or current
                if child.children and current:
                    parent.opened[id(child)] = current
            elif current and not is_heading(child):
                parent.opened[id(child)] = current
            elif child.kind in HEADING_KINDS:
                current = None
    return parent.opened


def _class_of_line(text: str) -> str | None:
    """The class of a line that is nothing but the words of a class ("Các nhiệm vụ cụ thể:")."""
    plain = flat(text).strip(" :*-+")
    if len(plain) > _SHORT_LINE:
        return None
    own = class_of_heading(text)
    return own if own in {"target", "task"} else None


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
