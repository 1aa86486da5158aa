"""Our readers against each library's own open and walk of the same 31-page file.

Run: `python -m benchmarks.inputs_speed`. Prints seconds (best of several) and the ratio. Goals: docx
and xlsx at most 2, pdf at most 1.3.
"""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pdfplumber
import typst
import xlsxwriter

from benchmarks.bars import bar
from cchc.reading.inputs import docx as our_docx
from cchc.reading.inputs import pdf as our_pdf
from cchc.reading.inputs import xlsx as our_xlsx

FONTS = Path(__file__).parents[1] / "node_modules" / "@expo-google-fonts" / "tinos"
HEAD = ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Sản phẩm", "Thời gian")
SENTENCE = (
    "Tiếp tục triển khai thực hiện hiệu quả công tác cải cách hành chính tại cơ quan, tập trung "
    "sắp xếp tổ chức bộ máy theo hướng tinh gọn, nâng cao chất lượng đội ngũ. "
)


def task(number: int) -> tuple[str, ...]:
    """One row of the assignment table."""
    return (
        str(number), f"Xây dựng kế hoạch kiểm tra cải cách hành chính đợt {number}",
        "Phòng Tổ chức - Hành chính", "Các phòng, đơn vị thuộc Sở", "Kế hoạch; Báo cáo", "Quý I",
    )  # fmt: skip


def write_docx(path: Path) -> None:
    """About 31 printed pages: 180 numbered paragraphs and a table of 160 rows."""
    document = docx.Document()
    for _ in range(180):
        document.add_paragraph(SENTENCE * 2, style="List Number")
    table = document.add_table(0, len(HEAD))
    for row in [HEAD, *(task(number) for number in range(1, 160))]:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(path))


def write_xlsx(path: Path) -> None:
    """A table of 1,000 rows under a title."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:F1", "PHỤ LỤC")
        for row, values in enumerate([HEAD, *(task(number) for number in range(1, 1000))], 1):
            sheet.write_row(row, 0, values)


def write_pdf(path: Path) -> None:
    """31 pages: prose, then a ruled table over many pages."""
    prose = "\n\n".join(f"{number}. {SENTENCE * 2}" for number in range(1, 170))
    cells = ",".join(f"[{text}]" for number in range(1, 110) for text in task(number))
    head = ",".join(f"[*{text}*]" for text in HEAD)
    source = path.with_suffix(".typ")
    source.write_text(
        '#set page(paper: "a4", margin: (x: 25mm, y: 20mm), footer: align(center)['
        '#context counter(page).display("1")])\n#set text(font: "Tinos", size: 14pt)\n'
        f"{prose}\n#table(columns: (1cm, 5cm, 3cm, 3cm, 2cm, 1fr), table.header({head}), {cells})",
        encoding="utf-8",
    )
    typst.compile(str(source), output=str(path), font_paths=[str(FONTS)], ignore_system_fonts=True)


def walk_docx(path: Path) -> None:
    document = docx.Document(str(path))
    for paragraph in document.paragraphs:
        _ = paragraph.text
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                _ = cell.text


def walk_xlsx(path: Path) -> None:
    book = openpyxl.load_workbook(path, data_only=True)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                _ = cell.value


def walk_pdf(path: Path) -> None:
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_words()
            page.find_tables()
            page.close()


def best(act: Callable[[], object], times: int) -> float:
    """Seconds of the fastest of several runs."""
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


CASES = (
    ("docx", write_docx, our_docx.read, walk_docx, 5, 2.0),
    ("xlsx", write_xlsx, our_xlsx.read, walk_xlsx, 5, 2.0),
    ("pdf", write_pdf, our_pdf.read, walk_pdf, 3, 1.3),
)


def main() -> None:
    """Print one line per kind of file."""
    with tempfile.TemporaryDirectory() as folder:
        for kind, write, read, walk, times, goal in CASES:
            path = Path(folder) / f"ke-hoach.{kind}"
            write(path)
            ours = best(lambda read=read, path=path: read(path, 0), times)
            theirs = best(lambda walk=walk, path=path: walk(path), times)
            pages = read(path, 0).pages
            print(
                f"{kind:5} ours {ours:7.3f} s   library {theirs:7.3f} s   "
                f"ratio {ours / theirs:5.2f} (goal {goal})   pages {pages or '-'}"
            )
            bar(f"reading {kind} against the library's own walk", ours / theirs, goal, "x")


if __name__ == "__main__":
    main()
