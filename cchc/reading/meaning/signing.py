"""Who signed a document, and to whom it is sent."""

import re
from collections.abc import Iterable, Iterator, Sequence

from cchc.reading import lexicon
from cchc.reading.blocks import Block, Paragraph
from cchc.reading.draft import Signer
from cchc.reading.flat import flat

_RANKS = re.compile(
    rf"^(?:(?:{'|'.join(sorted(lexicon.table('bodies')['signing']['ranks'], key=len, reverse=True))})(?:\.\s*|\s+))+"
)
_HEADS_OFFICE = re.compile(
    r" TRƯỞNG$|^(?:[A-Z]{1,3}\.\s*)?(?:PHÓ )?TRƯỞNG "
)  # "KT. TRƯỞNG THUẾ TỈNH"
_FILE_COPY = re.compile(r"luu\s*(?::|vt\b)")
_NAME = 6  # words
_POSITION = 90  # characters
_RECIPIENTS = re.compile(r"\W{0,3}noi nhan\s*:?\s*")


def read_signer(tail: Sequence[Paragraph]) -> Signer:
    """Authority (KT., TL., TM.), position and name, as printed."""
    signer = Signer()
    for line in _signature_lines(tail):
        if _is_position(line):
            _position(signer, line)
        elif (signer.position or signer.authority) and _is_person(line):
            signer.name = line
            break
    return signer


def signer_in(body: Sequence[Block]) -> Signer:
    """The last position in capitals with a name within three lines below it; an empty one where there is none."""
    lines = [block for block in body if isinstance(block, Paragraph)]
    for at in range(len(lines) - 2, -1, -1):
        if _is_position(lines[at].text):
            found = read_signer(_signature(lines, at))
            if found.name:
                return found
    return Signer()


def _signature(lines: Sequence[Paragraph], at: int) -> Sequence[Paragraph]:
    """From the first of the lines in capitals that end at `at` ("KT. GIÁM ĐỐC") to three lines below."""
    start = at
    while start > 0 and _is_position(lines[start - 1].text):
        start -= 1
    return lines[start : at + 4]


def _is_position(line: str) -> bool:
    """ "PHÓ GIÁM ĐỐC", "KT. HẠT TRƯỞNG": in capitals, and a position by the table or its last word."""
    if not line.isupper() or len(line) > _POSITION:
        return False
    positions = lexicon.finder("bodies", "signing", "positions")
    return bool(positions.search(flat(line))) or _HEADS_OFFICE.search(line) is not None


def _is_person(text: str) -> bool:
    """Two to six words, each with a capital in front ("Vàng A Chứ"), degrees and ranks before them left out."""
    words = _RANKS.sub("", text).split()
    return 2 <= len(words) <= _NAME and all(
        word[0].isupper() and (len(word) == 1 or word[1:].strip("'’").islower()) for word in words
    )


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


def _signature_lines(tail: Sequence[Paragraph]) -> Iterator[str]:
    """What stands in the tail beside or below the recipients, "GIÁM ĐỐC - <name>" as two lines."""
    for block in tail:
        opened = _RECIPIENTS.match(flat(block.text))
        if opened:
            yield _beside(block.text[opened.end() :])
        elif block.text.startswith(("-", "+", "•")):
            yield block.text[_end_of_recipient(block.text) :].strip()
        else:
            yield from re.split(r"\s+[-–—]\s+", block.text)


def _beside(text: str) -> str:
    """The signature's first line on the line of "Nơi nhận:", where two columns were read as one; else empty."""
    return text.strip() if text.isupper() else ""


def _end_of_recipient(text: str) -> int:
    """Where the words of a recipient end: before a position in capitals or a name behind its closing mark."""
    for mark in re.finditer(r"[.;]\s+", text):
        rest = text[mark.end() :].strip()
        if (rest.isupper() and " " in rest) or _is_person(rest):
            return mark.end()
    return len(text)


def read_recipients(tail: Sequence[Paragraph]) -> list[str]:
    """The lines under Nơi nhận, without bullets and closing marks; "Lưu" stays, as printed."""
    names: list[str] = []
    inside = False
    for block in tail:
        opened = _RECIPIENTS.match(flat(block.text))
        rest = block.text[opened.end() :] if opened else block.text
        inside = inside or bool(opened)
        bullet = re.match(r"[-–—•+]\s*", rest)
        if inside and rest and (bullet or (opened and not _beside(rest))):
            names.extend(
                _recipient(part)
                for part in re.split(r";\s*(?:[-–]\s+)?", rest[: _end_of_recipient(rest)])
                if part.strip(" -.;")
            )
    return [*_up_to_file(name for name in names if name)]


def _up_to_file(names: Iterable[str]) -> Iterator[str]:
    """The recipients up to the file copy ("Lưu: VT"), which stands last; a web page goes on with its own lists."""
    for name in names:
        yield name
        if _FILE_COPY.match(flat(name)):
            return


def _recipient(text: str) -> str:
    return re.sub(r"^[-–—•+]\s*", "", text.strip()).rstrip(" .;")
