"""How long an approved report of 30 pages takes as Word file and as PDF: the goal is under 1 s each.

Run: .venv/bin/python -m benchmarks.publishing_speed. Prints one line per writer: the first run
(fonts and template cold), the median of five more, and the size. Exits 1 when a median misses the goal.
"""

import sys
from collections.abc import Callable
from datetime import date
from io import BytesIO
from statistics import median
from time import perf_counter

import pypdfium2

from benchmarks.bars import bar
from cchc.publishing.document import Heading, Item, Node, OfficialDocument, Paragraph, Signature
from cchc.publishing.plan import PlanArea, PlanHead, PlanPaper, PlanTask
from cchc.publishing.plan_layout import assignment_annex, task_sheet

GOAL_SECONDS = 1.0
SENTENCE = (
    "Các phòng, đơn vị thuộc Sở chủ động rà soát, đề xuất phương án đơn giản hóa thủ tục hành chính, "
    "bảo đảm hồ sơ được giải quyết đúng hạn và trước hạn theo quy định. "
)


def report(sections: int) -> OfficialDocument:
    """A report of prose, headings and bullets, with an assignment annex of 150 rows."""
    body: list[Node] = []
    for place in range(1, sections + 1):
        body.append(Heading(1, f"{place}.", f"Kết quả thực hiện lĩnh vực {place}"))
        body += [Paragraph(SENTENCE * 3) for _ in range(3)]
        body += [Item("-", SENTENCE) for _ in range(4)]
    return OfficialDocument(
        issuer="Sở Khoa học và Công nghệ",
        parent_issuer="UBND tỉnh Lam Sơn",
        symbol="BC-SKHCN",
        number="7",
        place="Lam Sơn",
        issued_on=date(2026, 3, 5),
        kind="Báo cáo",
        subject="Kết quả cải cách hành chính quý I năm 2026",
        body=tuple(body),
        signature=Signature(("GIÁM ĐỐC",), "Nguyễn Văn An"),
        recipients=("UBND tỉnh", "Lưu: VT, VP"),
        appendices=assignment_annex(paper(150)).appendices,
    )


def paper(tasks: int) -> PlanPaper:
    """A plan of that many tasks in ten areas."""
    task = PlanTask(
        SENTENCE,
        lead=("Văn phòng Sở",),
        coordinating=("Các phòng, đơn vị thuộc Sở",),
        products=("Kế hoạch", "Báo cáo"),
        time="Quý I năm 2026",
    )
    areas = tuple(PlanArea(f"Lĩnh vực {place}", (task,) * (tasks // 10)) for place in range(1, 11))
    head = PlanHead(
        "Sở Khoa học và Công nghệ", "KH-SKHCN", "Lam Sơn", "Cải cách hành chính", year=2026
    )
    return PlanPaper(head=head, areas=areas)


def measure(name: str, write: Callable[[], bytes]) -> float:
    """Time one writer, print its line and give the median in seconds."""
    times = []
    for _ in range(6):
        start = perf_counter()
        data = write()
        times.append(perf_counter() - start)
    usual = median(times[1:])
    size = f"{len(data):,} bytes"
    if data.startswith(b"%PDF"):
        size += f", {len(pypdfium2.PdfDocument(BytesIO(data)))} pages"
    print(f"{name:5} first {times[0]:.3f} s, then {usual:.3f} s, {size}")
    return usual


def main() -> int:
    from cchc.publishing.pdf import write_pdf
    from cchc.publishing.sheets import Workbook, write_xlsx
    from cchc.publishing.word import write_docx

    document = report(9)
    book = Workbook((task_sheet(paper(5000)),), made_on=date(2026, 3, 5))
    usual = [
        measure("docx", lambda: write_docx(document)),
        measure("pdf", lambda: write_pdf(document)),
        measure("xlsx", lambda: write_xlsx(book)),
    ]
    for kind, seconds in zip(("docx", "pdf"), usual, strict=False):
        bar(f"a document of 30 pages as {kind}", seconds, GOAL_SECONDS, "s")
    return int(any(seconds >= GOAL_SECONDS for seconds in usual[:2]))


if __name__ == "__main__":
    sys.exit(main())
