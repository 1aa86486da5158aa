"""Fields that nothing names: ``Rà soát văn bản – Phòng Pháp chế – Quý II – Báo cáo``, told by what each part says."""

import re
from functools import cache

from cchc.reading import lexicon
from cchc.reading.flat import flat
from cchc.reading.structure.names import begins_name, is_collective, is_plain_name, known_end

_LONGEST = 1_000
_MOST_PARTS = 7
_LONGEST_NAMES = 240
_LONGEST_TIME = 80
_LONGEST_PRODUCT = 200
_WORK = 8
_HALF = 3  # words of the second half of "Phòng Văn hóa - Xã hội"
_SEPARATORS = tuple(
    re.compile(one) for one in (r"\s+[–—]\s+", r"\s+\|\s+", r"\s+(?:→|->|=>)\s+", r"\s*;\s+", r"\s+/\s+", r"\s+-\s+")
)  # fmt: skip
_WORDS = re.compile(r"[a-z]+|\d+")
_SAYS_TIME = re.compile(
    r"\b(?:quy|thang|nam|ngay|tuan|ky|giai doan)\b|\d/\d|thuong xuyen|lien tuc|dot xuat|phat sinh|dinh ky"
)
_ROLE = re.compile(
    r"\s*\(?(?:la\s+)?(?:(?:don vi|co quan)\s+)?"
    r"(?:chu tri|phoi hop|dau moi|thuc hien|phu trach|tham gia)(?:\s+thuc hien)?\)?"
)
_HELPS = re.compile(r"(?:phoi hop|cung phoi hop|voi su phoi hop cua)\s*(?:voi|cung|:)?\s*")
_WITH = re.compile(r"\s*,?\s*(?:chu tri,?\s+)?phoi hop\s+(?:voi\s+|cung\s+)?")
_LEADS = re.compile(r"(?:chu tri|do|giao|dau moi)\s*:?\s+")

Pairs = list[tuple[str, str]]


def unlabelled(text: str) -> tuple[str, Pairs]:
    """(the work, the fields) of an item whose parts stand between equal marks; (text, []) unless every part but the
    work says who or when, or last of all what is made of it.
    """
    if len(text) > _LONGEST:
        return text, []
    rest = text.rstrip(" .;")
    for separator in _SEPARATORS:
        parts = separator.split(rest)
        if 2 < len(_joined(parts)) <= _MOST_PARTS:
            work, pairs = _told(_joined(parts))
            if pairs:
                return work, pairs
    return text, []


def fields_of_parts(parts: list[str]) -> Pairs:
    """The fields that parts without labels are, [] unless each is one and a unit is among them."""
    pairs: Pairs = []
    for at, part in enumerate(parts):
        known = {field for field, _ in pairs}
        field = _field(part)
        if field is None and {"lead", "time"} <= known and at == len(parts) - 1:
            field = "product" if part[:1].isupper() and len(part) < _LONGEST_PRODUCT else None
        if field == "lead" and "lead" in known:
            field = "coordinating"
        if field is None or field in known:
            return []
        pairs.append((field, _helpers(part) if field == "coordinating" else part))
    return pairs if any(field == "lead" for field, _ in pairs) else []


def _told(parts: list[str]) -> tuple[str, Pairs]:
    for at in (0, 1):  # "Quý II – Rà soát văn bản – Phòng Pháp chế"
        work, others = parts[at], parts[:at] + parts[at + 1 :]
        if len(work) < _WORK or _field(work) in {"lead", "time"} or _says_who(work):
            continue
        pairs = fields_of_parts(others)
        if len(pairs) > 1 and any(field != "coordinating" for field, _ in pairs[1:]):
            return work, pairs
    return "", []


def _says_who(work: str) -> bool:
    """Whether the work itself gives an order: ``Số hóa hồ sơ. Giao Văn phòng chủ trì``."""
    orders = lexicon.finder("units", "firm_orders").finditer(flat(work))
    return any(begins_name(work[order.end() :].lstrip()) for order in orders)


def _field(part: str) -> str | None:
    """Which field a part is by its words; None where they do not say."""
    plain = flat(part)
    if len(part) <= _LONGEST_TIME and is_only_time(plain):
        return "time"
    if _HELPS.match(plain) and begins_name(_helpers(part)):
        return "coordinating"
    if names_only_units(part):
        return "lead"
    return "product" if lexicon.opener("kinds", "product", "kinds").match(plain) else None


@cache
def _time_words() -> frozenset[str]:
    return frozenset(
        word for phrase in lexicon.phrases("times", "words") for word in phrase.split()
    )


def is_only_time(plain: str) -> bool:
    """Whether flat words say when and nothing else."""
    words = _WORDS.findall(plain)
    if not words or _SAYS_TIME.search(plain) is None:
        return False
    return all(word.isdecimal() or word in _time_words() for word in words)


def names_only_units(part: str) -> bool:
    """Whether a part names units, perhaps with what each is in the work, and nothing else."""
    lead = _LEADS.match(flat(part))
    name = part[lead.end() :] if lead else part
    if len(name) > _LONGEST_NAMES or not begins_name(name) or name.endswith(":"):
        return False
    if name[:1].isupper() and not is_collective(name) and not is_plain_name(name):
        return False
    plain = flat(name)
    if any(is_only_time(one) for one in plain.split(",")[1:]):
        return False
    end = known_end(name)
    if end is not None and not _ROLE.fullmatch(plain, end):
        helps = _WITH.match(plain, end)
        return helps is not None and names_only_units(name[helps.end() :])
    verbs = lexicon.finder("units", "acts").finditer(plain)
    return not any(
        name[one.start()].islower()
        and not plain[: one.end()].endswith(lexicon.phrases("units", "nouns"))
        and _written(name[one.start() : one.end()])
        for one in verbs
    )


def _written(word: str) -> bool:
    return word.lower() in lexicon.table("units")["acts"]


def _helpers(part: str) -> str:
    helps = _HELPS.match(flat(part))
    return part[helps.end() :] if helps else part


def _joined(parts: list[str]) -> list[str]:
    """Parts of one name put together again: ``Phòng Văn hóa`` and ``Xã hội``."""
    joined: list[str] = []
    for part in (one.strip() for one in parts):
        before = joined[-1] if joined else ""
        if before and names_only_units(before) and _goes_on(before, part):
            joined[-1] = f"{before} - {part}"
        elif part:
            joined.append(part)
    return joined


def _goes_on(before: str, part: str) -> bool:
    """Whether a part is the second half of a name with a dash in it rather than a field."""
    short = len(part.split(",", maxsplit=1)[0].split()) <= _HALF and not any(
        sign.isdigit() for sign in part
    )
    whole = known_end(f"{before} x") is not None or _ROLE.search(flat(before)) is not None
    return part[:1].isupper() and short and not whole and _field(part) is None
