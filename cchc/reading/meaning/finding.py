"""Which items of a document are tasks, each with a key of its own.

In this order: rows of an assignment table; else items with field lines and their sisters; else duties of
named units; else, in a plan that assigns nothing, the items under its headings of tasks.
See docs/algorithms/reading.md.
"""

import re
from collections import Counter
from collections.abc import Container, Sequence

from cchc.core.text import fold
from cchc.reading import lexicon
from cchc.reading.draft import DocumentHead, TaskDraft
from cchc.reading.flat import flat
from cchc.reading.meaning.acts import orders_somebody
from cchc.reading.meaning.assigned import NO_TASKS, assigned_items
from cchc.reading.meaning.duties import find_duties
from cchc.reading.meaning.items import (
    item_task,
    items_under_headings,
    tasks_of,
    with_sentences,
)
from cchc.reading.meaning.outline import class_of
from cchc.reading.meaning.overseers import offer_area_leads
from cchc.reading.meaning.products import product_in
from cchc.reading.meaning.rows import tasks_in_tables
from cchc.reading.meaning.tasks import Found, Trees, time_of

_SENTENCE = re.compile(r"(?<=[^\W\d_]{2})[.;]\s+")
_SAME = 40  # folded characters by which two texts are the same task


def find_tasks(trees: Trees) -> Found:
    """The tasks in reading order with unique keys; none when nothing is assigned or planned."""
    found = tasks_in_tables(trees)
    if found.tasks:
        _add_items_beside(found, trees)
    else:
        items = assigned_items(trees)
        if items and trees.kind == "KH":
            items = with_sentences(trees, items)
        found = tasks_of(trees, items, "fields")
        if trees.kind != "KH" and not any(_says_anything(task) for task in found.tasks):
            found = Found([], "fields")  # the labels of a form that is to be filled in
    if not found.tasks and trees.kind in lexicon.table("kinds")["tasks"]["by_unit"]:
        found = _tasks_of_duties(trees)
    if not found.tasks and trees.kind == "KH":
        found = tasks_of(trees, items_under_headings(trees), "headings")
    if not found.tasks and trees.kind == "KH":
        found = _tasks_of_duties(trees, "assignment")
    if not found.tasks and trees.kind == "KH":
        found = _tasks_of_duties(trees, but=NO_TASKS)
    if found.how in {"fields", "headings"}:
        offer_area_leads(found.tasks, trees)
    _give_keys(found.tasks)
    return found


def _add_items_beside(found: Found, trees: Trees) -> None:
    """Items with a lead of their own beside the tables, unless a row says the same."""
    known = {fold(task.text)[:_SAME] for task in found.tasks}
    nodes = [
        node
        for node in assigned_items(trees)
        if any(line.field == "lead" and line.values for line in node.fields)
    ]
    for node, task in zip(nodes, tasks_of(trees, nodes, "fields").tasks, strict=True):
        if fold(task.text)[:_SAME] not in known and (task.products or task.schedule):
            found.nodes[len(found.tasks)] = node
            found.tasks.append(task)


def _says_anything(task: TaskDraft) -> bool:
    return bool(task.lead or task.coordinating or task.products or task.schedule)


def gives_no_tasks(head: DocumentHead, opening: Sequence[str] = ()) -> bool:
    """Whether a document only tells, invites or asks: minutes, reports, letters that want or give an opinion.

    opening: the first paragraphs of a letter, or of a document that does not say what it is; those up to the first
    order say what it is about.
    """
    if head.type in lexicon.table("kinds")["tasks"]["never"]:
        return True
    if head.type not in {"CV", None}:
        return False
    title = head.title or ""
    silent = lexicon.finder("kinds", "tasks", "silent")
    if head.type and (silent.search(flat(title)) or _is_on_a_draft(title)):
        return True
    for text in opening:
        if text.isupper() and head.type is None and silent.search(flat(text)):
            return True
        for sentence in _SENTENCE.split(text):
            if _is_on_a_draft(sentence):
                return not orders_somebody(sentence, "firm_orders")
            if orders_somebody(sentence):
                return False
    return False


def _is_on_a_draft(text: str) -> bool:
    return all(
        lexicon.finder("kinds", "tasks", name).search(flat(text)) for name in ("drafts", "opinions")
    )


def _give_keys(tasks: Sequence[TaskDraft]) -> None:
    seen: Counter[str] = Counter()
    for task in tasks:
        seen[task.path] += 1
        again = seen[task.path] > 1 or not task.path
        task.key = f"{task.path}#{seen[task.path]}" if again else task.path


def _tasks_of_duties(
    trees: Trees, within: str | None = None, *, but: Container[str | None] = ()
) -> Found:
    found = Found([], "duties")
    for duty in find_duties(trees.body, trees.year, within):
        if class_of(duty.node) in but:
            continue
        part = None if duty.text == duty.node.text else duty.text
        task = item_task(duty.node, trees, text=part)
        task.lead, task.coordinating = duty.lead, duty.coordinating
        task.marks.pop("lead", None)
        if not task.products:
            task.products = product_in(task.text)
        if duty.time:
            task.time, task.schedule = time_of([duty.time], trees.year)
        found.nodes[len(found.tasks)] = duty.node
        found.tasks.append(task)
    return found
