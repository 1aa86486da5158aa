"""Write the Word, Excel and PDF documents of a set: `python tests/corpus/make.py heldout FOLDER`.

Each `<name>.<kind>.toml` of the set gives `FOLDER/<name>.<kind>`, the same bytes each time. The body is
lines "TAG: text": TITLE and CENTER (centred), H1 H2 H3 and - (levels, numbered by Word where `automatic`),
P and I (paragraph, italic), TABLE (a name under `tables`), PAGE and LANDSCAPE; "{page}" breaks the page inside
a sentence. In tables "<" continues the cell to the left, "^" the cell above, "" is empty.
"""

import datetime
import io
import sys
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import typst
import xlsxwriter
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

HERE = Path(__file__).parent
FONTS = HERE.parents[1] / "node_modules" / "@expo-google-fonts" / "tinos"
DAY_ZERO = (1980, 1, 1, 0, 0, 0)
LEVELS = ["H1", "H2", "H3", "-"]
NUMBER_ID = 77
Content = dict[str, Any]
Span = tuple[int, int, int, int, Any]  # first row, first column, last row, last column, value


def lines(content: Content) -> Iterator[tuple[str, str]]:
    for line in content["body"].strip().splitlines():
        if line.strip():
            tag, _, text = line.partition(":")
            yield tag.strip(), text.strip()


def spans(rows: list[list[Any]]) -> Iterator[Span]:
    """The cells of a table with the rectangle each covers."""
    for top, row in enumerate(rows):
        for left, value in enumerate(row):
            if value in ("<", "^"):
                continue
            right = left
            while right + 1 < len(row) and row[right + 1] == "<":
                right += 1
            bottom = top
            while bottom + 1 < len(rows) and rows[bottom + 1][left] == "^":
                bottom += 1
            yield top, left, bottom, right, value


# --- Word


def numbering(document: Document) -> None:
    """A multilevel list I. / 1. / a) / -, as Word's own automatic numbering."""
    formats = [("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", "-")]
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{shown}"/></w:lvl>'
        for level, (kind, shown) in enumerate(formats)
    )
    root = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{NUMBER_ID}">'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )
    root.insert(0, abstract)
    root.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{NUMBER_ID}">'
            f'<w:abstractNumId w:val="{NUMBER_ID}"/></w:num>'
        )
    )


def number(paragraph: Paragraph, level: int) -> None:
    paragraph._p.get_or_add_pPr().append(
        parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/>'
            f'<w:numId w:val="{NUMBER_ID}"/></w:numPr>'
        )
    )


def write_runs(paragraph: Paragraph, text: str, bold: bool = False, italic: bool = False) -> None:
    for index, part in enumerate(text.split("{page}")):
        if index:
            paragraph.add_run().add_break(WD_BREAK.PAGE)
        run = paragraph.add_run(part)
        run.bold, run.italic = bold, italic


def word_table(document: Document, content: Content) -> None:
    rows = content["rows"]
    table = document.add_table(len(rows), len(rows[0]))
    table.style = "Table Grid"
    for top, left, bottom, right, value in spans(rows):
        cell = table.cell(top, left)
        if (bottom, right) != (top, left):
            cell = cell.merge(table.cell(bottom, right))
        first, *rest = str(value).split("\n")
        write_runs(cell.paragraphs[0], first, bold=top < content.get("header", 1))
        for line in rest:
            write_runs(cell.add_paragraph(), line)
    for row in table.rows[: content.get("header", 1)]:
        row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))


def word_pair(document: Document, left: list[str], right: list[str]) -> None:
    """Two columns without borders: the letterhead, the signature."""
    cells = document.add_table(1, 2).rows[0].cells
    for cell, texts in zip(cells, (left, right), strict=True):
        for index, text in enumerate(texts):
            paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            write_runs(paragraph, text)


def word_line(document: Document, tag: str, text: str, automatic: bool) -> None:
    paragraph = document.add_paragraph()
    write_runs(paragraph, text, bold=tag in ("TITLE", "H1", "H2"), italic=tag == "I")
    if tag in ("TITLE", "CENTER"):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif automatic and tag in LEVELS:
        number(paragraph, LEVELS.index(tag))


def write_docx(content: Content) -> bytes:
    document = docx.Document()
    moment = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    document.core_properties.created = document.core_properties.modified = moment
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    automatic = content.get("automatic", False)
    if automatic:
        numbering(document)
    if head := content.get("letterhead"):
        word_pair(document, head["left"], head["right"])
    for tag, text in lines(content):
        if tag == "TABLE":
            word_table(document, content["tables"][text])
        elif tag == "PAGE":
            write_runs(document.add_paragraph(), "{page}")
        elif tag == "LANDSCAPE":
            section = document.add_section()
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = section.page_height, section.page_width
        elif tag == "SIGNATURE":
            word_pair(document, content["signature"]["left"], content["signature"]["right"])
        else:
            word_line(document, tag, text, automatic)
    raw = io.BytesIO()
    document.save(raw)
    return undated(raw.getvalue())


def undated(raw: bytes) -> bytes:
    """The same zip with the time of writing taken out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, DAY_ZERO)
            new.writestr(info, old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


# --- Excel


def write_xlsx(content: Content) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    dated = book.add_format({"text_wrap": True, "valign": "top", "num_format": "dd/mm/yyyy"})
    for page in content["sheets"]:
        sheet = book.add_worksheet(page["name"])
        for column, width in enumerate(page.get("widths", [])):
            sheet.set_column(column, column, width)
        for top, left, bottom, right, value in spans(page["rows"]):
            form = dated if isinstance(value, datetime.date) else plain
            if (bottom, right) != (top, left):
                sheet.merge_range(top, left, bottom, right, value, form)
            elif isinstance(value, datetime.date):
                sheet.write_datetime(top, left, value, form)
            elif value != "":
                sheet.write(top, left, value, form)
    book.close()
    return out.getvalue()


# --- PDF


def quoted(text: str) -> str:
    """A Typst expression that shows the text as it is, with its line and page breaks."""
    parts = []
    for index, part in enumerate(text.split("{page}")):
        if index:
            parts.append("#pagebreak()")
        shown = part.replace("\\", "\\\\").replace('"', '\\"')
        parts.append("#linebreak()".join(f'#"{line}"' for line in shown.split("\n")))
    return "".join(parts)


def pdf_table(content: Content) -> str:
    rows, header = content["rows"], content.get("header", 1)
    shown: list[list[str]] = [[] for _ in rows]
    for top, left, bottom, right, value in spans(rows):
        shown[top].append(
            f"table.cell(rowspan: {bottom - top + 1}, colspan: {right - left + 1})"
            f"[{quoted(str(value))}]"
        )
    columns = ", ".join(content.get("widths", ["1fr"] * len(rows[0])))
    head = ", ".join(cell for row in shown[:header] for cell in row)
    body = ", ".join(cell for row in shown[header:] for cell in row)
    return f"#table(columns: ({columns}), table.header({head}), {body})"


def pdf_pair(left: list[str], right: list[str]) -> str:
    cells = (f"align(center)[{quoted(chr(10).join(texts))}]" for texts in (left, right))
    return f"#grid(columns: (2fr, 3fr), {', '.join(cells)})"


def pdf_line(tag: str, text: str) -> str:
    shown = quoted(text)
    if tag == "TITLE":
        return f"#align(center)[*{shown}*]"
    if tag == "CENTER":
        return f"#align(center)[{shown}]"
    if tag in ("H1", "H2"):
        return f"*{shown}*"
    return f"_{shown}_" if tag == "I" else shown


def write_pdf(content: Content) -> bytes:
    parts = [
        '#set document(date: none)\n#set text(font: "Tinos", size: 13pt, lang: "vi")',
        '#set page(paper: "a4", margin: (left: 3cm, rest: 2cm), number-align: top + center,'
        " numbering: (n, ..) => if n > 1 { str(n) })\n#set par(justify: true)",
    ]
    if head := content.get("letterhead"):
        parts.append(pdf_pair(head["left"], head["right"]))
    for tag, text in lines(content):
        if tag == "TABLE":
            parts.append(pdf_table(content["tables"][text]))
        elif tag == "PAGE":
            parts.append("#pagebreak()")
        elif tag == "LANDSCAPE":
            parts.append("#set page(flipped: true)")
        elif tag == "SIGNATURE":
            parts.append(pdf_pair(content["signature"]["left"], content["signature"]["right"]))
        else:
            parts.append(pdf_line(tag, text))
    folders = [folder for folder in sorted(FONTS.iterdir()) if folder.is_dir()]
    fonts = typst.Fonts(include_system_fonts=False, font_paths=folders)
    return bytes(typst.compile("\n\n".join(parts).encode(), font_paths=fonts))


WRITERS: dict[str, Callable[[Content], bytes]] = {
    "docx": write_docx,
    "xlsx": write_xlsx,
    "pdf": write_pdf,
}


def make(source: Path, folder: Path) -> list[Path]:
    """Write every document of the set `source` into `folder` and return their paths, sorted by name."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for path in sorted(source.glob("*.toml")):
        target = folder / path.stem
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        target.write_bytes(WRITERS[target.suffix[1:]](content))
        written.append(target)
    return written


if __name__ == "__main__":
    for path in make(HERE / sys.argv[1], Path(sys.argv[2])):
        print(path.name)
