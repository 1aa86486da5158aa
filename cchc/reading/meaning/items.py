"""Tasks from items of the outline: with field lines, or under headings of tasks where nothing is assigned."""

import re
from collections.abc import Sequence

from cchc.reading import lexicon
from cchc.reading.draft import TaskDraft
from cchc.reading.flat import flat
from cchc.reading.meaning.acts import helpers_in, verb_behind_name
from cchc.reading.meaning.assigned import fields_of
from cchc.reading.meaning.duties import named_units
from cchc.reading.meaning.goals import opens_with_goals
from cchc.reading.meaning.inline import lead_in, steady_in, time_in
from cchc.reading.meaning.orders import Part, pieces_of_work
from cchc.reading.meaning.outline import (
    area_of,
    area_of_heading,
    class_of,
    section_of,
    without_closing,
)
from cchc.reading.meaning.products import named_product
from cchc.reading.meaning.sentences import Assignment, assignment_in, doer_of
from cchc.reading.meaning.tasks import ASSIGNING, Found, Trees, blank, closed, fill, time_of
from cchc.reading.meaning.units import split_units
from cchc.reading.structure.ordinals import BULLETS
from cchc.reading.structure.tree import Node, is_heading, unbracketed
from cchc.reading.structure.unlabelled import is_only_time

_SHORT = 100
_WHO = frozenset({"lead", "coordinating"})
_OF_ALL = re.compile(  # "(các nhiệm vụ tại mục này)"
    r"\(\s*(?:đối với\s+)?(?:các|toàn bộ|tất cả)\s+(?:các\s+)?nhiệm vụ[^)]{0,60}\)", re.IGNORECASE
)


def items_under_headings(trees: Trees) -> list[Node]:
    """The items under headings of tasks, else those under headings of contents.

    Of paragraphs that give work to units those beside them that give none are no tasks, nor is one that opens a list.
    """
    items = _plain_items(trees, {"task"}) or _plain_items(trees, {"content"})
    speaking = {
        id(node.parent)
        for node in items
        if node.kind == "para" and assignment_in(node.text, trees.year)
    }
    return [
        node
        for node in items
        if node.kind != "para"
        or not (id(node.parent) in speaking or _opens_list(node))
        or assignment_in(node.text, trees.year)
        or time_in(node.text, trees.year)
    ]


def with_sentences(trees: Trees, items: list[Node]) -> list[Node]:
    """The assigned items, and those beside them under headings of tasks that a sentence gives to a unit."""
    taken = {id(below) for node in items for below in node.walk()}
    taken |= {id(above) for node in items for above in node.ancestors()}
    said = {
        id(node)
        for node in items_under_headings(trees)
        if id(node) not in taken
        and (assignment_in(node.text, trees.year) or _is_said_above(node, trees.year))
    }
    if not said:
        return items
    wanted = said | {id(node) for node in items}
    return [node for root in trees.all() for node in root.walk() if id(node) in wanted]


def _is_said_above(node: Node, year: int) -> bool:
    """Whether a heading says who leads what stands below it: ``1. Cải cách thể chế (Phòng Pháp chế chủ trì)``."""
    return any(is_heading(one) and _said_for_all(one, year) for one in node.ancestors())


def _plain_items(trees: Trees, classes: set[str]) -> list[Node]:
    items: list[Node] = []
    for node in trees.body.walk():
        if node.kind == "root" or is_heading(node) or node.text.startswith("("):
            continue
        if node.parent is None or not (node.parent.kind == "root" or is_heading(node.parent)):
            continue
        if opens_with_goals(node.text):
            continue
        if class_of(node) in classes and not _introduces(node):
            items.append(node)
    return items


def _opens_list(node: Node) -> bool:
    """Whether a paragraph is the first of what stands below a heading, and nothing but items follows it."""
    first, *others = node.parent.children if node.parent else [node]
    return first is node and len(others) > 0 and all(one.kind != "para" for one in others)


def _introduces(node: Node) -> bool:
    """A line that only opens what follows: a colon behind it, or the bare name of an area."""
    if node.kind != "para":
        return False
    bare = len(node.text) < _SHORT and not node.text.endswith((".", ";"))
    return node.text.endswith(":") or (bare and area_of_heading(node.text) != "other")


def tasks_of(trees: Trees, nodes: Sequence[Node], how: str) -> Found:
    """The tasks of each node, with the node they were read from: one, or one per piece of work its prose gives."""
    found = Found([], how)
    for node in nodes:
        whole = _text(node)
        alone = Part(whole, ordered=False)
        parts = [alone] if fields_of(node) else pieces_of_work(whole, trees.year)
        for part in parts:
            task = item_task(node, trees, text=part.text)
            if len(parts) > 1 and (not task.lead or "lead" in task.marks):
                _give_to_first_name(task, trees.year)
            if part.time and not task.time:
                task.time, task.schedule = time_of([part.time], trees.year)
            found.nodes[len(found.tasks)] = node
            found.tasks.append(task)
    return found


def _give_to_first_name(task: TaskDraft, year: int) -> None:
    """Beside sentences that give work the unit that opens one does it: ``Phòng A phổ biến ..., 01 lần/quý``."""
    verb = verb_behind_name(task.text)
    if verb is None:
        return
    task.lead = split_units(task.text[:verb])
    task.marks.pop("lead", None)
    task.coordinating = helpers_in(task.text[verb:])
    if not task.time and (time := time_in(task.text, year)):
        task.time, task.schedule = time_of([time], year)


def item_task(node: Node, trees: Trees, *, text: str | None = None) -> TaskDraft:
    """The task of one item: its field lines, else what its sentences say, else what its headings say.

    text: the part of its prose that the task is; None for all of it.
    """
    section = section_of(node)
    task = blank(node.path, _text(node) if text is None else text, node.whole)
    task.section = section.text if section else ""
    task.area = area_of(section)
    values: dict[str, list[str]] = {}
    for line in fields_of(node):
        values.setdefault(line.field, []).extend(line.values)
    if not values.keys() & _WHO:
        said = _in_prose(task.text, trees.year)
        values = said | values
    fill(task, year=trees.year, **{name: values.get(name, []) for name in (*ASSIGNING, "funding")})
    _inherit(task, node, trees.year)
    return task


def _in_prose(text: str, year: int) -> dict[str, list[str]]:
    """The fields that a sentence of the item names; the unit that opens an item and does its work leads it."""
    said = assignment_in(text, year) or doer_of(text, year)
    lead = said.lead if said else lead_in(text)
    time = said.time if said else time_in(text, year) or steady_in(text)
    return {
        "product": [said.product] if said and said.product else named_product(text),
        "lead": ["; ".join(lead)],
        "coordinating": ["; ".join(said.coordinating)] if said else [],
        "time": [time] if time else [],
    }


def _text(node: Node) -> str:
    parts = [node.text]
    if not is_heading(node) and node.kind != "para":
        lines = [child.text for child in node.children if child.kind == "para"]
        parts.extend(line for line in lines if not _ends_item(line))
    if node.text.endswith(":") and not node.fields and len(parts) == 1:
        parts.extend(child.text for child in node.children if child.kind in BULLETS)
    return without_closing(" ".join(parts))


def _ends_item(line: str) -> bool:
    """Whether a paragraph behind an item closes the document or names the next area (``Chuyển đổi số:``)."""
    if lexicon.opener("units", "closing").match(flat(line)):
        return True
    return line.endswith(":") and len(line) < _SHORT // 2 and area_of_heading(line) != "other"


def _said_for_all(heading: Node, year: int) -> Assignment | None:
    """Whom a heading, or the line below it in brackets or with a colon at its end, makes lead what follows."""
    if class_of(heading) not in {"task", "assignment", "content"}:
        return None
    opens = [one.text for one in heading.children[:1] if one.kind == "para"]
    told = [unbracketed(one) for one in opens if one.endswith(":") or unbracketed(one) != one]
    said = (assignment_in(text, year) for text in (heading.text, *told))
    return next((one for one in said if one is not None), None)


def _inherit(task: TaskDraft, node: Node, year: int) -> None:
    """What is named once in or under a heading holds for the items below it."""
    for above in node.ancestors():
        if not is_heading(above):
            continue
        if not task.lead and not above.fields and (said := _said_for_all(above, year)):
            task.lead, task.marks["lead"] = list(said.lead), ["inherited"]
            if said.coordinating and not task.coordinating:
                task.coordinating = list(said.coordinating)
                task.marks["coordinating"] = ["inherited"]
        units = [] if task.lead or above.fields else named_units(above)
        if units and class_of(above) in {"task", "assignment", "content"}:
            task.lead, task.marks["lead"] = units, ["inherited"]
            task.coordinating = task.coordinating or helpers_in(task.text)
            if not task.time and (time := time_in(task.text, year) or steady_in(task.text)):
                task.time, task.schedule = time_of([time], year)
        if not task.schedule and is_only_time(flat(above.text)):  # "1. Tháng 01/2026"
            task.time, task.schedule = time_of([above.text], year)
            task.marks["time"] = ["inherited"]
        lines = {line.field: line.values for line in above.fields}
        own_lead = (
            task.lead and "lead" in lines
        )  # whom the section's lead works with is no help then
        for name in ("lead", "coordinating"):
            if name in lines and not getattr(task, name) and not own_lead:
                setattr(task, name, split_units(_OF_ALL.sub("", "\n".join(closed(lines[name])))))
                task.marks[name] = ["inherited"]
        if "time" in lines and not task.schedule:
            task.time, task.schedule = time_of(lines["time"], year)
            task.marks["time"] = ["inherited"]
