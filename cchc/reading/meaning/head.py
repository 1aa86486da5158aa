"""The letterhead and title: number, kind, place, day, subject, year; and the period the plan covers."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from cchc.core.text import squeeze
from cchc.reading import lexicon
from cchc.reading.blocks import Paragraph
from cchc.reading.draft import DocumentHead, Period
from cchc.reading.flat import flat
from cchc.reading.meaning.issuer import read_issuer
from cchc.reading.meaning.signing import read_recipients, read_signer
from cchc.reading.structure.ordinals import ordinal_of

_NUMBER = re.compile(
    r"\bso\s*:?\s*(?P<number>[\d\s.…]{0,20})\s*/\s*(?P<code>[a-zđ0-9]{1,10}(?:\s?-\s?[a-z0-9.]{1,20}){0,3})"
)
_PLACE = re.compile(
    r"(?P<place>[^,;:\d]{2,40}),\s*ngay\s*(?P<d>\d{1,2})?[\s.…]*thang\s*(?P<m>\d{1,2})?[\s.…]*nam\s*(?P<y>\d{4})?"
)
_NATION = re.compile(r"cong hoa xa hoi|doc lap\s*-|dang cong san")
_YEAR = re.compile(r"\bnam\s+(20\d\d)\b")
_WRITTEN_YEAR = re.compile(r"/\s?(20\d\d)(?![\d/])")
_ATTACHED = re.compile(r"\(\s{0,3}(?:ban hanh\s+)?kem theo\b[^)]{0,400}")
_TITLE = 300  # characters of an annex's title above the words that say what it comes with
_RANGE = re.compile(r"\bgiai doan\s+(20\d\d)\s*-\s*(20\d\d)")
_TITLE_END = re.compile(r"\s*(?:\(kem theo|\(ban hanh)")
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
    read_issuer(found, _letterhead(lines), code, text)
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
    """The year of the title, else of the date line; of an annex alone that of its title, else of the words
    that say which document it comes with, else the one it names most.
    """
    match = _YEAR.search(flat(found.title or "")) or _RANGE.search(flat(found.title or ""))
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
        if _NUMBER.search(plain) or _kind_in_title(line):
            break
        cut = _NATION.search(plain)
        own = line[: cut.start()].strip() if cut else line
        if own and own.upper() == own and len(own) <= 90 and re.search(r"[a-z]{2}", flat(own)):
            kept.append(own.strip(" -–_*"))
    return kept
