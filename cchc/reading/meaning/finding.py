"""Which items of a document are tasks, each with a key of its own.

In this order: rows of an assignment table; else items with field lines and their sisters; else duties of
named units; else, in a plan that assigns nothing, the items under its headings of tasks.
See docs/algorithms/reading.md.
"""

from collections import Counter
from collections.abc import Sequence

from cchc.reading import lexicon
from cchc.reading.draft import TaskDraft
from cchc.reading.meaning.assigned import assigned_items
from cchc.reading.meaning.duties import find_duties
from cchc.reading.meaning.items import item_task, items_under_headings, tasks_of
from cchc.reading.meaning.overseers import offer_area_leads
from cchc.reading.meaning.products import product_in
from cchc.reading.meaning.rows import tasks_in_tables
from cchc.reading.meaning.tasks import Found, Trees, time_of

_ASSIGNING_KINDS = frozenset({"CV", "CT", "QĐ", "CĐ", "TB"})


def find_tasks(trees: Trees) -> Found:
    """The tasks in reading order with unique keys; none when nothing is assigned or planned."""
    if trees.kind in lexicon.table("kinds")["planning"]["telling"]:
        return Found([], "none")
    found = tasks_in_tables(trees)
    if not found.tasks:
        found = tasks_of(trees, assigned_items(trees), "fields")
    if not found.tasks and trees.kind in _ASSIGNING_KINDS:
        found = _tasks_of_duties(trees)
    if not found.tasks and trees.kind == "KH":
        found = tasks_of(trees, items_under_headings(trees), "headings")
    if not found.tasks and trees.kind == "KH":
        found = _tasks_of_duties(trees, "assignment")
    if found.how in {"fields", "headings"}:
        offer_area_leads(found.tasks, trees)
    _give_keys(found.tasks)
    return found


def _give_keys(tasks: Sequence[TaskDraft]) -> None:
    seen: Counter[str] = Counter()
    for task in tasks:
        seen[task.path] += 1
        again = seen[task.path] > 1 or not task.path
        task.key = f"{task.path}#{seen[task.path]}" if again else task.path


def _tasks_of_duties(trees: Trees, within: str | None = None) -> Found:
    found = Found([], "duties")
    for duty in find_duties(trees.body, trees.year, within):
        task = item_task(duty.node, trees, inline=False)
        task.lead, task.coordinating = duty.lead, duty.coordinating
        task.marks.pop("lead", None)
        if not task.products:
            task.products = product_in(task.text)
        if duty.time:
            task.time, task.schedule = time_of([duty.time], trees.year)
        found.nodes[len(found.tasks)] = duty.node
        found.tasks.append(task)
    return found
