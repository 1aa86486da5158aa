"""The measures that a piece of text names: comparator, value, unit; ranks; and the level that will set a value.

Comparators, units and number words are data (`data/measures.toml`). Rules and examples: docs/algorithms/reading.md.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from cchc.reading import lexicon
from cchc.reading.flat import flat

_LEVELS = r"(?:ubnd|uy ban nhan dan|trung uong|chinh phu|thu tuong|tinh|thanh pho|bo|so|cap tren|cap co tham quyen)\b"
_REFERENCE = re.compile(
    r"(?:theo\s+|bang\s+hoac\s+(?:cao\s+)?hon\s+|vuot\s+)?(?:cac\s+)?(?:chi tieu|muc tieu|ty le|muc)\s+"
    r"(?:(?:da\s+)?duoc\s+|do\s+)?(?:giao\b(?!\s+(?:dich|ban|luu|thong|tiep|duc|nhan|dien)\b)"
    rf"(?:\s+(?:cua\s+)?{_LEVELS}[^.;,]{{0,60}})?|{_LEVELS}[^.;]{{0,60}}?\b(?:giao|dat ra|quy dinh|phan bo)\b)"
)
_PER = ((re.compile(r"\b(?:hang|moi|tren|mot|trong|1|01) thang\b|/\s?(?:0?1\s)?thang\b"), "month"),
        (re.compile(r"\b(?:hang|moi|tren|mot|1|01) quy\b|/\s?(?:0?1\s)?quy\b"), "quarter"))  # fmt: skip
_NUMBER = r"(?:\d{1,3}(?:\.\d{3})+(?![\d%])|\d{1,6}(?:[.,]\d{1,3})?)"
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_NAMES_A_NUMBER = re.compile(
    r"\b(?:thang|quy|ngay|nam|so|dieu|khoan|diem|muc|phu luc|nghi quyet|de an|cap|cap do|muc do|bieu|lan thu|tuan)\s+$"
)
_OF_A_YEAR = re.compile(
    r"\bnam\s+(?P<y>20\d\d)\s*(?:\(|:|la|dat|chi dat|moi dat|dat duoc)?\s*(?:khoang\s+)?$"
)
_RANK_WORDS = (
    r"(?:(?:xep|dung)\s+(?:tu\s+)?(?:hang\s+)?(?:tu\s+)?(?:vi tri\s+)?(?:thu\s+|hang\s+)?"
    r"|(?:vi tri|thu hang|hang)\s+(?:tu\s+)?(?:thu\s+)?|thu\s+)"
)
_RANK = re.compile(
    rf"\b{_RANK_WORDS}(?P<rank>\d{{1,3}})(?:/\d{{1,3}})?(?![\d.,/%])(?P<up>[^,;.%\d]{{0,30}}?\btro len\b)?"
    r"|\b(?:(?:nhom|trong so|trong)\s+|top\s+)(?P<top>\d{1,3})(?![\d.,/%])\s+(?:[^,;.%\d]{0,30}?,\s+)?[^,;.%\d]{0,40}?"
    r"\b(?:dan dau|dung dau|hang dau|cao nhat|tot nhat)\b"
    r"|\btop\s+(?P<only>\d{1,3})(?![\d.,/%])"
)
_NEAR = 30
_RANK_UNIT = "hạng"


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


@cache
def _pattern(*, with_unit: bool) -> re.Pattern[str]:
    before = "|".join(
        rf"(?P<{name}>{lexicon.any_of('measures', name)})"
        for name in ("at_least", "at_most", "greater", "less")
    )
    words = "|".join(lexicon.table("measures")["words"])
    fillers = rf"(?:(?:{lexicon.any_of('measures', 'fillers')})\s+){{0,2}}"
    behind = (
        rf"(?:\s*(?:(?P<up>{lexicon.any_of('measures', 'behind_at_least')})"
        rf"|(?P<down>{lexicon.any_of('measures', 'behind_at_most')}))(?![a-z0-9]))?"
    )
    unit = (
        rf"(?:(?P<percent>%|phan tram)|(?P<unit>{lexicon.any_of('measures', 'units')})(?![a-z0-9]))"
    )
    unit = unit if with_unit else f"{unit}?"
    return re.compile(
        rf"(?<![a-z0-9])(?:(?:{before})\s*:?\s*{fillers})?(?<![\d.,/])(?:(?P<value>{_NUMBER})|(?P<word>{words})(?=\s))"
        rf"(?:/(?P<of>\d{{1,5}}))?(?:\s?\((?:[a-z ]{{2,16}}|\d{{1,3}}%)\))?"
        rf"(?P<range>\s?%?\s?(?:-|den)\s?(?:duoi\s)?(?P<upper>\d{{1,4}}(?:[.,]\d{{1,3}})?))?\s?"
        rf"{unit}[^,;.%]{{0,40}}?{behind}(?=[\s,;.)/]|$)"
    )


def measures_in(text: str, year: int = 0) -> list[Measure]:
    """The measures of a clause in order. What an earlier year than `year` reached is none."""
    plain = flat(text)
    if not _may_measure(plain):
        return []
    found = [*_ranks(plain), *_numbers(text, plain, year)]
    kept: list[Measure] = []
    for one in sorted(found, key=lambda measure: measure.left):
        again = kept and one.left < kept[-1].right
        explains = kept and plain[kept[-1].right : one.left].strip().endswith("(")
        if not again and not explains:
            kept.append(one)
    if any(one.unit == "%" for one in kept):
        return [one for one in kept if not one.is_time]
    return kept


def measure_of_cell(value: str, unit: str) -> Measure | None:
    """The measure of a cell; its unit may stand in a column of its own. None where the cell names no number."""
    plain = flat(value)
    match = _pattern(with_unit=False).search(plain)
    if match is None or (match["word"] and not match["unit"]):
        return None
    found = _measure(match, value)
    return replace(found, unit=found.unit or unit or None)


def reference_in(text: str) -> str | None:
    """Which level sets the value: ``theo chỉ tiêu UBND tỉnh giao``; None when it is not left to one."""
    match = _REFERENCE.search(flat(text))
    return text[match.start() : match.end()].strip() if match else None


def period_of_quota(text: str) -> str | None:
    """ "month" or "quarter" for a quota: ``02 bài/tháng``, ``mỗi quý``."""
    plain = flat(text)
    return next((code for pattern, code in _PER if pattern.search(plain)), None)


def _may_measure(plain: str) -> bool:
    return "%" in plain or any(sign.isdigit() for sign in plain) or bool(_in_words().search(plain))


@cache
def _in_words() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(lexicon.table("measures")["words"]) + r")\s")


def _ranks(plain: str) -> Iterator[Measure]:
    for match in _RANK.finditer(plain):
        bound = match["top"] or match["only"]
        comparator = "<=" if bound or match["up"] else "="
        if plain[match.end() : match.end() + 2].strip().startswith("%"):
            continue
        yield Measure(match.start(), match.end(), comparator, float(bound or match["rank"]), _RANK_UNIT)  # fmt: skip


def _numbers(text: str, plain: str, year: int) -> Iterator[Measure]:
    for match in _pattern(with_unit=True).finditer(plain):
        bounded = any(match[name] for name in ("at_least", "at_most", "greater", "less"))
        if match["word"] and not bounded:
            continue  # "một đơn vị" counts nothing
        near = plain[max(0, match.start() - _NEAR) : match.start()]
        told = _OF_A_YEAR.search(near)
        if told and int(told["y"]) < year:
            continue
        if not bounded and not match["percent"] and _NAMES_A_NUMBER.search(near):
            continue
        yield _measure(match, text)


def _measure(match: re.Match[str], text: str) -> Measure:
    comparator = _comparator(match)
    low = _value(match["value"]) if match["value"] else _word(match["word"])
    upper = match["upper"] if comparator in {"<=", "<"} else None
    unit = "%" if match["percent"] else text[match.start("unit") : match.end("unit")]
    end = match.end("unit") if match["unit"] else match.end("percent")
    right = max(end, match.end("up"), match.end("down"), match.end("value"))
    return Measure(
        match.start(), right, comparator, _value(upper) if upper else low, unit or None, bool(match["of"])
    )  # fmt: skip


def _word(word: str) -> float:
    return float(lexicon.table("measures")["words"][word])


def _value(digits: str) -> float:
    if _THOUSANDS.fullmatch(digits):
        return float(digits.replace(".", ""))
    return float(digits.replace(",", "."))


def _comparator(match: re.Match[str]) -> str:
    if match["down"] or match["at_most"]:
        return "<="
    if match["up"] or match["at_least"] or (match["range"] and not match["less"]):
        return ">="
    if match["greater"]:
        return ">"
    return "<" if match["less"] else "="
