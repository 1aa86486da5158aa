"""The document itself: blanks, annexes cited but not there, ordinals, groups cut by a page."""

from collections import defaultdict
from collections.abc import Iterator

from cchc.reading.checks.context import Context
from cchc.reading.draft import Finding
from cchc.reading.meaning.annexes import citing_annex
from cchc.reading.meaning.tasks import source_of
from cchc.reading.structure.ordinals import BULLETS
from cchc.reading.structure.tree import Node


def number_or_date_blank(context: Context) -> Iterator[Finding]:
    """Number or date is still left open, as in a draft or an unsigned copy."""
    head = context.plan.document
    blanks = [
        name for name, value in (("số", head.number), ("ngày ban hành", head.date)) if value is None
    ]
    if blanks and context.plan.tasks:
        message = (
            f"Văn bản còn để trống {' và '.join(blanks)}. Hãy bổ sung trước khi đưa vào theo dõi."
        )
        yield Finding("number-or-date-blank", "warning", "", message)


def annex_missing(context: Context) -> Iterator[Finding]:
    """The body points to an annex that is not among the files."""
    if context.annexes or context.found.how == "table":
        return
    node = citing_annex(context.trees.body)
    if node is not None:
        message = (
            "Văn bản dẫn chiếu phụ lục nhưng phụ lục không có trong các tệp đã chọn. "
            "Hãy bổ sung tệp phụ lục."
        )
        source = source_of(node.place)
        yield Finding("annex-cited-but-missing", "warning", node.path, message, source)


def repeated_ordinal(context: Context) -> Iterator[Finding]:
    """The same ordinal twice under one heading."""
    for root in context.trees.all():
        for parent in root.walk():
            yield from _repeated(parent)


def _repeated(parent: Node) -> Iterator[Finding]:
    seen: defaultdict[tuple[str, str], int] = defaultdict(int)
    for node in parent.children:
        if not node.label or node.kind in BULLETS:
            continue
        mark = (node.kind, node.label)
        seen[mark] += 1
        if seen[mark] > 1:
            key = f"{node.path}#{seen[mark]}"
            message = f"Ký hiệu “{node.label}” được dùng {seen[mark]} lần trong cùng một mục."
            yield Finding("repeated-ordinal", "note", key, message, source_of(node.place))


def group_after_page_break(context: Context) -> Iterator[Finding]:
    """A table row whose group was printed only on the next page."""
    for task in context.plan.tasks:
        if "doubtful" in task.marks.get("section", ()):
            message = (
                f"Ô lĩnh vực của dòng này để trống do ngắt trang; đã xếp vào “{task.section}”. "
                "Hãy kiểm tra lại."
            )
            yield Finding("group-after-page-break", "warning", task.key, message, task.source)
