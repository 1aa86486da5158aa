"""Legal bases: the documents that the preamble cites, with number, date, issuer and subject.

Documents that the items cite by number are told as well, each once, with the path of the item (`path` ""
is the preamble or a section of bases): they support an item, they are not what the plan rests on.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from cchc.core.text import fold, squeeze
from cchc.reading import lexicon
from cchc.reading.blocks import Paragraph, Place
from cchc.reading.draft import LegalBasis
from cchc.reading.flat import flat
from cchc.reading.meaning.tasks import source_of
from cchc.reading.structure.names import begins_name
from cchc.reading.structure.tree import Node, is_heading

_SEPARATOR = r"\s*(?:/|-|\.|\s+%s\s+)\s*"
_DATE = (
    rf"(?:\s*,?\s*\(?ngay\s+(?P<d>\d{{1,2}}){_SEPARATOR % 'thang'}"
    rf"(?P<m>\d{{1,2}}){_SEPARATOR % 'nam'}(?P<y>\d{{4}})\)?)"
)
_ISSUER = re.compile(r"\s*(?:,\s*)?cua\s+")
_STATEMENT = re.compile(
    r"[,;]\s*(?:[A-ZĐ][^,;]{3,80}?)\s+"
    r"(?:ban hành|xây dựng|triển khai|đề nghị|yêu cầu|báo cáo|hướng dẫn)\s+(?:nội dung\s+)?"
    r"(?:Kế hoạch|kế hoạch|các|như|thực hiện|một số|việc)"
)
_REQUESTED = re.compile(
    r"\b(?:de nghi|de xuat|kien nghi|bao cao)\b[^;]{0,160}(?:\b(?:tai|theo|trong)|\()$"
)
_SPEAKER = re.compile(
    r"[,;]\s*(?P<who>[A-ZĐ][^,;:]{3,90}?)\s+"
    r"(?:có ý kiến|có văn bản|chỉ thị|chỉ đạo|thông báo|yêu cầu|đề nghị|giao|phân công|ban hành|triển khai|"
    r"xây dựng|hướng dẫn)\b"
)
_NEW_SENTENCE = re.compile(r"(?<=[^\W\d_]{2})\.\s+(?=[A-ZĐ])|(?<=\d)\.\s+(?=[A-ZĐ])")
_TAIL = re.compile(r"(?:,?\s*(?:cụ thể\s+)?như sau\s*)?[\s:;,.]+$")
_AMENDED = re.compile(
    r"(?:duoc\s+|da\s+)?(?:sua doi|bo sung|thay the)(?:,?\s+(?:sua doi|bo sung|thay the))?"
    r"(?:,?\s+(?:mot so|cac)\s+(?:dieu|noi dung))?\s+(?:tai|boi|theo|bang)$"
    r"|\b(?:ban hanh|phe duyet|quy dinh)\s+(?:kem\s+)?(?:tai|theo|bang)$"
)
_PROPOSED = re.compile(
    r"(?:de nghi|thong qua|y kien|kien nghi|chi dao|nhiem vu|duoc giao|chuc nang|ket luan|yeu cau)\b[^;]{0,160}"
    r"(?:\b(?:tai|theo|trong)|\()$"
)
_LATER_DATE = re.compile(
    r"\s*,?\s*(?:(?:cua|do)\s[^,;.()]{2,60}?\s+)?(?:(?:duoc\s+)?(?:ban hanh|ky)\s+|[^;]{0,100}?\bthong qua\s+)?"
    + _DATE
)
# "Sở Y tế ban hành Kế hoạch thực hiện Quyết định số ... như sau:": what a preamble rests on without opening with it.
_INSIDE = re.compile(
    r"\b(?:thuc hien|trien khai|theo|can cu)\s+(?=[a-z ]{3,30}\s+(?:so\s*:?\s*)?\d)"
)
_SEVERAL = re.compile(r"(?:^|(?<=\s))cac$")
_LAST_PART = re.compile(r"[;,]\s*(?:va\s+)?|\sva\s+(?=(?:can cu|thuc hien|theo|xet)\b)")
_NEXT_PART = re.compile(r"\s*;|,\s*(?:theo|can cu|thuc hien|xet|tren co so)\s")
_LISTED = re.compile(r"\s*(?:cua\s[^,;]{2,60})?\s*,$")
_ISSUED_BY = re.compile(r"cua\s+")
_MORE = re.compile(
    rf"(?:\s*[,;]\s*|\s*,?\s+va\s+)so\s+(?P<number>\d[\d.]{{0,7}}(?:/\d{{4}})?[/-][a-z][a-z0-9/&-]{{1,30}}){_DATE}?"
)
_BULLET = re.compile(r"\s*[-–+•*]\s+")
_SUBJECT = re.compile(
    r"\s*,?\s*(?:ve|v/v|ban hanh|phe duyet|quy dinh|huong dan|sua doi|cong bo)\b[^,;.()]{3,240}"
)
_A_NUMBER = re.compile(r"\d[\d.]{0,7}(?:/\d{4})?[/-][a-z][a-z0-9/&-]{1,30}")
_A_DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")
_CONNECT = re.compile(r"^(?:ve\s+viec|ve|v/v)\s+")


@cache
def _citation() -> re.Pattern[str]:
    kinds = lexicon.any_of("kinds", "basis", "kinds")
    number = r"(?P<number>[\d.]{1,8}(?:/\d{4})?[/-][a-z0-9/&-]{1,30})"
    title = r"(?!so\b)[^;:]{0,160}?"
    return re.compile(
        rf"(?<![a-z0-9])(?:(?P<kind>{kinds})(?:\s+(?=\d)|(?:\s+(?P<name>{title}))??\s*:?\s+so\s*:?\s*){number}{_DATE}?"
        rf"|(?P<law>{kinds})(?:\s+(?P<title>{title}))??{_DATE.replace('P<', 'P<x')}"
        rf"|(?P<act>{lexicon.any_of('kinds', 'basis', 'by_name')})(?P<called>\s(?!so\b)[^;:]{{1,160}}?)"
        rf"(?=\s*(?:;|[.:]?\s*$|,\s*(?:{kinds})\s|\s+va\s+(?:{kinds})\s)))"
    )


@cache
def _issuer_end() -> re.Pattern[str]:
    verbs = lexicon.any_of("kinds", "basis", "behind_issuer")
    kinds = lexicon.any_of("kinds", "basis", "kinds")
    return re.compile(rf"[,;]|\s(?:{verbs}|va\s+(?={kinds}(?![a-z0-9])))(?![a-z0-9])|\s\(|\.$|\.\s")


@cache
def _carrier() -> re.Pattern[str]:
    """The kind of document that a rule or a programme was issued with, where its number follows."""
    return re.compile(rf"\btheo\s+(?P<kind>{lexicon.any_of('kinds', 'basis', 'kinds')})\s*$")


@cache
def _numbered() -> re.Pattern[str]:
    """A document cited by its number, anywhere in a text."""
    kinds = lexicon.any_of("kinds", "basis", "kinds")
    return re.compile(
        rf"(?<![a-z0-9])(?P<kind>{kinds})\s+(?:so\s*:?\s*)?"
        rf"(?P<number>\d[\d.]{{0,7}}(?:/\d{{4}})?[/-][a-z][a-z0-9/&-]{{1,30}}){_DATE}?"
    )


def legal_bases(head: Sequence[Paragraph], kind: str | None = None) -> list[LegalBasis]:
    """The bases of the preamble in order; a paragraph may name several. None named gives [].

    kind: the document's type; what a letter or a directive was asked for is no basis of it.
    """
    found: list[LegalBasis] = []
    listing = going_on = False
    for text, place in _whole_lines(head):
        plain = flat(text)
        bullet = _BULLET.match(plain)
        start = bullet.end() if bullet else 0
        start += plain.startswith("(", start)  # "(Thực hiện Kế hoạch số ...)" below a title
        opens = lexicon.opener("kinds", "basis", "openers").match(plain, start)
        inside = None if opens else _says_inside(plain) or _opens_last(text)
        if not (opens or inside is not None or (listing and bullet)) and not (
            going_on and _numbered().match(plain)
        ):
            listing = going_on = False
            continue
        listing = listing or plain.rstrip().endswith(":")
        going_on = plain.rstrip().endswith((";", ","))
        asked = kind not in lexicon.table("kinds")["basis"]["ordering"]
        found.extend(_in_text(text[inside or start :], place, asked=asked))
    return found


def _opens_last(text: str) -> int | None:
    """Where the last sentence of a paragraph that ends with a colon names what it carries out: ``... Để thực hiện
    Kế hoạch số ..., Chủ tịch UBND tỉnh chỉ thị:``; None where it does not.
    """
    if not text.rstrip().endswith(":"):
        return None
    starts = [cut.end() for cut in _NEW_SENTENCE.finditer(text)]
    if not starts:
        return None
    plain = flat(text)
    opened = lexicon.opener("kinds", "basis", "openers").match(plain, starts[-1])
    return starts[-1] if opened and _citation().match(plain, opened.end() + 1) else None


def _whole_lines(head: Sequence[Paragraph]) -> list[tuple[str, Place]]:
    """The paragraphs of the preamble; one that begins small or with a day behind a broken line is its end."""
    lines: list[tuple[str, Place]] = []
    for block in head:
        above = lines[-1][0] if lines else ""
        cut = above and above[-1] not in ".;:,)" and not above.isupper()
        if cut and block.text[:1].islower():
            lines[-1] = (f"{above} {block.text}", lines[-1][1])
        else:
            lines.append((block.text, block.place))
    return lines


def _says_inside(plain: str) -> int | None:
    """Where a paragraph that issues a plan names what it carries out, None where it does not."""
    if plain.startswith("(") or not plain.rstrip().endswith((":", ".")):
        return None
    found = _INSIDE.search(plain) if "ban hanh" in plain or "xay dung" in plain else None
    return found.end() if found and _citation().match(plain, found.end()) else None


def bases_of_body(
    nodes: Iterable[Node], known: Sequence[LegalBasis], own: str | None
) -> list[LegalBasis]:
    """The documents that items cite by number, once each, without those known and the document's own number.

    The items of a section "Căn cứ" are bases of the plan itself: their path is "".
    """
    seen = {_key(one.number) for one in known} | {_key(own)}
    found: list[LegalBasis] = []
    for node in nodes:
        section = _is_of_bases(node)
        untitled = node.kind == "root" and not known
        rows = _rows(node, untitled) if section or untitled or _titles_bases(node) else ()
        for basis in (one for text, place in rows for one in _in_text(text, place)):
            if _key(basis.number) not in seen or basis.number is None:
                seen.add(_key(basis.number))
                found.append(basis)
        for text, place in _texts(node):
            for basis in _in_text(text, place) if section else _cited(text, node.path, place):
                if basis.number is None or _key(basis.number) not in seen:
                    seen.add(_key(basis.number))
                    found.append(basis)
    return found


def _key(number: str | None) -> str:
    return fold(number or "").replace(" ", "")


def _is_of_bases(node: Node) -> bool:
    """Whether an item stands below a heading that announces the bases: ``I. CĂN CỨ PHÁP LÝ``."""
    above = next((one for one in node.ancestors() if is_heading(one)), None)
    return above is not None and _titles_bases(above)


def _titles_bases(node: Node) -> bool:
    return flat(node.text).startswith(lexicon.phrases("kinds", "basis", "sections"))


def _rows(node: Node, untitled: bool) -> Iterator[tuple[str, Place]]:
    """The rows of a table of bases, each as the sentence that a preamble would write.

    untitled: no heading says that they are; a sheet of their own names number, day and issuer in its header.
    """
    for table in node.tables:
        heads = [flat(cell.text) if cell else "" for cell in table.rows[0]]
        said = " ".join(heads)
        if untitled and not all(one in said for one in ("hieu", "ngay", "co quan")):
            continue
        for row in table.rows[1:]:
            parts: list[str] = []
            for head, cell in zip(heads, row, strict=True):
                text = squeeze(cell.text) if cell else ""
                if not text or text.isdecimal():
                    continue
                if _A_NUMBER.fullmatch(flat(text)):
                    text = f"số {text}"
                elif _A_DAY.fullmatch(text):
                    text = f"ngày {text}"
                elif "co quan" in head or "noi ban hanh" in head:
                    text = f"của {text}"
                elif "trich yeu" in head or "noi dung" in head:
                    text = f"về {text}"
                parts.append(text)
            place = next((cell.place for cell in row if cell and cell.lines), table.place)
            yield " ".join(parts), place


def _texts(node: Node) -> Iterator[tuple[str, Place]]:
    yield node.text, node.place
    for line in node.fields:
        yield "\n".join(line.values), line.place
    for table in node.tables:
        for row in table.rows:
            yield from ((cell.text, cell.place) for cell in row if cell is not None)


def _cited(text: str, path: str, place: Place) -> Iterator[LegalBasis]:
    plain = flat(text)
    for match in _numbered().finditer(plain):
        before = plain[: match.start()].rstrip()[-200:]
        if not path and _REQUESTED.search(before):
            continue  # in prose without items: what was asked for supports no item
        kind = text[match.start("kind") : match.end("kind")]
        issuer, stop = _issuer(text, plain, match.end(), len(text))
        told = _SUBJECT.match(plain, stop)
        subject = text[told.start() : told.end()].strip(" ,") if told else ""
        connect = _CONNECT.match(flat(subject))
        yield LegalBasis(
            type=kind[:1].upper() + kind[1:], number=_number(text, match),
            date=_date(match), issuer=issuer, subject=squeeze(subject[connect.end() if connect else 0 :]) or None,
            path=path, source=source_of(place),
        )  # fmt: skip


def _without_statement(text: str) -> str:
    """A preamble without what its author then says: ``Thực hiện ..., Chủ tịch UBND tỉnh có ý kiến như sau:``."""
    for statement in _STATEMENT.finditer(text):
        if not _citation().match(flat(text), statement.start() + 2):
            text = text[: statement.start()]
            break
    for speaker in _SPEAKER.finditer(text):
        who = speaker["who"]
        if begins_name(who) and not lexicon.opener("kinds", "basis", "kinds").match(flat(who)):
            return text[: speaker.start()]
    return text


def _in_text(text: str, place: Place, *, asked: bool = True) -> list[LegalBasis]:
    """asked: documents in which somebody asked for what is issued count as well."""
    text = _without_statement(text)
    plain = flat(text)
    matches: list[re.Match[str]] = []
    at = 0
    while match := _citation().search(plain, at):
        opens = _opens(plain, match.start(), matches[-1].end() if matches else None)
        if opens and (asked or not _REQUESTED.search(plain[: match.start()].rstrip()[-200:])):
            matches.append(match)
        at = match.end() if opens else match.start() + 1  # one may begin inside another's subject
    ends = [match.start() for match in matches[1:]] + [len(text)]
    found: list[LegalBasis] = []
    firsts: list[int] = []
    for at, one in enumerate(matches):
        firsts.append(len(found))
        found.extend(_with_more(text, plain, one, ends[at], place))
    for at in range(len(matches) - 1, 0, -1):
        between = plain[matches[at - 1].end() : matches[at].start()].strip(" ,")
        before, after = found[firsts[at - 1]], found[firsts[at]]
        if before.issuer is None and between in {"", "va"}:
            before.issuer = after.issuer  # "Kế hoạch số A và Kế hoạch số B của UBND tỉnh"
    return found


def _with_more(
    text: str, plain: str, match: re.Match[str], end: int, place: Place
) -> list[LegalBasis]:
    """The basis of a match, and those that share its kind: ``Nghị định số A và số B của Chính phủ``."""
    others: list[re.Match[str]] = []
    stop = match.end()
    while more := _MORE.match(plain, stop):
        others.append(more)
        stop = more.end()
    first = _basis(text, plain, match, (stop, end), place)
    return [
        first,
        *(replace(first, number=_number(text, one), date=_date(one)) for one in others),
    ]


def _number(text: str, match: re.Match[str]) -> str:
    return text[match.start("number") : match.end("number")].rstrip("-/&.")


def _opens(plain: str, start: int, last: int | None) -> bool:
    """A citation stands at the start, behind a semicolon, in a list of them, as the amendment of the one in
    front, or as the proposal of an agency; not inside a subject.
    """
    before = _SEVERAL.sub("", plain[:start].rstrip())
    if not before or before.endswith((";", " va", " va cac", ":")):
        return True
    near = before[-200:]
    if _AMENDED.search(near) or _PROPOSED.search(near):
        return True
    if last is not None and _LISTED.fullmatch(plain, last, len(before)):
        return True
    last_part = _LAST_PART.split(before)[-1]
    rest = lexicon.opener("kinds", "basis", "openers").match(last_part)
    return rest is not None and len(last_part) - rest.end() <= 12


def _basis(
    text: str, plain: str, match: re.Match[str], rest: tuple[int, int], place: Place
) -> LegalBasis:
    """`rest` is the part of the text behind the citation, with the issuer and the subject."""
    part, named = next(
        pair for pair in (("kind", "name"), ("law", "title"), ("act", "called")) if match[pair[0]]
    )
    kind = text[match.start(part) : match.end(part)]
    carrier = _carrier().search(flat(match[named])) if match[named] else None
    if carrier:  # "Quy chế ... ban hành kèm theo Nghị quyết số ...": the number is the resolution's
        begin = match.start(named) + carrier.start("kind")
        kind = text[begin : match.end(named)]
    number = _number(text, match) if match["number"] else None
    issuer, start = _issuer(text, plain, *rest)
    ended = _NEXT_PART.search(plain, start, rest[1])
    subject = squeeze(_TAIL.sub("", text[start : ended.start() if ended else rest[1]]))
    subject = subject.removesuffix(" và").strip(" ,;.:()")
    connect = _CONNECT.match(flat(subject))
    if connect:
        subject = subject[connect.end() :]
    name = squeeze(text[match.start(named) : match.end(named)]) if match[named] else ""
    by = _ISSUED_BY.match(flat(name))  # "Công văn của Sở Nội vụ số 415/SNV-CCHC"
    if by:
        issuer = issuer or name[by.end() :]
    elif name:
        subject = name or subject
    return LegalBasis(
        type=kind[:1].upper() + kind[1:], number=number, date=_date(match) or _later_date(plain, rest),
        issuer=issuer, subject=subject or None, path="", source=source_of(place),
    )  # fmt: skip


def _later_date(plain: str, rest: tuple[int, int]) -> date | None:
    """The day behind the issuer: ``Kế hoạch số A của UBND tỉnh ngày 24/12/2025``."""
    told = _LATER_DATE.match(plain, rest[0], rest[1])
    return _date(told) if told else None


def _issuer(text: str, plain: str, start: int, end: int) -> tuple[str | None, int]:
    opened = _ISSUER.match(plain, start)
    if opened is None:
        return None, start
    closed = _issuer_end().search(plain, opened.end(), end)
    stop = closed.start() if closed else end
    return squeeze(text[opened.end() : stop]).removesuffix(" và").strip(" ,;.") or None, stop


def _date(match: re.Match[str]) -> date | None:
    named = match.groupdict()
    year, month, day = (named[name] or named.get(f"x{name}") for name in ("y", "m", "d"))
    if not (year and month and day):
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
