"""The document itself: blanks, annexes cited but not there, areas without tasks, groups cut by a page."""

from collections.abc import Iterator

from cchc.core.text import fold
from cchc.reading import lexicon
from cchc.reading.checks.context import Context
from cchc.reading.draft import Finding, PlanDraft
from cchc.reading.flat import flat
from cchc.reading.meaning.annexes import citing_annex
from cchc.reading.meaning.tasks import source_of


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
    node = citing_annex(context.trees.body) if context.lacks_annex else None
    if node is not None:
        message = (
            "Văn bản dẫn chiếu phụ lục nhưng phụ lục không có trong các tệp đã chọn. "
            "Hãy bổ sung tệp phụ lục."
        )
        source = source_of(node.place)
        yield Finding("annex-cited-but-missing", "warning", node.path, message, source)


def group_after_page_break(context: Context) -> Iterator[Finding]:
    """A table row whose group was printed only on the next page."""
    for task in context.plan.tasks:
        if "doubtful" in task.marks.get("section", ()):
            message = (
                f"Ô lĩnh vực của dòng này để trống do ngắt trang; đã xếp vào “{task.section}”. "
                "Hãy kiểm tra lại."
            )
            yield Finding("group-after-page-break", "warning", task.key, message, task.source)


def area_without_task(context: Context) -> Iterator[Finding]:
    """An area of the national programme for which a yearly programme of the office has no task.

    Silent unless most of the seven areas have tasks: a plan that is not ordered by areas misses none. Silent too
    when tasks stand under headings whose area is not known.
    """
    names: dict[str, str] = lexicon.table("checks")["areas"]["names"]
    present = {task.area for task in context.plan.tasks} | _areas_named(context.plan)
    missing = [name for code, name in names.items() if code not in present]
    is_whole = 2 * len(missing) < len(names) and "other" not in present
    if missing and is_whole and _is_yearly_programme(context.plan):
        named = "; ".join(missing)
        message = f"Chưa có nhiệm vụ thuộc lĩnh vực: {named}. Hãy kiểm tra có sót không."
        yield Finding("area-without-task", "note", "", message)


def _areas_named(plan: PlanDraft) -> set[str]:
    """Areas that the headings above tasks name: one heading may join two ("tổ chức bộ máy, chế độ công vụ")."""
    headings = " ".join({flat(task.section) for task in plan.tasks})
    return {code for code, pattern in lexicon.classes("areas") if pattern.search(headings)}


def _is_yearly_programme(plan: PlanDraft) -> bool:
    """A plan of one year whose title speaks of the reform as a whole."""
    title = plan.document.title or ""
    if plan.document.type != "KH" or plan.document.year is None or not fold(title):
        return False
    whole = lexicon.finder("checks", "areas", "title").search(flat(title))
    part = lexicon.finder("checks", "areas", "unless").search(flat(title))
    one_year = plan.period.start is None or plan.period.start.year == plan.document.year
    return whole is not None and part is None and one_year
