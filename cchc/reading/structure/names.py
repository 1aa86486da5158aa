"""How names of units begin (`data/units.toml`): the words behind a comma, in a column, in front of a verb."""

import re

from cchc.reading import lexicon
from cchc.reading.flat import flat

_OWNER = re.compile(r"(?:so|ubnd|hdnd|bo|tinh|cuc|chi cuc|van phong)\b")


def begins_name(text: str) -> bool:
    """Whether the words begin a unit's name or a collective ("các phòng ...")."""
    plain = flat(text)
    if lexicon.opener("units", "collective").match(plain):
        return True
    capital = text[:1].isupper()
    if capital and lexicon.opener("units", "alone").match(plain):
        return True
    head = lexicon.opener("units", "heads").match(plain)
    if head is None:
        return False
    after = text[head.end() :].lstrip()
    if not capital:
        return after[:1].isupper()
    return after[:1].isupper() or bool(_OWNER.match(flat(after)))


def is_collective(name: str) -> bool:
    """Whether a name means several units at once ("Các phòng, đơn vị thuộc Sở")."""
    return bool(lexicon.opener("units", "groups").match(flat(name)))
