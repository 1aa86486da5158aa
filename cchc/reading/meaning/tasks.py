"""What a task holds: the outline it is found in, its source, and its fields filled from the words written."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from cchc.reading.blocks import Place
from cchc.reading.draft import ScheduleEntry, Source, TaskDraft
from cchc.reading.meaning.outline import without_closing
from cchc.reading.meaning.products import Products, is_optional, link_products, read_products
from cchc.reading.meaning.roles import roles_in
from cchc.reading.meaning.times import read_time
from cchc.reading.meaning.units import split_units
from cchc.reading.structure.tree import Node

ASSIGNING = frozenset({"lead", "coordinating", "product", "time"})
_END = re.compile(r"\s*\./\s?\.?\s*$")


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
    """The tasks of a document, how they were found (table, fields, duties, headings), and table groups.

    By the task's place in the list: the item it was read from, and the lines of the column of levels of its row.
    """

    tasks: list[TaskDraft]
    how: str
    groups: list[tuple[str, str, Place]] = field(default_factory=list)
    nodes: dict[int, Node] = field(default_factory=dict)
    levels: dict[int, tuple[str, ...]] = field(default_factory=dict)


def source_of(place: Place) -> Source:
    """A place in the shape of the draft."""
    return Source(place.file, place.page, place.line, place.span, place.cell, place.box)


def blank(path: str, text: str, place: Place) -> TaskDraft:
    """A task that says its work and nothing else."""
    return TaskDraft(
        path=path, key=path, marks={}, section="", area="other", text=without_closing(text), lead=[],
        coordinating=[], products=[], products_rule="all", conditional=is_optional(text), issued_by=None,
        funding=None, time=None, schedule=[], source=source_of(place),
    )  # fmt: skip


def fill(
    task: TaskDraft,
    *,
    lead: list[str],
    coordinating: list[str],
    product: list[str],
    time: list[str],
    funding: list[str],
    year: int,
    shared: Sequence[str] = (),
) -> None:
    """Set the fields of a task from the lines written for each; a lead line may name the helpers too.

    shared: the lines of one field for both.
    """
    lead, coordinating, product = closed(lead), closed(coordinating), closed(product)
    task.lead, helping = roles_in(lead or closed(shared), shared=not lead)
    task.coordinating = split_units("\n".join([*helping, *coordinating]))
    products: Products = read_products(product)
    task.products, task.products_rule = products.names, products.rule
    task.conditional = task.conditional or products.conditional
    task.issued_by = products.issued_by
    task.funding = without_closing(" ".join(funding)).strip("-– ") or None
    task.time, task.schedule = time_of(time, year)
    link_products(task.schedule, task.products)


def closed(lines: Sequence[str]) -> list[str]:
    """The lines of a field without the mark that ends a document ("./.")."""
    return [_END.sub("", line) for line in lines]


def time_of(lines: list[str], year: int) -> tuple[str | None, list[ScheduleEntry]]:
    """(the wording on one line, its milestones); (None, []) when nothing is written."""
    written = "\n".join(closed(lines)).strip().rstrip(" .;")
    return (" ".join(written.split()) or None), read_time(written, year)
