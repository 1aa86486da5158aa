"""Which items of a document are tasks, and what their field lines or cells say.

In this order: rows of an assignment table; else items with field lines and their sisters; else duties of
named units; else, in a plan that assigns nothing, the items under its headings of tasks.
See docs/algorithms/reading.md.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cchc.reading.blocks import Place
from cchc.reading.draft import ScheduleEntry, Source, TaskDraft
from cchc.reading.flat import flat
from cchc.reading.meaning.duties import find_duties
from cchc.reading.meaning.inline import lead_in, time_in
from cchc.reading.meaning.outline import (
    area_of,
    area_of_heading,
    class_of,
    section_of,
    without_closing,
)
from cchc.reading.meaning.products import Products, is_optional, link_products, read_products
from cchc.reading.meaning.times import read_time
from cchc.reading.meaning.units import begins_name, split_units
from cchc.reading.structure.ordinals import BULLETS
from cchc.reading.structure.tables import Columns, Row, columns_of, rows_of
from cchc.reading.structure.tree import FieldLine, Node, any_child, is_heading

_SHORT = 100
_ASSIGNING = frozenset({"lead", "coordinating", "product", "time"})
_ASSIGNING_KINDS = frozenset({"CV", "CT", "QĐ", "CĐ", "TB"})
_HELPING = re.compile(r"(?:\s*[,;])?\s*(?:va\s+)?phoi hop\s+(?:voi\s*|cung\s*)?:?\s*")
_NEVER = frozenset({"BC"})  # a report tells what was done
_NO_TASKS = frozenset({"purpose", "target", "funding", "audience", "organisation"})


@dataclass(slots=True)
class Trees:
    """The outline of the body and of each annex; `year` is the plan's, `kind` the document's type code."""

    body: Node
    annexes: list[Node]
    year: int
    kind: str | None

    def all(self) -> list[Node]:
        return [self.body, *self.annexes]


@dataclass(slots=True)
class Found:
    """The tasks of a document, how they were found (table, fields, duties, headings), and table groups."""

    tasks: list[TaskDraft]
    how: str
    groups: list[tuple[str, str, Place]] = field(default_factory=list)
    nodes: dict[int, Node] = field(default_factory=dict)


def find_tasks(trees: Trees) -> Found:
    """The tasks in reading order with unique keys; none when nothing is assigned or planned."""
    if trees.kind in _NEVER:
        return Found([], "none")
    found = _from_tables(trees)
    if not found.tasks:
        found = _from_items(trees, _with_fields(trees), "fields")
    if not found.tasks and trees.kind in _ASSIGNING_KINDS:
        found = _from_duties(trees)
    if not found.tasks and trees.kind == "KH":
        found = _from_items(trees, _under_headings(trees), "headings")
    _give_keys(found.tasks)
    return found


def _give_keys(tasks: Sequence[TaskDraft]) -> None:
    seen: Counter[str] = Counter()
    for task in tasks:
        seen[task.path] += 1
        again = seen[task.path] > 1 or not task.path
        task.key = f"{task.path}#{seen[task.path]}" if again else task.path


def source_of(place: Place) -> Source:
    """A place in the shape of the draft."""
    return Source(place.file, place.page, place.line, place.span, place.cell, place.box)


# Tables


def _from_tables(trees: Trees) -> Found:
    found = Found([], "table")
    for root in trees.all():
        header: Columns | None = None
        width = 0
        group = ""
        for node in root.walk():
            for table in node.tables:
                own = columns_of(table)
                if own is None and header and len(table.rows[0]) == width:
                    header = (0, header[1])
                else:
                    header, width, group = own, len(table.rows[0]) if table.rows else 0, ""
                if header:
                    rows = rows_of(table, header, group)
                    _add_rows(found, rows, node, trees)
                    group = rows[-1].group if rows else group
    return found


def _add_rows(found: Found, rows: Iterable[Row], node: Node, trees: Trees) -> None:
    counts: Counter[str] = Counter()
    for row in rows:
        counts[row.group] += 1
        if not any(row.values.get(name) for name in _ASSIGNING) or not row.values.get("text"):
            continue
        top = node.path or "PL"
        path = "/".join(
            part for part in (top, row.group, row.number or str(counts[row.group])) if part
        )
        group_path = f"{top}/{row.group}" if row.group else top
        if row.group and group_path not in {one[0] for one in found.groups}:
            found.groups.append((group_path, row.group, row.place))
        found.tasks.append(_row_task(row, path, node, trees))


def _row_task(row: Row, path: str, node: Node, trees: Trees) -> TaskDraft:
    values = row.values
    task = _blank(path, " ".join(values["text"]), row.place)
    task.section = row.group or (node.text if is_heading(node) else "")
    task.area = area_of_heading(row.group) if row.group else area_of(node)
    if task.area == "other" and row.group:
        task.area = area_of(node)
    _fill(
        task,
        lead=list(values.get("lead", ())),
        coordinating=list(values.get("coordinating", ())),
        product=list(values.get("product", ())),
        time=list(values.get("time", ())),
        funding=list(values.get("funding", ())),
        year=trees.year,
    )
    if row.doubtful_group:
        task.marks["section"] = ["doubtful"]
    return task


# Items with field lines


def _with_fields(trees: Trees) -> list[Node]:
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
    return any(line.field in _ASSIGNING for line in _fields(node))


def _has_items_below(node: Node) -> bool:
    return any(
        _fields(below) for below in node.walk() if below is not node and below.kind != "para"
    ) or (is_heading(node) and any(child.fields for child in node.children))


def _is_item(node: Node | None) -> bool:
    return node is not None and node.kind != "root" and not is_heading(node)


def _fields(node: Node) -> list[FieldLine]:
    """Own field lines and those of the paragraphs that only go on with the item."""
    lines = list(node.fields)
    if not is_heading(node):
        for child in node.children:
            if child.kind == "para":
                lines.extend(child.fields)
    return lines


def _has_assigned_sister(node: Node) -> bool:
    if is_heading(node) or not node.numbered or node.parent is None:
        return False
    if class_of(node) in _NO_TASKS:
        return False
    return any_child(node.parent, node.kind, "is assigned", _is_assigned) and not any(
        _is_assigned(below) for below in node.walk() if below is not node
    )


# Duties per unit


def _from_duties(trees: Trees) -> Found:
    found = Found([], "duties")
    for duty in find_duties(trees.body, trees.year):
        task = _item_task(duty.node, trees, inline=False)
        task.lead, task.coordinating = duty.lead, duty.coordinating
        if duty.time:
            task.time, task.schedule = _time([duty.time], trees.year)
        found.nodes[len(found.tasks)] = duty.node
        found.tasks.append(task)
    return found


# Items under headings of tasks, where nothing is assigned


def _under_headings(trees: Trees) -> list[Node]:
    items = _plain_items(trees, {"task"})
    return items or _plain_items(trees, {"content"})


def _plain_items(trees: Trees, classes: set[str]) -> list[Node]:
    items: list[Node] = []
    for node in trees.body.walk():
        if node.kind == "root" or is_heading(node) or node.text.startswith("("):
            continue
        if node.parent is None or not (node.parent.kind == "root" or is_heading(node.parent)):
            continue
        if class_of(node) in classes and not _introduces(node):
            items.append(node)
    return items


def _introduces(node: Node) -> bool:
    """A line that only opens what follows: a colon behind it, or the bare name of an area."""
    if node.kind != "para":
        return False
    bare = len(node.text) < _SHORT and not node.text.endswith((".", ";"))
    return node.text.endswith(":") or (bare and area_of_heading(node.text) != "other")


def _from_items(trees: Trees, nodes: Sequence[Node], how: str) -> Found:
    found = Found([], how)
    for node in nodes:
        found.nodes[len(found.tasks)] = node
        found.tasks.append(_item_task(node, trees, inline=how == "fields"))
    return found


def _item_task(node: Node, trees: Trees, *, inline: bool) -> TaskDraft:
    section = section_of(node)
    task = _blank(node.path, _text(node), node.whole)
    task.section = section.text if section else ""
    task.area = area_of(section)
    values: dict[str, list[str]] = {}
    for line in _fields(node):
        values.setdefault(line.field, []).extend(line.values)
    if inline and not values:
        values["lead"] = lead_in(task.text)
        time = time_in(node.text, trees.year)
        values["time"] = [time] if time else []
    _fill(
        task, year=trees.year, **{name: values.get(name, []) for name in (*_ASSIGNING, "funding")}
    )
    _inherit(task, node, trees.year)
    return task


def _text(node: Node) -> str:
    parts = [node.text]
    if not is_heading(node) and node.kind != "para":
        parts.extend(child.text for child in node.children if child.kind == "para")
    if node.text.endswith(":") and not node.fields and len(parts) == 1:
        parts.extend(child.text for child in node.children if child.kind in BULLETS)
    return without_closing(" ".join(parts))


def _inherit(task: TaskDraft, node: Node, year: int) -> None:
    """A lead, coordinator or time named once under a heading holds for the items below it."""
    for above in node.ancestors():
        if not above.fields or not is_heading(above):
            continue
        lines = {line.field: line.values for line in above.fields}
        for name in ("lead", "coordinating"):
            if name in lines and not getattr(task, name):
                setattr(task, name, split_units("\n".join(lines[name])))
                task.marks[name] = ["inherited"]
        if "time" in lines and not task.schedule:
            task.time, task.schedule = _time(lines["time"], year)
            task.marks["time"] = ["inherited"]


# Both


def _blank(path: str, text: str, place: Place) -> TaskDraft:
    return TaskDraft(
        path=path, key=path, marks={}, section="", area="other", text=without_closing(text), lead=[],
        coordinating=[], products=[], products_rule="all", conditional=is_optional(text), issued_by=None,
        funding=None, time=None, schedule=[], source=source_of(place),
    )  # fmt: skip


def _fill(
    task: TaskDraft,
    *,
    lead: list[str],
    coordinating: list[str],
    product: list[str],
    time: list[str],
    funding: list[str],
    year: int,
) -> None:
    leading, helping = _shared("\n".join(lead))
    task.lead = split_units(leading)
    task.coordinating = split_units("\n".join([helping, *coordinating]))
    products: Products = read_products(product)
    task.products, task.products_rule = products.names, products.rule
    task.conditional = task.conditional or products.conditional
    task.issued_by = products.issued_by
    task.funding = without_closing(" ".join(funding)) or None
    task.time, task.schedule = _time(time, year)
    link_products(task.schedule, task.products)


def _shared(lead: str) -> tuple[str, str]:
    """``Văn phòng Sở (chủ trì), phối hợp với Thanh tra Sở``: who leads, and who helps."""
    match = _HELPING.search(flat(lead))
    if match is None or not begins_name(lead[match.end() :]):
        return lead, ""
    return lead[: match.start()], lead[match.end() :]


def _time(lines: list[str], year: int) -> tuple[str | None, list[ScheduleEntry]]:
    written = "\n".join(lines).strip().rstrip(" .;")
    return (" ".join(written.split()) or None), read_time(written, year)
