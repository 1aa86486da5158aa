"""Who signed a document, and to whom it is sent."""

import re
from collections.abc import Sequence

from cchc.reading import lexicon
from cchc.reading.blocks import Paragraph
from cchc.reading.draft import Signer
from cchc.reading.flat import flat

_PERSON = re.compile(r"(?:[A-ZĐÀ-Ỹ][a-zà-ỹ]+\s+){1,4}[A-ZĐÀ-Ỹ][a-zà-ỹ]+")
_RECIPIENTS = re.compile(r"\W{0,3}noi nhan\s*:?\s*")


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
