"""A task's text as folded syllables that remember where they stand, and the runs they form."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from cchc.core.text import fold
from cchc.plans.rules.comparing.settings import table

Span = tuple[int, int]
Gram = tuple[str, ...]
Forms = Mapping[str, Sequence["Form"]]
QUIET = "·"
_WORD = re.compile(r"[^\W_]+%?|%")
_CLAUSE_END = re.compile(r"[,;:.()\[\]\n–—]|\s-\s")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST_TEXT = 4_000


class Word(NamedTuple):
    """One folded syllable; `span` is where its word stands in the text, `clause` which clause holds it.

    `sign`: the syllable in runs; one of a quiet word bears the mark of quiet ones. `alone`: the syllable as a run of
    its own, with its accents, since without them "thể" and "thế" would be one.
    """

    folded: str
    span: Span
    clause: int
    sign: str
    alone: str


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[Word, ...]:
    """The syllables of a text (its first 4,000 characters), years left out, equal forms made one.

    An abbreviation stands as the syllables of its full form, all at its own place. "" gives none.
    """
    return tuple(_hushed(_in_one_form(_without_years(_read(text[:_LONGEST_TEXT])))))


def years_in(text: str) -> frozenset[str]:
    """The years that a text names."""
    return frozenset(match[0] for match in _WORD.finditer(text) if _YEAR.fullmatch(match[0]))


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Folded text without years and in one form: what two texts must share to say the same."""
    return " ".join(word.folded for word in words_of(text))


def grams_of(words: Sequence[Word], longest: int) -> dict[Gram, list[int]]:
    """Every run of 1 to `longest` syllables inside one clause, with the positions where it begins."""
    found: dict[Gram, list[int]] = {}
    signs = [word.sign for word in words]
    clauses = [word.clause for word in words]
    count = len(words)
    for start in range(count):
        found.setdefault((words[start].alone,), []).append(start)
        for end in range(start + 2, min(start + longest, count) + 1):
            if clauses[end - 1] != clauses[start]:
                break
            found.setdefault(tuple(signs[start:end]), []).append(start)
    return found


def without_edges(words: Sequence[Word], marked: Iterable[int]) -> list[int]:
    """The marked positions without the joining words ("của", "tại") at the edges of each run of them."""
    kept: list[int] = []
    for position in sorted(marked):
        while kept and kept[-1] < position - 1 and words[kept[-1]].sign in _joining():
            kept.pop()
        follows = bool(kept) and kept[-1] == position - 1
        if follows or words[position].sign not in _joining():
            kept.append(position)
    while kept and words[kept[-1]].sign in _joining():
        kept.pop()
    return kept


def spans_of(words: Sequence[Word], marked: Iterable[int]) -> tuple[Span, ...]:
    """Places in the text of the marked positions; neighbours of one clause are one place."""
    spans: list[Span] = []
    before = -2
    for position in sorted(set(marked)):
        start, end = words[position].span
        joins = before == position - 1 and words[before].clause == words[position].clause
        if spans and (joins or start < spans[-1][1]):
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
        before = position
    return tuple(spans)


def is_quiet(sign: str) -> bool:
    """Whether a run's syllable belongs to a word that tells no task from another."""
    return sign.startswith(QUIET)


def _read(text: str) -> list[Word]:
    words: list[Word] = []
    clause = end = 0
    for match in _WORD.finditer(text):
        start = match.start()
        if start - end > 1 or text[end:start] not in {"", " "}:
            clause += bool(_CLAUSE_END.search(text, end, start))
        end = match.end()
        parts = _folded(match[0])
        for part in parts:
            alone = match[0].lower() if len(parts) == 1 else part
            words.append(Word(part, (start, end), clause, part, alone))
    return words


@lru_cache(maxsize=8192)
def _folded(word: str) -> tuple[str, ...]:
    return tuple(fold(word).split())


def _without_years(words: Sequence[Word]) -> list[Word]:
    kept: list[Word] = []
    for word in words:
        if not (word.folded[0] in "12" and _YEAR.fullmatch(word.folded)):
            kept.append(word)
        elif kept and kept[-1].folded == "nam":
            kept.pop()
    return kept


def _in_one_form(words: Sequence[Word]) -> list[Word]:
    """Every form that means the same is replaced by what is meant."""
    made: list[Word] = []
    at = 0
    while at < len(words):
        word = words[at]
        form = _form_at(words, at, _same())
        if form is None:
            made.append(word)
            at += 1
            continue
        span = (word.span[0], words[at + len(form.gram) - 1].span[1])
        made.extend(
            Word(part, span, word.clause, part, alone)
            for part, alone in zip(form.folded, form.written, strict=True)
        )
        at += len(form.gram)
    return made


def _hushed(words: list[Word]) -> list[Word]:
    """The words with the signs of quiet ones marked, the longest quiet word at each place first."""
    at = 0
    while at < len(words):
        form = _form_at(words, at, _quiet())
        length = len(form.gram) if form else 0
        for place in range(at, at + length):
            sign = QUIET + words[place].folded
            words[place] = words[place]._replace(sign=sign, alone=sign)
        at += length or 1
    return words


def _form_at(words: Sequence[Word], at: int, forms: Forms) -> "Form | None":
    """The longest of the forms that stands here whole."""
    left = len(words) - at
    for form in forms.get(words[at].folded, ()):
        gram = form.gram
        if len(gram) > left:
            continue
        for offset in range(1, len(gram)):
            if words[at + offset].folded != gram[offset]:
                break
        else:
            return form
    return None


class Form(NamedTuple):
    """Syllables as they are found, and what is put in their place, folded and as written."""

    gram: Gram
    folded: Gram
    written: Gram


@cache
def _same() -> Forms:
    """Every form and, so that no part of it is taken for another, what is meant itself."""
    rows = table()["same"].items()
    return _by_first((form, meant) for meant, forms in rows for form in (meant, *forms))


@cache
def _quiet() -> Forms:
    return _by_first((word, "") for word in table()["words"]["quiet"])


@cache
def _joining() -> frozenset[str]:
    """Signs of quiet words of one syllable: "của", "tại" ..."""
    return frozenset(QUIET + form.gram[0] for forms in _quiet().values() for form in forms
                     if len(form.gram) == 1)  # fmt: skip


def _by_first(rows: Iterable[tuple[str, str]]) -> Forms:
    """By first syllable: forms and what is meant, longest first."""
    found: dict[str, list[Form]] = {}
    for form, meant in rows:
        gram = tuple(fold(form).split())
        made = Form(gram, tuple(fold(meant).split()), tuple(meant.lower().split()))
        found.setdefault(gram[0], []).append(made)
    return {first: sorted(forms, key=lambda row: -len(row.gram)) for first, forms in found.items()}
