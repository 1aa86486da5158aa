"""Which agency issued a document, and the body above it: from the letterhead, else from its number or words."""

import re
from collections import Counter
from collections.abc import Sequence

from cchc.core.text import fold, squeeze
from cchc.reading import lexicon
from cchc.reading.draft import DocumentHead
from cchc.reading.flat import flat

_LEVEL = re.compile(r"(?:tinh|thanh pho|xa|phuong|dac khu|huyen|thi xa|quan|thi tran)\b")


def read_issuer(
    found: DocumentHead, letterhead: Sequence[str], code: str | None, text: str
) -> None:
    """Sets issuer and parent_issuer from the capital lines above the number, else from the number's code.

    `text` is the whole document, which spells names in small letters and names its own province.
    """
    names = _wrapped(letterhead)
    if names:
        *above, own = names
        found.issuer = proper_case(own, text)
        found.parent_issuer = proper_case(" ".join(above), text) if above else None
        return
    name = _by_code(code)
    if name is None:
        found.issuer = _self_named(text)
        return
    province = _province(found.place, text)
    found.issuer = f"{name} {province}" if province and not name.endswith("tỉnh") else name
    if province and name.endswith(" tỉnh"):
        found.issuer = f"{name.removesuffix(' tỉnh')} {province}"
    if province and not name.startswith("UBND"):
        found.parent_issuer = f"UBND {province}"


def _wrapped(lines: Sequence[str]) -> list[str]:
    """Long names stand on two lines: only the first line that opens a name begins the issuer."""
    if len(lines) == 2 and _LEVEL.match(flat(lines[1])):
        return [" ".join(lines)]  # "ỦY BAN NHÂN DÂN" above "XÃ HÒA THẮNG"
    if len(lines) <= 2:
        return list(lines)
    starts = [
        index
        for index, line in enumerate(lines)
        if lexicon.opener("units", "heads").match(flat(line))
    ]
    cut = starts[-1] if starts and starts[-1] > 0 else 1
    return [" ".join(lines[:cut]), " ".join(lines[cut:])]


def proper_case(name: str, text: str) -> str:
    """A name in capitals as the text itself spells it, else by the rules of names; "Uỷ ban" as "Ủy ban"."""
    if name.upper() != name:
        return name
    name = name.replace("UỶ BAN", "ỦY BAN")
    pattern = re.compile(r"\s+".join(re.escape(word) for word in name.split()), re.IGNORECASE)
    spelled = Counter(squeeze(match.group()) for match in pattern.finditer(text[:400_000]))
    usual = [(count, one) for one, count in spelled.items() if one.upper() != one]
    if usual:
        return max(usual)[1]
    return _guessed_case(name, text)


_ABBREVIATIONS = frozenset({"UBND", "HĐND", "UBMTTQ", "MTTQ"})
_LEVELS = frozenset(
    {"tỉnh", "thành", "phố", "xã", "phường", "huyện", "quận", "thị", "trấn", "đặc", "khu"}
)
_SMALL = _LEVELS | {"các", "cấp", "nhân", "và"}
# What opens a name of its own inside a longer one ("Văn phòng Sở", "Chủ tịch Ủy ban ..."), and how many words on
# the next capital stands, as in "Trường Đại học Luật".
_INNER = {"sở": 1, "bộ": 1, "đại học": 2, "cao đẳng": 2, "ủy ban": 0, "uỷ ban": 0}
_SEVERAL = frozenset(
    {"sở", "bộ", "phòng"}
)  # whose fields each have a capital: "Nông nghiệp và Môi trường"


def _guessed_case(name: str, text: str) -> str:
    """The capitals of NĐ 30/2020, annex II: kind of body, the first word of its field, places."""
    words = name.split()
    place = _place_at(words, text)
    large = {0, _behind_head(name), *range(place, len(words))}
    for index, word in enumerate(words[1:], 1):
        pair = " ".join(words[index : index + 2]).lower()
        inner = _INNER.get(word.lower(), _INNER.get(pair))
        if inner is not None:
            large |= {index, index + inner}
        before = words[index - 1]
        if words[0].lower() in _SEVERAL and (before == "VÀ" or before.endswith(",")):
            large.add(index)
    small = {at for at in large if 0 < at < place and words[at].lower() in _SMALL}
    return " ".join(
        word if word.strip(",") in _ABBREVIATIONS else _cased(word, large=index in large - small)
        for index, word in enumerate(words)
    )


def _cased(word: str, *, large: bool) -> str:
    return word.capitalize() if large else word.lower()


def _behind_head(name: str) -> int:
    """The number of the word behind the kind of body ("Chi cục", "Bệnh viện") that a name opens with."""
    for key in ("alone", "heads"):
        head = lexicon.opener("units", key).match(flat(name))
        if head:
            return len(head.group().split())
    return 1


def _place_at(words: Sequence[str], text: str) -> int:
    """Where a name of a place begins: behind a level, or where the document spells the last words with capitals."""
    levels = [at for at, word in enumerate(words) if at and word.lower() in _LEVELS]
    if levels:
        return levels[-1] + 1
    for count in (4, 3, 2):
        if count < len(words) and re.search(
            rf"\b{re.escape(' '.join(words[-count:]).title())}\b", text
        ):
            return len(words) - count
    return len(words)


def _by_code(code: str | None) -> str | None:
    if not code or "-" not in code:
        return None
    suffix = fold(code.split("-", 1)[1])
    rows = lexicon.table("bodies")["row"]
    return next((row["name"] for row in rows if fold(row["code"]) == suffix), None)


def _province(place: str | None, text: str) -> str | None:
    """ "tỉnh X" or "thành phố X" for the place of the date line, as the text names it."""
    if not place:
        return None
    for level in ("tỉnh", "thành phố", "xã", "phường", "thị xã", "huyện"):
        if f"{level} {place}".lower() in text.lower():
            return f"{level} {place}"
    return None


def _self_named(text: str) -> str | None:
    """ "Sở Y tế ban hành Kế hoạch ...": who the preamble says issues it."""
    match = re.search(
        r"(?:^|[\n;,.]\s*)((?:Sở|UBND|Ủy ban nhân dân|Văn phòng|Trường|Ban|Chi cục|Cục|Trung tâm|Bộ)[^\n;,.]{2,80}?)\s+"
        r"(?:ban hành|xây dựng|triển khai)\s+(?:Kế hoạch|kế hoạch)",
        text[:20_000],
    )
    return squeeze(match[1]) if match else None
