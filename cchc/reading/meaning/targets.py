"""Targets with a measure: comparator, value, unit, and how often; or the level that will set the value.

Read from tables of targets, from the items below headings of targets, contents and tasks, from task texts and
from products. Below a heading of targets a bare count ("02 hội nghị") measures; elsewhere it only says how many. A
wording without number and without reference is no target. What a number measures: measures.py.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from cchc.core.text import squeeze
from cchc.reading import lexicon
from cchc.reading.blocks import Place
from cchc.reading.draft import Target, TaskDraft
from cchc.reading.flat import flat
from cchc.reading.meaning.bounds import Measure, bound_apart, is_whole
from cchc.reading.meaning.goals import announces_targets, lines_of_targets
from cchc.reading.meaning.measures import (
    bound_in,
    is_bare_level,
    measure_of_cell,
    measures_in,
    period_of_quota,
    reference_in,
    worst_of_range,
)
from cchc.reading.meaning.outline import (
    area_of,
    area_of_heading,
    section_of,
    without_closing,
)
from cchc.reading.meaning.quotas import quotas_in
from cchc.reading.meaning.tasks import Found, Trees, source_of
from cchc.reading.structure.ordinals import BULLETS
from cchc.reading.structure.targets import TargetRow, target_rows, unit_inside
from cchc.reading.structure.tree import Node

_CLAUSES = re.compile(r"\s*;\s*|(?<=[a-zà-ỹ0-9%)])\.\s+(?=[A-ZĐÀ-Ỹ0-9“\"])|\n+")
_SENTENCES = re.compile(r"(?<=[a-zà-ỹ0-9%)])\.\s+(?=[A-ZĐÀ-Ỹ“\"])|\n+")
_PARTS = re.compile(r",\s+(?=[Tt](?:ỷ|ỉ) lệ\b|[Cc]hỉ số\b|[Mm]ức độ\b|[Ss]ố\s)")
_CONNECT = re.compile(r"\s*,\s+|\s+va\s+")
_OPENS = re.compile(
    r"(?:dam bao|bao dam|co|to chuc thuc hien|phan dau|hang thang|hang quy|moi thang|moi quy|dat)\b"
)
_QUOTED = re.compile(r"[“\"][^”\"]{5,300}[”\"]")
_DAY = re.compile(r"\d{1,2}\s?/\s?\d{1,2}\s?/\s?\d{2}|\b(?:quy|thang)\s+[\divx]{1,4}\b")
_PAST = re.compile(
    r"\W{0,3}(?:trong |ket thuc |het |den het |tinh den het |ket qua )?nam (?:hoc )?(?P<y>20\d\d)\b"
)
_RANKED = re.compile(
    r"\b(?:thu hang|xep hang|vi tri xep|thu bac|hang)\b(?!\s+(?:thang|quy|nam|hoa))"
)
_SEVERAL = re.compile(r"[a-zà-ỹ]{2}[^;\n.]*(?:;|\n|\.\s)")
_OPENS_LIST = re.compile(r"[^:;\d]{3,120}:(?=\s)")
_CLIMBS = re.compile(r"\b(?:tang|cai thien)\b")
_LONGEST = 6000


def find_targets(trees: Trees, found: Found) -> list[Target]:
    """The measured targets in reading order; [] where the document measures nothing or plans nothing."""
    if (
        not found.tasks
        and trees.kind
        and trees.kind not in lexicon.table("kinds")["planning"]["kinds"]
    ):
        return []
    of_items: dict[int, list[TaskDraft]] = {}
    for index, node in found.nodes.items():
        of_items.setdefault(id(node), []).append(found.tasks[index])
    targets = _of_body(trees, of_items)
    for index, task in enumerate(found.tasks):
        if found.how == "table" and index not in found.nodes:
            targets.extend(_of_task(task, None, trees.year))
            targets.extend(_of_levels(task, found.levels.get(index, ()), trees.year))
    for annex in trees.annexes:
        lines = {
            id(node): goal for node, goal in lines_of_targets(annex, of_items.keys(), plans=False)
        }
        titled = announces_targets(annex)
        for node in annex.walk():
            targets.extend(_of_tables(node, trees.year))
            for task in of_items.get(id(node), ()):
                targets.extend(_of_task(task, node.place, trees.year))
            if titled and (node.numbered or node.kind in BULLETS) and id(node) not in of_items:
                goal = lines.get(id(node), True)
                targets.extend(
                    _in_text(
                        node.text,
                        node.path,
                        area_of(section_of(node)),
                        node.place,
                        trees.year,
                        goal=goal,
                    )
                )
    return targets


def _of_body(trees: Trees, of_items: dict[int, list[TaskDraft]]) -> list[Target]:
    plans = trees.kind in lexicon.table("kinds")["planning"]["kinds"]
    lines = lines_of_targets(trees.body, of_items.keys(), plans=plans)
    goals = {id(node): goal for node, goal in lines}
    targets: list[Target] = []
    for node in trees.body.walk():
        targets.extend(_of_tables(node, trees.year))
        tasks = of_items.get(id(node), ())
        for task in tasks:
            targets.extend(_of_task(task, node.place, trees.year))
        if tasks:
            targets.extend(_of_leads(tasks[0], node, trees.year))
        if not tasks and id(node) in goals:
            area = area_of(section_of(node))
            targets.extend(
                _in_text(
                    node.text,
                    node.path,
                    area,
                    node.place,
                    trees.year,
                    goal=goals[id(node)],
                    bound=_said_for_list(node),
                )
            )
    return targets


def _of_tables(node: Node, year: int) -> Iterator[Target]:
    """The rows of tables of targets: the name, its measure in a column of its own or in the name."""
    for table in node.tables:
        for row in target_rows(table, year, announced=announces_targets(node)):
            areas = (area_of_heading(row.text), area_of_heading(row.group), area_of(node))
            area = next((one for one in areas if one != "other"), "other")
            if row.value:
                yield from _of_row(row, node.path, area, year)
            else:
                yield from _in_text(row.text, node.path, area, row.place, year, goal=True)


def _of_row(row: TargetRow, path: str, area: str, year: int) -> Iterator[Target]:
    if _says_several(_of_this_year(row.value, year), year):
        yield from _in_text(row.value, path, area, row.place, year, goal=True)
        return
    row = replace(row, value=_of_this_year(squeeze(row.value), year))
    text = without_closing(squeeze(row.text))
    told = reference_in(row.value, goal=True)
    rate = "%" in row.header or flat(row.text).startswith("ty le")
    unit = row.unit or ("%" if rate else "") or unit_inside(row.text) or unit_inside(row.header)
    measure = None if told or _DAY.search(flat(row.value)) else measure_of_cell(row.value, unit)
    if measure is not None and measure.comparator == "=":
        measure = replace(measure, comparator=_bound_of(row) or "=")
    if measure is None and told is None:
        return
    if measure is not None and measure.comparator == ">=" and _is_rank(row):
        worst = worst_of_range(row.value) or measure.value
        measure = replace(measure, comparator="<=", value=worst)  # no worse than 18th
    yield Target(
        path=path, text=text, area=area,
        comparator=measure.comparator if measure else None,
        value=measure.value if measure else None,
        reference=told if measure is None else None,
        unit=measure.unit if measure else unit or None,
        per=period_of_quota(f"{row.text} {row.unit} {row.value}"),
        source=source_of(row.place),
    )  # fmt: skip


def _bound_of(row: TargetRow) -> str | None:
    """The comparator that the column or the name of a row says: ``Thời gian chờ tối đa (phút)``."""
    return bound_in(row.header) or bound_apart(flat(row.text))


def _of_this_year(value: str, year: int) -> str:
    """Of a cell that names several years the part of the plan's: ``Năm 2025: 96; năm 2026: 98``."""
    parts = re.split(r"[;,]\s+(?=[Nn]ăm\s+20\d\d)", value)
    return next((part for part in parts if len(parts) > 1 and str(year) in part), value)


def _says_several(value: str, year: int) -> bool:
    """Whether a cell is a list of levels in sentences of its own rather than the level of what its row names."""
    if _SEVERAL.search(value) is None:
        return False
    return sum(bool(measures_in(part, year)) for part in _CLAUSES.split(value)) > 1


def _is_rank(row: TargetRow) -> bool:
    """Whether a row tells a place in a ranking, the first being the best, and not how many places to climb."""
    if _CLIMBS.search(flat(row.value)):
        return False
    return "%" not in row.unit and bool(_RANKED.search(flat(f"{row.unit} {row.text}")))


def _of_task(task: TaskDraft, place: Place | None, year: int) -> Iterator[Target]:
    for text in (task.text, *task.products):
        counted = (
            text is not task.text and text[:1].isdecimal()
        )  # "02 lớp tập huấn" to be delivered
        found = _in_text(text, task.path, task.area, place, year, goal=counted)
        for target in islice(found, 1) if counted else found:
            if place is None:
                target.source = task.source
            yield target


def _of_leads(task: TaskDraft, node: Node, year: int) -> Iterator[Target]:
    """How much each unit that leads is to do: ``Đơn vị thực hiện: Khoa Kinh tế 12 bài, Khoa Luật 8 bài``."""
    for line in node.fields:
        said = "; ".join(line.values) if line.field == "lead" else ""
        if quotas_in(said):
            yield from _in_text(
                f"{task.text}: {said}", task.path, task.area, line.place, year, goal=False
            )


def _of_levels(task: TaskDraft, lines: Sequence[str], year: int) -> Iterator[Target]:
    """What the column of levels of a task's row asks for: sentences, or a figure that measures the task."""
    value = "\n".join(lines)
    place = Place()
    found = list(_in_text(value, task.path, task.area, place, year, goal=True))
    if lines and not found:
        row = TargetRow(task.text, value, "", place)
        found = list(_of_row(row, task.path, task.area, year))
    for target in found:
        target.source = task.source
        yield target


def _in_text(
    text: str,
    path: str,
    area: str,
    place: Place | None,
    year: int,
    *,
    goal: bool,
    bound: str | None = None,
) -> Iterator[Target]:
    """The targets of a text; `bound` is the comparator that the line in front says for all of a list."""
    source = source_of(place or Place())
    told = False
    for sentence in _SENTENCES.split(text[:_LONGEST]):
        told = (told or _tells_what_was(sentence, year)) and not _looks_ahead(sentence, year)
        if told:
            continue
        quotas = quotas_in(sentence)
        for words, measure in quotas or _in_clauses(sentence, year, goal=goal, bound=bound):
            yield Target(
                path=path, text=without_closing(squeeze(words)), area=area,
                comparator=measure.comparator if measure else None,
                value=measure.value if measure else None,
                reference=None if measure else reference_in(words, goal=goal),
                unit=measure.unit if measure else _reference_unit(flat(words)),
                per=period_of_quota(words),
                source=source,
            )  # fmt: skip


def _in_clauses(
    sentence: str, year: int, *, goal: bool, bound: str | None
) -> Iterator[tuple[str, Measure | None]]:
    for clause in _CLAUSES.split(sentence):
        if _tells_what_was(clause, year):
            continue
        if ":" in clause and (opened := _OPENS_LIST.match(clause)):
            bound = bound_apart(flat(opened[0])) or bound
        for words, found in _measured(clause, year, goal=goal):
            yield words, found if _aims_higher(clause) else _with_bound(found, bound)


def _with_bound(measure: Measure | None, bound: str | None) -> Measure | None:
    if measure is None or bound is None or measure.comparator != "=" or is_whole(measure):
        return measure
    return replace(measure, comparator=bound)


def _aims_higher(clause: str) -> bool:
    """``Tối thiểu: 75%; phấn đấu: 80%``: the second is not bounded by the first's word."""
    return "phan dau" in flat(clause)


def _said_for_list(node: Node) -> str | None:
    """The comparator of the line that opens a list: ``Bảo đảm tối thiểu các mức sau:``."""
    above = node.parent
    if above is None:
        return None
    lines = [above, *(child for child in above.children[:1] if child is not node)]
    texts = (flat(one.text) for one in lines if one.text.endswith(":"))
    return next((bound for text in texts if (bound := bound_apart(text))), None)


def _tells_what_was(clause: str, year: int) -> bool:
    """``Năm 2025, tỷ lệ hồ sơ đúng hạn đạt 96,1%`` in a plan for 2026."""
    past = _PAST.match(flat(clause))
    return past is not None and int(past["y"]) < year and str(year) not in clause


def _looks_ahead(sentence: str, year: int) -> bool:
    """Whether a sentence of a paragraph about an earlier year turns to the plan's own: all others tell what was."""
    return str(year) in sentence or bool(lexicon.finder("measures", "ahead").search(flat(sentence)))


def _measured(clause: str, year: int, *, goal: bool) -> Iterator[tuple[str, Measure | None]]:
    """The words of each measure of a clause, with the measure; a reference gives (words, None)."""
    plain = flat(clause)
    measures = [one for one in measures_in(clause, year) if goal or _counts(one, clause)]
    if goal and not measures and (told := _after_colon(clause)):
        yield clause, told
        return
    for part in _PARTS.split(clause) if measures else [clause]:
        if reference_in(part, goal=goal) and not measures_in(part, year):
            yield part, None
    if not measures:
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


def _after_colon(clause: str) -> Measure | None:
    """``Tin, bài: 24``; ``Thứ hạng: nhóm 10``: a name and, behind a colon, a bare level."""
    _, colon, value = clause.partition(": ")
    return measure_of_cell(value, "") if colon and is_bare_level(value) else None


def _counts(measure: Measure, clause: str) -> bool:
    """A bare count ("01 khóa") or a time limit outside the targets is none; rates, shares, bounds, quotas are."""
    often = flat(measure.unit or "") == "lan" and measure.comparator == ">="
    return (often or not measure.is_time) and (
        measure.unit in {"%", "hạng"}
        or measure.is_share
        or measure.comparator != "="
        or "lan luong" in flat(measure.unit or "")
        or period_of_quota(clause) is not None
    )


def _opening(plain: str, start: int, left: int) -> int:
    """Where the words of the first measure begin: behind "..., đảm bảo" when that opens them."""
    for cut in reversed(list(_CONNECT.finditer(plain, start, left + 1))):
        if _OPENS.match(plain, cut.end()) and cut.end() <= left:
            return cut.end()
    return start


def _border(plain: str, measure: Measure, following: Measure) -> int:
    cuts = list(_CONNECT.finditer(plain, measure.right, following.left + 1))
    if not cuts:
        return measure.right
    if not plain[measure.right : cuts[0].start()].strip():
        return cuts[0].start()
    opening = [cut for cut in cuts if _OPENS.match(plain, cut.end())]
    return (opening or cuts)[-1].start()


def _reference_unit(plain: str) -> str | None:
    return "%" if "ty le" in plain else None
