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
    """A name in capitals as the text itself spells it, else with small letters behind each first word."""
    if name.upper() != name:
        return name
    pattern = re.compile(r"\s+".join(re.escape(word) for word in name.split()), re.IGNORECASE)
    spelled = Counter(squeeze(match.group()) for match in pattern.finditer(text[:400_000]))
    usual = [(count, one) for one, count in spelled.items() if one.upper() != one]
    if usual:
        return max(usual)[1]
    return _guessed_case(name)


_ABBREVIATIONS = frozenset({"UBND", "HĐND", "UBMTTQ", "MTTQ"})


def _guessed_case(name: str) -> str:
    levels = {
        "TỈNH": "tỉnh",
        "THÀNH": "thành",
        "PHỐ": "phố",
        "XÃ": "xã",
        "PHƯỜNG": "phường",
        "HUYỆN": "huyện",
        "VÀ": "và",
    }
    words: list[str] = []
    own = False
    for index, word in enumerate(name.split()):
        if word in _ABBREVIATIONS:
            words.append(word)
        elif word in levels and index:
            words.append(levels[word])
            own = word != "VÀ"
        else:
            first = index == 0 or own or words[-1].lower() in {"sở", "và", "phòng", "bộ"}
            words.append(word.capitalize() if first else word.lower())
    return " ".join(words).replace("Ủy ban Nhân dân", "Ủy ban nhân dân")


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
