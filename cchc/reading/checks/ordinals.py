"""Ordinals used twice or left out under one heading."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from cchc.reading.checks.context import Context
from cchc.reading.draft import Finding
from cchc.reading.meaning.tasks import source_of
from cchc.reading.structure.ordinals import BULLETS
from cchc.reading.structure.tree import Node

# Points are lettered a, b, c, d, đ, e, g, h, i, k ...; some offices keep to the Latin alphabet.
_ALPHABETS = ("abcdđeghiklmnopqrstuvxy", "abcdefghijklmnopqrstuvwxyz")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_COUNTED = frozenset({"roman", "number", "multi2", "multi3", "paren", "alpha"})
_WIDEST = 3


def repeated_ordinal(context: Context) -> Iterator[Finding]:
    """The same ordinal twice under one heading."""
    for parent in _parents(context):
        seen: defaultdict[tuple[str, str], int] = defaultdict(int)
        for node in parent.children:
            if not node.label or node.kind in BULLETS:
                continue
            mark = (node.kind, node.label)
            seen[mark] += 1
            if seen[mark] > 1:
                key = f"{node.path}#{seen[mark]}"
                message = f"Ký hiệu “{node.label}” được dùng {seen[mark]} lần trong cùng một mục."
                yield Finding("repeated-ordinal", "note", key, message, source_of(node.place))


def skipped_ordinal(context: Context) -> Iterator[Finding]:
    """An ordinal left out between two neighbours (1, 2, 4); a gap in both alphabets for letters."""
    if not context.plan.tasks:
        return
    for parent in _parents(context):
        counted = [node for node in parent.children if node.kind in _COUNTED and node.label]
        for before, node in pairwise(counted):
            if before.kind == node.kind and leaves_out(before.label, node.label, node.kind):
                message = (
                    f"Thiếu ký hiệu giữa “{before.label}” và “{node.label}”. Hãy kiểm tra có sót "
                    "mục nào không."
                )
                yield Finding("skipped-ordinal", "note", node.path, message, source_of(node.place))


def _parents(context: Context) -> Iterator[Node]:
    return (parent for root in context.trees.all() for parent in root.walk())


def leaves_out(before: str, after: str, kind: str) -> bool:
    """Whether one or two ordinals of this kind lie between two neighbours; a wider gap begins another list."""
    steps = [step for step in _steps(before, after, kind) if step is not None]
    return bool(steps) and all(1 < step <= _WIDEST for step in steps)


def _steps(before: str, after: str, kind: str) -> list[int | None]:
    if kind == "alpha":
        return [_step(alphabet.find(before), alphabet.find(after)) for alphabet in _ALPHABETS]
    if kind == "roman":
        return [_value(after) - _value(before)]
    head, _, last = before.rpartition(".")
    new_head, _, new_last = after.rpartition(".")
    same = head == new_head and last.isdecimal() and new_last.isdecimal()
    return [int(new_last) - int(last)] if same else []


def _step(before: int, after: int) -> int | None:
    return after - before if before >= 0 and after >= 0 else None


def _value(roman: str) -> int:
    values = [_ROMAN[letter] for letter in roman]
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))
