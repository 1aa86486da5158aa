"""Legal bases: the documents that the preamble cites, with number, date, issuer and subject."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from cchc.core.text import squeeze
from cchc.reading import lexicon
from cchc.reading.blocks import Paragraph
from cchc.reading.draft import LegalBasis
from cchc.reading.flat import flat
from cchc.reading.meaning.tasks import source_of

_SEPARATOR = r"\s*(?:/|-|\.|\s+%s\s+)\s*"
_DATE = (
    rf"(?:\s*,?\s*ngay\s+(?P<d>\d{{1,2}}){_SEPARATOR % 'thang'}"
    rf"(?P<m>\d{{1,2}}){_SEPARATOR % 'nam'}(?P<y>\d{{4}}))"
)
_ISSUER = re.compile(r"\s*(?:,\s*)?cua\s+")
_ISSUER_END = re.compile(
    r"[,;]|\s(?:ve|quy dinh|ban hanh|phe duyet|sua doi|huong dan|trien khai|thuc hien|tuyen truyen|day manh|tiep tuc|"
    r"cong bo|giao|thong qua|bo sung|chuong trinh|dinh huong|v/v)\b|\.$|\.\s"
)
_STATEMENT = re.compile(
    r"[,;]\s*(?:[A-ZĐ][^,;]{3,80}?)\s+"
    r"(?:ban hành|xây dựng|triển khai|đề nghị|yêu cầu|báo cáo|hướng dẫn)\s+(?:nội dung\s+)?"
    r"(?:Kế hoạch|kế hoạch|các|như|thực hiện|một số|việc)"
)
_TAIL = re.compile(r"(?:,?\s*(?:cụ thể\s+)?như sau\s*)?[\s:;,.]+$")
_CONNECT = re.compile(r"^(?:ve\s+viec|ve|v/v)\s+")


@cache
def _citation() -> re.Pattern[str]:
    kinds = lexicon.any_of("kinds", "basis", "kinds")
    return re.compile(
        rf"(?<![a-z0-9])(?P<kind>{kinds})(?:\s+(?P<name>(?!so\b)[^;:]{{0,160}}?))??"
        rf"(?:\s+so\s*:?\s*(?P<number>[\d.]{{1,8}}(?:/\d{{4}})?[/-][a-z0-9/&-]{{1,30}})"
        rf"{_DATE}?|{_DATE.replace('P<', 'P<x')})"
    )


def legal_bases(head: Sequence[Paragraph]) -> list[LegalBasis]:
    """The bases of the preamble in order; a paragraph may name several. None named gives []."""
    found: list[LegalBasis] = []
    for block in head:
        if lexicon.opener("kinds", "basis", "openers").match(flat(block.text)):
            found.extend(_in_paragraph(block))
    return found


def _in_paragraph(block: Paragraph) -> list[LegalBasis]:
    text = block.text
    statement = _STATEMENT.search(text)
    if statement:
        text = text[: statement.start()]
    plain = flat(text)
    matches = [match for match in _citation().finditer(plain) if _opens(plain, match.start())]
    ends = [match.start() for match in matches[1:]] + [len(text)]
    return [_basis(text, plain, one, ends[at], block) for at, one in enumerate(matches)]


def _opens(plain: str, start: int) -> bool:
    """A citation stands at the start of the paragraph or behind a semicolon, not inside a subject."""
    before = plain[:start].rstrip()
    if not before or before.endswith((";", " va", " va cac")):
        return True
    rest = lexicon.opener("kinds", "basis", "openers").match(before)
    return rest is not None and len(before) - rest.end() <= 12


def _basis(text: str, plain: str, match: re.Match[str], end: int, block: Paragraph) -> LegalBasis:
    kind = text[match.start("kind") : match.end("kind")]
    number = text[match.start("number") : match.end("number")] if match["number"] else None
    issuer, rest = _issuer(text, plain, match.end(), end)
    subject = squeeze(_TAIL.sub("", text[rest:end])).strip(" ,;.:")
    plain_subject = flat(subject)
    connect = _CONNECT.match(plain_subject)
    if connect:
        subject = subject[connect.end() :]
    if match["name"]:
        subject = squeeze(text[match.start("name") : match.end("name")]) or subject
    return LegalBasis(
        type=kind[:1].upper() + kind[1:], number=number, date=_date(match), issuer=issuer,
        subject=subject or None, path="", source=source_of(block.place),
    )  # fmt: skip


def _issuer(text: str, plain: str, start: int, end: int) -> tuple[str | None, int]:
    opened = _ISSUER.match(plain, start)
    if opened is None:
        return None, start
    closed = _ISSUER_END.search(plain, opened.end(), end)
    stop = closed.start() if closed else end
    return squeeze(text[opened.end() : stop]).strip(" ,;.") or None, stop


def _date(match: re.Match[str]) -> date | None:
    parts = [match[name] or match[f"x{name}"] for name in ("y", "m", "d")]
    if not all(parts):
        return None
    try:
        return date(*(int(part) for part in parts))
    except ValueError:
        return None
