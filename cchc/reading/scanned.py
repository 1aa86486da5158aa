"""What was recognised in pictures is marked as such: a person compares it with the page before it counts."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from cchc.reading.blocks import Paragraph, Place, ReadFile
from cchc.reading.checks import in_order
from cchc.reading.draft import Finding, PlanDraft, Source

MARK = "ocr"
SCANNED, UNREAD = "pages-scanned", "pages-not-read"
_FIELDS = ("text", "lead", "coordinating", "products", "issued_by", "funding", "time")


def mark_scanned(plan: PlanDraft, files: Sequence[ReadFile]) -> None:
    """Mark each field that holds something in tasks read from pictures, and tell which pages were pictures."""
    spans = {at: _spans(file) for at, file in enumerate(files) if file.scanned}
    for task in plan.tasks:
        if _is_within(task.source, spans.get(task.source.file, [])):
            for name in _FIELDS:
                if getattr(task, name):
                    task.marks.setdefault(name, []).append(MARK)
    plan.findings = in_order([*plan.findings, *_findings(files)])


def _spans(file: ReadFile) -> list[tuple[int, int]]:
    """Where recognised text stands in the file's text; neighbours are one stretch."""
    pages = set(file.scanned)
    spans: list[tuple[int, int]] = []
    for place in _places(file):
        if place.page in pages and place.span is not None:
            if spans and place.span[0] <= spans[-1][1] + 1:
                spans[-1] = (spans[-1][0], max(spans[-1][1], place.span[1]))
            else:
                spans.append(place.span)
    return spans


def _places(file: ReadFile) -> Iterator[Place]:
    for block in file.blocks:
        if isinstance(block, Paragraph):
            yield block.place
        else:
            yield from (cell.place for row in block.rows for cell in row if cell)


def _is_within(source: Source, spans: Sequence[tuple[int, int]]) -> bool:
    if source.span is None or not spans:
        return False
    at = bisect_left(spans, source.span[1], key=lambda span: span[0])
    return at > 0 and spans[at - 1][1] > source.span[0]


def _findings(files: Sequence[ReadFile]) -> Iterator[Finding]:
    for at, file in enumerate(files):
        if file.unread:
            yield Finding(
                UNREAD,
                "warning",
                "",
                f"{file.name}: trang {_ranges(file.unread)} là ảnh quét nên chưa đọc được, vì máy chủ chưa cài phần "
                "nhận dạng chữ tiếng Việt; hãy bổ sung nhiệm vụ ở các trang này bằng tay.",
                Source(file=at, page=file.unread[0]),
            )
        if file.scanned:
            yield Finding(
                SCANNED,
                "note",
                "",
                f"{file.name}: chữ ở trang {_ranges(file.scanned)} do máy nhận dạng từ ảnh quét, có thể sai; hãy đối "
                "chiếu thông tin văn bản, chỉ tiêu và từng trường được đánh dấu với bản gốc.",
                Source(file=at, page=file.scanned[0]),
            )


def _ranges(pages: Sequence[int]) -> str:
    """Page numbers in a few words: "1-3, 7"."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
