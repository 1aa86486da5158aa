"""Looks at a file before anything parses it: what it really is, and whether it is safe to read.

Every refusal is an UnreadableFile whose sentence says what to do; limits stand in `limits`.
"""

import re
import zipfile
import zlib
from pathlib import Path

from cchc.reading.errors import UnreadableFile
from cchc.reading.inputs import compound, limits, programs
from cchc.reading.inputs.refusals import refusal

_HEAD_BYTES = 4096
_PICTURE_STARTS = {
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpg",
    b"II*\x00": "tiff",
    b"MM\x00*": "tiff",
}
_OTHER_PICTURES = (b"GIF8", b"BM")
_PHONE_PICTURE = re.compile(rb"^.{4}ftyp(heic|heix|heim|hevc|mif1|msf1|avif)", re.S)
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_NESTED = (".zip", ".rar", ".7z", ".gz", ".bz2", ".xz", ".tar")
_HTML_START = re.compile(
    rb"^\s*(<\?xml[^>]*>\s*)?(<!--.{0,2000}?-->\s*)?<(!doctype\s+html|html|head|body|table|div|p)\b",
    re.I | re.S,
)
_STEP = 1 << 16
_ZLIB_LEVELS = {b"\x01", b"\x5e", b"\x9c", b"\xda"}
_STREAM = re.compile(rb"stream\r?\n")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")

_SUFFIX_KINDS = {
    ".txt": "txt", ".text": "txt",
    ".md": "md", ".markdown": "md",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".docx": "docx", ".xlsx": "xlsx", ".pdf": "pdf",
    ".doc": "doc", ".odt": "odt", ".rtf": "rtf", ".xls": "xls", ".ods": "ods",
    ".png": "png", ".jpg": "jpg", ".jpeg": "jpg", ".tif": "tiff", ".tiff": "tiff",
}  # fmt: skip
_TEXT_KINDS = {"txt", "md", "html"}
_OFFICE_KINDS = {"doc", "odt", "rtf", "xls", "ods"}
_PICTURE_KINDS = {"png", "jpg", "tiff"}
# Kinds that programs save under each other's name, and that are read by content all the same.
_ALIKE = ({"rtf", "doc"}, _PICTURE_KINDS)
_NAMES = {
    "docx": "Word (.docx)",
    "xlsx": "Excel (.xlsx)",
    "pdf": "PDF (.pdf)",
    "html": "trang web (.html)",
    "doc": "Word (.doc)",
    "xls": "Excel (.xls)",
    "odt": "văn bản OpenDocument (.odt)",
    "ods": "bảng tính OpenDocument (.ods)",
    "rtf": "văn bản RTF (.rtf)",
    "png": "hình ảnh (.png)",
    "jpg": "hình ảnh (.jpg)",
    "tiff": "hình ảnh (.tiff)",
}
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
_LABEL, _MOST_LABEL = "mimetype", 200
_LIST, _MOST_LISTED = "META-INF/manifest.xml", 1 << 20
_MACRO_FOLDERS = re.compile(r"(?:Basic/[^/]+/(?!script-l|dialog-l)|Scripts/).", re.I)
SUFFIXES = tuple(_SUFFIX_KINDS)
"""Endings of the names that are read."""


def check(path: Path) -> str:
    """What the file really is: txt, md, html, docx, xlsx, pdf, doc, odt, rtf, xls, ods, png, jpg or tiff.

    Call before any reader. Looks at the content first and at the name second; a name that says another kind
    is refused with a sentence saying how to rename. Raises UnreadableFile for what is unsafe or unreadable,
    and where the program that its kind needs is not installed.
    """
    head = _head(path)
    suffix = path.suffix.lower()
    if suffix in {".docm", ".xlsm", ".dotm", ".xltm"}:
        raise refusal("macros")
    kind = _sniff(path, head)
    claimed = _SUFFIX_KINDS.get(suffix)
    if kind in _TEXT_KINDS and not (kind == "html" and claimed in _OFFICE_KINDS):
        return _text_kind(kind, suffix, claimed)
    if claimed != kind and suffix and not any({claimed, kind} <= alike for alike in _ALIKE):
        shown = f"mang đuôi {suffix}" if len(suffix) <= 8 else "mang đuôi lạ"
        raise UnreadableFile(
            "wrong-name",
            f"Tệp {shown} nhưng nội dung là {_NAMES[kind]}; "
            f"hãy đổi đuôi tệp thành .{kind} rồi tải lên lại.",
        )
    _require_program(kind)
    return kind


def _require_program(kind: str) -> None:
    if kind in _OFFICE_KINDS and not programs.has_office():
        raise refusal("no-office")
    if kind in _PICTURE_KINDS and not programs.has_recogniser():
        raise refusal("scan")


def _head(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size == 0:
            raise refusal("empty")
        if size > limits.MAX_FILE_BYTES:
            raise refusal("too-large")
        with path.open("rb") as file:
            return file.read(_HEAD_BYTES)
    except OSError as error:
        raise refusal("missing") from error


def _sniff(path: Path, head: bytes) -> str:
    if b"%PDF-" in head[:1024]:
        _check_pdf(path)
        return "pdf"
    if head.startswith(b"PK"):
        return check_archive(path)
    if head.startswith(compound.SIGNATURE):
        return compound.kind(path)
    if head.startswith(_ARCHIVES):
        raise refusal("archive")
    if picture := next((k for start, k in _PICTURE_STARTS.items() if head.startswith(start)), None):
        return picture
    if _is_other_picture(head):
        raise refusal("image")
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith((b"MZ", b"\x7fELF")) or not _looks_like_text(head):
        raise refusal("unknown-kind")
    if not head.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n") and path.stat().st_size <= _HEAD_BYTES:
        raise refusal("empty")
    return "html" if _HTML_START.match(head.removeprefix(b"\xef\xbb\xbf")) else "txt"


def _is_other_picture(head: bytes) -> bool:
    if head.startswith(_OTHER_PICTURES) or _PHONE_PICTURE.match(head):
        return True
    return head.startswith(b"RIFF") and head[8:12] == b"WEBP"


def _looks_like_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return _CONTROL.search(head) is None


def _text_kind(kind: str, suffix: str, claimed: str | None) -> str:
    if claimed in _TEXT_KINDS:
        return claimed
    if not suffix:
        return kind
    if claimed is None:
        raise refusal("unknown-kind")
    raise refusal("damaged")


def check_archive(path: Path) -> str:
    """Kind of an Office archive from its directory; only an OpenDocument's small label is unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            check_members(members)
            names = {member.filename for member in members}
            return _open_document_kind(archive, names) if _LABEL in names else _office_kind(names)
    except (
        zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError, RuntimeError,
    ) as error:  # fmt: skip
        raise refusal("damaged") from error


def check_members(members: list[zipfile.ZipInfo]) -> None:
    """Refuse an archive that would unpack to too much, or that is locked."""
    if (
        len(members) > limits.MAX_MEMBERS
        or sum(m.file_size for m in members) > limits.MAX_UNPACKED_BYTES
    ):
        raise refusal("bomb")
    for member in members:
        if member.flag_bits & 0x1:
            raise refusal("encrypted")
        if member.filename.lower().endswith(_NESTED):
            raise refusal("bomb")
        packed = max(member.compress_size, 1)
        if (
            member.file_size > limits.RATIO_FREE_BYTES
            and member.file_size / packed > limits.MAX_RATIO
        ):
            raise refusal("bomb")


def _office_kind(names: set[str]) -> str:
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise refusal("macros")
    if "[Content_Types].xml" not in names:
        office = any(name.startswith(("word/", "xl/")) for name in names)
        raise refusal("damaged" if office else "archive")
    if any(name.startswith("word/") for name in names):
        return "docx"
    if any(name.startswith("xl/") for name in names):
        if any(name.startswith("xl/workbook.bin") for name in names):
            raise refusal("legacy")
        return "xlsx"
    raise refusal("unknown-kind")


def _open_document_kind(archive: zipfile.ZipFile, names: set[str]) -> str:
    with archive.open(_LABEL) as label:
        kind = _OPEN_DOCUMENT.get(label.read(_MOST_LABEL).strip())
    if kind is None or "content.xml" not in names:
        raise refusal("unknown-kind")
    if any(_MACRO_FOLDERS.match(name) for name in names):
        raise refusal("macros")
    if _LIST in names:
        with archive.open(_LIST) as listed:
            if b"encryption-data" in listed.read(_MOST_LISTED):
                raise refusal("encrypted")
    return kind


def _check_pdf(path: Path) -> None:
    """Unpack every stream with a bound first: the PDF library has no bound of its own."""
    data = path.read_bytes()
    left = limits.MAX_PDF_UNPACKED_BYTES
    for count, match in enumerate(_STREAM.finditer(data)):
        if count > limits.MAX_PDF_STREAMS:
            raise refusal("bomb")
        start = match.end()
        if data[start : start + 1] in b"\x78\x68\x58\x48\x38\x28\x18\x08":
            left -= _unpacked_size(memoryview(data)[start:], left)
        if left <= 0:
            raise refusal("bomb")


def _unpacked_size(packed: memoryview | bytes, limit: int) -> int:
    """Bytes taken in and given out while unpacking a zlib stream, until `limit` is passed.

    What is packed twice counts both times. A stream that breaks off counts as far as it goes.
    """
    unpacker = zlib.decompressobj()
    size = position = 0
    first = b""
    while size < limit and not unpacker.eof:
        chunk = unpacker.unconsumed_tail or packed[position : position + _STEP]
        if not unpacker.unconsumed_tail:
            position += _STEP
            size += len(chunk)
        if not chunk:
            break
        try:
            out = unpacker.decompress(chunk, _STEP)
        except zlib.error:
            break
        first = first or out
        size += len(out)
    if first[:1] == b"\x78" and first[1:2] in _ZLIB_LEVELS:
        times = max(1, size // len(first))
        size += times * _unpacked_size(first, limit - size)
    return size
