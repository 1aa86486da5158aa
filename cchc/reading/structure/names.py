"""How names of units begin (`data/units.toml`): the words behind a comma, in a column, in front of a verb."""

import re
from functools import cache

from cchc.reading import lexicon
from cchc.reading.flat import flat

_JOINED = re.compile(r"(?:,|và|cùng)\s+")
_OF = re.compile(
    r"(?:cac|so|ubnd|hdnd|bo|tinh|cuc|chi cuc|thanh pho|xa|phuong|dac khu|truong|benh vien|vien|co quan|thuoc)\b"
)
_OWNER = re.compile(
    r"(?:so|ubnd|hdnd|bo|tinh|cuc|chi cuc|van phong|(?:phia|mien)\s+(?:bac|nam|trung|tay|dong))\b"
)


def begins_name(text: str) -> bool:
    """Whether the words begin a unit's name or a collective ("các phòng ...")."""
    plain = flat(text)
    if lexicon.opener("units", "collective").match(plain):
        return True
    capital = text[:1].isupper()
    if capital and lexicon.opener("units", "alone").match(plain):
        return True
    head = lexicon.opener("units", "heads").match(plain)
    if head is None or not _as_written(text[: head.end()]):
        return False
    after = text[head.end() :].lstrip()
    if not capital:
        return after[:1].isupper()
    return after[:1].isupper() or bool(_OWNER.match(flat(after)))


def is_plain_name(text: str) -> bool:
    """Whether words are nothing but the names of units: no work that begins like one ("Thanh tra công vụ", "Xã hội
    hóa dịch vụ").
    """
    plain = flat(text)
    if not begins_name(text) or not text[:1].isupper():
        return False
    alone = lexicon.opener("units", "alone").match(plain)
    if alone is None:
        return True
    rest = text[alone.end() :].lstrip()
    joined = _JOINED.match(rest)
    if joined:
        return begins_name(rest[joined.end() :])
    return not rest or rest[:1].isupper() or _OF.match(flat(rest)) is not None


@cache
def _written() -> frozenset[str]:
    return frozenset(one.lower() for one in lexicon.table("units")["heads"])


def _as_written(word: str) -> bool:
    """Whether the accents are those of the head: "Quý II" is no fund ("Quỹ"). Text without any is let pass."""
    return word.isascii() or " ".join(word.lower().split()) in _written()


def is_collective(name: str) -> bool:
    """Whether a name means several units at once ("Các phòng, đơn vị thuộc Sở")."""
    return bool(lexicon.opener("units", "groups").match(flat(name)))


@cache
def _known() -> re.Pattern[str]:
    names = {flat(row["name"]) for row in lexicon.table("bodies")["row"]}
    heads, owners = (lexicon.any_of("units", "owned", key) for key in ("heads", "owners"))
    parts = "|".join(
        re.escape(name) for name in sorted(names, key=len, reverse=True) if " " in name
    )
    return re.compile(rf"(?<![a-z0-9])(?:{heads}\s+{owners}|{parts})(?:\s+tinh)?(?=\s+([a-z]+))")


def known_end(text: str) -> int | None:
    """Where the first name that is known in full ends, when what follows is no part of it: "Sở Tư pháp đối thoại"."""
    for match in _known().finditer(flat(text)):
        word = text[match.start(1) : match.end(1)]
        if word.islower() and not _goes_on(word, accents=not text.isascii()):
            return match.end()
    return None


def _goes_on(word: str, *, accents: bool) -> bool:
    """Whether a small word may be part of a name; where the text has accents, "nối" is not "nơi"."""
    if accents:
        return word in lexicon.table("units")["owned"]["goes_on"]
    return word in lexicon.phrases("units", "owned", "goes_on")
