"""The letterhead and title: number, kind, place, day, subject, year; and the period the plan covers."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, takewhile

from cchc.core.text import squeeze
from cchc.reading import lexicon
from cchc.reading.blocks import Block, Paragraph
from cchc.reading.draft import DocumentHead, Period
from cchc.reading.flat import flat
from cchc.reading.meaning.issuer import read_issuer
from cchc.reading.meaning.report_periods import periods_in
from cchc.reading.meaning.signing import read_recipients, read_signer, signer_in
from cchc.reading.structure.ordinals import ordinal_of

_NUMBER = re.compile(
    r"\bso\s*:?\s*(?P<number>[\d\s.…]{0,20})\s*/\s*(?P<code>(?:20\d\d\s?/\s?)?[a-zđ0-9]{1,10}(?:\s?-\s?[a-z0-9.]{1,20}){0,3})"
)
_PLACE = re.compile(
    r"(?P<place>[^,;:\d]{2,40}),\s*ngay\s*(?P<d>\d{1,2})?[\s.…]*thang\s*(?P<m>\d{1,2})?[\s.…]*nam\s*(?P<y>\d{4})?"
)
_PARTY = re.compile(r"\bso\s*:?\s*(?P<number>\d{1,6})\s?-\s?(?P<code>[a-z]{1,6}/[a-z0-9.]{1,20})")
_PARTS = re.compile(r"\s?-\s?[a-z0-9.]{1,20}")
# The nation's name and motto, also as wrapped in a narrow column ("CỘNG HÒA XÃ HỘI CHỦ", "NGHĨA VIỆT NAM").
_NATION = re.compile(
    r"cong hoa xa hoi|doc lap\s*-|dang cong san|^(?:hoi )?(?:chu )?nghia viet nam$|^(?:viet )?nam$"
)
_YEAR = re.compile(r"\bnam\s+(20\d\d)\b")
# "quý IV/2025 và năm 2026": a plan that begins before its year.
_AND_YEAR = re.compile(
    r"\b(?:nam\s+|quy\s+[ivx\d]{1,3}\s?/\s?)(?P<first>20\d\d)(?:,|\s+va)\s+(?:ca\s+)?nam\s+(?P<year>20\d\d)\b"
)
_WRITTEN_YEAR = re.compile(r"/\s?(20\d\d)(?![\d/])")
_ATTACHED = re.compile(r"\(\s{0,3}(?:ban hanh\s+)?kem theo\b[^)]{0,400}")
_TITLE = 300  # characters of an annex's title above the words that say what it comes with
_RANGE = re.compile(r"\bgiai doan\s+(20\d\d)\s*-\s*(20\d\d)")
_TITLE_END = re.compile(r"\s*(?:\(kem theo|\(ban hanh)")
_SHORT = 200
_LINES = 10  # among which the title stands
_CODE = 2  # capitals that a part of a number has behind a dash with spaces: "KH - UBND", not "KH - Lam Sơn"
_OPEN_DAY = re.compile(r",\s*ngay\b(?!.*\b20\d\d)")
_CITED = re.compile(r"\b(?:ban hanh )?kem theo [^.;]{2,60}\bso\b")  # of the document it came with
_YEAR_BEFORE = re.compile(r"^20\d\d/")  # "41/2026/QĐ-UBND", of a legal document
_JOINT_KIND = re.compile(r"(?:PHLN|LNPH|PH|LN|LT)$")  # "QCPH", "KHLN": what several offices issue
_RULE = re.compile(r"[-_–*\s]+")
_ENOUGH = 50_000


def read_head(
    head: Sequence[Paragraph], body: Sequence[Block], tail: Sequence[Paragraph], text: str
) -> DocumentHead:
    """The facts of the letterhead, title, signature and recipients; what is not there stays None.

    `body` is asked for the signature of a document that lists no recipients below it.
    """
    found = DocumentHead()
    lines = [block.text for block in head]
    code = _number(found, lines)
    _place_and_date(found, lines)
    _title(found, lines)
    if found.type is None and code:
        found.type = "CV" if code.count("-") and "/" not in code else None
    read_issuer(found, _letterhead(lines), code, text)
    found.year = _plan_year(found, text)
    found.signer = read_signer(tail) if tail else signer_in(body)
    found.recipients = read_recipients(tail)
    return found


def period_of(head: DocumentHead) -> Period:
    """The years the title names, else the plan's year or the one part of it the title names; both ends None
    when no year is known.
    """
    match = _RANGE.search(flat(head.title or ""))
    if match and head.year is not None and not _YEAR.search(flat(head.title or "")):
        return Period(date(int(match[1]), 1, 1), date(int(match[2]), 12, 31))
    if head.year is None:
        return Period()
    named = [one for one in periods_in(flat(head.title or ""), head.year) if one.code]
    if both := _AND_YEAR.search(flat(head.title or "")):
        first = next((one.first_day for one in named), date(int(both["first"]), 1, 1))
        return Period(first, date(head.year, 12, 31))
    if len(named) == 1 and not named[0].each:
        return Period(named[0].first_day, named[0].last_day)
    return Period(date(head.year, 1, 1), date(head.year, 12, 31))


def _kinds() -> dict[str, str]:
    return {flat(row["code"]): row["code"] for row in lexicon.table("kinds")["kind"]}


@dataclass(frozen=True, slots=True)
class _Number:
    """A document's number as printed on a line: the figures, what stands behind them, and where it ends."""

    written: str
    code: str
    end: int
    sign: str = "/"


def _number(found: DocumentHead, lines: Sequence[str]) -> str | None:
    """Sets number (only when it is written) and type; gives the code behind the slash."""
    for line in lines[:25]:
        if len(line) > _SHORT or _looks_like_basis(line):
            continue
        number = _number_in(line)
        if number is None or _CITED.search(flat(line)):
            continue
        kind = re.split(r"[-/]", _YEAR_BEFORE.sub("", number.code))[0]
        found.type = _kinds().get(flat(kind)) or _kinds().get(flat(_JOINT_KIND.sub("", kind)))
        if found.type is None and "-" in number.code:
            found.type = "CV"
        if re.search(r"\d", number.written):
            found.number = f"{number.written}{number.sign}{number.code}"
        return number.code.replace("/", "-")
    return None


def _number_in(line: str) -> _Number | None:
    """ "Số: 67/KH-SCT" or, of the Party, "Số 06-KH/TU"; a place on the same line is no part of it."""
    plain = flat(line)
    match = _PARTY.search(plain)
    if match:
        return _Number(match["number"], line[slice(*match.span("code"))], match.end(), "-")
    match = _NUMBER.search(plain)
    if match is None:
        return None
    start, end = match.span("code")
    for part in _PARTS.finditer(plain, start, end):
        spelled = line[part.start() : part.end()]
        if (
            not re.fullmatch(r"-\S+", spelled)
            and sum(letter.isupper() for letter in spelled) < _CODE
        ):
            end = part.start()
            break
    return _Number(match["number"].strip(), re.sub(r"\s", "", line[start:end]), end)


def _looks_like_basis(line: str) -> bool:
    return bool(lexicon.opener("kinds", "basis", "openers").match(flat(line)))


def _place_and_date(found: DocumentHead, lines: Sequence[str]) -> None:
    for line, following in pairwise([*lines[:25], ""]):
        if len(line) > _SHORT:
            continue
        wrapped = _OPEN_DAY.search(flat(line))  # "ngày 26 tháng 01 năm" above "2026"
        whole = f"{line} {following}" if wrapped else line
        number = _number_in(whole)
        match = _PLACE.search(flat(whole), number.end if number else 0)
        if match is None:
            continue
        found.place = whole[match.start("place") : match.end("place")].strip(" -–—/")
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
        for following in lines[index + 1 : index + _LINES]:
            if not any(parts) and _is_letterhead(following):
                continue
            if not _belongs_to_title(following, squeeze(" ".join(parts))):
                break
            parts.append(following)
        title = _TITLE_END.split(flat(squeeze(" ".join(parts))))[0]
        found.title = squeeze(" ".join(parts))[: len(title)].strip(" -–*.,:") or None
        return
    subject = re.compile(r"\s*v\s?/\s?v\s*:?\s*|\s*ve viec\s+")
    for index, line in enumerate(lines[:25]):
        match = subject.match(flat(line))
        if match:
            more = takewhile(_goes_on_small, lines[index + 1 : index + _LINES])
            found.title = squeeze(" ".join([line[match.end() :], *more])).strip(" .") or None
            return


def _goes_on_small(line: str) -> bool:
    """Whether a line of a letterhead goes on with the subject above it."""
    return len(line) <= _SHORT and line[:1].islower() and not _is_letterhead(line)


def _kind_in_title(line: str) -> tuple[str, int] | None:
    for row in lexicon.table("kinds")["kind"]:
        name = row["name"].upper()
        if line.upper().startswith(name) and line[: len(name)].isupper():
            return row["code"], len(name)
    return None


def _is_letterhead(line: str) -> bool:
    """A line of the letterhead's right column, read between the kind of document and its subject."""
    plain = flat(line)
    return bool(_PLACE.search(plain) or _NATION.search(plain) or _RULE.fullmatch(line))


def _belongs_to_title(line: str, title: str) -> bool:
    """Whether a line goes on with the title read so far."""
    plain = flat(line)
    if len(line) > 400 or (_looks_like_basis(line) and line.endswith((",", ";", ":", "."))):
        return False
    if line.endswith((":", ";")) or re.search(r"[a-z]\.\s+[a-z]", plain):
        return False
    if lexicon.opener("kinds", "title", "ends").match(plain) or ordinal_of(line):
        return False
    if lexicon.finder("kinds", "title", "never").search(plain):
        return False
    if title and (_begins_basis(line) or _names_authority(line, title)):
        return False
    return not (_is_letterhead(line) or _NUMBER.match(plain))


def _begins_basis(line: str) -> bool:
    """ "Thực hiện Kế hoạch số 37/KH-UBND ..." below a title; the title's own words go on in small letters."""
    return (
        line[0].isupper() and _looks_like_basis(line) and bool(re.search(r"\bso\s*\d", flat(line)))
    )


def _names_authority(line: str, title: str) -> bool:
    """ "BỘ TRƯỞNG BỘ Y TẾ" below the subject of a decision."""
    if not line.isupper() or re.search(r"(?:,|\b(?:CỦA|TẠI|VÀ|CHO|DO))$", title):
        return False
    return not title.isupper() or bool(
        lexicon.opener("bodies", "signing", "positions").match(flat(line))
    )


def _plan_year(found: DocumentHead, text: str) -> int | None:
    """The year of the title, else of the date line; of an annex alone that of its title, else of the words
    that say which document it comes with, else the one it names most.
    """
    title = flat(found.title or "")
    if both := _AND_YEAR.search(title):
        return int(both["year"])
    match = _YEAR.search(title) or _RANGE.search(title)
    if match:
        return int(match[1])
    if found.year is not None:
        return found.year
    plain = flat(text[:_ENOUGH])
    attached = _ATTACHED.search(plain)
    if attached:
        above = _YEAR.findall(plain[max(0, attached.start() - _TITLE) : attached.start()])
        named = above or _YEAR.findall(attached.group()) or _WRITTEN_YEAR.findall(attached.group())
        if named:
            return int(named[-1])
    usual = (Counter(_YEAR.findall(plain)) or Counter(_WRITTEN_YEAR.findall(plain))).most_common(1)
    return int(usual[0][0]) if usual else None


def _letterhead(lines: Sequence[str]) -> list[str]:
    """Capital lines above the number, as printed: the body above, then the issuer."""
    kept: list[str] = []
    for line in lines[:12]:
        plain = flat(line)
        if _number_in(line) or _kind_in_title(line):
            break
        cut = _NATION.search(plain)
        own = line[: cut.start()].strip() if cut else line
        if own and own.upper() == own and len(own) <= 90 and re.search(r"[a-z]{2}", flat(own)):
            kept.append(own.strip(" -–_*"))
    return kept
