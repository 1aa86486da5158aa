"""Excel files (.xlsx): tables with the addresses of their cells, values as Excel shows them."""

from collections.abc import Iterator
from pathlib import Path

from cchc.reading.blocks import ReadFile
from cchc.reading.errors import UnreadableFile
from cchc.reading.inputs.archive import Archive
from cchc.reading.inputs.assembly import Assembly, Progress
from cchc.reading.inputs.refusals import refusal
from cchc.reading.inputs.xlsx.sheets import Book, S, Sheet
from cchc.reading.inputs.xlsx.tables import add_sheet

_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read(path: Path, file_index: int, progress: Progress | None = None) -> ReadFile:
    """Blocks of one workbook; `progress` is called with ("sheets", done, in all).

    Hidden sheets are left out with a warning. A cell's address is "B7", or "Name!B7" when several
    sheets hold something. Raises UnreadableFile, and nothing else, on any bytes.
    """
    try:
        return _read(path, file_index, progress)
    except UnreadableFile:
        raise
    except Exception as error:
        raise refusal("damaged") from error


def sheets_of(path: Path) -> list[Sheet]:
    """The visible sheets of a checked workbook as cells. Raises UnreadableFile, and nothing else, on any bytes."""
    try:
        with Archive(path) as archive:
            return list(_sheets(archive, Assembly(0), None))
    except UnreadableFile:
        raise
    except Exception as error:
        raise refusal("damaged") from error


def _read(path: Path, file_index: int, progress: Progress | None) -> ReadFile:
    assembly = Assembly(file_index)
    with Archive(path) as archive:
        sheets = [sheet for sheet in _sheets(archive, assembly, progress) if sheet.cells]
    for sheet in sheets:
        add_sheet(assembly, sheet, f"{sheet.name}!" if len(sheets) > 1 else "")
        if sheet.missing:
            assembly.warnings.append(
                f"Trang tính “{sheet.name}” có {sheet.missing} ô công thức không có giá trị; "
                "hãy mở bằng Excel, lưu lại rồi tải lên."
            )
    if assembly.is_empty:
        raise refusal("no-text")
    return assembly.finish(path, "xlsx")


def _sheets(archive: Archive, assembly: Assembly, progress: Progress | None) -> Iterator[Sheet]:
    main = archive.main_part()
    workbook = archive.xml(main)
    if workbook is None or workbook.tag != S + "workbook":
        raise refusal("damaged")
    properties = workbook.find(S + "workbookPr")
    from_1904 = properties is not None and properties.get("date1904") in {"1", "true"}
    book = Book(
        archive.xml(archive.related(main, "sharedStrings")),
        archive.xml(archive.related(main, "styles")),
        from_1904=from_1904,
    )
    targets = archive.targets(main)
    listed = workbook.findall(f"{S}sheets/{S}sheet")
    for done, entry in enumerate(listed, start=1):
        name = entry.get("name") or str(done)
        if entry.get("state") in {"hidden", "veryHidden"}:
            assembly.warnings.append(f"Trang tính ẩn “{name}” không được đọc.")
            continue
        root = archive.xml(targets.get(entry.get(_RELATION_ID) or ""))
        if root is not None and root.tag == S + "worksheet":
            yield book.sheet(name, root)
        if progress is not None:
            progress("sheets", done, len(listed))
