"""Tasks without lead, product or time; units named twice."""

from collections.abc import Callable, Iterator

from cchc.core.text import fold
from cchc.reading.checks.context import Context
from cchc.reading.draft import Finding, TaskDraft
from cchc.reading.meaning.units import is_collective

_FEW = 3


def no_tasks(context: Context) -> Iterator[Finding]:
    """The document gives no task at all."""
    if not context.plan.tasks:
        yield Finding(
            "no-tasks", "warning", "", "Không tìm thấy nhiệm vụ nào trong văn bản. Hãy kiểm tra tệp đã "
            "chọn hoặc bổ sung phụ lục phân công nhiệm vụ.",
        )  # fmt: skip


def no_lead(context: Context) -> Iterator[Finding]:
    """Tasks that name no lead unit."""
    yield from _lacking(context, "no-lead", "warning", lambda task: not task.lead, "đơn vị chủ trì")


def no_product(context: Context) -> Iterator[Finding]:
    """Tasks that name no product."""
    yield from _lacking(context, "no-product", "note", lambda task: not task.products, "sản phẩm")


def no_deadline(context: Context) -> Iterator[Finding]:
    """Tasks that name no time, neither a day nor an interval nor an event."""
    yield from _lacking(
        context, "no-deadline", "warning", lambda task: not task.time, "thời gian thực hiện"
    )


def _lacking(
    context: Context,
    code: str,
    severity: str,
    lacks: Callable[[TaskDraft], bool],
    what: str,
) -> Iterator[Finding]:
    """One finding per task; a single one where the whole document leaves the field out.

    None where it does so because the annex that assigns the tasks is not there: that is told already.
    """
    tasks = context.plan.tasks
    lacking = [task for task in tasks if lacks(task)]
    if len(lacking) == len(tasks) > _FEW:
        if context.lacks_annex:
            return
        message = f"Cả {len(tasks)} nhiệm vụ đều không nêu {what}."
        yield Finding(code, severity, "", message, tasks[0].source)
        return
    for task in lacking:
        yield Finding(code, severity, task.key, f"Nhiệm vụ không nêu {what}.", task.source)


def lead_also_coordinating(context: Context) -> Iterator[Finding]:
    """A named unit that leads and coordinates the same task; collective names do not count."""
    for task in context.plan.tasks:
        leads = {fold(name) for name in task.lead if not is_collective(name)}
        twice = [name for name in task.coordinating if fold(name) in leads]
        if twice:
            kept = [name for name in task.coordinating if fold(name) not in leads]
            fix = {"op": "set", "key": task.key, "field": "coordinating", "value": kept}
            message = f"{twice[0]} vừa chủ trì vừa phối hợp cùng một nhiệm vụ."
            yield Finding("lead-also-coordinating", "warning", task.key, message, task.source, fix)
