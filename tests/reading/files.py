"""The same lines and tables written as a file of each kind, to be read back."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

import docx
import typst

from tests.corpus.make import FONTS, quoted

KINDS = ("txt", "md", "html", "docx", "pdf")
Line = str | Sequence[Sequence[str]]


def write(lines: Sequence[Line], folder: Path, kind: str) -> Path:
    """A file of that kind; a line that is a list of rows becomes a table with a grid."""
    path = folder / f"plan.{kind}"
    if kind == "docx":
        _write_docx(lines, path)
    elif kind == "pdf":
        _write_pdf(lines, path)
    elif kind == "html":
        body = "".join(_in_html(line) for line in lines)
        path.write_text(f"<html><body>{body}</body></html>", "utf-8")
    else:
        path.write_text("\n\n".join(_in_text(line, kind) for line in lines) + "\n", "utf-8")
    return path


def _in_text(line: Line, kind: str) -> str:
    if isinstance(line, str):
        return line
    if kind == "txt":
        return "\n".join("\t".join(row) for row in line)
    rows = [f"| {' | '.join(row)} |" for row in line]
    return "\n".join([rows[0], "|" + "---|" * len(line[0]), *rows[1:]])


def _in_html(line: Line) -> str:
    if isinstance(line, str):
        return f"<p>{escape(line)}</p>"
    rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in line)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def _write_docx(lines: Sequence[Line], path: Path) -> None:
    document = docx.Document()
    for line in lines:
        if isinstance(line, str):
            document.add_paragraph(line)
            continue
        table = document.add_table(rows=0, cols=len(line[0]), style="Table Grid")
        for row in line:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    document.save(str(path))


def _write_pdf(lines: Sequence[Line], path: Path) -> None:
    parts = [
        '#set page(paper: "a4", margin: 2cm)\n#set text(font: "Tinos", size: 13pt, lang: "vi")\n'
    ]
    for line in lines:
        if isinstance(line, str):
            parts.append(f"{quoted(line)}\n\n")
            continue
        cells = ", ".join(f"[{quoted(cell)}]" for row in line for cell in row)
        parts.append(f"#table(columns: (1fr,) * {len(line[0])}, {cells})\n\n")
    folders = [folder for folder in sorted(FONTS.iterdir()) if folder.is_dir()]
    fonts = typst.Fonts(include_system_fonts=False, font_paths=folders)
    path.write_bytes(bytes(typst.compile("".join(parts).encode(), font_paths=fonts)))
