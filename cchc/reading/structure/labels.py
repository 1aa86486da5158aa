"""Field lines under a task: ``- Đơn vị chủ trì thực hiện: Văn phòng Sở.``"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from cchc.reading import lexicon
from cchc.reading.flat import flat

FIELDS = ("lead", "coordinating", "product", "time", "funding")
_MORE = r"(?:\s+(?:cac|toan bo)\s+nhiem vu(?:\s+[a-z]+){0,5}|(?:\s+[a-z0-9/,()]+){0,%d})\s*:\s*"
_LONGEST = 3_000
_INSIDE = re.compile(r"[.;:]\s+(?=\w)|\s\((?=\w)")
_NEXT = re.compile(r"[;.,]\s+(?=[a-z])")


@dataclass(frozen=True, slots=True)
class Label:
    """A label found in a text: which field, where it begins, where its value begins."""

    field: str
    start: int
    end: int


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    made = []
    for field in FIELDS:
        strong = lexicon.any_of("labels", field)
        weak = lexicon.any_of("labels", "weak", field)
        long = "|".join(
            re.escape(phrase)
            for phrase in lexicon.phrases("labels", field)
            if phrase.count(" ") > 1
        )
        with_colon = re.compile(rf"(?:{strong}{_MORE % 4}|{weak}{_MORE % 1})")
        bare = re.compile(rf"(?:{long or strong})(?:\s+thuc hien)?\s+(?:-\s+)?")
        made.append((field, with_colon, bare))
    return tuple(made)


@lru_cache(maxsize=4096)
def label_at(text: str, start: int = 0) -> Label | None:
    """The label that stands at `start`, else None. Without a colon a capital must follow it."""
    plain = flat(text)
    for field, with_colon, bare in _patterns():
        if match := with_colon.match(plain, start):
            return Label(field, start, match.end())
        match = bare.match(plain, start)
        if match and text[match.end() : match.end() + 1].isupper() and not text.isupper():
            return Label(field, start, match.end())
    return None


def split_off(text: str) -> tuple[str, list[tuple[str, str]]]:
    """An item that carries its own fields: ``Rà soát quy chế (Chủ trì: Văn phòng; thời gian: Quý I).``

    Gives the text before them and the fields; (text, []) when there are none. A single field counts only
    when it says who leads or coordinates, since "Thời gian: ..." may stand in any sentence.
    """
    for gap in _INSIDE.finditer(text[:_LONGEST]):
        start = gap.end()
        label = label_at(text, start)
        if label is None or ":" not in text[label.start : label.end]:
            continue
        bracket = gap.group().strip().startswith("(")
        rest = text.rstrip(" .;")
        value = rest[:-1] if bracket and rest.endswith(")") else rest
        pairs = labels_in(value, start)
        if len(pairs) > 1 or pairs[0][0] in {"lead", "coordinating"}:
            return text[: gap.start() + 1].rstrip(" (").strip(), pairs
    return text, []


def labels_in(text: str, start: int = 0) -> list[tuple[str, str]]:
    """(field, value) of a line that opens with a label; further labels after ``;`` or ``.`` split it."""
    label = label_at(text, start)
    if label is None:
        return []
    found: list[tuple[str, str]] = []
    plain = flat(text)
    cut = label.end
    for gap in _NEXT.finditer(plain, label.end):
        following = label_at(text, gap.end())
        if following and ":" in text[following.start : following.end] and following.end > cut:
            found.append((label.field, text[cut : gap.start()].strip()))
            label, cut = following, following.end
    found.append((label.field, text[cut:].strip()))
    return found
