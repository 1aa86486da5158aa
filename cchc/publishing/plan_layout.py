"""A plan as documents: the whole plan, its assignment annex, and its tasks as a sheet.

Labels, column headings and separators are those that `cchc.reading` reads, so that each of the three,
read back, gives the same tasks: several units are joined by "; ", several products by "; " in a bullet
and one a line in a cell, by " hoặc " where one of them is enough.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Final

from cchc.core.text import squeeze
from cchc.publishing.document import (
    Appendix,
    Cell,
    Column,
    Heading,
    Item,
    Node,
    OfficialDocument,
    Paragraph,
    TableNode,
)
from cchc.publishing.layout import attached_to, date_in_figures
from cchc.publishing.plan import (
    PlanArea,
    PlanHead,
    PlanPaper,
    PlanPart,
    PlanReport,
    PlanSection,
    PlanTarget,
    PlanTask,
)
from cchc.publishing.sheets import Sheet, SheetColumn, Value

LEAD_LABEL: Final = "Cơ quan chủ trì"
COORDINATING_LABEL: Final = "Cơ quan phối hợp"
PRODUCT_LABEL: Final = "Sản phẩm"
TIME_LABEL: Final = "Thời gian thực hiện"
FUNDING_LABEL: Final = "Kinh phí thực hiện"
ORDINAL_COLUMN: Final = "TT"
AREA_COLUMN: Final = "Lĩnh vực"
TASK_COLUMNS: Final = (
    "Nhiệm vụ",
    "Sản phẩm",
    "Đơn vị chủ trì",
    "Đơn vị phối hợp",
    "Thời gian thực hiện",
)
_WEIGHTS: Final = (1.1, 8, 4.6, 4, 4.4, 3.6)
_WIDTHS: Final = (50, 30, 26, 28, 22)
_LETTERS: Final = "abcdđeghiklmnopqrstuvxy"
_END_MARKS: Final = " ;:,"
_SEE_ANNEX: Final = (
    "Nội dung nhiệm vụ, đơn vị chủ trì, đơn vị phối hợp, sản phẩm và thời gian thực hiện được phân "
    "công tại Phụ lục kèm theo Kế hoạch này."
)
_REPORTS: Final = "Các phòng, đơn vị gửi báo cáo định kỳ theo thời hạn sau"


def plan_document(paper: PlanPaper, *, annex: bool = False) -> OfficialDocument:
    """The whole plan: purposes, targets, tasks by area with labelled lines, organisation, reports.

    annex: the tasks stand in an assignment annex behind the plan instead of in its body. Sections
    without content are left out and the others numbered on.
    """
    document = replace(
        _bare(paper.head),
        preamble=paper.legal_bases,
        signature=paper.signature,
        recipients=paper.recipients,
    )
    sections = [_prose_section(section) for section in paper.sections]
    sections.append(("Mục tiêu, chỉ tiêu", tuple(_targets(paper.targets))))
    sections.append((paper.tasks_heading, tuple(_tasks(paper.areas, annex=annex))))
    sections.append(("Tổ chức thực hiện", tuple(_organisation(paper))))
    opening = (Paragraph(paper.introduction),) if paper.introduction else ()
    body = (*opening, *_numbered(sections))
    if sections[-1][1]:
        body = _ended(body)
    appendices = (_annex(paper, document),) if annex and _has_tasks(paper) else ()
    return replace(document, body=body, appendices=appendices)


def assignment_annex(paper: PlanPaper) -> OfficialDocument:
    """The annex "Phân công nhiệm vụ ..." alone: one table, a row per task, grouped by area."""
    document = _bare(paper.head)
    return replace(document, appendices=(_annex(paper, document),), appendices_only=True)


def task_sheet(paper: PlanPaper) -> Sheet:
    """The tasks as a list: the annex's columns, with the area in a column of its own to filter by."""
    columns = (
        SheetColumn(ORDINAL_COLUMN, 6, "number"),
        SheetColumn(AREA_COLUMN, 24),
        *(SheetColumn(name, width) for name, width in zip(TASK_COLUMNS, _WIDTHS, strict=True)),
    )
    listed = ((area, task) for area in paper.areas for task in area.tasks)
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (place, area.heading, *("\n".join(lines) for lines in _task_cells(task)))
        for place, (area, task) in enumerate(listed, 1)
    )
    return Sheet(
        title=_annex_title(paper.head),
        subtitle=(_attachment(paper.head),),
        columns=columns,
        rows=rows,
        name="Nhiệm vụ",
    )


def roman(number: int) -> str:
    """A positive number in Roman figures: 4 is "IV"."""
    figures = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    written = ""
    for value, figure in figures:
        count, number = divmod(number, value)
        written += figure * count
    return written


def point_marks(area: int, count: int) -> list[str]:
    """The marks of an area's tasks: "a)", "b)" ... "đ)" ... "y)"; "2.1." onwards where letters run out."""
    if count <= len(_LETTERS):
        return [f"{letter})" for letter in _LETTERS[:count]]
    return [f"{area}.{place}." for place in range(1, count + 1)]


def _bare(head: PlanHead) -> OfficialDocument:
    return OfficialDocument(
        issuer=head.issuer,
        symbol=head.symbol,
        place=head.place,
        subject=head.subject,
        kind=head.kind,
        parent_issuer=head.parent_issuer,
        number=head.number,
        issued_on=head.issued_on,
        year=head.year,
    )


def _numbered(sections: Iterable[tuple[str, tuple[Node, ...]]]) -> Iterator[Node]:
    present = [(heading, nodes) for heading, nodes in sections if nodes]
    for place, (heading, nodes) in enumerate(present, 1):
        yield Heading(1, f"{roman(place)}.", heading)
        yield from nodes


def _ended(body: tuple[Node, ...]) -> tuple[Node, ...]:
    """The body with "./." behind its last sentence; not behind a task's field, which would take it."""
    last = body[-1]
    if isinstance(last, Paragraph | Item) and isinstance(last.text, str):
        return (*body[:-1], replace(last, text=f"{last.text.rstrip('./;: ')}./."))
    return body


def _prose_section(section: PlanSection) -> tuple[str, tuple[Node, ...]]:
    nodes: list[Node] = [Item("-", _closed(line)) for line in section.lines]
    for place, part in enumerate(section.parts, 1):
        nodes.append(Heading(2, f"{place}.", part.heading))
        nodes += [Item("-", _closed(line)) for line in part.lines]
    return section.heading, tuple(nodes)


def _targets(targets: tuple[PlanTarget, ...]) -> Iterator[Node]:
    place = 0
    for area, group in groupby(targets, key=lambda target: target.area):
        if area:
            place += 1
            yield Heading(2, f"{place}.", area)
        yield from (Item("-", _closed(target.text)) for target in group)


def _tasks(areas: tuple[PlanArea, ...], *, annex: bool) -> Iterator[Node]:
    present = [area for area in areas if area.prose or (area.tasks and not annex)]
    for place, area in enumerate(present, 1):
        yield Heading(2, f"{place}.", area.heading)
        yield from (Paragraph(_closed(line)) for line in area.prose)
        if not annex:
            marks = point_marks(place, len(area.tasks))
            for mark, task in zip(marks, area.tasks, strict=True):
                yield from _task_lines(mark, task)
    if annex and any(area.tasks for area in areas):
        yield Paragraph(_SEE_ANNEX)


def _task_lines(mark: str, task: PlanTask) -> Iterator[Node]:
    fields = (
        (LEAD_LABEL, "; ".join(task.lead)),
        (COORDINATING_LABEL, "; ".join(task.coordinating)),
        (PRODUCT_LABEL, (" hoặc " if task.products_rule == "any" else "; ").join(task.products)),
        (TIME_LABEL, _on_one_line(task.time)),
        (FUNDING_LABEL, _on_one_line(task.funding)),
    )
    present = [(label, squeeze(value)) for label, value in fields if value]
    yield Item(mark, _closed(task.text, ":" if present else "."))
    yield from (Item("-", f"{label}: {_closed(value)}") for label, value in present)


def _organisation(paper: PlanPaper) -> Iterator[Node]:
    parts = list(paper.organisation)
    if paper.reports:
        parts.append(PlanPart(_REPORTS, tuple(map(_report_line, paper.reports))))
    for place, part in enumerate(parts, 1):
        yield Item(f"{place}.", _closed(part.heading, ":" if part.lines else "."))
        yield from (Item("-", _closed(line)) for line in part.lines)
    if paper.closing:
        yield Paragraph(paper.closing)


def _report_line(report: PlanReport) -> str:
    words = []
    if report.data_from and report.data_to:
        first, last = date_in_figures(report.data_from), date_in_figures(report.data_to)
        words.append(f"số liệu từ ngày {first} đến ngày {last}")
    if report.due:
        limit = "trước ngày" if report.before else "chậm nhất ngày"
        words.append(f"gửi {limit} {date_in_figures(report.due)}")
    return f"{report.name}: {', '.join(words)}" if words else report.name


def _has_tasks(paper: PlanPaper) -> bool:
    return any(area.tasks for area in paper.areas)


def _annex(paper: PlanPaper, document: OfficialDocument) -> Appendix:
    table = TableNode(
        columns=tuple(
            Column(weight, "center" if place == 0 else "left")
            for place, weight in enumerate(_WEIGHTS)
        ),
        header_rows=(tuple(Cell((name,)) for name in (ORDINAL_COLUMN, *TASK_COLUMNS)),),
        rows=tuple(_annex_rows(paper.areas)),
    )
    return Appendix(
        title=_annex_title(paper.head),
        subtitle=attached_to(document, issuer=paper.head.issuer_in_text),
        body=(table,),
        landscape=True,
    )


def _annex_rows(areas: tuple[PlanArea, ...]) -> Iterator[tuple[Cell, ...]]:
    present = [area for area in areas if area.tasks]
    for place, area in enumerate(present, 1):
        heading = Cell((area.heading,), bold=True, col_span=len(TASK_COLUMNS))
        yield Cell((roman(place),), bold=True), heading
        for count, task in enumerate(area.tasks, 1):
            yield Cell((str(count),)), *(Cell(lines) for lines in _task_cells(task))


def _task_cells(task: PlanTask) -> tuple[tuple[str, ...], ...]:
    """The lines of a task's cells, in the order of TASK_COLUMNS."""
    return (
        (squeeze(task.text),),
        _product_lines(task),
        _joined(task.lead),
        _joined(task.coordinating),
        _lines(task.time),
    )


def _product_lines(task: PlanTask) -> tuple[str, ...]:
    products = tuple(map(squeeze, task.products))
    if task.products_rule == "any":
        return (" hoặc ".join(products),) if products else ()
    return products if len(products) < 2 else tuple(f"- {product}" for product in products)


def _joined(names: tuple[str, ...]) -> tuple[str, ...]:
    return (squeeze("; ".join(names)),) if names else ()


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(filter(None, map(squeeze, (text or "").splitlines())))


def _on_one_line(text: str | None) -> str:
    lines = _lines(text)
    if len(lines) < 2:
        return "".join(lines)
    return "; ".join(line.removeprefix("-").strip(_END_MARKS) for line in lines)


def _annex_title(head: PlanHead) -> str:
    subject = head.subject
    if subject[1:2].islower():
        subject = subject[0].lower() + subject[1:]
    return f"Phân công nhiệm vụ {subject}"


def _attachment(head: PlanHead) -> str:
    return attached_to(_bare(head), issuer=head.issuer_in_text)


def _closed(text: str, mark: str = ".") -> str:
    """The text on one line, ended with the mark instead of whatever mark it had; "..." stays."""
    bare = squeeze(text).rstrip(_END_MARKS)
    if bare.endswith(("...", "…")):
        return bare if mark == "." else f"{bare}{mark}"
    return f"{bare.rstrip('.' + _END_MARKS)}{mark}"
