"""The parts of an official document: head, body, recipients and signature, annexes."""

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from cchc.reading import lexicon
from cchc.reading.blocks import Block, Paragraph, Table
from cchc.reading.flat import flat
from cchc.reading.structure.columns import columns_of
from cchc.reading.structure.names import begins_name
from cchc.reading.structure.ordinals import HEADING_KINDS, ordinal_of

_NUMBER_COLUMN = frozenset({"tt", "stt", "so tt"})
_RECIPIENTS = re.compile(r"\W{0,3}noi nhan\b")
_ANNEX = re.compile(r"\W{0,3}(?:phu luc|bieu mau)\b\s{0,2}([ivx]{1,5}|\d{1,2})?\b")
_FOLLOWS = re.compile(
    r"\b(?:nhu sau|sau day|(?:noi dung|nhiem vu|giai phap|cong viec|yeu cau|viec)(?:\s+trong tam)? sau|cu the)\s*:$"
)
_ISSUES = re.compile(
    r"\b(?:ban hanh|xay dung|trien khai(?: thuc hien)?)\s+(?:ke hoach|chuong trinh)\b"
)
_NATION = re.compile(r"\W{0,3}cong\s+hoa\s+xa\s+hoi\s+chu\b")
_OF_LETTERHEAD = re.compile(r"\bso\s*:|,\s*ngay\b.{0,20}\bthang\b|doc lap\s*-|^\W{0,3}v/v\b")
_SUBJECT = re.compile(r"\W{0,3}v\s?/\s?v\b")
_SUBJECT_LINES = 4  # on which a letter's narrow column writes its subject
_MOST_IN_FRONT = 150
_LETTERHEAD_LINE = 120
_HEAD_LINES = 60
_PREAMBLE = 80
_SENTENCE = 40
_LETTERHEAD = 4


@dataclass(slots=True)
class Annex:
    """One annex: its printed number ("" when there is one without), the blocks below its title."""

    number: str
    blocks: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class Regions:
    """Blocks by part. `head` ends before the first numbered item; layout tables are taken apart there.

    `attached`: a plan follows the signature of the decision that carries it; its items join the body.
    """

    head: list[Paragraph] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)
    tail: list[Paragraph] = field(default_factory=list)
    annexes: list[Annex] = field(default_factory=list)
    attached: bool = False


def split_regions(blocks: Sequence[Block], pages: Container[int] = ()) -> Regions:
    """Share the joined blocks of all files out; nothing is lost, empty input gives empty parts.

    pages: the files that are further pages of the document in front, as when a person photographs a plan.
    """
    regions = Regions()
    part = "head"
    file = blocks[0].place.file if blocks else 0
    spread = list(_without_layout_tables(blocks))
    for block in spread[_begin(spread) :]:
        if block.place.file != file:
            file = block.place.file
            if file not in pages:
                part = "annex"
                if not _annex_number(block):
                    regions.annexes.append(Annex(""))
        number = _annex_number(block)
        if number is not None and (part != "head" or not _titled(regions.head)):
            part = "annex"
            regions.annexes.append(Annex(number))
            continue
        before, part = part, _next_part(part, block, regions)
        regions.attached = regions.attached or (before == "tail" and part == "body")
        _target(regions, part).append(block)
    if not any(isinstance(block, Paragraph) for block in regions.body):
        regions.body[:0] = _prose(regions.head)
    return regions


def _begin(blocks: Sequence[Block]) -> int:
    """Where the document itself begins: a web page tells of it, and shows its menus, above the letterhead.

    The letterhead is what stands together around the nation's name, else above the kind of document in capitals.
    Nothing is left out where something in front of it is a part of a document.
    """
    lines = [one.text if isinstance(one, Paragraph) else "" for one in blocks[:_MOST_IN_FRONT]]
    nation = (at for at, line in enumerate(lines) if _NATION.match(flat(line)))
    kind = (at for at, line in enumerate(lines) if _is_kind(line))
    start = min(next(nation, len(lines)), next(kind, len(lines)))
    if start == len(lines):
        return 0
    while start and (_of_letterhead(lines[start - 1]) or _of_subject(lines, start - 1)):
        start -= 1
    return 0 if any(map(_is_part, blocks[:start])) else start


def _is_kind(line: str) -> bool:
    return line.isupper() and flat(line).strip(" .:") in _kinds()


@cache
def _kinds() -> frozenset[str]:
    return frozenset(flat(row["name"]) for row in lexicon.table("kinds")["kind"])


def _of_letterhead(line: str) -> bool:
    """Whether a line may stand beside or above the nation's name: capitals, a number, a place with a day, a rule."""
    if not line or len(line) > _LETTERHEAD_LINE:
        return False
    return (
        line.isupper() or not any(map(str.isalpha, line)) or bool(_OF_LETTERHEAD.search(flat(line)))
    )


def _of_subject(lines: Sequence[str], at: int) -> bool:
    """Whether a line goes on with the subject of a letter below its number ("V/v phân công", "nhiệm vụ")."""
    if not lines[at] or lines[at].endswith((".", ";", ":")) or len(lines[at]) > _LETTERHEAD_LINE:
        return False
    above = lines[max(0, at - _SUBJECT_LINES) : at]
    return any(_SUBJECT.match(flat(line)) for line in above)


def _is_part(block: Block) -> bool:
    """Whether a block is a part of a document rather than of the page around it."""
    if isinstance(block, Table):
        return columns_of(block) is not None
    mark = ordinal_of(block.text)
    return (mark is not None and mark.kind in HEADING_KINDS | {"article"}) or _RECIPIENTS.match(
        flat(block.text)
    ) is not None


def _prose(head: Sequence[Paragraph]) -> list[Paragraph]:
    """What a plan without any item says below its letterhead, its legal bases left out."""
    start = next((at for at, one in enumerate(head) if len(one.text) > _PREAMBLE), len(head))
    bases = lexicon.opener("kinds", "basis", "always")
    return [one for one in head[start:] if not bases.match(flat(one.text))]


def _next_part(part: str, block: Block, regions: Regions) -> str:
    if part == "annex":
        return part
    if isinstance(block, Table):
        return "body"
    if _RECIPIENTS.match(flat(block.text)):
        return "tail"
    if part == "tail":
        return "body" if _attached_document(block) else part
    if part == "body" and _ended(regions.body) and not ordinal_of(block.text):
        return "tail"
    opens = (
        _opens_body(block)
        or _unnumbered_heading(block, regions.head)
        or (part == "head" and _announces_body(regions.head))
    )
    return "body" if part == "body" or opens or len(regions.head) > _HEAD_LINES else "head"


def _target(regions: Regions, part: str) -> list[Block]:
    if part == "annex":
        return regions.annexes[-1].blocks
    parts: dict[str, list[Block]] = {
        "head": regions.head,  # type: ignore[dict-item]
        "body": regions.body,
        "tail": regions.tail,  # type: ignore[dict-item]
    }
    return parts[part]


def _opens_body(block: Paragraph) -> bool:
    mark = ordinal_of(block.text)
    if mark is None:
        return False
    spelt = mark.kind == "paren" and block.text[0].isalpha()  # "Một là, ..."
    return spelt or mark.kind in HEADING_KINDS | {"article", "number"}


def _titled(head: Sequence[Paragraph]) -> bool:
    """Whether more than a letterhead stands above: an annex in a file of its own begins with its title."""
    return len(head) >= _LETTERHEAD or any(len(one.text) > _PREAMBLE for one in head)


def _unnumbered_heading(block: Paragraph, head: Sequence[Paragraph]) -> bool:
    """A heading in capitals, where a document numbers none: exactly the words of a class of headings,
    or beginning with them once a preamble has been read.
    """
    if not block.text.isupper() and not block.level:
        return False
    plain = flat(block.text).strip(" :")
    known = lexicon.classify("headings", block.text) is not None
    words = {flat(phrase) for row in lexicon.table("headings")["row"] for phrase in row["phrases"]}
    return known and (plain in words or any(len(one.text) > _PREAMBLE for one in head))


def _announces_body(head: Sequence[Paragraph]) -> bool:
    """``... ban hành Kế hoạch cải cách hành chính năm 2026 như sau:`` stands last: what follows is the body."""
    last = head[-1].text if head else ""
    if len(last) > _SENTENCE and not last.isupper() and _FOLLOWS.search(flat(last)):
        return True
    if len(last) <= _PREAMBLE:
        return False
    said = re.split(r",\s", last)[-1]
    return last.endswith((".", ":")) and begins_name(said) and bool(_ISSUES.search(flat(said)))


def _ended(body: list[Block]) -> bool:
    last = body[-1] if body else None
    return isinstance(last, Paragraph) and last.text.rstrip().endswith("./.")


def _attached_document(block: Paragraph) -> bool:
    """A plan that follows the signature of the decision that carries it."""
    text = block.text
    return text.isupper() and bool(lexicon.opener("attached", "titles").match(flat(text)))


def _annex_number(block: Block) -> str | None:
    """The number of the annex a title opens ("" without one); None when it opens none."""
    if isinstance(block, Table) or len(block.text) > 160:
        return None
    match = _ANNEX.match(flat(block.text))
    if match is None or block.text.endswith((".", ";", ",")):
        return None
    title = block.text[: match.end()].isupper() or block.level or block.centred or block.bold
    if not title and len(block.text) > 20:
        return None
    return (match[1] or "").upper()


def _without_layout_tables(blocks: Iterable[Block]) -> Iterable[Block]:
    """Letterheads and signatures stand in tables without borders: their cells become paragraphs."""
    for block in blocks:
        if isinstance(block, Table) and columns_of(block) is None and is_layout(block):
            for column in range(max(len(row) for row in block.rows)):
                for row in block.rows:
                    cell = row[column] if column < len(row) else None
                    for line in cell.lines if cell else ():
                        yield Paragraph(line, cell.place if cell else block.place, centred=True)
        else:
            yield block


def is_layout(table: Table) -> bool:
    """Whether a table only places a letterhead or a signature side by side."""
    text = flat(" ".join(cell.text for row in table.rows[:6] for cell in row if cell))
    first = next((cell.text for cell in table.rows[0] if cell and cell.lines), "")
    if flat(first).strip(" .") in _NUMBER_COLUMN:
        return False  # "Nơi nhận" may head a column
    return len(table.rows) <= 6 and bool(lexicon.finder("attached", "layout").search(text))
