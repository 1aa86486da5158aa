"""The printed ordinal or bullet in front of an item: ``II.``, ``1.1.``, ``a)``, ``đ)``, ``- +``."""

import re
from dataclasses import dataclass
from functools import lru_cache

from cchc.reading.flat import flat

# Lower rank stands higher in the tree where the document's own order (`levels.py`) says nothing else.
# A kind met again closes everything of its own rank and below.
RANK = {
    "annex": 0, "part": 1, "chapter": 2, "heading": 3, "upper": 4, "roman": 5, "section": 6,
    "article": 7, "number": 8, "multi2": 9, "multi3": 10, "multi4": 11, "paren": 12, "alpha": 13,
    "star": 14, "dash": 15, "plus": 16, "para": 17,
}  # fmt: skip
BULLETS = frozenset({"star", "dash", "plus"})
HEADING_KINDS = frozenset({"annex", "part", "chapter", "heading", "upper", "roman", "section"})

_NAMED = re.compile(
    r"(phan|chuong|muc|dieu)\s+(?:thu\s+)?"
    r"([ivxlc]{1,7}|\d{1,3}|(?<=thu )(?:nhat|hai|ba|tu|nam|sau|bay|tam)|(?<=phan )[a-h](?=\s?[.:)\-]|$))"
    r"(?![a-z0-9])\s*[.:)\-]?\s*"
)
_NAMES = frozenset({"phần", "chương", "mục", "điều"})  # "phân" and "mức" are other words
_LETTERS = frozenset("abdefgh")
_NAMED_KIND = {"phan": "part", "chuong": "chapter", "muc": "section", "dieu": "article"}
_SPELT = {
    "nhat": "I",
    "hai": "II",
    "ba": "III",
    "tu": "IV",
    "nam": "V",
    "sau": "VI",
    "bay": "VII",
    "tam": "VIII",
}
_ROMAN = re.compile(r"([IVXLC]{1,7})\s{0,2}[.)]\s*(?=\S)")
_COMPOUND = re.compile(r"(?:[IVX]{1,5}|[A-HĐK])((?:\.\d{1,2}){1,3})[.)]?\s+(?=\D)")
_UPPER = re.compile(r"([A-HĐK])\s{0,2}[.)]\s*(?=\S)")
_MULTI = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})[.)]?\s+(?=\D)")
_NUMBER = re.compile(r"(\d{1,3})\s{0,2}\.(?!\d)\s*(?=\S)")
_PAREN = re.compile(r"(?:\((\d{1,2})\)|(\d{1,2})\))\s*(?=\S)")
_ALPHA = re.compile(r"([a-zđ])\s{0,2}(?:[.)]\s*|/\s+)(?=\S)|([a-zđ]\d{1,2})\)\s*(?=\S)")
_PLUS = re.compile(r"(?:[-–—•]\s*)?\+\s*(?=\S)")
_DASH = re.compile(r"[-–—•·▪●▪o\uf0b7\uf02d]\s+(?=\S)|[-–—•●](?=[^\W\d_])")
_STAR = re.compile(r"[*]\s+(?=\S)")
_COUNTED = re.compile(
    r"(?:(mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi) la|thu (nhat|hai|ba|tu|nam|sau|bay|tam|chin|muoi))\s?[,:]\s*(?=\S)"
    r"|(mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi) la\s+(?=\S)"
)
_SAID = {
    "mot": "1", "nhat": "1", "hai": "2", "ba": "3", "bon": "4", "tu": "4", "nam": "5", "sau": "6", "bay": "7",
    "tam": "8", "chin": "9", "muoi": "10",
}  # fmt: skip
_TASK = re.compile(r"nhiem vu\s+(\d{1,3})\s*[:.]\s*(?=\S)")
_ROMAN_VALUE = re.compile(r"(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")


@dataclass(frozen=True, slots=True)
class Ordinal:
    """`kind` a key of `RANK`; `label` as the path writes it, "" for bullets; `length` of the mark."""

    kind: str
    label: str
    length: int


@lru_cache(maxsize=4096)
def _parse(start: str) -> Ordinal | None:
    named = _NAMED.match(flat(start))
    if named and _is_printed(named, start):
        kind = _NAMED_KIND[named[1]]
        label = _SPELT.get(named[2], start[named.start(2) : named.end(2)])
        word = "" if kind == "part" else f"{start[: named.end(1)].capitalize()} "
        return Ordinal(kind, f"{word}{label}", named.end())
    if start[0].isupper() and (counted := _counted(flat(start))):
        return counted
    if start[0].isupper() and (match := _COMPOUND.match(start)):
        return _written_out(match)
    if match := _ROMAN.match(start):
        if _ROMAN_VALUE.fullmatch(match[1]):
            return Ordinal("roman", match[1], match.end())
        return Ordinal("upper", match[1], match.end()) if len(match[1]) == 1 else None
    if match := _UPPER.match(start):
        return Ordinal("upper", match[1], match.end())
    if match := _MULTI.match(start) or _NUMBER.match(start):
        depth = match[1].count(".")
        return Ordinal(f"multi{depth + 1}" if depth else "number", match[1], match.end())
    if match := _PAREN.match(start):
        return Ordinal("paren", match[1] or match[2], match.end())
    if match := _ALPHA.match(start):
        return Ordinal("alpha", match[1] or match[2], match.end())
    for kind, pattern in (("plus", _PLUS), ("star", _STAR), ("dash", _DASH)):
        if match := pattern.match(start):
            return Ordinal(kind, "", match.end())
    return None


def _counted(plain: str) -> Ordinal | None:
    """``Nhiệm vụ 3:``, ``Một là,``, ``Thứ hai:`` in front of an item."""
    if match := _TASK.match(plain):
        return Ordinal("paren", match[1], match.end())
    if match := _COUNTED.match(plain):
        return Ordinal("paren", _SAID[match[1] or match[2] or match[3]], match.end())
    return None


def _written_out(match: re.Match[str]) -> Ordinal:
    """``II.1.`` is a number and ``II.1.2.`` a point of it, each with its heading in front."""
    depth = match[1].count(".")
    kind = "number" if depth == 1 else f"multi{depth}"
    return Ordinal(kind, match[0].strip().rstrip(".)"), match.end())


def _is_printed(named: re.Match[str], start: str) -> bool:
    """Whether the word is that of a part of a document, and its letter a capital: ``Phần B.``"""
    if not start[0].isupper() or start[: named.end(1)].lower() not in _NAMES:
        return False
    return named[2] not in _LETTERS or start[named.start(2)].isupper()


def ordinal_of(text: str) -> Ordinal | None:
    """The ordinal that opens the text, else None. Numbers such as ``1.500`` or dates are none."""
    return _parse(text[:24]) if text else None


def component(label: str, parent_path: str) -> str:
    """What an ordinal adds to its parent's path: ``2.1`` under ``III.2`` adds ``1``, so does ``III.2.1``."""
    parts = label.split(".")
    above = parent_path.split(".") if parent_path else []
    for overlap in range(min(len(parts) - 1, len(above)), 0, -1):
        if above[-overlap:] == parts[:overlap]:
            return ".".join(parts[overlap:])
    return ".".join(parts)
