"""What was recognised in pictures is marked as such: a person compares it with the page before it counts."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from cchc.reading.blocks import Paragraph, Place, ReadFile
from cchc.reading.checks import in_order
from cchc.reading.draft import DocumentHead, Finding, Marks, PlanDraft, Source
from cchc.reading.structure.regions import Regions

_Spans = Mapping[int, Sequence[tuple[int, int]]]

MARK = "ocr"
SCANNED, UNREAD = "pages-scanned", "pages-not-read"
_OF_TASK = ("text", "lead", "coordinating", "products", "issued_by", "funding", "time")
_OF_TARGET = ("text", "value", "reference", "unit")
_OF_REPORT = ("name", "from", "to", "due")
_OF_BASIS = ("type", "number", "date", "issuer", "subject")
_OF_HEAD = ("type", "number", "issuer", "parent_issuer", "place", "date", "title")
_OF_SIGNER = ("authority", "position", "name")
_ATTRIBUTES = {"from": "start", "to": "end"}


def mark_scanned(plan: PlanDraft, files: Sequence[ReadFile], regions: Regions) -> None:
    """Mark each field that holds something where it was read from a picture, and tell which pages were pictures."""
    spans = {at: _spans(file) for at, file in enumerate(files) if file.scanned}
    if spans:
        lists: tuple[tuple[Sequence[_Marked], tuple[str, ...]], ...] = (
            (plan.tasks, _OF_TASK),
            (plan.targets, _OF_TARGET),
            (plan.report_deadlines, _OF_REPORT),
            (plan.legal_bases, _OF_BASIS),
        )
        for items, fields in lists:
            for item in items:
                if item.source and _is_within(item.source.file, item.source.span, spans):
                    _mark(item.marks, item, fields)
        _mark_head(plan.document, regions, spans)
    plan.findings = in_order([*plan.findings, *_findings(files)])


class _Marked(Protocol):
    """Anything read that knows its place and keeps marks."""

    marks: Marks

    @property
    def source(self) -> Source | None: ...


def _mark(marks: Marks, item: object, fields: Sequence[str], prefix: str = "") -> None:
    for name in fields:
        if getattr(item, _ATTRIBUTES.get(name, name)):
            marks.setdefault(f"{prefix}{name}", []).append(MARK)


def _mark_head(head: DocumentHead, regions: Regions, spans: _Spans) -> None:
    """What stands in the head and at the foot of the document: it has no place of its own."""
    if any(_is_within(one.place.file, one.place.span, spans) for one in regions.head):
        _mark(head.marks, head, _OF_HEAD)
    if any(_is_within(one.place.file, one.place.span, spans) for one in regions.tail):
        _mark(head.marks, head.signer, _OF_SIGNER, "signer.")
        _mark(head.marks, head, ("recipients",))


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


def _is_within(file: int, span: tuple[int, int] | None, all_spans: _Spans) -> bool:
    spans = all_spans.get(file, ())
    if span is None or not spans:
        return False
    at = bisect_left(spans, span[1], key=lambda one: one[0])
    return at > 0 and spans[at - 1][1] > span[0]


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
