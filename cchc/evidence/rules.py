"""What a file is, by its first bytes; and what to call it when it leaves. Plain Python."""

from pathlib import PurePosixPath

from cchc.core.text import squeeze

UNKNOWN = "application/octet-stream"
_OPEN_XML = "application/vnd.openxmlformats-officedocument."
# Begins with -> media type; the first that fits.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"{\\rtf", "application/rtf"),
)
# A container says little by its first bytes; the name decides among what it may hold.
_IN_ZIP = {
    ".docx": f"{_OPEN_XML}wordprocessingml.document",
    ".xlsx": f"{_OPEN_XML}spreadsheetml.sheet",
    ".pptx": f"{_OPEN_XML}presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
}
_IN_OLE = {".doc": "application/msword", ".xls": "application/vnd.ms-excel"}
_PLAIN = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".csv": "text/csv",
    ".html": "text/html",
    ".htm": "text/html",
}
_NEVER_IN_A_NAME = str.maketrans(dict.fromkeys('/\\:*?"<>|', "-"))


def media_type_of(head: bytes, name: str) -> str:
    """The media type that the first bytes (some hundred are enough) and the name together show.

    Bytes go before the name: a PDF called .docx is a PDF, a picture called .pdf a picture. What is neither known
    nor text is `application/octet-stream`.
    """
    ending = PurePosixPath(name.lower()).suffix
    for begins, media_type in _MAGIC:
        if head.startswith(begins):
            return media_type
    if head.startswith(b"PK\x03\x04"):
        return _IN_ZIP.get(ending, "application/zip")
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _IN_OLE.get(ending, "application/x-ole-storage")
    if head and b"\x00" not in head:
        return _PLAIN.get(ending, UNKNOWN)
    return UNKNOWN


def leaving_name(name: str) -> str:
    """A file name as it is offered to a browser: one line, no path, no sign that a disk refuses.

    Vietnamese letters stay. An empty name becomes "tai-lieu".
    """
    printable = "".join(sign for sign in squeeze(name) if sign.isprintable())
    return printable.translate(_NEVER_IN_A_NAME).strip(". ")[:200] or "tai-lieu"
