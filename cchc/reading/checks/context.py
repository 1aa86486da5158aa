"""What a check may look at."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from cchc.reading.checks.known import Library, shipped_library
from cchc.reading.draft import PlanDraft, Source
from cchc.reading.meaning.annexes import citing_annex
from cchc.reading.meaning.tasks import Found, Trees, source_of
from cchc.reading.structure.tree import Node


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the document that belongs to no task: its path, words and place."""

    path: str
    text: str
    source: Source | None


@dataclass(frozen=True, slots=True)
class Context:
    """The draft so far, the outline it was read from, and how its tasks were found.

    `elsewhere`: what stands outside the tasks, [] where a draft is checked without its document. `lacks_annex`: the
    annex that assigns the tasks is known to be missing. `library`: documents whose title and term are known.
    """

    plan: PlanDraft
    trees: Trees
    found: Found
    library: Library = field(default_factory=shipped_library)
    elsewhere: Iterable[Passage] = ()
    lacks_annex: bool = False

    def judged_on(self) -> date | None:
        """The day on which what the plan cites is judged: its own, else the first of its period."""
        return self.plan.document.date or self.plan.period.start


def nodes_outside(trees: Trees, found: Found) -> list[Node]:
    """The items that are no task and stand below none, in reading order."""
    taken = {id(node) for node in found.nodes.values()}
    outside: list[Node] = []
    for root in trees.all():
        waiting = [root]
        while waiting:
            node = waiting.pop()
            if id(node) not in taken:
                outside.append(node)
                waiting.extend(reversed(node.children))
    return outside


def context_of(plan: PlanDraft, trees: Trees, found: Found, annexes: int) -> Context:
    """Everything that a reading can be checked by."""
    elsewhere = [
        Passage(one.path, one.text, source_of(one.place)) for one in nodes_outside(trees, found)
    ]
    lacks_annex = not annexes and found.how != "table" and citing_annex(trees.body) is not None
    return Context(plan, trees, found, elsewhere=elsewhere, lacks_annex=lacks_annex)
