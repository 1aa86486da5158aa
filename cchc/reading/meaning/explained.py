"""Figures that only explain the one in front of them: in brackets, as the end of a range, or compared with it."""

import re

from cchc.reading.meaning.bounds import RANK_UNIT, Measure

# A figure in brackets behind another explains it; one behind "so với" is compared with.
_EXPLAINS = re.compile(
    r"\s*\((?:(?:tang|giam|cao hon|thap hon|vuot|tuong ung|tuong duong)\b[^)]{0,30})?\s*"
)
# In brackets further behind: a share, a bare count of what is whole, or what the figure in front amounts to.
_AMOUNTS = re.compile(
    r"[^();:]{0,90}\((?P<says>(?:binh quan|trung binh|dat|tuong duong|tuong ung|tuc|hien co|hien nay|gom|bao gom"
    r"|khoang|la|chi tieu|muc)\b[^();]{0,30})?\s*"
)
_BEYOND = re.compile(
    r"\s*,\s*(?:tang|giam|cao hon|thap hon|vuot)\b(?!.*\b(?:ty le|ti le|it nhat|toi thieu)\b)"
)
_COMPARED_BEHIND = re.compile(r"\s*(?:so voi|nam truoc)\b")
_RANGE = re.compile(r"\s*(?:-|den|toi)\s*(?:duoi\s*)?")


def explains(first: Measure, then: Measure, plain: str) -> bool:
    """Whether the second says again, in brackets or as the end of a range, what the first says."""
    if _EXPLAINS.fullmatch(plain, first.right, then.left):
        return True
    if first.unit == then.unit and _RANGE.fullmatch(plain, first.right, then.left):
        return True
    if _compares(first, then, plain):
        return True
    amounts = _AMOUNTS.fullmatch(plain, first.right, then.left)
    if amounts is None or then.comparator != "=":
        return False
    return bool(amounts["says"]) or then.is_share or (then.unit != "%" and first.unit == "%")


def _compares(first: Measure, then: Measure, plain: str) -> bool:
    """What the second adds to the first (``đạt 88%, tăng 1,2% so với năm 2025``), or of which things the first
    is a share (``90% xã đạt 15 tiêu chí``).
    """
    if first.unit != "%":
        return False
    between = plain[first.right : then.left]
    if then.unit != "%":
        alone = not re.search(r"[,;.(:]|\b(?:va|trong do|dong thoi)\b", between)
        return alone and then.unit != RANK_UNIT and not then.is_time
    gap = plain[first.right : then.right]
    if _BEYOND.match(gap) is None or then.comparator not in {"=", ">"}:
        return False
    return "giao" in between or _COMPARED_BEHIND.match(plain, then.right) is not None
