"""`cchc read FILE [ANNEX...] [--json]`: what the reader understood; writes nothing."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from textwrap import shorten

from cchc.reading.draft import Finding, PlanDraft, ScheduleEntry, TaskDraft
from cchc.reading.errors import UnreadableFile
from cchc.reading.json import as_json
from cchc.reading.read import read_file, require_plan

READ, REFUSED = 0, 2
_SEVERITIES = {"error": "Lỗi", "warning": "Cảnh báo", "note": "Lưu ý"}
_RECURRENCES = {
    "continuous": "thường xuyên", "monthly": "hằng tháng", "quarterly": "hằng quý", "semiannual": "6 tháng",
    "annual": "hằng năm", "periodic": "định kỳ", "with_reports": "theo kỳ báo cáo", "on_event": "khi phát sinh",
    "as_planned": "theo kế hoạch",
}  # fmt: skip
_COLUMNS = (("Mục", 14), ("Nhiệm vụ", 48), ("Chủ trì", 30), ("Sản phẩm", 30), ("Thời hạn", 24))


def main(argv: Sequence[str] | None = None) -> int:
    """Print the reading of the files; 0 when it gives tasks or targets, 2 with one line otherwise."""
    options = _parser().parse_args(argv)
    try:
        plan = require_plan(read_file(options.file, *options.annex))
    except UnreadableFile as refusal:
        print(refusal.message, file=sys.stderr)
        return REFUSED
    if options.json:
        print(json.dumps(as_json(plan), ensure_ascii=False, indent=2))
    else:
        print("\n".join(table(plan)))
    return READ


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cchc read", description="Đọc một kế hoạch và in ra những gì đọc được."
    )
    parser.add_argument("file", type=Path, metavar="TỆP", help="văn bản kế hoạch")
    parser.add_argument(
        "annex", type=Path, nargs="*", metavar="PHỤ_LỤC", help="phụ lục ở tệp riêng"
    )
    parser.add_argument("--json", action="store_true", help="in một đối tượng JSON")
    return parser


def table(plan: PlanDraft) -> list[str]:
    """The reading for a person: head, tasks in columns, targets, report deadlines, findings."""
    lines = [*_head(plan), "", _line([name for name, _ in _COLUMNS])]
    lines.append("  ".join("-" * width for _, width in _COLUMNS))
    lines.extend(_line(_cells(task)) for task in plan.tasks)
    if plan.targets:
        lines.extend(["", f"Chỉ tiêu ({len(plan.targets)})"])
        lines.extend(f"  {one.path}: {shorten(one.text, 110)}" for one in plan.targets)
    if plan.report_deadlines:
        lines.extend(["", "Thời hạn báo cáo"])
        for report in plan.report_deadlines:
            due = f"{report.due:%d/%m/%Y}" if report.due else "chưa nêu ngày"
            lines.append(f"  {report.name}: {'trước ' if report.before else ''}{due}")
    if plan.findings:
        lines.extend(["", f"Cần xem lại ({len(plan.findings)})"])
        for finding in plan.findings:
            where = f" [{finding.path}]" if finding.path else ""
            lines.append(
                f"  {_SEVERITIES[finding.severity]}{where}: {finding.message}{_line_of(finding)}"
            )
    return lines


def _line_of(finding: Finding) -> str:
    """Where the words stand in the file, when no item of the plan has them."""
    source = finding.source
    if finding.path or source is None or not (source.line or source.page):
        return ""
    place = f"trang {source.page}" if source.page else f"dòng {source.line}"
    return f" ({place})"


def _head(plan: PlanDraft) -> list[str]:
    head = plan.document
    issued = f"{head.date:%d/%m/%Y}" if head.date else "chưa có ngày"
    return [
        head.title or "Không rõ tên văn bản",
        f"Số: {head.number or 'còn để trống'}; ngày: {issued}; cơ quan ban hành: {head.issuer or 'không rõ'}",
        f"{len(plan.tasks)} nhiệm vụ, {len(plan.targets)} chỉ tiêu, {len(plan.legal_bases)} căn cứ",
    ]


def _cells(task: TaskDraft) -> list[str]:
    times = "; ".join(_time(entry) for entry in task.schedule) or (task.time or "")
    return [task.key, task.text, "; ".join(task.lead), "; ".join(task.products), times]


def _time(entry: ScheduleEntry) -> str:
    if entry.due:
        return f"{'trước ' if entry.before else ''}{entry.due:%d/%m/%Y}"
    return _RECURRENCES.get(entry.recurrence or "", "không rõ")


def _line(cells: Sequence[str]) -> str:
    parts = []
    for cell, (_, width) in zip(cells, _COLUMNS, strict=True):
        short = cell if len(cell) <= width else cell[: width - 1] + "…"
        parts.append(short.ljust(width))
    return "  ".join(parts).rstrip()
