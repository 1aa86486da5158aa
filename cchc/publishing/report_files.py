"""A report's figures as files for other programs: workbook, comma-separated text, JSON.

Each figure stands with its source parts, what an empty value means, its stage (official or estimated) and its scope.
"""

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any, Final

from cchc.publishing.document import Picture, TableNode, plain_text
from cchc.publishing.report import (
    ISSUED_HEADS,
    PROGRESS_HEADS,
    IssuedAnnex,
    ProgressAnnex,
    ReportPaper,
    StatisticRow,
    StatisticsAnnex,
    report_title,
    window_in_words,
)
from cchc.publishing.sheets import Sheet, SheetColumn, Value, Workbook

SHAPE: Final = "cchc-report/1"
STATES: Final = {
    "figure": "Có số liệu",
    "no_data": "Chưa có số liệu",
    "not_arising": "Không phát sinh",
    "nothing_to_divide": "Mẫu số bằng không",
}
_STATISTIC_COLUMNS: Final = (
    SheetColumn("STT", 6, "number"),
    SheetColumn("Nhóm", 24),
    SheetColumn("Mã", 12),
    SheetColumn("Chỉ tiêu thống kê", 52),
    SheetColumn("Đơn vị tính", 13),
    SheetColumn("Số liệu", 15, "number"),
    SheetColumn("Tử số", 12, "number"),
    SheetColumn("Mẫu số", 12, "number"),
    SheetColumn("Tình trạng", 18),
    SheetColumn("Giai đoạn", 13),
    SheetColumn("Phạm vi", 15),
    SheetColumn("Ghi chú", 34),
)


def statistic_sheet(paper: ReportPaper, annex: StatisticsAnnex) -> Sheet:
    """The statistics as a list: a row per indicator, its block in a column to filter by.

    "Số liệu" holds a number, or the words Không phát sinh, or nothing; "Tình trạng" says which it is.
    """
    listed = [(block.name, row) for block in annex.blocks for row in block.rows]
    return Sheet(
        title=annex.title.upper(),
        subtitle=(report_title(paper.head), f"Số liệu {window_in_words(paper.head)}"),
        columns=_STATISTIC_COLUMNS,
        rows=tuple(
            (
                place,
                name,
                row.code,
                row.name,
                row.measure,
                row.value if row.value is not None else row.shown or None,
                row.numerator if row.denominator is not None else None,
                row.denominator,
                STATES[row.state],
                row.stage or None,
                row.scope,
                row.remark or None,
            )
            for place, (name, row) in enumerate(listed, start=1)
        ),
        notes=("Ô số liệu để trống là chưa có số liệu; số ước ghi “Ước” ở cột Giai đoạn.",),
        name="Thống kê",
    )


def report_workbook(paper: ReportPaper, made_on: date) -> Workbook:
    """All annexes of the report, a sheet each. Raises ValueError for a report without annexes."""
    sheets = tuple(_sheet(paper, annex) for annex in paper.annexes)
    if not sheets:
        raise ValueError("a report without annexes has no workbook")
    return Workbook(sheets, made_on, author=" ".join(paper.head.issuer.split()))


def report_json(paper: ReportPaper) -> dict[str, Any]:
    """The report as plain JSON values: head, text, and the annexes' rows. Numbers are strings, days ISO."""
    head = paper.head
    return {
        "shape": SHAPE,
        "title": report_title(head),
        "issuer": " ".join(head.issuer.split()),
        "number": head.number,
        "symbol": head.symbol,
        "issued_on": head.issued_on.isoformat() if head.issued_on else None,
        "window_from": head.window_from.isoformat(),
        "window_to": head.window_to.isoformat(),
        "text": [
            {
                "number": part.number,
                "title": part.title,
                "level": part.level,
                "lines": [
                    plain_text(line)
                    for line in part.lines
                    if not isinstance(line, Picture | TableNode)
                ],
            }
            for part in paper.parts
        ],
        "statistics": [
            _statistic_json(block.name, row)
            for annex in paper.annexes
            if isinstance(annex, StatisticsAnnex)
            for block in annex.blocks
            for row in block.rows
        ],
        "tasks": [
            {"area": block.name, **asdict(row)}
            for annex in paper.annexes
            if isinstance(annex, ProgressAnnex)
            for block in annex.blocks
            for row in block.rows
        ],
        "documents": [
            {**asdict(row), "issued_on": row.issued_on.isoformat() if row.issued_on else None}
            for annex in paper.annexes
            if isinstance(annex, IssuedAnnex)
            for row in annex.rows
        ],
    }


def _statistic_json(block: str, row: StatisticRow) -> dict[str, Any]:
    return {
        "block": block,
        "code": row.code,
        "name": row.name,
        "unit": row.measure,
        "state": row.state,
        "value": _text(row.value),
        "shown": row.printed,
        "numerator": _text(row.numerator),
        "denominator": _text(row.denominator),
        "stage": _stage_code(row),
        "scope": row.scope,
        "missing": list(row.missing),
        "note": row.note,
    }


def _sheet(paper: ReportPaper, annex: StatisticsAnnex | ProgressAnnex | IssuedAnnex) -> Sheet:
    match annex:
        case StatisticsAnnex():
            return statistic_sheet(paper, annex)
        case ProgressAnnex():
            return _progress_sheet(paper, annex)
        case IssuedAnnex():
            return _issued_sheet(paper, annex)


def _progress_sheet(paper: ReportPaper, annex: ProgressAnnex) -> Sheet:
    heads = ("Lĩnh vực", *PROGRESS_HEADS[1:], "Ghi chú")
    widths = (26, 50, 28, 26, 20, 22, 40, 24)
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            row.label, block.name, row.text, row.products, row.units, row.time, row.state,
            row.result, row.note,
        )
        for block in annex.blocks
        for row in block.rows
    )  # fmt: skip
    columns = (
        SheetColumn(PROGRESS_HEADS[0], 8),
        *(SheetColumn(head, width) for head, width in zip(heads, widths, strict=True)),
    )
    return _listed(paper, annex.title, columns, rows, "Tiến độ")


def _issued_sheet(paper: ReportPaper, annex: IssuedAnnex) -> Sheet:
    widths = (6, 20, 14, 60, 30, 20)
    columns = tuple(
        SheetColumn(head, width, {0: "number", 2: "date"}.get(place, "text"))  # type: ignore[arg-type]
        for place, (head, width) in enumerate(zip(ISSUED_HEADS, widths, strict=True))
    )
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (place, row.number, row.issued_on, row.title, row.issuer, row.note)
        for place, row in enumerate(annex.rows, start=1)
    )
    return _listed(paper, annex.title, columns, rows, "Văn bản")


def _listed(
    paper: ReportPaper,
    title: str,
    columns: tuple[SheetColumn, ...],
    rows: tuple[tuple[Value, ...], ...],
    name: str,
) -> Sheet:
    return Sheet(
        title=title.upper(),
        subtitle=(report_title(paper.head), f"Số liệu {window_in_words(paper.head)}"),
        columns=columns,
        rows=rows,
        name=name,
    )


def _stage_code(row: StatisticRow) -> str | None:
    if row.state != "figure":
        return None
    return "estimated" if row.is_estimated else "official"


def _text(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"
