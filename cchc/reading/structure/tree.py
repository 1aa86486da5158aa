"""The outline of a document: items under items, each with the path its ordinals print."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cchc.reading import lexicon
from cchc.reading.blocks import Block, Paragraph, Place, Table
from cchc.reading.flat import flat
from cchc.reading.structure.bracketed import bracketed
from cchc.reading.structure.columns import is_time
from cchc.reading.structure.joining import spanning
from cchc.reading.structure.labels import labels_in, split_off
from cchc.reading.structure.levels import ranks_of
from cchc.reading.structure.ordinals import BULLETS, HEADING_KINDS, component, ordinal_of
from cchc.reading.structure.tables import names_area
from cchc.reading.structure.unlabelled import unlabelled

_LONGEST_HEADING = 300
_LONGEST_COLON = 120
_SENTENCES = re.compile(r"[a-zà-ỹ0-9]{2}\.\s+[A-ZĐÀ-Ỹ]")
_OF_SECTION = frozenset({"lead", "coordinating", "time"})
_LABELLED = BULLETS | {"alpha", "paren", "multi2", "multi3", "multi4"}
_WORK = re.compile(r"(?:\s+\d{1,3})?\s*:\s*(?=\S)")


@dataclass(slots=True)
class FieldLine:
    """One labelled line under an item; `values` are its text and the bullets that belong to it."""

    field: str
    values: list[str]
    place: Place
    kind: str
    inner: str = ""  # the bullet, as printed, of the values below it


@dataclass(slots=True, eq=False)
class Node:
    """One item. `path` is what the ordinals print; bullets and paragraphs have their parent's path."""

    kind: str
    label: str
    text: str
    place: Place
    parent: "Node | None" = None
    path: str = ""
    marked: bool = False  # the file itself marks it as a heading (level, bold, capitals)
    children: list["Node"] = field(default_factory=list)
    fields: list[FieldLine] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    end: Place | None = None
    names_work: bool = False  # "a) Nhiệm vụ: ...", the fields being the points beside it
    asked: dict[tuple[str, str], bool] = field(default_factory=dict)  # answers that hold for good
    opened: dict[int, str] | None = None  # children by the class of the line that opens them

    def walk(self) -> Iterator["Node"]:
        """This node and everything below it, in reading order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))

    def ancestors(self) -> Iterator["Node"]:
        """The parents, nearest first, without the root."""
        node = self.parent
        while node is not None and node.kind != "root":
            yield node
            node = node.parent

    @property
    def numbered(self) -> bool:
        return self.kind not in BULLETS and self.kind not in {"para", "root", "heading"}

    @property
    def whole(self) -> Place:
        """The place of the item with its field lines."""
        return spanning(self.place, self.end) if self.end else self.place


def unbracketed(text: str) -> str:
    """ "(Đơn vị chủ trì: Văn phòng Ban)", a line of its own below a heading, without its brackets."""
    return text[1:-1].strip() if text.startswith("(") and text.endswith(")") else text


def build_tree(blocks: Sequence[Block], *, root_path: str = "") -> Node:
    """The tree of one region (body, or one annex). Depth is bounded by the kinds of ordinals."""
    root = Node("root", "", "", Place(), path=root_path)
    printed = (ordinal_of(block.text) for block in blocks if isinstance(block, Paragraph))
    builder = _Builder(root, ranks_of(printed))
    for block in blocks:
        if isinstance(block, Table):
            lines = _field_lines(block) if len(builder.stack) > 1 else []
            for line in lines:
                builder.add(line)
            if not lines:
                builder.current_section().tables.append(block)
        else:
            builder.add(block)
    _lift_shared_fields(root)
    return root


def _field_lines(table: Table) -> list[Paragraph]:
    """The rows of a table of labels and values (``Chủ trì | Văn phòng Sở``), [] when it is another one."""
    lines: list[Paragraph] = []
    for row in table.rows:
        cells = [cell for cell in row if cell is not None and cell.lines]
        text = ": ".join("; ".join(cell.lines).strip(" :") for cell in cells)
        if len(cells) != 2 or not labels_in(text):
            return []
        lines.append(Paragraph(text, cells[0].place))
    return lines


def _lift_shared_fields(root: Node) -> None:
    """Field lines without a bullet behind a list of bullets are those of the area that the list stands under."""
    for node in root.walk():
        items = [child for child in node.children if child.kind in BULLETS]
        if len(items) < 2 or len(items) < len(node.children) or node.fields:
            continue
        *before, last = items
        given = {line.field for line in last.fields}
        alone = all(line.kind == "para" for line in last.fields)
        if not given or not alone or not given <= _OF_SECTION or any(one.fields for one in before):
            continue
        if names_area(node.text) and not last.children:
            node.fields, last.fields, last.end = last.fields, [], None


class _Builder:
    """The open items, outermost first, and the field line that may still go on."""

    def __init__(self, root: Node, ranks: Mapping[str, int]) -> None:
        self.stack = [root]
        self.ranks = ranks
        self.open_field: FieldLine | None = None

    def current_section(self) -> Node:
        return next(node for node in reversed(self.stack) if node.kind not in BULLETS | {"para"})

    def add(self, block: Paragraph) -> None:
        mark = ordinal_of(block.text)
        if mark is None or mark.kind in _LABELLED:
            start = mark.length if mark else 0
            pairs = labels_in(block.text if mark else unbracketed(block.text), start)
            if pairs and len(self.stack) > 1 and not self._measures(pairs):
                self._add_fields(pairs, block, mark.kind if mark else "para")
                return
        if self._goes_on(block, mark.kind if mark else "para"):
            return
        self.open_field = None
        if mark is None:
            self._add_plain(block)
            return
        text, pairs = bracketed(block.text[mark.length :].strip())
        if not pairs:
            text, pairs = split_off(text)
        if not pairs and mark.kind not in HEADING_KINDS:
            text, pairs = unlabelled(text)
        work = _work_label(text) if mark.kind in _LABELLED else 0
        node = Node(mark.kind, mark.label, text[work:], block.place, marked=_is_marked(block, text))
        node.names_work = work > 0
        self._push(node)
        if pairs:
            self._add_fields(pairs, block, "para")

    def _measures(self, pairs: list[tuple[str, str]]) -> bool:
        """Whether a line below a heading of targets is one of them: ``Thời gian chờ: dưới 15 phút``."""
        if any(name != "time" or is_time(value) or not value for name, value in pairs):
            return False
        return lexicon.classify("headings", self.current_section().text) == "target"

    def _add_fields(self, pairs: list[tuple[str, str]], block: Paragraph, kind: str) -> None:
        owner = self._field_owner(kind)
        for name, value in pairs:
            self.open_field = FieldLine(name, [value] if value else [], block.place, kind)
            owner.fields.append(self.open_field)
        owner.end = block.place

    def _field_owner(self, kind: str) -> Node:
        """The innermost open item that stands above the line's own bullet."""
        top = self.stack[-1]
        beside = kind in _LABELLED - BULLETS and top.kind == kind and not top.names_work
        return self.stack[-2] if beside and len(self.stack) > 2 else top

    def _goes_on(self, block: Paragraph, kind: str) -> bool:
        """Bullets below ``Sản phẩm:`` are its values."""
        line = self.open_field
        if line is not None and kind == "para" and not line.values and not block.text.isupper():
            return self._value_on_next_line(line, block)
        if line is None or kind not in BULLETS:
            return False
        mark = ordinal_of(block.text)
        printed = block.text[: mark.length if mark else 0].strip()
        deeper = self.ranks[kind] > self.ranks.get(line.kind, 0)
        if line.values and printed != line.inner and not (deeper and not line.inner):
            return False
        line.inner = printed
        line.values.append(block.text[mark.length if mark else 0 :].strip())
        self.stack[-1].end = block.place
        return True

    def _value_on_next_line(self, line: FieldLine, block: Paragraph) -> bool:
        """``+ Cơ quan chủ trì`` above ``Phòng Quản lý công nghiệp``."""
        if block.level:
            return False
        line.values.append(block.text)
        self.stack[-1].end = block.place
        return True

    def _add_plain(self, block: Paragraph) -> None:
        heading = (
            _is_marked(block, block.text)
            and len(block.text) <= _LONGEST_HEADING
            and not block.text.endswith((".", ";", ":", ","))
        )
        kind = "heading" if heading and (block.level or block.text.isupper()) else "para"
        text, pairs = (block.text, []) if heading else split_off(block.text)
        self._push(Node(kind, "", text, block.place, marked=heading))
        if pairs:
            self._add_fields(pairs, block, "para")

    def _push(self, node: Node) -> None:
        rank = self.ranks[node.kind]
        if node.kind == "para":
            keep = {"para"} | BULLETS
            while self.stack[-1].kind in keep:
                self.stack.pop()
        else:
            while len(self.stack) > 1 and self.ranks[self.stack[-1].kind] >= rank:
                self.stack.pop()
        parent = self.stack[-1]
        node.parent = parent
        node.path = _joined(parent.path, component(node.label, parent.path) if node.label else "")
        parent.children.append(node)
        self.stack.append(node)


def _work_label(text: str) -> int:
    """The length of a label that only says that the work follows ("Nội dung nhiệm vụ: ")."""
    label = lexicon.opener("labels", "work").match(flat(text))
    colon = _WORK.match(text, label.end()) if label else None
    return colon.end() if colon else 0


def _joined(above: str, part: str) -> str:
    return f"{above}.{part}" if above and part else above or part


def _is_marked(block: Paragraph, text: str) -> bool:
    return bool(block.level or block.bold or (text.isupper() and len(text) > 3))


def is_heading(node: Node) -> bool:
    """Whether an item names what stands below it rather than being work itself."""
    return _once(node, "is heading", _names_what_follows)


def _names_what_follows(node: Node) -> bool:
    if node.kind == "root" or len(node.text) > _LONGEST_HEADING:
        return False
    if node.kind in HEADING_KINDS:
        return True
    if node.kind not in {"number", "multi2", "multi3", "article"}:
        return False
    if node.fields and not any(child.numbered and child.fields for child in node.children):
        return leads_section(node)
    if node.text.endswith((".", ";")) or _is_prose(node.text):
        return False
    if node.marked or node.tables or any(child.numbered for child in node.children):
        return True
    if node.parent and any_child(node.parent, node.kind, "has items", _has_items):
        return True
    return bool(node.children) and lexicon.classify("areas", node.text) is not None


def leads_section(node: Node) -> bool:
    """Whether the name of an area carries a lead (or helpers, or a time) for the items that follow it."""
    return _once(node, "leads section", _gives_fields_to_items)


def _gives_fields_to_items(node: Node) -> bool:
    given = {line.field for line in node.fields}
    if not given or not given <= _OF_SECTION or not names_area(node.text):
        return False
    return any(child.numbered or child.kind in BULLETS for child in node.children)


def _is_prose(text: str) -> bool:
    """A heading holds no full stop inside, and is short where a colon ends it."""
    return (text.endswith(":") and len(text) > _LONGEST_COLON) or _SENTENCES.search(
        text
    ) is not None


def any_child(parent: Node, kind: str, question: str, holds: Callable[[Node], bool]) -> bool:
    """Whether `holds` is true of any child of that kind; asked once per parent, the tree being complete."""
    return _once(
        parent,
        question,
        lambda one: any(holds(child) for child in one.children if child.kind == kind),
        kind,
    )


def _once(node: Node, question: str, answer: Callable[[Node], bool], kind: str = "") -> bool:
    """The answer kept on the node: outlines are walked many times, some with thousands of sisters."""
    if (kind, question) not in node.asked:
        node.asked[kind, question] = answer(node)
    return node.asked[kind, question]


def _has_items(node: Node) -> bool:
    return not node.fields and any(
        child.numbered or child.kind in BULLETS or child.fields for child in node.children
    )
