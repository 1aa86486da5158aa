"""The fonts of a PDF: where they are, and which characters they can print."""

import struct
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Final

from cchc.core.errors import DomainError

FAMILY: Final = "Tinos"  # the metrics of Times New Roman, complete Vietnamese, OFL-1.1
_PACKAGE: Final = Path("node_modules", "@expo-google-fonts", "tinos")
# Signs that Word keeps in its symbol fonts, and ticks, as a text font has them.
_STAND_INS: Final = {
    0xF0B7: "•",
    0xF0A7: "▪",
    0xF0D8: "-",
    0xF02D: "-",
    0xF0E8: "→",
    0xF0FC: "√",
    0x2713: "√",
    0x2714: "√",
    0x2611: "√",
}
_PRIVATE_USE: Final = frozenset(range(0xE000, 0xF900))
_UNKNOWN: Final = "□"
_WITHOUT_WIDTH: Final = ("Mn", "Me", "Cf")  # marks and joiners: without them the word still reads


class FontsMissing(DomainError):
    """The font files are not where the settings say."""

    text = "Chưa có bộ phông chữ để tạo tệp PDF. Hãy báo quản trị cài lại phông chữ của hệ thống."


def font_directory(given: Path | None = None) -> Path:
    """The folder with the four faces: the given one, else the repository's front-end packages.

    Raises FontsMissing when it holds no upright face.
    """
    directory = given or Path(__file__).resolve().parents[2] / _PACKAGE
    if not _upright(directory):
        raise FontsMissing
    return directory


def with_stand_ins(text: str, directory: Path) -> str:
    """The text with every character that the font lacks replaced by a near one, at last by a box.

    Marks and joiners of no width are left out. A PDF/A file may not show a missing glyph, so one
    odd character would otherwise refuse the whole document.
    """
    if text.isascii():
        return text
    known = _coverage(directory)
    return "".join(char if ord(char) in known else _stand_in(char) for char in text)


def _stand_in(char: str) -> str:
    if char in "\n\t":
        return char
    if unicodedata.category(char) in _WITHOUT_WIDTH:
        return ""
    return _STAND_INS.get(ord(char), _UNKNOWN)


def _upright(directory: Path) -> Path | None:
    return next(iter(sorted(directory.glob(f"**/{FAMILY}*400Regular.ttf"))), None)


@lru_cache(maxsize=4)
def _coverage(directory: Path) -> frozenset[int]:
    face = _upright(directory)
    if face is None:
        raise FontsMissing
    # PDF/A refuses code points of private use, also those that the font has.
    return _mapped(face.read_bytes()) - _PRIVATE_USE


def _mapped(font: bytes) -> frozenset[int]:
    """The code points of the basic plane in a TrueType font's cmap table, format 4."""
    (tables,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4sLLL", font, 12 + 16 * place) for place in range(tables))
    cmap = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    found: set[int] = set()
    for place in range(count):
        _, _, offset = struct.unpack_from(">HHL", font, cmap + 4 + 8 * place)
        (kind,) = struct.unpack_from(">H", font, cmap + offset)
        if kind == 4:
            found |= _segments(font, cmap + offset)
    return frozenset(found)


def _segments(font: bytes, start: int) -> set[int]:
    (double,) = struct.unpack_from(">H", font, start + 6)
    count = double // 2
    ends = struct.unpack_from(f">{count}H", font, start + 14)
    starts = struct.unpack_from(f">{count}H", font, start + 16 + double)
    codes: set[int] = set()
    for first, last in zip(starts, ends, strict=True):
        codes.update(range(first, min(last, 0xFFFE) + 1))
    return codes
