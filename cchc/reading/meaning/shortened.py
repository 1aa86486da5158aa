"""Names that the document shortens: ``Trung tâm Phục vụ hành chính công (sau đây gọi tắt là Trung tâm)``."""

import re
from collections.abc import Sequence

from cchc.core.text import fold, squeeze
from cchc.reading.draft import TaskDraft
from cchc.reading.flat import flat
from cchc.reading.structure.names import begins_name

_SHORT = re.compile(
    r"\((?P<said>(?:sau day\s+)?(?:(?:duoc\s+)?goi (?:tat|chung) la|viet tat(?:\s+la)?)\s*:?\s*)?"
    r"(?P<short>[^()\n]{2,60})\)"
)
_CLAUSE = re.compile(r"[,;:.()\n]")
_LETTERS = re.compile(r"[A-ZĐ&.-]{2,12}")
_WORD = re.compile(r"(?<!\w)(?=[^\W\d_])")
_LONGEST_NAME = 120
_ENOUGH = 400_000


def write_out_names(tasks: Sequence[TaskDraft], text: str) -> None:
    """Put the whole name where a task's field holds nothing but the short one."""
    full = short_names(text)
    for task in tasks if full else ():
        task.lead = [full.get(fold(name), name) for name in task.lead]
        task.coordinating = [full.get(fold(name), name) for name in task.coordinating]


def short_names(text: str) -> dict[str, str]:
    """The whole name of each short one, folded, that the text defines; the first definition holds."""
    found: dict[str, str] = {}
    text = text[:_ENOUGH]
    plain = flat(text)
    for match in _SHORT.finditer(plain):
        short = squeeze(text[match.start("short") : match.end("short")])
        if not match["said"] and not _LETTERS.fullmatch(short):
            continue
        name = _name_before(text[max(0, match.start() - _LONGEST_NAME) : match.start()])
        if name and (match["said"] or _abbreviates(short, name)):
            found.setdefault(fold(short), name)
    return found


def _name_before(text: str) -> str:
    """The unit's name that ends the text, from where it begins in the last clause."""
    clause = _CLAUSE.split(text)[-1].strip()
    starts = (word.start() for word in _WORD.finditer(clause))
    return next((squeeze(clause[start:]) for start in starts if begins_name(clause[start:])), "")


def _abbreviates(short: str, name: str) -> bool:
    """Whether the letters begin words of the name, in that order: "TTPVHCC" for the centre above."""
    rest = iter(word[0] for word in flat(name).split())
    return all(letter in rest for letter in flat(short) if letter.isalnum())
