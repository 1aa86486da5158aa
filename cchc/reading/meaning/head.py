"""Who issued the document, when, about what, signed by whom, sent to whom; and the period it covers."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from cchc.core.text import fold, squeeze
from cchc.reading import lexicon
from cchc.reading.blocks import Paragraph
from cchc.reading.draft import DocumentHead, Period, Signer
from cchc.reading.flat import flat
from cchc.reading.structure.ordinals import ordinal_of

_NUMBER = re.compile(
    r"\bso\s*:?\s*(?P<number>[\d\s.…]{0,20})\s*/\s*(?P<code>[a-zđ0-9]{1,10}(?:\s?-\s?[a-z0-9.]{1,20}){0,3})"
)
_PLACE = re.compile(
    r"(?P<place>[^,;:\d]{2,40}),\s*ngay\s*(?P<d>\d{1,2})?[\s.…]*thang\s*(?P<m>\d{1,2})?[\s.…]*nam\s*(?P<y>\d{4})?"
)
_NATION = re.compile(r"cong hoa xa hoi|doc lap\s*-|dang cong san")
_YEAR = re.compile(r"\bnam\s+(20\d\d)\b")
_RANGE = re.compile(r"\bgiai doan\s+(20\d\d)\s*-\s*(20\d\d)")
_PARENT = re.compile(r"(?:ubnd|uy ban nhan dan|bo|tong cuc|tinh uy|hdnd)\b")
_LEVEL = re.compile(r"(?:tinh|thanh pho|xa|phuong|dac khu|huyen|thi xa|quan|thi tran)\b")
_TITLE_END = re.compile(r"\s*(?:\(kem theo|\(ban hanh)")
_PERSON = re.compile(r"(?:[A-ZĐÀ-Ỹ][a-zà-ỹ]+\s+){1,4}[A-ZĐÀ-Ỹ][a-zà-ỹ]+")
_RECIPIENTS = re.compile(r"\W{0,3}noi nhan\s*:?\s*")
_SHORT = 200
_ENOUGH = 50_000


def read_head(head: Sequence[Paragraph], tail: Sequence[Paragraph], text: str) -> DocumentHead:
    """The facts of the letterhead, title, signature and recipients; what is not there stays None."""
    found = DocumentHead()
    lines = [block.text for block in head]
    code = _number(found, lines)
    _place_and_date(found, lines)
    _title(found, lines)
    if found.type is None and code:
        found.type = "CV" if code.count("-") and "/" not in code else None
    _issuer(found, lines, code, text)
    found.year = _plan_year(found, text)
    found.signer = read_signer(tail)
    found.recipients = read_recipients(tail)
    return found


def period_of(head: DocumentHead) -> Period:
    """The years the title names, else the plan's year; both ends None when no year is known."""
    match = _RANGE.search(flat(head.title or ""))
    if match and head.year is not None and not _YEAR.search(flat(head.title or "")):
        return Period(date(int(match[1]), 1, 1), date(int(match[2]), 12, 31))
    if head.year is None:
        return Period()
    return Period(date(head.year, 1, 1), date(head.year, 12, 31))


def _kinds() -> dict[str, str]:
    return {flat(row["code"]): row["code"] for row in lexicon.table("kinds")["kind"]}


def _number(found: DocumentHead, lines: Sequence[str]) -> str | None:
    """Sets number (only when it is written) and type; gives the code behind the slash."""
    for line in lines[:25]:
        if len(line) > _SHORT or _looks_like_basis(line):
            continue
        match = _NUMBER.search(flat(line))
        if match is None:
            continue
        code = re.sub(r"\s", "", line[match.start("code") : match.end("code")])
        written = re.sub(r"\D", "", match["number"])
        found.type = _kinds().get(flat(code.split("-")[0]))
        if found.type is None and "-" in code:
            found.type = "CV"
        found.number = f"{match['number'].strip()}/{code}" if written else None
        return code
    return None


def _looks_like_basis(line: str) -> bool:
    return bool(lexicon.opener("kinds", "basis", "openers").match(flat(line)))


def _place_and_date(found: DocumentHead, lines: Sequence[str]) -> None:
    for line in lines[:25]:
        if len(line) > _SHORT:
            continue
        match = _PLACE.search(flat(line))
        if match is None:
            continue
        found.place = line[match.start("place") : match.end("place")].strip(" -–")
        if match["d"] and match["m"] and match["y"]:
            found.date = _date(int(match["y"]), int(match["m"]), int(match["d"]))
        found.year = int(match["y"]) if match["y"] else None
        return


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _title(found: DocumentHead, lines: Sequence[str]) -> None:
    """The subject that follows the name of the kind of document, up to the first legal basis."""
    for index, line in enumerate(lines):
        kind = _kind_in_title(line)
        if kind is None:
            continue
        code, length = kind
        found.type = found.type or code
        parts = [line[length:]]
        for following in lines[index + 1 : index + 6]:
            if not _belongs_to_title(following):
                break
            parts.append(following)
        title = _TITLE_END.split(flat(squeeze(" ".join(parts))))[0]
        found.title = squeeze(" ".join(parts))[: len(title)].strip(" -–*.,:") or None
        return
    subject = re.compile(r"\s*v\s?/\s?v\s*:?\s*|\s*ve viec\s+")
    for line in lines[:25]:
        match = subject.match(flat(line))
        if match:
            found.title = line[match.end() :].strip(" .") or None
            return


def _kind_in_title(line: str) -> tuple[str, int] | None:
    for row in lexicon.table("kinds")["kind"]:
        name = row["name"].upper()
        if line.upper().startswith(name) and line[: len(name)].isupper():
            return row["code"], len(name)
    return None


def _belongs_to_title(line: str) -> bool:
    plain = flat(line)
    if len(line) > 400 or (_looks_like_basis(line) and line.endswith((",", ";", ":", "."))):
        return False
    if line.endswith((":", ";")) or re.search(r"[a-z]\.\s+[a-z]", plain):
        return False
    if plain.startswith(("can cu", "xet", "kinh gui")) or ordinal_of(line):
        return False
    return (
        not _PLACE.search(plain)
        and not _NUMBER.match(plain)
        and not _NATION.search(plain)
        and not re.fullmatch(r"[-_–*\s]+", line)
    )


def _plan_year(found: DocumentHead, text: str) -> int | None:
    """The year of the title, else of the date line, else the one the text names most (an annex alone)."""
    match = _YEAR.search(flat(found.title or "")) or _RANGE.search(flat(found.title or ""))
    if match:
        return int(match[1])
    if found.year is not None:
        return found.year
    named = Counter(_YEAR.findall(flat(text[:_ENOUGH]))).most_common(1)
    return int(named[0][0]) if named else None


# Issuer


def _issuer(found: DocumentHead, lines: Sequence[str], code: str | None, text: str) -> None:
    letterhead = _letterhead(lines)
    if letterhead:
        *above, own = letterhead
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


def _letterhead(lines: Sequence[str]) -> list[str]:
    """Capital lines above the number: the body above, then the issuer."""
    kept: list[str] = []
    for line in lines[:12]:
        plain = flat(line)
        if _NUMBER.search(plain) or _kind_in_title(line):
            break
        cut = _NATION.search(plain)
        own = line[: cut.start()].strip() if cut else line
        if own and own.upper() == own and len(own) <= 90 and re.search(r"[a-z]{2}", flat(own)):
            kept.append(own.strip(" -–_*"))
    return _wrapped(kept)


def _wrapped(lines: list[str]) -> list[str]:
    """Long names stand on two lines: only the first line that opens a name begins the issuer."""
    if len(lines) == 2 and _LEVEL.match(flat(lines[1])):
        return [" ".join(lines)]  # "ỦY BAN NHÂN DÂN" above "XÃ HÒA THẮNG"
    if len(lines) <= 2:
        return lines
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


# Signature and recipients


def read_signer(tail: Sequence[Paragraph]) -> Signer:
    """Authority (KT., TL., TM.), position and name, as printed."""
    signer = Signer()
    positions = lexicon.finder("bodies", "signing", "positions")
    for line in _signature_lines(tail):
        if line.upper() == line and positions.search(flat(line)):
            _position(signer, line)
        elif (signer.position or signer.authority) and _PERSON.fullmatch(line):
            signer.name = line
            break
    return signer


def _position(signer: Signer, line: str) -> None:
    marks = tuple(lexicon.table("bodies")["signing"]["authority"])
    mark = next((one for one in marks if line.upper().startswith(one)), None)
    if mark:
        spaced = f"{mark} {line[len(mark) :].strip()}"
        parts = re.split(r"\s+(?=PHÓ\s)", spaced, maxsplit=1)
        signer.authority = parts[0] if not signer.authority else f"{signer.authority} {parts[0]}"
        signer.position = parts[1] if len(parts) > 1 else signer.position
    else:
        signer.position = line


def _signature_lines(tail: Sequence[Paragraph]) -> list[str]:
    return [
        block.text for block in tail
        if not block.text.startswith(("-", "+", "•")) and not _RECIPIENTS.match(flat(block.text))
    ]  # fmt: skip


def read_recipients(tail: Sequence[Paragraph]) -> list[str]:
    """The lines under Nơi nhận, without bullets and closing marks; "Lưu" stays, as printed."""
    names: list[str] = []
    inside = False
    for block in tail:
        opened = _RECIPIENTS.match(flat(block.text))
        rest = block.text[opened.end() :] if opened else block.text
        inside = inside or bool(opened)
        bullet = re.match(r"[-–—•+]\s*", rest)
        if inside and rest and (bullet or (opened and rest)):
            names.extend(
                _recipient(part)
                for part in re.split(r";\s*(?:[-–]\s+)?", rest)
                if part.strip(" -.;")
            )
    return [name for name in names if name]


def _recipient(text: str) -> str:
    return re.sub(r"^[-–—•+]\s*", "", text.strip()).rstrip(" .;")
