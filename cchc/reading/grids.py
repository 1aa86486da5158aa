"""Tables of other systems (.xlsx, .csv) as rows of text, numbers exact. Plain Python, no Django."""

import csv
from io import StringIO
from pathlib import Path

from cchc.core.text import canonical
from cchc.reading.errors import UnreadableFile
from cchc.reading.filled_figures import visible_sheets
from cchc.reading.inputs import guard

MOST_ROWS, MOST_COLUMNS = 2_000, 60
_MOST_BYTES = 20 * 1024 * 1024
_DELIMITERS = (";", "\t", ",")
_ENCODINGS = ("utf-8-sig", "utf-16", "cp1258")

Grid = list[list[str]]


def read_grid(path: Path, name: str) -> Grid:
    """Rows of the first visible sheet that holds something, or of a csv; empty rows stay, so that lines count.

    name: as the file was called. Raises UnreadableFile for another kind, a damaged one, or one that is too large.
    """
    grid = _csv(path) if Path(name).suffix.lower() == ".csv" else _xlsx(path)
    if not any(any(row) for row in grid):
        raise UnreadableFile("empty", "Tệp không có dòng nào. Hãy kiểm tra lại tệp.")
    if len(grid) > MOST_ROWS or max(len(row) for row in grid) > MOST_COLUMNS:
        raise UnreadableFile(
            "too-large", f"Tệp có hơn {MOST_ROWS} dòng hoặc {MOST_COLUMNS} cột. Hãy tách nhỏ."
        )
    return grid


def _xlsx(path: Path) -> Grid:
    if guard.check(path) != "xlsx":
        raise UnreadableFile("not-a-table", "Hãy tải lên tệp Excel (.xlsx) hoặc .csv.")
    filled = (sheet for sheet in visible_sheets(path, MOST_ROWS) if sheet)
    return [_trimmed(row) for row in next(filled, [])]


def _csv(path: Path) -> Grid:
    body = path.read_bytes()
    if len(body) > _MOST_BYTES:
        raise UnreadableFile("too-large", "Tệp quá lớn. Hãy tách nhỏ.")
    text = _decoded(body)
    first = text[: text.find("\n") + 1] or text
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        return [
            [canonical(cell).strip() for cell in row]
            for row in csv.reader(StringIO(text), delimiter=delimiter)
        ]
    except csv.Error as error:
        raise UnreadableFile("damaged", "Tệp .csv không đọc được.") from error


def _decoded(body: bytes) -> str:
    for encoding in _ENCODINGS:
        if encoding == "utf-16" and not body.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile("encoding", "Không nhận ra bảng mã của tệp .csv. Hãy lưu lại dạng UTF-8.")


def _trimmed(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells
