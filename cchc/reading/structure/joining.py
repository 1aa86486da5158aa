"""Printed lines that belong to one sentence become one paragraph again.

Only lines that the file kind calls printed lines (`is_line`) are joined. See docs/algorithms/reading.md.
"""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from functools import cache

from cchc.reading import lexicon
from cchc.reading.blocks import Block, Paragraph, Place
from cchc.reading.flat import flat
from cchc.reading.structure.labels import label_at
from cchc.reading.structure.ordinals import ordinal_of

_ENDS = (".", ";", ":", "!", "?", "./.")
LONGEST = 20_000  # characters of one paragraph; no office writes more
_TAKES_A_NUMBER = re.compile(
    r"(?<!hằng )(?<!hàng )(?<!mỗi )(?<!từng )\b(?:quý|điều|khoản|phụ lục|số|thứ|giai đoạn|ngày|tháng)$"
)
_TAIL = 40  # characters at the end of a paragraph that are looked at
_FULL = 0.8  # a line this full of the usual width was cut by the page, not by the writer


def join_lines(blocks: Iterable[Block], pages: Container[int] = ()) -> list[Block]:
    """The blocks with broken sentences mended; places cover all joined lines.

    pages: the files that are further pages of the document in front: sentences go on there.
    """
    blocks = list(blocks)
    widths = _usual_widths(blocks, pages)
    joined: list[Block] = []
    last_line = ""
    for whole in blocks:
        block = _clipped(whole)
        before = joined[-1] if joined else None
        if (
            isinstance(block, Paragraph)
            and isinstance(before, Paragraph)
            and (before.place.file == block.place.file or block.place.file in pages)
            and _continues(before, last_line, block, widths[block.place.file])
        ):
            joined[-1] = _merged(before, block)
        else:
            joined.append(block)
        last_line = block.text if isinstance(block, Paragraph) else ""
    return joined


def _clipped(block: Block) -> Block:
    if isinstance(block, Paragraph) and len(block.text) > LONGEST:
        return replace(block, text=block.text[:LONGEST])
    return block


def _usual_widths(blocks: Sequence[Block], pages: Container[int]) -> defaultdict[int, int]:
    """The usual length of a line per file; further pages share that of the document."""
    lengths: defaultdict[int, list[int]] = defaultdict(list)
    documents: dict[int, int] = {}
    for block in blocks:
        file = block.place.file
        if file not in documents:
            documents[file] = documents.get(file - 1, file) if file in pages else file
        if isinstance(block, Paragraph) and block.is_line:
            lengths[documents[file]].append(len(block.text))
    widths: defaultdict[int, int] = defaultdict(lambda: 10_000)
    for file, document in documents.items():
        if found := sorted(lengths[document]):
            widths[file] = max(45, found[min(len(found) - 1, len(found) * 9 // 10)])
    return widths


def _continues(before: Paragraph, last_line: str, line: Paragraph, width: int) -> bool:
    if not (before.is_line and line.is_line):
        return False
    if line.level or before.level or not last_line:
        return False
    if opens_item(line.text) and not _cut_in_front_of_number(last_line, line, width):
        return False
    if len(before.text) > LONGEST:
        return False
    if _cut_in_front_of_number(last_line, line, width):
        return True
    if not line.text.isupper() and _open_end().search(before.text.lower()[-_TAIL:]):
        return True
    small = line.text[0].islower() or line.text[0] in ",;.)"
    if before.text.endswith(("...", "…", ",")):
        return small or (before.text.endswith(",") and not before.text.isupper())
    if before.text.endswith(_ENDS):
        full = not line.blank_before and len(last_line) >= width * _FULL
        return small and full and before.text.endswith((";", ":"))
    if small:
        return True
    if before.text.isupper() != line.text.isupper():
        return False
    return not line.blank_before and len(last_line) >= width * _FULL


@cache
def _open_end() -> re.Pattern[str]:
    """Words, as they are written, with which no paragraph ends."""
    words = "|".join(map(re.escape, lexicon.table("attached")["open_ends"]))
    return re.compile(rf"(?<![^\W\d_])(?:{words})$")


def _cut_in_front_of_number(last_line: str, line: Paragraph, width: int) -> bool:
    """``hoàn thành trong quý`` / ``I.``: a full line that ends with a word which only a number can follow."""
    return (
        len(last_line) >= width * _FULL
        and not line.blank_before
        and (line.text[0].isdecimal() or line.text[0] in "IVX")
        and _TAKES_A_NUMBER.search(last_line.lower()) is not None
    )


def opens_item(text: str) -> bool:
    """Whether a line begins something new: an ordinal, a bullet, a field label or a legal basis."""
    if ordinal_of(text) is not None or label_at(text) is not None:
        return True
    return text[:1].isupper() and bool(lexicon.opener("kinds", "basis", "always").match(flat(text)))


def _merged(before: Paragraph, line: Paragraph) -> Paragraph:
    return replace(
        before, text=f"{before.text} {line.text}", place=spanning(before.place, line.place)
    )


def spanning(first: Place, last: Place) -> Place:
    """The place from the start of the first to the end of the last; other facts are the first's."""
    if first.span is None or last.span is None or first.file != last.file:
        return first
    return replace(first, span=(first.span[0], max(first.span[1], last.span[1])))
