"""A measure, and the bound that stands apart from its figure: ``Tỷ lệ tối thiểu ...: 75%``."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cchc.reading import lexicon
from cchc.reading.flat import flat

RANK_UNIT = "hạng"
WHOLE = 100  # percent: all of something stays all of it
_APART = re.compile(
    r"\b(?:(?:toi thieu|it nhat)|(?P<most>toi da))\b(?! (?:hoa|diem|so diem)\b)[^\d;]{0,90}$"
)
_SAID_BEHIND = re.compile(r"\+|\s*la (?:muc |ty le )?(?:toi thieu|(?P<most>toi da))\b")
_QUARTER = r"\bquy (?:[iv]{1,3}|\d)\s*:?\s*"
_ONLY_JOINED = re.compile(r"\s*(?:,\s*(?:va\s+)?|va\s+)")
_LEVEL_BEFORE = re.compile(
    rf"[^,;.\d]{{0,40}}?(?:,\s*(?:va\s+)?|\s+va\s+)(?:(?:doi voi\s+)?cap (?:tinh|xa|so)\s*:?\s*|{_QUARTER})"
)
_LEVEL_BEHIND = re.compile(r"\s*(?:\(|o |doi voi |tai )\s*cap\b")
# "tối thiểu 40% sở, ban, ngành và 30% xã, phường": nothing in between says what the first is to do.
_OTHERS = re.compile(r"(?:(?!\b(?:dat|duoc|co|la|phai|dam bao|bao dam)\b)[^;.:\d]){3,60}\sva\s+")
_SHORT_GAP = re.compile(r"[^;.\d]{0,50}")


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure and where it stands; `is_share` for ``12/12 thôn``."""

    left: int
    right: int
    comparator: str
    value: float
    unit: str | None
    is_share: bool = False

    @property
    def is_time(self) -> bool:
        return flat(self.unit or "") in lexicon.phrases("measures", "times")


def bounded(kept: Sequence[Measure], plain: str) -> list[Measure]:
    """The measures of a clause, each with the bound that stands apart from its figure: in front of all of them,
    behind it, or on the one before where the next only names another level (``75% ở cấp tỉnh, 60% ở cấp xã``).
    """
    found: list[Measure] = []
    for one in kept:
        comparator = None
        if one.comparator == "=" and not is_whole(one):
            before = found[-1] if found else None
            if before is None:
                comparator = bound_apart(plain[: one.left]) or _said_behind(plain, one)
            elif before.comparator in {">=", "<="} and before.unit == one.unit:
                comparator = before.comparator if _goes_on(before, one, plain) else None
        found.append(replace(one, comparator=comparator) if comparator else one)
    return found


def is_whole(measure: Measure) -> bool:
    """Whether a measure asks for all there is."""
    return measure.value == WHOLE and measure.unit == "%"


def bound_apart(plain: str) -> str | None:
    """The comparator that flat words in front of a level name, with no figure between; None where none do."""
    match = _APART.search(plain)
    return None if match is None else "<=" if match["most"] else ">="


def _said_behind(plain: str, measure: Measure) -> str | None:
    match = _SAID_BEHIND.match(plain, measure.right)
    return None if match is None else "<=" if match["most"] else ">="


def _goes_on(before: Measure, one: Measure, plain: str) -> bool:
    if _LEVEL_BEFORE.fullmatch(plain, before.right, one.left):
        return True
    if one.unit == "%" and _OTHERS.fullmatch(plain, before.right, one.left):
        return True
    if _ONLY_JOINED.fullmatch(plain, before.right, one.left):
        rest = plain[one.right :].strip(" .")
        return (
            not rest or rest.startswith(("va ", ",")) or bool(_LEVEL_BEHIND.match(plain, one.right))
        )
    return bool(
        _LEVEL_BEHIND.match(plain, one.right)
        and _SHORT_GAP.fullmatch(plain, before.right, one.left)
    )
