"""Where a document sets targets: below headings of targets, contents and tasks, and in lines that say so themselves.

A line such as "Phấn đấu năm 2026 đạt các chỉ tiêu sau:" makes the bullets behind it targets; an item beside others
that have items of their own looks like a heading, yet where targets are set it is one of them.
"""

import re
from collections.abc import Collection, Iterator

from cchc.reading import lexicon
from cchc.reading.flat import flat
from cchc.reading.meaning.outline import class_of
from cchc.reading.structure.ordinals import BULLETS, HEADING_KINDS
from cchc.reading.structure.tree import Node, is_heading

_CLASSES = frozenset({"target", "content", "task", "assignment"})
_SILENT = frozenset({"organisation", "funding", "audience"})
_HAS = re.compile(
    r"(?:hien(?: nay)?,?\s+)?(?:toan\s+)?[a-z]+(?:\s+[a-z]+){0,4}\s+(?:hien\s+)?(?:co|con)\s+\d"
)
_FIRST_FEW = 5
_TITLE = 3  # lines at the top of an annex that may be its title
_OPENING = 60  # characters of a line within which it says that it sets targets


def lines_of_targets(
    body: Node, taken: Collection[int], *, plans: bool
) -> Iterator[tuple[Node, bool]]:
    """The items that may hold a target, each with whether a bare count measures there; none inside `taken`.

    plans: the document is one that plans, so that its prose sets targets though no heading says so.
    """
    announced: set[int] = set()
    inside: set[int] = set(taken)
    for node in body.walk():
        announced.update(_announced(node))
        if id(node.parent) in inside:
            if opens_with_goals(node.text):
                yield node, True  # what a task must reach
                continue
            inside.add(id(node))
        if node.kind == "root" or id(node) in inside:
            continue
        if is_heading(node):
            if _is_target_itself(node):
                yield node, not node.children
        elif id(node) in announced or _sets_goals(node) or _strives(node):
            yield node, True
        elif _tells_how_things_are(node):
            continue
        elif class_of(node) in _CLASSES or (plans and _is_prose(node)):
            yield node, False


def announces_targets(node: Node) -> bool:
    """Whether the words above a table say that it sets targets: its heading, the line in front, an annex's title."""
    lines = [node, *node.ancestors()]
    if node.kind == "root" or (node.parent is not None and node.parent.kind == "root"):
        top = node if node.parent is None else node.parent
        lines += [child for child in top.children[:_TITLE] if child.kind in {"para", "heading"}]
    return any(_speaks_of_goals(one.text) for one in lines)


def _strives(node: Node) -> bool:
    """A paragraph of any document that opens so: ``Phấn đấu năm 2026, Chỉ số ... đạt trên 89%``."""
    return node.kind == "para" and flat(node.text).startswith("phan dau ")


def _tells_how_things_are(node: Node) -> bool:
    """Whether a paragraph opens a list of tasks with what there is: ``Xã có 9/14 bản xa trên 10 km; ...``."""
    if node.kind != "para" or node.parent is None or node.parent.children[0] is not node:
        return False
    if class_of(node) not in {"task", "assignment"} or not _has_items_beside(node.parent):
        return False
    return _HAS.match(flat(node.text)) is not None


def _has_items_beside(node: Node) -> bool:
    """Whether items stand below a heading, beside its paragraphs."""
    return any(child.kind != "para" for child in node.children[:_FIRST_FEW])


def _is_prose(node: Node) -> bool:
    """A paragraph of a plan below no heading at all."""
    return node.kind == "para" and node.parent is not None and node.parent.kind == "root"


def _is_target_itself(node: Node) -> bool:
    if node.kind in HEADING_KINDS or node.tables or node.parent is None:
        return False
    return _sets_goals(node.parent) or class_of(node.parent) == "target"


def _sets_goals(node: Node) -> bool:
    """Whether an item stands where a document sets targets, also below "Mục đích, mục tiêu"."""
    if class_of(node) == "target":
        return True
    nearest = next((one for one in (node, *node.ancestors()) if is_heading(one)), None)
    return nearest is not None and _speaks_of_goals(nearest.text)


def _announced(node: Node) -> Iterator[int]:
    """The lines below a node that a line among them makes targets, and that line itself."""
    opener: Node | None = None
    for child in node.children:
        if child.kind in BULLETS and opens_with_goals(child.text):
            yield id(child)
        follows = opener and (child.kind in BULLETS or (child.numbered and opener.kind == "para"))
        if follows and not is_heading(child):
            yield id(child)
            yield from (id(below) for below in child.children)
        elif child.kind not in BULLETS and not is_heading(child) and _opens_goals(child):
            opener = child
            yield id(child)
            yield from (id(below) for below in child.children)
        else:
            opener = None


def _opens_goals(node: Node) -> bool:
    """``Mục tiêu: ...``; ``Phấn đấu ... đạt các chỉ tiêu sau:``."""
    if class_of(node) in _SILENT:
        return False
    first = node.text[:_OPENING].split(":")[0]
    ends = node.text.endswith(":")
    return _speaks_of_goals(node.text if ends else first) and ":" in node.text


def opens_with_goals(text: str) -> bool:
    """Whether a line is a target by its label: ``Chỉ tiêu: ...``, ``Mục tiêu năm 2026: ...``."""
    label, colon, said = text[:_OPENING].partition(":")
    if not colon or not said.strip():
        return False
    return lexicon.opener("headings", "goals").match(flat(label)) is not None


def _speaks_of_goals(text: str) -> bool:
    return lexicon.finder("measures", "goals").search(flat(text)) is not None
