"""What a file is, by its first bytes; and what to call it when it leaves. Plain Python."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import PurePosixPath

from cchc.core.text import fold, squeeze
from cchc.reading.flat import flat

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
# What proves something: documents, sheets, slides, pictures, plain text. Nothing that runs, nothing that holds others.
ACCEPTED_ENDINGS = (
    ".pdf", ".docx", ".doc", ".odt", ".rtf", ".xlsx", ".xls", ".ods", ".pptx", ".png", ".jpg", ".jpeg",
    ".tif", ".tiff", ".txt", ".csv",
)  # fmt: skip
_ACCEPTED = frozenset(
    [media_type for _, media_type in _MAGIC]
    + [*_IN_ZIP.values(), *_IN_OLE.values(), "text/plain", "text/csv"]
)
_ENDINGS = (
    {media_type: ending for ending, media_type in {**_PLAIN, **_IN_OLE, **_IN_ZIP}.items()}
    | {"application/pdf": ".pdf", "application/rtf": ".rtf", "text/html": ".html"}
    | {"image/png": ".png", "image/jpeg": ".jpg", "image/tiff": ".tiff", "text/csv": ".txt"}
)
_DRAWN = frozenset({".pdf", ".png", ".jpg", ".tiff"})
_DRAWN_BY_OFFICE = frozenset({".docx", ".doc", ".odt", ".rtf", ".xlsx", ".xls", ".ods"})
# Verdicts on a signature, the worst last.
_WORSE = ("valid", "unverified", "unreadable", "revoked", "broken", "changed")
_MACROS_IN_ZIP = "vbaproject.bin"
_MACROS_IN_OLE = "_VBA_PROJECT".encode("utf-16-le")
_OLE = b"\xd0\xcf\x11\xe0"
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


def ending_of(media_type: str) -> str:
    """The ending under which a program takes a file of this media type; "" for one that none reads."""
    return _ENDINGS.get(media_type, "")


def is_drawable(media_type: str, *, with_office: bool) -> bool:
    """Whether pages can be drawn: PDF and pictures always, Office files where LibreOffice is installed."""
    ending = ending_of(media_type)
    return ending in _DRAWN or (with_office and ending in _DRAWN_BY_OFFICE)


def dated_after(
    until: date | None, document_on: date | None, signed_on: Iterable[date | None]
) -> tuple[str, ...]:
    """Which days of a proof come after the last day of the year that it proves: "document", "signature".

    The day on which it was uploaded says nothing: what is proved may be handed in later. () where nothing is known.
    Source: case 30, an appraiser rejects evidence dated after 31/12.
    """
    if until is None:
        return ()
    found = []
    if document_on is not None and document_on > until:
        found.append("document")
    if any(day is not None and day > until for day in signed_on):
        found.append("signature")
    return tuple(found)


def worst_verdict(verdicts: Iterable[str]) -> str:
    """The one of several verdicts on signatures that a reader must know; "" for none."""
    return max(verdicts, key=_WORSE.index, default="")


def is_seal(name: str, organisation: str, words: Iterable[str], *, has_person: bool) -> bool:
    """Whether a certificate is an organisation's, by what it says of its subject.

    `has_person`: it names a surname, a given name or a person's number. Else the name is the organisation's own, or
    begins with one of the words (folded) by which organisations are called.
    """
    if has_person:
        return False
    called = fold(name)
    if organisation and called == fold(organisation):
        return True
    return any(f"{called} ".startswith(f"{fold(word)} ") for word in words)


def snippet(text: str, words: Sequence[str], around: int = 90) -> tuple[str, str, str]:
    """What stands before, the words as they stand, and what stands after; the beginning of the text without them.

    words: folded, one after another in the text, the last perhaps only begun.
    """
    pattern = r"[^0-9a-z%]+".join(map(re.escape, words))
    found = re.search(rf"(?<![0-9a-z%]){pattern}[0-9a-z%]*", flat(text))
    if found is None:
        return "", "", text[: 2 * around]
    start, end = max(found.start() - around, 0), found.end() + around
    before = text[start : found.start()]
    after = text[found.end() : end]
    cut_before = before.partition(" ")[2] if start else before
    cut_after = after.rpartition(" ")[0] if end < len(text) else after
    return (
        f"… {cut_before}" if start else cut_before,
        text[found.start() : found.end()],
        f"{cut_after} …" if end < len(text) else cut_after,
    )


def is_accepted(media_type: str, name: str) -> bool:
    """Whether a file of this media type and name may be kept as proof; macro formats and archives may not."""
    return media_type in _ACCEPTED and PurePosixPath(name.lower()).suffix in ACCEPTED_ENDINGS


def carries_macros(head: bytes, member_names: Iterable[str], chunks: Iterable[bytes]) -> bool:
    """Whether an Office file holds macros.

    `member_names`: of a zip container, else empty. `chunks`: the bytes, read only for an old binary file; the
    mark may lie across two of them.
    """
    if any(name.lower().endswith(_MACROS_IN_ZIP) for name in member_names):
        return True
    if not head.startswith(_OLE):
        return False
    tail = b""
    for chunk in chunks:
        if _MACROS_IN_OLE in tail + chunk:
            return True
        tail = chunk[-len(_MACROS_IN_OLE) :]
    return False


def leaving_name(name: str) -> str:
    """A file name as it is offered to a browser: one line, no path, no sign that a disk refuses.

    Vietnamese letters stay. An empty name becomes "tai-lieu".
    """
    printable = "".join(sign for sign in squeeze(name) if sign.isprintable())
    return printable.translate(_NEVER_IN_A_NAME).strip(". ")[:200] or "tai-lieu"
