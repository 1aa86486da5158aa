"""One plan in many layouts: the same tasks as labelled lines, tables of every make and files of every kind.

The expectation is known by construction, so a reading that differs between two layouts is wrong in one of them.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import docx
import typst
import xlsxwriter

from tests.corpus.make import FONTS

HEAD = """UBND TỈNH LAM SƠN
SỞ CÔNG THƯƠNG

Số: 18/KH-SCT
Lam Sơn, ngày 12 tháng 01 năm 2026

KẾ HOẠCH
Cải cách hành chính năm 2026 của Sở Công Thương
"""
TAIL = "\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n"
AREAS = ("Cải cách thể chế", "Cải cách thủ tục hành chính", "Cải cách tài chính công")
WORK = (
    "Rà soát văn bản quy phạm pháp luật thuộc lĩnh vực công thương",
    "Công khai thủ tục hành chính trên trang thông tin điện tử của Sở",
    "Đánh giá kết quả giải quyết hồ sơ của bộ phận một cửa",
    "Kiểm tra việc chấp hành kỷ cương hành chính tại các đơn vị",
    "Tổ chức tập huấn nghiệp vụ cho công chức tiếp nhận hồ sơ",
    "Xây dựng quy chế chi tiêu nội bộ và quản lý tài sản công",
    "Theo dõi tình hình thi hành pháp luật về an toàn hóa chất",
    "Cập nhật cơ sở dữ liệu doanh nghiệp xuất khẩu của tỉnh",
)
UNITS = (
    "Văn phòng Sở", "Thanh tra Sở", "Phòng Quản lý Thương mại", "Phòng Kế hoạch - Tài chính",
    "Trung tâm Khuyến công và Xúc tiến thương mại", "Chi cục Quản lý thị trường",
)  # fmt: skip
PRODUCTS = ("Kế hoạch", "Báo cáo kết quả", "Quyết định", "Danh mục thủ tục", "Quy chế")
TIMES = (
    ("Quý II năm 2026", "2026-06-30", None),
    ("Trước ngày 15/9/2026", "2026-09-15", None),
    ("Tháng 11/2026", "2026-11-30", None),
    ("Thường xuyên", None, "continuous"),
    ("Hằng quý", None, "quarterly"),
    ("Chậm nhất ngày 20/12/2026", "2026-12-20", None),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A task with its fields as they are to be read."""

    area: str
    text: str
    lead: tuple[str, ...]
    coordinating: tuple[str, ...]
    products: tuple[str, ...]
    time: tuple[str, str | None, str | None]


def plan(seed: int) -> list[Row]:
    """The tasks of a plan, the same for the same seed, area by area."""
    chance = random.Random(seed)
    rows = []
    for text in WORK:
        units = chance.sample(UNITS, chance.randrange(2, 5))
        rows.append(
            Row(
                area=AREAS[len(rows) * len(AREAS) // len(WORK)],
                text=text,
                lead=tuple(units[:1]),
                coordinating=tuple(units[1:]),
                products=tuple(chance.sample(PRODUCTS, chance.randrange(1, 3))),
                time=chance.choice(TIMES),
            )
        )
    return rows


def expected(rows: Sequence[Row]) -> dict[str, Any]:
    """The expectation in the keys of the hand-made readings; paths differ by layout and are not told."""
    return {
        "tasks": [
            {
                "ordinal_path": "", "text_start": row.text[:60], "lead": list(row.lead),
                "coordinating": list(row.coordinating), "products": list(row.products),
                "due": row.time[1], "recurrence": row.time[2],
            }
            for row in rows
        ]
    }  # fmt: skip


def labelled(rows: Sequence[Row], folder: Path) -> Path:
    """Field lines below each task."""
    lines = _outline(rows, lambda row: [
        f"- Đơn vị chủ trì: {', '.join(row.lead)}.",
        f"- Đơn vị phối hợp: {', '.join(row.coordinating)}.",
        f"- Sản phẩm: {'; '.join(row.products)}.",
        f"- Thời gian thực hiện: {row.time[0]}.",
    ])  # fmt: skip
    return _write(folder / "labelled.txt", lines)


def one_line(rows: Sequence[Row], folder: Path) -> Path:
    """All fields of a task on one line, emphasised as Markdown does."""
    lines = _outline(rows, lambda row: [
        f"**Chủ trì:** {', '.join(row.lead)}; **Phối hợp:** {', '.join(row.coordinating)}; "
        f"**Kết quả:** {'; '.join(row.products)}; **Thời hạn:** {row.time[0]}"
    ])  # fmt: skip
    return _write(folder / "one-line.md", lines)


def markdown_table(rows: Sequence[Row], folder: Path) -> Path:
    lines = ["| " + " | ".join(cells) + " |" for cells in grid(rows)]
    lines.insert(1, "|" + "---|" * len(HEADER))
    return _write(folder / "table.md", ["PHỤ LỤC", "Phân công nhiệm vụ", "", *lines])


def tabbed(rows: Sequence[Row], folder: Path) -> Path:
    lines = ["\t".join(cells) for cells in grid(rows)]
    return _write(folder / "tabbed.txt", ["PHỤ LỤC", "Phân công nhiệm vụ", "", *lines])


def lone_cells(rows: Sequence[Row], folder: Path) -> Path:
    """A table that was copied out of a page: one cell a line."""
    lines = [cell for cells in grid(rows) for cell in cells]
    return _write(folder / "cells.txt", ["PHỤ LỤC", "Phân công nhiệm vụ", "", *lines])


def web_page(rows: Sequence[Row], folder: Path) -> Path:
    """A header over two rows, the area in a merged column of its own."""
    head = (
        "<tr><th rowspan=2>Lĩnh vực</th><th rowspan=2>Nhiệm vụ</th><th colspan=2>Phân công</th>"
        "<th rowspan=2>Thời gian</th><th rowspan=2>Sản phẩm</th></tr><tr><th>Chủ trì</th><th>Phối hợp</th></tr>"
    )
    body = ""
    for area in AREAS:
        own = [row for row in rows if row.area == area]
        for number, row in enumerate(own):
            first = f"<td rowspan={len(own)}>{escape(area)}</td>" if not number else ""
            cells = (
                row.text,
                ", ".join(row.lead),
                ", ".join(row.coordinating),
                row.time[0],
                "; ".join(row.products),
            )
            body += f"<tr>{first}{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
    head_lines = "".join(f"<p>{escape(line)}</p>" for line in HEAD.splitlines() if line)
    page = f"<html><body>{head_lines}<p>PHỤ LỤC</p><table>{head}{body}</table></body></html>"
    return _save(folder / "page.html", page)


def workbook(rows: Sequence[Row], folder: Path) -> Path:
    """Columns in an order of its own, a note column that says nothing."""
    path = folder / "book.xlsx"
    order = (4, 1, 5, 2, 3)
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write("A1", "PHỤ LỤC PHÂN CÔNG NHIỆM VỤ NĂM 2026")
        for line, cells in enumerate(grid(rows), start=2):
            note = "Ghi chú" if line == 2 else ""
            sheet.write_row(line, 0, [cells[0], *(cells[place] for place in order), note])
    return path


def word_table(rows: Sequence[Row], folder: Path) -> Path:
    document = docx.Document()
    for line in [*HEAD.splitlines(), "PHỤ LỤC", "Phân công nhiệm vụ"]:
        if line:
            document.add_paragraph(line)
    made = list(grid(rows))
    table = document.add_table(len(made), len(HEADER))
    for line, cells in enumerate(made):
        for column, cell in enumerate(cells):
            table.cell(line, column).text = cell
    document.save(str(folder / "table.docx"))
    return folder / "table.docx"


def printed(rows: Sequence[Row], folder: Path) -> Path:
    """A landscape PDF whose table runs over pages, the header repeated."""
    cells = ", ".join(f"[{_typst(cell)}]" for line in list(grid(rows))[1:] for cell in line)
    header = ", ".join(f"[*{_typst(cell)}*]" for cell in HEADER)
    head = "\n\n".join(_typst(line) for line in HEAD.splitlines() if line)
    source = (
        '#set page(paper: "a4", flipped: true, margin: 2cm)\n#set text(font: "Tinos", size: 13pt)\n'
        f"{head}\n\nPHỤ LỤC\n\n#table(columns: (1cm, 1fr, 4cm, 4cm, 4cm, 4cm), "
        f"table.header({header}), {cells})\n"
    )
    (folder / "printed.typ").write_text(source, encoding="utf-8")
    typst.compile(
        str(folder / "printed.typ"), output=str(folder / "printed.pdf"), font_paths=[str(FONTS)],
        ignore_system_fonts=True,
    )  # fmt: skip
    return folder / "printed.pdf"


HEADER = (
    "TT",
    "Nội dung nhiệm vụ",
    "Đơn vị chủ trì",
    "Đơn vị phối hợp",
    "Sản phẩm",
    "Thời gian hoàn thành",
)
LAYOUTS: dict[str, Callable[[Sequence[Row], Path], Path]] = {
    make.__name__: make
    for make in (
        labelled, one_line, markdown_table, tabbed, lone_cells, web_page, workbook, word_table, printed,
    )
}  # fmt: skip


def grid(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """The plan as an assignment table, its header first."""
    body = [
        (
            str(number), row.text, ", ".join(row.lead), ", ".join(row.coordinating),
            "; ".join(row.products), row.time[0],
        )
        for number, row in enumerate(rows, start=1)
    ]  # fmt: skip
    return [HEADER, *body]


def _outline(rows: Sequence[Row], fields: Callable[[Row], list[str]]) -> list[str]:
    lines = ["I. MỤC ĐÍCH", "Nâng cao chất lượng phục vụ.", "", "II. NHIỆM VỤ"]
    for number, area in enumerate(AREAS, start=1):
        lines += ["", f"{number}. {area}"]
        own = [row for row in rows if row.area == area]
        for letter, row in zip("abcdđeghik", own, strict=False):
            lines += ["", f"{letter}) {row.text}", *fields(row)]
    return lines


def _write(path: Path, lines: Sequence[str]) -> Path:
    return _save(path, "\n".join([HEAD, *lines, TAIL]))


def _save(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def _typst(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "#*_`$<>@\\[]-=+/" else sign for sign in text)
