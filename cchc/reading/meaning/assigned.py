"""Which items carry field lines, or stand among those that do, and so are tasks."""

from cchc.reading.meaning.outline import class_of, class_of_heading
from cchc.reading.meaning.tasks import ASSIGNING, Trees
from cchc.reading.structure.tables import names_area
from cchc.reading.structure.tree import FieldLine, Node, any_child, is_heading, leads_section

NO_TASKS = frozenset({"purpose", "target", "funding", "audience", "organisation"})


def assigned_items(trees: Trees) -> list[Node]:
    """The items of body and annexes in reading order; [] where no item carries field lines."""
    items: list[Node] = []
    for root in trees.all():
        for node in root.walk():
            if _is_assigned(node) or (node.parent is not None and _has_assigned_sister(node)):
                items.append(node)
    return items


def _is_assigned(node: Node) -> bool:
    """The node, or the paragraph that goes on with it, carries field lines of its own."""
    if node.kind == "root" or (is_heading(node) and _has_items_below(node)):
        return False
    if node.kind == "para" and _is_item(node.parent):
        return False
    return any(line.field in ASSIGNING for line in fields_of(node))


def _has_items_below(node: Node) -> bool:
    return (
        leads_section(node)
        or any(
            fields_of(below) for below in node.walk() if below is not node and below.kind != "para"
        )
        or (is_heading(node) and any(child.fields for child in node.children))
    )


def _is_item(node: Node | None) -> bool:
    return node is not None and node.kind != "root" and not is_heading(node)


def fields_of(node: Node) -> list[FieldLine]:
    """Own field lines and those of the paragraphs that only go on with the item."""
    lines = list(node.fields)
    if not is_heading(node):
        for child in node.children:
            if child.kind == "para":
                lines.extend(child.fields)
    return lines


def _has_assigned_sister(node: Node) -> bool:
    if is_heading(node) or node.parent is None or class_of(node) in NO_TASKS:
        return False
    if is_heading(node.parent) and leads_section(node.parent) and node.kind != "para":
        return not any(_is_assigned(below) for below in node.walk())
    if not node.numbered:
        return False
    among = any_child(node.parent, node.kind, "is assigned", _is_assigned) or _among_areas(node)
    return among and not any(_is_assigned(below) for below in node.walk() if below is not node)


def _among_areas(node: Node) -> bool:
    """Whether the item stands under the name of an area, and items of its kind under the areas beside it
    are assigned: an office left its fields open.
    """
    area = node.parent
    if area is None or area.parent is None or not names_area(area.text):
        return False
    if class_of_heading(area.text) == "content":
        return False  # "Nội dung tuyên truyền": what is to be told
    question = f"has assigned {node.kind}"
    return any_child(
        area.parent,
        area.kind,
        question,
        lambda one: any_child(one, node.kind, "is assigned", _is_assigned),
    )
