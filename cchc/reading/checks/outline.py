"""What the outline shows beside the tasks: work that was not taken, goals without a measure."""

import re
from collections.abc import Iterator

from cchc.reading import lexicon
from cchc.reading.checks.context import Context, nodes_outside
from cchc.reading.draft import Finding
from cchc.reading.flat import flat
from cchc.reading.meaning.outline import class_of, section_of
from cchc.reading.meaning.sentences import assignment_in
from cchc.reading.meaning.tasks import source_of
from cchc.reading.meaning.times import read_time
from cchc.reading.structure.tree import Node, is_heading

_SHORTEST = 20
_SHOWN = 60
_REPORTS = re.compile(r"\bbao cao\b")
_COUNTED = re.compile(r"(?<!\d)(?!20\d\d(?!\d))\d+|^khong (?:co|de)\b")
_GENERAL = re.compile(r"\b(?:chung|tong quat)\b")
_NO_WORK = frozenset({"purpose", "target", "audience", "funding"})


def task_not_taken(context: Context) -> Iterator[Finding]:
    """Text that gives work and was not taken: a sister of tasks, or a sentence in which a unit leads by a day."""
    if not context.plan.tasks:
        return
    listed = context.found.how in {"fields", "headings"}
    taken = {id(node) for node in context.found.nodes.values()} if listed else set()
    for node in nodes_outside(context.trees, context.found):
        if _stands_among_tasks(node, taken) or _gives_work(node, context):
            begin = node.text[:_SHOWN].rstrip() + ("…" if len(node.text) > _SHOWN else "")
            message = (
                f"“{begin}” có vẻ là nhiệm vụ nhưng chưa được đưa vào danh sách. Hãy kiểm tra và "
                "bổ sung nếu cần."
            )
            yield Finding("task-not-taken", "note", node.path, message, source_of(node.place))


def _stands_among_tasks(node: Node, taken: set[int]) -> bool:
    """Begins with a verb of work and has tasks of its own kind beside it under the same heading."""
    if node.parent is None or len(node.text) < _SHORTEST or is_heading(node):
        return False
    sisters = (one for one in node.parent.children if one.kind == node.kind)
    begins = lexicon.opener("checks", "task", "verbs").match(flat(node.text))
    return begins is not None and any(id(one) in taken for one in sisters)


def _gives_work(node: Node, context: Context) -> bool:
    """A unit leads it and a day is named; duties to report are told by the report deadlines."""
    if is_heading(node) or len(node.text) < _SHORTEST or _REPORTS.search(flat(node.text)):
        return False
    if class_of(node) in _NO_WORK:
        return False
    said = assignment_in(node.text, context.trees.year)
    if said is None or said.time is None:
        return False
    return any(entry.due for entry in read_time(said.time, context.trees.year))


def goals_without_measure(context: Context) -> Iterator[Finding]:
    """Items under a heading of targets that name no level: one finding for all of them.

    Silent in a part that measures nothing at all: such goals tell a purpose.
    """
    if not context.plan.tasks:
        return
    parts = {_part(target.path) for target in context.plan.targets}
    measured = {target.source.span or target.source.line for target in context.plan.targets}
    open_goals = [
        node
        for node in nodes_outside(context.trees, context.found)
        if _is_goal(node)
        and _part(node.path) in parts
        and (node.place.span or node.place.line) not in measured
    ]
    if open_goals:
        places = ", ".join(dict.fromkeys(node.path for node in open_goals))
        message = (
            f"{len(open_goals)} mục tiêu không nêu mức cần đạt nên không đánh giá được khi tổng kết "
            f"(mục {places}). Hãy bổ sung tỷ lệ, số lượng hoặc kết quả cụ thể."
        )
        yield Finding("goals-without-measure", "note", "", message, source_of(open_goals[0].place))


def _part(path: str) -> str:
    return path.partition(".")[0]


def _is_goal(node: Node) -> bool:
    """A whole sentence under a heading of targets, without a figure; a general aim ("mục tiêu chung") is none."""
    plain = flat(node.text)
    if node.children or is_heading(node) or plain.startswith("(") or _COUNTED.search(plain):
        return False
    above = section_of(node)
    general = above is not None and _GENERAL.search(flat(above.text)) is not None
    return len(plain) >= _SHORTEST and not general and class_of(node) == "target"


def unmeasurable_target(context: Context) -> Iterator[Finding]:
    """A target with neither a value nor a document that sets it."""
    for target in context.plan.targets:
        if target.value is None and not target.reference:
            message = f"Chỉ tiêu “{target.text[:_SHOWN]}” không có giá trị cần đạt và không dẫn văn bản giao chỉ tiêu."
            yield Finding("unmeasurable-target", "note", target.path, message, target.source)
