"""Targets with a measure: comparator, value, unit, and how often; or the level that will set the value.

Read from the items below headings of targets, contents and tasks, from task texts and from products.
A wording without number and without reference is no target here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from cchc.core.text import squeeze
from cchc.reading import lexicon
from cchc.reading.blocks import Place
from cchc.reading.draft import Target, TaskDraft
from cchc.reading.flat import flat
from cchc.reading.meaning.outline import (
    area_of,
    area_of_heading,
    class_of,
    section_of,
    without_closing,
)
from cchc.reading.meaning.tasks import Found, Trees, source_of
from cchc.reading.structure.targets import target_rows
from cchc.reading.structure.tree import Node, is_heading

_CLASSES = frozenset({"target", "content", "task", "assignment"})
_CLAUSES = re.compile(r"\s*;\s*|(?<=[a-zà-ỹ0-9%)])\.\s+(?=[A-ZĐÀ-Ỹ0-9“\"])|\n+")
_CONNECT = re.compile(r"\s*,\s+|\s+va\s+")
_OPENS = re.compile(
    r"(?:dam bao|bao dam|co|to chuc thuc hien|phan dau|hang thang|hang quy|moi thang|moi quy|dat)\b"
)
_REFERENCE = re.compile(
    r"theo\s+(?:chi tieu|muc tieu|ty le)\s+(?:duoc\s+)?"
    r"(?:giao|(?:ubnd|uy ban nhan dan|trung uong|chinh phu)\b)[^.;,]{0,80}"
)
_QUOTED = re.compile(r"[“\"][^”\"]{5,300}[”\"]")
_PER = ((re.compile(r"\b(?:hang|moi|tren) thang\b|/\s?thang\b"), "month"),
        (re.compile(r"\b(?:hang|moi|tren) quy\b|/\s?quy\b"), "quarter"))  # fmt: skip
_LAST_DIGIT = re.compile(r"\d(?=\D*$)")
_LONGEST = 6000


@dataclass(frozen=True, slots=True)
class _Measure:
    left: int
    right: int
    comparator: str
    value: float
    unit: str
    is_share: bool  # "12/12 thôn"


@cache
def _pattern() -> re.Pattern[str]:
    before = "|".join(
        rf"(?P<{name}>{lexicon.any_of('measures', name)})"
        for name in ("at_least", "at_most", "greater", "less")
    )
    behind = (
        rf"(?:\s*(?:(?P<up>{lexicon.any_of('measures', 'behind_at_least')})"
        rf"|(?P<down>{lexicon.any_of('measures', 'behind_at_most')})))?"
    )
    units = lexicon.any_of("measures", "units")
    return re.compile(
        rf"(?<![a-z0-9])(?:(?:{before})\s*)?(?<![\d.,/])(?P<value>\d{{1,6}}(?:[.,]\d{{1,3}})?)"
        rf"(?:/(?P<of>\d{{1,5}}))?(?P<range>\s?%?\s?(?:-|den)\s?\d{{1,3}}(?:[.,]\d{{1,3}})?)?\s?"
        rf"(?:(?P<percent>%)|(?P<unit>{units})(?![a-z0-9]))[^,;.%]{{0,40}}?{behind}(?=[\s,;.)]|$)"
    )


def find_targets(trees: Trees, found: Found) -> list[Target]:
    """The measured targets in reading order; [] where the document measures nothing."""
    targets: list[Target] = []
    of_items = {id(node): found.tasks[index] for index, node in found.nodes.items()}
    for node in trees.body.walk():
        targets.extend(_of_tables(node))
        task = of_items.get(id(node))
        if task is not None:
            targets.extend(_of_task(task, node.place))
        elif _may_hold(node, of_items):
            targets.extend(_in_text(node.text, node.path, area_of(section_of(node)), node.place))
    for task in found.tasks:
        if found.how == "table":
            targets.extend(_of_task(task, None))
    for annex in trees.annexes:
        for node in annex.walk():
            if id(node) in of_items:
                targets.extend(_of_task(of_items[id(node)], node.place))
    return targets


def _of_tables(node: Node) -> Iterator[Target]:
    """The rows of tables of targets: the name, its measure in a column of its own."""
    for table in node.tables:
        for row in target_rows(table):
            last = _LAST_DIGIT.search(row.value) if "%" not in row.value else None
            cut = last.end() if last else len(row.value)
            measured = f"{row.value[:cut]} {row.unit if last else ''}{row.value[cut:]}"
            found = next(_in_text(measured, node.path, "other", row.place, product=True), None)
            if found is not None:
                found.text = without_closing(squeeze(row.text))
                found.unit = found.unit or row.unit or None
                found.per = _per(flat(row.text))
                found.area = area_of_heading(row.text)
                found.area = area_of(node) if found.area == "other" else found.area
                yield found


def _may_hold(node: Node, of_items: dict[int, TaskDraft]) -> bool:
    if node.kind == "root" or is_heading(node) or class_of(node) not in _CLASSES:
        return False
    return not any(id(above) in of_items for above in node.ancestors())


def _of_task(task: TaskDraft, place: Place | None) -> Iterator[Target]:
    for text, product in ((task.text, False), *((name, True) for name in task.products)):
        for target in _in_text(text, task.path, task.area, place, product=product):
            if place is None:
                target.source = task.source
            yield target


def _in_text(
    text: str, path: str, area: str, place: Place | None, *, product: bool = False
) -> Iterator[Target]:
    source = source_of(place or Place())
    for clause in _CLAUSES.split(text[:_LONGEST]):
        for words, measure in _measured(clause, product=product):
            plain = flat(words)
            yield Target(
                path=path, text=without_closing(squeeze(words)), area=area,
                comparator=measure.comparator if measure else None,
                value=measure.value if measure else None,
                reference=None if measure else _reference(words),
                unit=measure.unit if measure else _reference_unit(plain),
                per=_per(plain),
                source=source,
            )  # fmt: skip


def _measured(clause: str, *, product: bool) -> Iterator[tuple[str, _Measure | None]]:
    """The words of each measure of a clause, with the measure; a reference gives (words, None)."""
    plain = flat(clause)
    measures = [one for one in _measures(clause, plain) if product or _counts(one)]
    if not measures:
        if _REFERENCE.search(plain):
            yield clause, None
        return
    quoted = list(_QUOTED.finditer(clause))
    if len(measures) == 1 and len(quoted) > 1 and quoted[-1].end() <= measures[0].left:
        cut = quoted[-1].start()
        yield clause[:cut].rstrip(" ,và"), measures[0]
        yield clause[cut:], measures[0]
        return
    start = _opening(plain, 0, measures[0].left)
    for index, measure in enumerate(measures):
        following = measures[index + 1] if index + 1 < len(measures) else None
        end = _border(plain, measure, following) if following else len(clause)
        yield clause[start:end].strip(" ,"), measure
        connected = _CONNECT.match(plain, end)
        start = connected.end() if connected else end


def _measures(clause: str, plain: str) -> Iterator[_Measure]:
    for match in _pattern().finditer(plain):
        value = float(match["value"].replace(",", "."))
        unit = "%" if match["percent"] else clause[match.start("unit") : match.end("unit")]
        yield _Measure(
            match.start(), match.end(), _comparator(match), value, unit, bool(match["of"])
        )


def _comparator(match: re.Match[str]) -> str:
    if match["up"] or match["at_least"] or (match["range"] and match["percent"]):
        return ">="
    if match["down"] or match["at_most"]:
        return "<="
    if match["greater"]:
        return ">"
    return "<" if match["less"] else "="


def _counts(measure: _Measure) -> bool:
    """A bare count ("01 khóa") is a target in a product only; rates, shares and bounds always are."""
    return (
        measure.unit == "%"
        or measure.is_share
        or measure.comparator != "="
        or "lan luong" in flat(measure.unit)
    )


def _opening(plain: str, start: int, left: int) -> int:
    """Where the words of the first measure begin: behind "..., đảm bảo" when that opens them."""
    for cut in reversed(list(_CONNECT.finditer(plain, start, left + 1))):
        if _OPENS.match(plain, cut.end()) and cut.end() <= left:
            return cut.end()
    return start


def _border(plain: str, measure: _Measure, following: _Measure) -> int:
    cuts = list(_CONNECT.finditer(plain, measure.right, following.left + 1))
    if not cuts:
        return measure.right
    if not plain[measure.right : cuts[0].start()].strip():
        return cuts[0].start()
    opening = [cut for cut in cuts if _OPENS.match(plain, cut.end())]
    return (opening or cuts)[-1].start()


def _reference(words: str) -> str | None:
    match = _REFERENCE.search(flat(words))
    return words[match.start() : match.end()].strip() if match else None


def _per(plain: str) -> str | None:
    return next((code for pattern, code in _PER if pattern.search(plain)), None)


def _reference_unit(plain: str) -> str | None:
    return "%" if "ty le" in plain else None
