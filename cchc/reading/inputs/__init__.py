"""One reader per kind of file. `load` finds out the kind by content first, by name second."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import cast

from cchc.reading.blocks import ReadFile
from cchc.reading.errors import UnreadableFile, only_refusals
from cchc.reading.inputs import guard

MOST_BYTES = 50 * 1024 * 1024
_READERS = {
    "docx": "cchc.reading.inputs.docx",
    "xlsx": "cchc.reading.inputs.xlsx",
    "pdf": "cchc.reading.inputs.pdf",
    "html": "cchc.reading.inputs.html",
    "text": "cchc.reading.inputs.text",
}
_BY_NAME = {
    ".docx": "docx", ".docm": "docx", ".xlsx": "xlsx", ".xlsm": "xlsx", ".pdf": "pdf",
    ".html": "html", ".htm": "html", ".txt": "text", ".md": "text",
}  # fmt: skip


def load(path: Path, file_index: int = 0) -> ReadFile:
    """Read one file into blocks. Raises only `UnreadableFile`: empty, too large, unknown, damaged files."""
    with only_refusals(path.name):
        guard.check(path)
        kind = kind_of(path)
        reader = import_module(_READERS[kind])
        return cast("Callable[[Path, int], ReadFile]", reader.read)(path, file_index)


def kind_of(path: Path) -> str:
    """docx, xlsx, pdf, html or text. A zip is told apart by its members, not by its name."""
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            start = stream.read(4096)
    except OSError as error:
        raise UnreadableFile("missing", "Không mở được tệp. Hãy chọn lại tệp.") from error
    if not start.strip():
        raise UnreadableFile("empty", "Tệp rỗng, không có nội dung để đọc. Hãy chọn tệp khác.")
    if size > MOST_BYTES:
        raise UnreadableFile("too-large", "Tệp lớn hơn 50 MB. Hãy tách nhỏ hoặc giảm dung lượng.")
    return _by_content(path, start)


def _by_content(path: Path, start: bytes) -> str:
    named = _BY_NAME.get(path.suffix.lower())
    if b"%PDF-" in start[:1024]:
        return "pdf"
    if start.startswith(b"PK"):
        return _office_kind(path, named)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFile(
            "old-office",
            "Tệp Word, Excel dạng cũ hoặc có mật khẩu chưa đọc được. Hãy lưu lại thành .docx, .xlsx "
            "không có mật khẩu rồi thử lại.",
        )
    if named in {"docx", "xlsx", "pdf"}:
        raise UnreadableFile(
            "damaged",
            "Nội dung tệp không đúng với phần mở rộng hoặc tệp đã hỏng. Hãy kiểm tra tệp.",
        )
    head = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")) or named == "html":
        return "html"
    if named == "text" or _looks_like_text(start):
        return "text"
    raise UnreadableFile(
        "unknown-kind",
        "Chưa đọc được loại tệp này. Các loại đọc được: .docx, .xlsx, .pdf, .html, .txt, .md.",
    )


def _office_kind(path: Path, named: str | None) -> str:
    import zipfile

    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()[:10_000]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableFile(
            "damaged", "Tệp đã hỏng, không mở được. Hãy lưu lại từ phần mềm gốc."
        ) from error
    if any(name.startswith("word/") for name in names):
        return "docx"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if named in {"docx", "xlsx"}:
        return named
    raise UnreadableFile(
        "unknown-kind",
        "Tệp nén không phải là văn bản Word hay Excel. Hãy giải nén rồi chọn văn bản.",
    )


def _looks_like_text(start: bytes) -> bool:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return b"\x00" not in start and sum(byte < 9 for byte in start) == 0
