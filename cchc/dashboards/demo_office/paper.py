"""Our own plan texts become official Word and PDF files, with dates relative to a day.

A text has a head of `key: value` lines, `---`, then one line per paragraph: `= I. ...` and `== 1. ...` are
headings, `* ` a legal basis, `a) ` `- ` `+ ` items, `=== PHỤ LỤC | title` starts the appendix and `| a | b`
a row of its table (`//` breaks a line inside a cell; an empty first cell continues the group above).
`{Y}` `{Y-1}` `{Y+1}` are years, `{d-5}` `{d+3}` days from the reference day, kept inside the year.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from cchc.publishing.document import (
    Appendix,
    Cell,
    Column,
    Heading,
    Item,
    Node,
    OfficialDocument,
    Paragraph,
    Signature,
    TableNode,
)

_YEAR = re.compile(r"\{Y([+-]1)?\}")
_DAY = re.compile(r"\{d([+-]\d+)\}")
_HEADING = re.compile(r"(={1,2}) (\S+) (.+)")
_ITEM = re.compile(r"([a-zđ]\)|-|\+) (.+)")
_WEIGHTS = (14.0, 30.0, 16.0, 16.0, 14.0, 16.0)


@dataclass(frozen=True, slots=True)
class DemoPlan:
    """One plan text, its places filled: where it goes, and the document to write."""

    file_name: str
    agency: str
    is_for_review: bool
    number: str
    issued_on: date | None
    document: OfficialDocument


def parse(text: str, reference: date) -> DemoPlan:
    """Fill the dates of a plan text and build its document. Raises KeyError when the head lacks a key."""
    head_text, _, body_text = _dated(text, reference).partition("\n---\n")
    head = dict(line.split(": ", 1) for line in head_text.strip().splitlines())
    main, _, appendix = body_text.partition("\n=== PHỤ LỤC | ")
    lines = [line for line in main.splitlines() if line.strip()]
    issued_on = date.fromisoformat(head["date"]) if "date" in head else None
    document = OfficialDocument(
        parent_issuer=head.get("parent_issuer"),
        issuer=head["issuer"],
        symbol=head["symbol"],
        number=head.get("number", "").partition("/")[0] or None,
        place=head["place"],
        issued_on=issued_on,
        year=reference.year,
        kind=head["kind"],
        subject=head["subject"],
        preamble=tuple(line[2:] for line in lines if line.startswith("* ")),
        body=tuple(_node(line) for line in lines if not line.startswith("* ")),
        signature=Signature(tuple(head["sign"].split(" / ")), head["name"]),
        recipients=tuple(head["recipients"].split("; ")),
        appendices=(_appendix(appendix),) if appendix else (),
    )
    return DemoPlan(
        file_name=head["file"],
        agency=head["agency"],
        is_for_review=head.get("review") == "yes",
        number=head.get("number", ""),
        issued_on=issued_on,
        document=document,
    )


def _dated(text: str, reference: date) -> str:
    first, last = date(reference.year, 1, 1), date(reference.year, 12, 31)

    def day(match: re.Match[str]) -> str:
        moved = reference + timedelta(days=int(match[1]))
        return min(max(moved, first), last).strftime("%d/%m/%Y")

    text = _YEAR.sub(lambda match: str(reference.year + int(match[1] or 0)), text)
    return _DAY.sub(day, text)


def _node(line: str) -> Node:
    if heading := _HEADING.fullmatch(line):
        return Heading(1 if heading[1] == "=" else 2, heading[2], heading[3])
    if item := _ITEM.fullmatch(line):
        return Item(item[1], item[2], depth=1 if item[1] == "+" else 0)
    return Paragraph(line)


def _appendix(text: str) -> Appendix:
    title, *rows = [line for line in text.splitlines() if line.strip()]
    cells = [
        tuple(Cell(tuple(part.strip() for part in cell.split("//"))) for cell in row.split("|")[1:])
        for row in rows
    ]
    header = tuple(Cell(cell.lines, bold=True, align="center") for cell in cells[0])
    table = TableNode(
        columns=tuple(Column(weight) for weight in _WEIGHTS),
        header_rows=(header,),
        rows=tuple(cells[1:]),
    )
    return Appendix(title=title, body=(table,), landscape=True)
