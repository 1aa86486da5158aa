"""Lists of units cut into names; a name is never cut ("Trung tâm Ứng dụng và Dịch vụ ...").

A cut is made only where the words behind a comma, "và" or "cùng" begin another name, as
`data/units.toml` says names begin.
"""

import re
from functools import cache

from cchc.core.text import fold, squeeze
from cchc.reading import lexicon
from cchc.reading.flat import flat
from cchc.reading.structure.names import begins_name

_LONGEST = 5_000
_PARTS = re.compile(r"\s*;\s*|\n+|\s+\+\s+(?=[A-ZĐ])")
_CUTS = re.compile(r"\s*[,/]\s*|\s+(?:va|cung(?:\s+voi)?)\s+")
_EDGE = re.compile(r"^[\s\-–—+•.,:]+(?:\d{1,2}[.)]\s+)?|^\d{1,2}[.)]\s+|[\s.,;:\-–—]+$")
_KIND = re.compile(r"(?:(?:cac|hai|ba|bon)\s+)?(?P<kind>[a-z]+)\s+")
_JOINT = re.compile(r"\s*,\s*(?:va\s+)?|\s+(?:va|cung)\s+")
_AS_NOUNS = frozenset({"xay dung", "to chuc thuc hien"})
_NO_OBJECT = re.compile(r"\s*(?:$|[,;.)-]|va\b)")
_JOINED = re.compile(r"^(?:va|cung)\s+")
_SHARED = re.compile(
    r"(?:cac|mot so)\s+(so|phong|ban|nganh|khoa|trung tam|chi cuc)\s*:\s*(?=[A-ZĐÀ-Ỹ])",
    re.IGNORECASE,
)


def split_units(text: str) -> list[str]:
    """The names in the order written, without closing marks. Empty text gives none."""
    names: dict[str, str] = {}
    for part in _PARTS.split(text.strip()[:_LONGEST]):
        for name in _split_part(squeeze(part)):
            if fold(name) and flat(name) not in lexicon.phrases("units", "none"):
                names.setdefault(fold(name), name)
    return list(names.values())


def _split_part(part: str) -> list[str]:
    part = _EDGE.sub("", part)
    if not part or _starts_with_verb(part):
        return []
    shared = _SHARED.match(part) or _SHARED.match(flat(part))
    if shared:
        head = part[shared.start(1) : shared.end(1)].capitalize()
        return [
            f"{head} {_name(one)}" for one in re.split(r"\s*,\s*|\s+và\s+", part[shared.end() :])
        ]
    pieces = pieces_of(_without_list_word(part))
    return [name for piece in pieces for name in _of_one_kind(piece) or [_name(piece)]]


@cache
def _fields() -> dict[str, re.Pattern[str]]:
    """What units of each kind may be for, longest first."""
    fields = {flat(kind): [*names] for kind, names in lexicon.table("units")["fields"].items()}
    for row in lexicon.table("bodies")["row"]:
        kind, _, name = row["name"].partition(" ")
        if flat(kind) in fields:
            fields[flat(kind)].append(name)
    return {
        kind: re.compile(
            rf"(?:{'|'.join(re.escape(flat(name)) for name in sorted(names, key=len, reverse=True))})(?![a-z0-9])"
        )
        for kind, names in fields.items()
    }


def _of_one_kind(piece: str) -> list[str]:
    """``Sở Nội vụ, Tài chính`` is two departments; [] unless two of a kind, known in full, are all of it."""
    plain = flat(piece.rstrip(" .;:,"))
    head = _KIND.match(plain)
    if head is None or head["kind"] not in _fields():
        return []
    kind = piece[head.start("kind") : head.end("kind")].capitalize()
    names: list[str] = []
    at = head.end()
    while one := _fields()[head["kind"]].match(plain, at):
        if not piece[one.start()].isupper():
            return []
        names.append(f"{kind} {piece[one.start() : one.end()]}")
        joint = _JOINT.match(plain, one.end())
        if joint is None:
            return names if one.end() == len(plain) and len(names) > 1 else []
        at = joint.end()
    return []


def pieces_of(part: str) -> list[str]:
    """One line of a list cut where another name begins, each piece with all that is said of the unit."""
    plain = flat(part)
    kept = _whole_spans(plain)
    pieces: list[str] = []
    start = 0
    for cut in _CUTS.finditer(plain):
        inside = any(left < cut.start() < right for left, right in kept)
        if not inside and not _in_brackets(part, cut.start()) and begins_name(part[cut.end() :]):
            pieces.append(part[start : cut.start()])
            start = cut.end()
    pieces.append(part[start:])
    return pieces


def _whole_spans(plain: str) -> list[tuple[int, int]]:
    return [match.span() for match in lexicon.finder("units", "whole").finditer(plain)]


def _in_brackets(text: str, position: int) -> bool:
    return text.count("(", 0, position) > text.count(")", 0, position)


def _without_list_word(part: str) -> str:
    head, colon, rest = part.partition(":")
    if colon and rest.strip() and lexicon.opener("units", "lists").match(flat(head)):
        return rest.strip()
    return part


def _starts_with_verb(part: str) -> bool:
    return part[0].islower() and bool(lexicon.opener("units", "verbs").match(flat(part)))


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(rf"(?<=[^\s,(])\s+{lexicon.any_of('units', 'verbs')}(?![a-z0-9])")


def _name(text: str) -> str:
    """A name without edges, and without what the unit is said to do ("... hướng dẫn nghiệp vụ")."""
    text = _EDGE.sub("", text)
    plain = flat(text)
    for verb in _verb().finditer(plain):
        before = plain[: verb.start()]
        word = text[verb.start() :].lstrip()
        if verb.group().strip() in _AS_NOUNS and _NO_OBJECT.match(plain, verb.end()):
            continue  # "Phòng Quản lý xây dựng": what the unit is for
        if word[:1].islower() and not before.endswith((" va", " viec", "-", " cong tac", " ve")):
            text = _EDGE.sub("", text[: verb.start()])
            break
    text = text[_match_end(_JOINED, flat(text)) :]
    quota = _quota().search(flat(text))
    return text[: quota.start()] if quota else text


@cache
def _quota() -> re.Pattern[str]:
    """How much a unit is to do, behind its name: ``Khoa Luật 8 bài``."""
    return re.compile(
        rf"\s*:?\s+\d{{1,5}}(?:[.,]\d{{1,3}})?\s?(?:%|{lexicon.any_of('measures', 'units')})$"
    )


def _match_end(pattern: re.Pattern[str], plain: str) -> int:
    match = pattern.match(plain)
    return match.end() if match else 0
