"""A periodic report of thirty pages: Word file and PDF under 1 s each, beside a bare python-docx of the same words.

Run: .venv/bin/python -m benchmarks.report_speed. Each writer runs six times; printed are the first run, the median of
the other five with their spread, processor seconds a run, and the pages. The reference writes the same paragraphs and
table cells with python-docx's own calls and nothing else. Exits 1 when a median misses the goal.
"""

import sys
import tomllib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import docx
import pypdfium2

from benchmarks.bars import bar
from cchc.publishing.charts import Stack, stacks
from cchc.publishing.document import (
    Heading,
    Item,
    Node,
    OfficialDocument,
    Paragraph,
    Picture,
    Signature,
    TableNode,
    plain_text,
)
from cchc.publishing.pdf import write_pdf
from cchc.publishing.report import (
    IssuedAnnex,
    IssuedRow,
    ProgressAnnex,
    ProgressBlock,
    ProgressRow,
    ReportHead,
    ReportPaper,
    StatisticBlock,
    StatisticRow,
    StatisticsAnnex,
    report_document,
)
from cchc.publishing.word import write_docx
from cchc.reports.rules.outline import parse
from cchc.reports.rules.paper import parts_of

GOAL_SECONDS = 1.0
FORM = Path(__file__).parents[1] / "cchc/reports/data/forms/periodic-department.toml"
SENTENCE = (
    "Trong kỳ, Sở đã hoàn thành 12/15 nhiệm vụ (80%), trong đó 10 nhiệm vụ đúng hạn, 02 nhiệm vụ quá hạn; "
    "còn 03 nhiệm vụ đang thực hiện, trong hạn. "
)


def paper() -> ReportPaper:
    """The shipped form of a department, filled: text, a chart, 90 figures, 90 tasks, 40 documents."""
    form = parse(tomllib.loads(FORM.read_text(encoding="utf-8")))
    chart = Picture(
        stacks("Nhiệm vụ", [Stack(f"Lĩnh vực {n}", (5, 1, 3, 1)) for n in range(7)]), "Biểu"
    )
    texts: dict[str, list[str | Picture]] = {
        section.code: [SENTENCE * 3, f"- {SENTENCE}", f"- {SENTENCE}"]
        for section in form.sections
        if section.kind != "heading"
    }
    texts["I.8"].append(chart)
    figures = tuple(
        StatisticRow(
            f"A.{n:02d}",
            f"Chỉ tiêu thống kê thứ {n} của phụ lục",
            "hồ sơ",
            "12",
            "figure",
            Decimal(12),
        )
        for n in range(90)
    )
    tasks = tuple(
        ProgressRow(
            f"{n}",
            SENTENCE,
            "Kế hoạch; Báo cáo",
            "Văn phòng Sở",
            "Quý III năm 2026",
            "Hoàn thành đúng hạn",
        )
        for n in range(90)
    )
    issued = tuple(IssuedRow(f"{n}/BC-SKHCN", date(2026, 7, 2), SENTENCE) for n in range(40))
    head = ReportHead(
        issuer="Sở Khoa học và Công nghệ", symbol="BC-SKHCN", place="Lam Sơn", subject=form.subject,
        period="quý III năm 2026", window_from=date(2026, 6, 15), window_to=date(2026, 9, 14),
        parent_issuer="UBND tỉnh Lam Sơn",
    )  # fmt: skip
    return ReportPaper(
        head,
        parts_of(form, texts),
        (
            StatisticsAnnex("Thống kê số liệu", (StatisticBlock("Số liệu", figures),)),
            ProgressAnnex("Tiến độ nhiệm vụ", (ProgressBlock("Nhiệm vụ", tasks),)),
            IssuedAnnex("Danh mục văn bản", issued),
        ),
        Signature(("GIÁM ĐỐC",), "Nguyễn Văn An"),
        ("Như trên", "Lưu: VT, VP"),
    )


def bare(document: OfficialDocument) -> bytes:
    """The same words with python-docx alone: no styles, letterhead, fonts, chart or page numbers."""
    word = docx.Document()
    for node in (*document.body, *(node for each in document.appendices for node in each.body)):
        _bare_node(word, node)
    made = BytesIO()
    word.save(made)
    return made.getvalue()


def _bare_node(word: docx.document.Document, node: Node) -> None:
    match node:
        case Heading():
            word.add_heading(f"{node.number} {node.text}", node.level)
        case Paragraph() | Item():
            word.add_paragraph(plain_text(node.text))
        case TableNode():
            table = word.add_table(rows=0, cols=len(node.columns))
            for row in (*node.header_rows, *node.rows):
                for made, cell in zip(table.add_row().cells, row, strict=False):
                    made.text = "\n".join(cell.lines)


def measure(name: str, write: Callable[[], bytes]) -> float:
    """Time one writer, print its line and give the median in seconds."""
    times = []
    busy = process_time()
    for _ in range(6):
        start = perf_counter()
        data = write()
        times.append(perf_counter() - start)
    busy = (process_time() - busy) / 6
    usual = median(times[1:])
    pages = (
        f", {len(pypdfium2.PdfDocument(BytesIO(data)))} pages" if data.startswith(b"%PDF") else ""
    )
    print(
        f"{name:24} first {times[0]:.3f} s, then {usual:.3f} s "
        f"({min(times[1:]):.3f} to {max(times[1:]):.3f}), processor {busy:.3f} s, {len(data):,} bytes{pages}"
    )
    return usual


def main() -> int:
    """Measure and compare; 1 when a writer misses its goal."""
    document = report_document(paper())
    word = measure("docx", lambda: write_docx(document))
    pdf = measure("pdf", lambda: write_pdf(document))
    reference = measure("python-docx, bare", lambda: bare(document))
    print(f"docx against bare python-docx: {word / reference:.2f}x; pdf: {pdf / reference:.2f}x")
    bar("an approved report of 30 pages as docx", word, GOAL_SECONDS, "s")
    bar("an approved report of 30 pages as pdf", pdf, GOAL_SECONDS, "s")
    return int(max(word, pdf) >= GOAL_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
