"""Products of a task: split as the plan's punctuation means it, who issues them, which are optional."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from cchc.core.text import fold, squeeze
from cchc.reading import lexicon
from cchc.reading.draft import ScheduleEntry
from cchc.reading.flat import flat
from cchc.reading.structure.names import begins_name

_PARTS = re.compile(r"\s*;\s*|\n+|(?<=[a-zà-ỹ0-9)])\.\s+(?=[A-ZĐÀ-Ỹ])")
_BULLETS = re.compile(r"\s+[-–+•]\s*\+?\s*(?=[A-ZĐÀ-Ỹ0-9])")
_EDGE = re.compile(r"^[\s\-–—+•.,:;]+|[\s.,;:]+$")
_OPTIONAL = re.compile(r"\(\s*neu co\s*\)|\bneu co\b")
_ANY = re.compile(r"\s*/\s*|\s+hoac\s+")
_COMMA = re.compile(r",\s+|\s+(?:và|va)\s+(?=[A-ZĐÀ-Ỹ])")
_AND_OF_ONE = re.compile(r"\bcua\b")
_NEAR_WORDS = (
    4  # "Văn bản chỉ đạo của ...": further off, "của" belongs to something inside the title
)
_RATE = re.compile(r"ty le\b")
_NEXT_ACT = (
    r"(?:truoc|cham nhat|muon nhat|trong\s+(?:thang|quy|nam|thoi han|ngay)|trinh|gui|de|vao|xong|hoan thanh|xu ly|"
    r"to chuc|bao cao|thuc hien|trien khai|bat dau|dua|phat|niem yet|cong khai|cong bo|lay y kien|tham muu)"
)
_DUTY_END = re.compile(
    rf"[;.](?=\s|$)|,\s+(?={_NEXT_ACT}\b)|\s+va\s+(?={_NEXT_ACT}\b)"
    r"|\s(?:truoc|cham nhat|muon nhat|trong\s+(?:thang|quy|nam|thoi han|ngay)|trinh|xong|hoan thanh)\s"
)
_NAMED = re.compile(
    r"(?:^|[;,.(]\s*|\bvoi\s+)(?:cac\s+)?(?:san pham|ket qua|dau ra)"
    r"(?:\s+(?:dau ra|du kien|can dat|cu the|hoan thanh|phai dat))?"
    r"(?:\s+la\s+|\s*:\s*|\s+gom\s*:?\s+)"
)
_NAMED_END = re.compile(
    rf"[;)]|\.(?=\s|$)|,\s+(?={_NEXT_ACT}\b)|,?\s+(?:truoc|cham nhat|muon nhat|trong)\s+(?:ngay|thang|quy|nam)\b"
)
_SPOKEN_OF = re.compile(
    r"\b(?:don doc|theo doi|giam sat|ky nang|nghiep vu|cong tac|viec|tien do|tinh hinh|phuong phap|kha nang|nang luc)"
    r"(?:\s+[a-z]+){0,6}\s*$"
)
_RECEIVER = re.compile(r"\s(?:ve|cho|den)\s+")
_ISSUER_END = re.compile(
    r"[,;.(]|\s(?:ve|duoc|trinh|giao|nam|phe duyet|ban hanh|cong bo|de|theo|doi voi|va)\s|$"
)


@dataclass(frozen=True, slots=True)
class Products:
    """`rule` is "any" when one of the names is enough; `issued_by` as written, else None."""

    names: list[str]
    rule: str
    conditional: bool
    issued_by: str | None


def read_products(lines: Sequence[str]) -> Products:
    """The products of the given lines (field value and its bullets, or the lines of a cell)."""
    names: list[str] = []
    rule = "all"
    for line in lines:
        for part in _parts(line):
            choices = _choices(part)
            if choices:
                rule = "any"
                names.extend(choices)
            else:
                names.extend(_enumerated(part))
    optional = bool(names) and all(_OPTIONAL.search(flat(name)) for name in names)
    return Products(names, rule, optional, _issuers(names))


def is_optional(text: str) -> bool:
    """Whether a wording says "nếu có"."""
    return bool(_OPTIONAL.search(flat(text)))


def product_in(text: str) -> list[str]:
    """The document that a duty says to make or send: ``gửi báo cáo sơ kết trước ngày 10/7``; [] when none is named.

    "Báo cáo kết quả ..." by itself is what to do, not what to hand in.
    """
    plain = flat(text)
    for verb in lexicon.finder("kinds", "product", "made_by").finditer(plain):
        start = verb.end() + 1
        made = lexicon.opener("kinds", "product", "made").match(plain, start)
        if made is None:
            continue
        if _SPOKEN_OF.search(plain[: verb.start()]):
            continue  # "Đôn đốc ban hành văn bản", "kỹ năng soạn thảo văn bản"
        ends = [one.start() for one in _DUTY_END.finditer(plain, made.end())]
        ends += [
            one.start()
            for one in _RECEIVER.finditer(plain, start)
            if begins_name(text[one.end() :])
        ]
        name = _EDGE.sub("", text[start : min(ends, default=len(text))])
        kind = lexicon.opener("kinds", "product", "made").match(flat(name))
        whole = kind is not None and kind.end() == len(name)
        return [] if whole and not _is_bare(name) else [name]
    return []


def named_product(text: str) -> list[str]:
    """What a sentence itself calls its product: ``sản phẩm là Báo cáo ...``; [] when none is."""
    plain = flat(text)
    match = _NAMED.search(plain)
    if match is None:
        return []
    end = _NAMED_END.search(plain, match.end())
    name = _EDGE.sub("", text[match.end() : end.start() if end else None])
    return [name] if name else []


def _parts(line: str) -> list[str]:
    line = line.strip()
    pieces = _BULLETS.split(line) if line.startswith(("- ", "+ ", "• ", "-+")) else [line]
    parts = [_EDGE.sub("", squeeze(part)) for piece in pieces for part in _PARTS.split(piece)]
    return [part for part in parts if part]


def _choices(part: str) -> list[str]:
    """ "Quyết định/Báo cáo": names of kinds of document with a slash or "hoặc" between them."""
    plain = flat(part)
    cuts = list(_ANY.finditer(plain))
    starts = [0, *(cut.end() for cut in cuts)]
    if not cuts or not all(_kind(part[start:]) for start in starts):
        return []
    ends = [*(cut.start() for cut in cuts), len(part)]
    return [_EDGE.sub("", part[start:end]) for start, end in zip(starts, ends, strict=True)]


def _enumerated(part: str) -> list[str]:
    """Cut at commas between kinds of document; a bare kind shares the qualifier of the last."""
    plain = flat(part)
    kind = lexicon.opener("kinds", "product", "kinds")
    shared = max((one.start() for one in _AND_OF_ONE.finditer(plain)), default=-1)
    names: list[str] = []
    start = depth = seen = 0
    for comma in _COMMA.finditer(part):
        depth += part.count("(", seen, comma.start()) - part.count(")", seen, comma.start())
        seen = comma.start()
        if depth > 0:
            continue
        both = kind.match(plain, start) and kind.match(plain, comma.end())
        if both and shared >= comma.end() and _is_bare(part[start : comma.start()]):
            both = None
        rates = _RATE.match(plain, start) and _RATE.match(plain, comma.end())
        if both or rates:
            names.append(_EDGE.sub("", part[start : comma.start()]))
            start = comma.end()
    names.append(_EDGE.sub("", part[start:]))
    return names


def _kind(text: str) -> bool:
    return bool(lexicon.opener("kinds", "product", "kinds").match(flat(text)))


@cache
def _bare_kinds() -> frozenset[str]:
    return frozenset(fold(kind) for kind in lexicon.phrases("kinds", "product", "bare"))


def _is_bare(text: str) -> bool:
    return fold(text) in _bare_kinds()


def _issuers(names: Sequence[str]) -> str | None:
    """Who issues, where the text says "của ..." or "trình ... ban hành": each once, joined by "; "."""
    found: list[str] = []
    for name in names:
        plain = flat(name)
        for match in re.finditer(r"\b(?:cua|phe duyet)\s+", plain):
            if not _kind(name) or not lexicon.opener("kinds", "product", "issuers").match(
                plain, match.end()
            ):
                continue
            end = _ISSUER_END.search(plain, match.end())
            stop = end.start() if end else len(name)
            near = plain[: match.start()].count(" ") <= _NEAR_WORDS
            last = not plain[stop:].strip(" .") or plain[stop:].lstrip().startswith("(")
            issuer = name[match.end() : stop].strip()
            if issuer and (near or last) and len(issuer) <= 60 and issuer not in found:
                found.append(issuer)
            break
    return "; ".join(found) or None


def link_products(schedule: Sequence[ScheduleEntry], products: Sequence[str]) -> None:
    """Say which product each milestone delivers: by the words, else one by one where counts agree."""
    if not products:
        return
    if len(products) == 1 and len(schedule) == 1:
        schedule[0].product = 0
        return
    free = list(range(len(products)))
    for entry in schedule:
        best = _best(entry.what, products, free)
        if best is not None:
            entry.product = best
            free.remove(best)
    unlinked = [entry for entry in schedule if entry.product is None]
    if len(schedule) == len(products) and not any(entry.what for entry in unlinked):
        for entry, index in zip(unlinked, free, strict=True):
            entry.product = index


def _best(what: str | None, products: Sequence[str], free: Sequence[int]) -> int | None:
    wanted = set(fold(what or "").split()) - {"ban", "hanh", "thuc", "hien", "cac"}
    kinds = {
        kind
        for kind in map(fold, lexicon.phrases("kinds", "product", "bare"))
        if kind in fold(what or "")
    }
    best, score = None, 0.0
    for index in free:
        words = fold(products[index])
        same_kind = any(words.startswith((kind, f"cac {kind}")) for kind in kinds)
        shared = len(wanted & set(words.split())) / (len(wanted) or 1)
        if same_kind and shared + 1 > score:
            best, score = index, shared + 1
    return best
