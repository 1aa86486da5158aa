"""Field lines under a task: ``- Đơn vị chủ trì thực hiện: Văn phòng Sở.``"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from cchc.reading import lexicon
from cchc.reading.flat import flat
from cchc.reading.structure.columns import is_time
from cchc.reading.structure.names import begins_name

FIELDS = ("lead", "coordinating", "product", "time", "funding")
_MORE = r"(?:\s+(?:cac|toan bo)\s+nhiem vu(?:\s+[a-z]+){0,5}|(?:\s+[a-z0-9/,()]+){0,%d})[\s.…]*:\s*"
_IS = r"\s+(?:thuc hien\s+)?(?:la\s+|gom\s+)(?:co\s+)?:?\s*"  # "đơn vị chủ trì là Văn phòng Sở"
_BY = r"\s+(?=(?:trong|truoc|cham nhat|tu|den het|vao)\s)"  # "thời gian hoàn thành trước ngày 30/6"
_LONGEST = 3_000
_SHORT = 60
_INSIDE = re.compile(r"[.;:]\s+(?=\w)|\s\((?=\w)|\s(?:→|->|–|-|\|)\s(?=\w)")
_NEXT = re.compile(r"(?:[;.,]|\s(?:→|->|–|-|\|))\s+(?=[a-z])")


@dataclass(frozen=True, slots=True)
class Label:
    """A label found in a text: which field, where it begins, where its value begins, and whether it is plainly
    one: a colon or "là" stands behind it.
    """

    field: str
    start: int
    end: int
    plain: bool = True


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    made = []
    for field in FIELDS:
        phrases = _phrases(field)
        strong = "(?:" + "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in phrases) + ")"
        weak = lexicon.any_of("labels", "weak", field)
        long = "|".join(re.escape(phrase) for phrase in phrases if phrase.count(" ") > 1)
        said = rf"|{strong}{_IS}" + (rf"|{strong}{_BY}" if field == "time" else "")
        exact = lexicon.any_of("labels", "exact", field)
        with_colon = re.compile(
            rf"(?:{strong}{_MORE % 4}|{weak}{_MORE % 1}|{exact}[\s.…]*:\s*{said})"
        )
        bare = re.compile(
            rf"(?:{long or strong})(?:\s+thuc hien)?\s+(?:-\s+)?|(?:{strong}|{weak})(?:\s+thuc hien)?$"
        )
        if field == "product":  # "+ Sản phẩm Báo cáo kết quả"
            documents = lexicon.any_of("kinds", "product", "kinds")
            bare = re.compile(rf"{bare.pattern}|{strong}\s+(?={documents}(?![a-z0-9]))")
        made.append((field, with_colon, bare))
    return tuple(made)


def _phrases(field: str) -> list[str]:
    """The labels as listed and those made of a head and a role, flat, the longest first."""
    made = {
        f"{head} {role}"
        for head in lexicon.phrases("labels", "made", "heads")
        for role in lexicon.phrases("labels", "made", field)
    }
    return sorted(made | {*lexicon.phrases("labels", field)}, key=len, reverse=True)


@lru_cache(maxsize=4096)
def label_at(text: str, start: int = 0) -> Label | None:
    """The label that stands at `start`, else None. Without a colon a capital must follow it."""
    plain = flat(text)
    for field, with_colon, bare in _patterns():
        if match := with_colon.match(plain, start):
            return Label(field, start, match.end())
        match = bare.match(plain, start)
        if match is None or text.isupper():
            continue
        if match.end() == len(text) or _may_be_value(text, plain, match.end(), field):
            return Label(field, start, match.end(), plain=False)
    return None


def _may_be_value(text: str, plain: str, at: int, field: str) -> bool:
    """Whether what follows a label without a colon may be its value: no document is carried out by one
    ("Các phòng thực hiện Kế hoạch này").
    """
    if not text[at].isupper():
        if field == "time":
            return is_time(text[at:]) and len(text) - at < _SHORT
        return (
            field in {"lead", "coordinating"}
            and begins_name(text[at:])
            and len(text) - at < 2 * _SHORT
        )
    document = lexicon.opener("kinds", "basis", "kinds").match(plain, at)
    return document is None or field not in {"lead", "coordinating"}


def split_off(text: str) -> tuple[str, list[tuple[str, str]]]:
    """An item that carries its own fields: ``Rà soát quy chế (Chủ trì: Văn phòng; thời gian: Quý I).``

    Gives the text before them and the fields; (text, []) when there are none. A single field counts only
    when it says who leads or coordinates, since "Thời gian: ..." may stand in any sentence.
    """
    for gap in _INSIDE.finditer(text[:_LONGEST]):
        start = gap.end()
        label = label_at(text, start)
        if label is None or not label.plain:
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
        if following and following.plain and following.end > cut:
            found.append((label.field, text[cut : gap.start()].strip()))
            label, cut = following, following.end
    found.append((label.field, text[cut:].strip()))
    return found
