"""Figures in an edited text stay bound to their facts. Plain Python.

A person edits plain text. What was a chip before and still stands among the same words is one again; another number
becomes a chip only where the facts on offer show it exactly once. Days are no figures.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from cchc.reports.rules.prose import Chip, Sentence, text

_NUMBER = r"\d+(?:[.,]\d+)*%?"
_TOKEN = re.compile(
    rf"(?P<day>\d{{1,2}}/\d{{1,2}}/\d{{4}}|(?<=ngày )\d{{1,2}}/\d{{1,2}})|(?P<number>{_NUMBER})"
    r"|(?P<word>[^\W\d]+|\s+|.)",
    re.DOTALL,
)
Token = tuple[str, bool]  # its text, and whether it is a number that may be a figure


def as_text(paragraphs: Iterable[Sentence]) -> str:
    """The paragraphs as a person edits them, one a line."""
    return "\n".join(text(each) for each in paragraphs)


def rebind(
    edited: str, before: Sequence[Sentence], offered: Iterable[Chip] = ()
) -> tuple[Sentence, ...]:
    """The edited text as paragraphs with its figures bound; blank lines separate nothing and are dropped.

    before: the paragraphs that were edited. offered: figures that today's facts give for the section.
    """
    lines = [" ".join(line.split()) for line in edited.splitlines() if line.strip()]
    new = [_tokens(line) for line in lines]
    old, chips = _flat(before)
    kept = _kept(old, chips, [token for line in new for token in line])
    lonely = _lonely(offered)
    place, found = 0, []
    for line in new:
        parts: list[str | Chip] = []
        for token, is_number in line:
            chip = kept.get(place) or (lonely.get(token) if is_number else None)
            _add(parts, chip or token)
            place += 1
        found.append(Sentence(tuple(parts)))
    return tuple(found)


def unbound(paragraphs: Iterable[Sentence]) -> tuple[str, ...]:
    """Numbers of the text that no fact stands behind, in order: written by hand or by a unit."""
    return tuple(
        token
        for each in paragraphs
        for part in each.parts
        if isinstance(part, str)
        for token, is_number in _tokens(part)
        if is_number
    )


def _tokens(line: str) -> list[Token]:
    return [(found.group(), found.lastgroup == "number") for found in _TOKEN.finditer(line)]


def _flat(paragraphs: Iterable[Sentence]) -> tuple[list[Token], dict[int, Chip]]:
    tokens: list[Token] = []
    chips: dict[int, Chip] = {}
    for each in paragraphs:
        for part in each.parts:
            if isinstance(part, Chip):
                chips[len(tokens)] = part
                tokens.append((part.shown, True))
            else:
                tokens += _tokens(part)
    return tokens, chips


def _kept(old: Sequence[Token], chips: dict[int, Chip], new: Sequence[Token]) -> dict[int, Chip]:
    if not chips:
        return {}
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return {
        block.b + step: chips[block.a + step]
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
        if block.a + step in chips
    }


def _lonely(offered: Iterable[Chip]) -> dict[str, Chip]:
    """Of the figures on offer those that are shown as no other fact is, and are no mere digit."""
    chips = set(offered)
    times = Counter(chip.shown for chip in chips)
    return {chip.shown: chip for chip in chips if times[chip.shown] == 1 and len(chip.shown) > 1}


def _add(parts: list[str | Chip], new: str | Chip) -> None:
    if isinstance(new, str) and parts and isinstance(parts[-1], str):
        parts[-1] += new
    else:
        parts.append(new)
