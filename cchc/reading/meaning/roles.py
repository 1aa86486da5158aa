"""Who leads and who helps where one text names both: ``Văn phòng Sở chủ trì; các phòng phối hợp``."""

import re
from collections.abc import Sequence

from cchc.reading.flat import flat
from cchc.reading.meaning.units import pieces_of, split_units
from cchc.reading.structure.labels import labels_in
from cchc.reading.structure.names import begins_name
from cchc.reading.structure.ordinals import ordinal_of

_HELPING = re.compile(
    r"(?:\s*[,;])?\s*(?:va\s+)?phoi hop\s+(?:chat che\s+)?(?:voi\s*|cung\s*(?:voi\s*)?)?:?\s*"
)
_ROLE = re.compile(
    r"\s*[(\-]?\s*(?:la\s+(?:(?:don vi|co quan|phong)\s+)?)?"
    r"(?P<role>chu tri|dau moi|phoi hop|cung tham gia|cung thuc hien)(?:\s+thuc hien)?\s*\)?\s*$"
    r"|\s*[(\[](?P<mark>ct|ph|c|p|dm|tg|th|1|2)[)\]]\s*$|\s*\(?(?P<star>\*)\)?\s*$"
)
_LEADING = frozenset({"chu tri", "dau moi", "ct", "c", "dm", "th", "1", "*"})
_SLASH = re.compile(r"\s*/\s*(?=[A-ZĐÀ-Ỹa-zà-ỹ])")
_SEGMENTS = re.compile(r"\s*;\s*|\n+")
_LONGEST = 5_000

Roles = tuple[list[str], list[str]]


def roles_in(lines: Sequence[str], *, shared: bool = False) -> Roles:
    """(who leads, who helps) of the lines of a lead field.

    shared: the field is one for both, so that without any word the first unit leads and the others help.
    """
    labelled = _labelled(lines)
    if labelled is not None:
        return labelled
    text = "\n".join(lines)[:_LONGEST]
    match = _HELPING.search(flat(text))
    if match and begins_name(text[match.end() :]):
        lead, _ = _by_words(text[: match.start()])
        return lead, split_units(text[match.end() :])
    lead, helping = _by_words(text)
    if shared and not helping:
        return _by_place(text, lead)
    return lead, helping


def _labelled(lines: Sequence[str]) -> Roles | None:
    """``Chủ trì: ...`` above ``Phối hợp: ...``; None where a line has no label."""
    found: dict[str, list[str]] = {"lead": [], "coordinating": []}
    for line in lines:
        mark = ordinal_of(line)
        pairs = labels_in(line, mark.length if mark else 0)
        if not pairs or any(field not in found for field, _ in pairs):
            return None
        for field, value in pairs:
            found[field] += split_units(value)
    return (found["lead"], found["coordinating"]) if lines else None


def _by_words(text: str) -> Roles:
    """By the words behind each name; a word holds for the names before it up to a semicolon or another word."""
    found: list[tuple[str, str]] = []
    for segment in _SEGMENTS.split(text):
        open_names: list[str] = []
        for piece in pieces_of(segment.rstrip(" .,;")):
            match = _ROLE.search(flat(piece))
            name = piece[: match.start()] if match else piece
            if match and not match["role"]:  # a mark behind a name is that name's alone
                found += [(one, "") for one in open_names]
                open_names = []
            open_names += split_units(name)
            if match:
                found += [
                    (one, match["role"] or match["mark"] or match["star"]) for one in open_names
                ]
                open_names = []
        found += [(one, "") for one in open_names]
    said = {role for _, role in found if role}
    lead = [name for name, role in found if role in _LEADING or (not role and not said & _LEADING)]
    if not lead and found:
        lead = [found[0][0]]
    return lead, [name for name, _ in found if name not in lead]


def _by_place(text: str, names: list[str]) -> Roles:
    before, *behind = _SLASH.split(text.strip(), maxsplit=1)
    if behind and begins_name(behind[0]):
        return split_units(before), split_units(behind[0].replace("/", ";"))
    return names[:1], names[1:]
