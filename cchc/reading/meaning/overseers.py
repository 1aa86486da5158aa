"""Units to which the part on organisation gives whole areas: ``Chủ trì các nhiệm vụ về: Cải cách thể chế; ...``

They are offered as lead, marked as inherited, where nothing else says who leads: no annex cited or supplied.
"""

import re
from collections.abc import Iterator, Sequence

from cchc.reading import lexicon
from cchc.reading.draft import TaskDraft
from cchc.reading.flat import flat
from cchc.reading.meaning.annexes import citing_annex
from cchc.reading.meaning.duties import named_units
from cchc.reading.meaning.outline import area_of_heading, class_of
from cchc.reading.meaning.sentences import assignment_in
from cchc.reading.meaning.tasks import Trees
from cchc.reading.structure.tables import names_area
from cchc.reading.structure.tree import Node

_SENTENCE = re.compile(r"\.\s")
_AREAS = re.compile(r"\s*[;,:]\s*|\s+va\s+(?=cai cach|cong tac|linh vuc)|\s*\(|\.$")
_LEAD_WITHIN = 12  # characters before the verb that leads: "- Là đơn vị chủ trì ..."


def offer_area_leads(tasks: Sequence[TaskDraft], trees: Trees) -> None:
    """Set the lead of tasks without one from the areas given to units; nothing where an annex assigns."""
    if trees.annexes or not any(not task.lead for task in tasks):
        return
    if citing_annex(trees.body) is not None:
        return
    leads = _area_leads(trees.body)
    for task in tasks:
        if not task.lead and (lead := leads.get(task.area)):
            task.lead, task.marks["lead"] = list(lead), ["inherited"]


def _area_leads(body: Node) -> dict[str, list[str]]:
    """The unit of each area that exactly one line of the organisation part gives away."""
    found: dict[str, list[list[str]]] = {}
    for node in body.walk():
        if class_of(node) != "organisation":
            continue
        for unit, text in _given(node):
            for area in _areas(text):
                found.setdefault(area, []).append(unit)
    return {area: units[0] for area, units in found.items() if len(units) == 1}


def _given(node: Node) -> Iterator[tuple[list[str], str]]:
    """(unit, what it leads) of an item: lines below a unit's name, or a sentence that opens with one."""
    units = named_units(node)
    if units:
        for child in node.children:
            lead = lexicon.finder("units", "leading").search(flat(child.text))
            if lead and lead.start() <= _LEAD_WITHIN:
                yield units, child.text[lead.end() :]
    elif not (node.parent and named_units(node.parent)):
        said = assignment_in(node.text, 0)
        lead = lexicon.finder("units", "leading").search(flat(node.text)) if said else None
        if said and lead:
            yield list(said.lead), node.text[lead.end() :]


def _areas(text: str) -> set[str]:
    """The areas that the first sentence names as a whole, behind "các nội dung", "nhiệm vụ" and the like."""
    end = _SENTENCE.search(text)
    text = text[: end.start() if end else None]
    plain = flat(text)
    given = lexicon.finder("areas", "given").search(plain)
    if given is None:
        return set()
    start = given.start()
    cuts = [(start, start), *((cut.start(), cut.end()) for cut in _AREAS.finditer(plain, start))]
    ends = [*(left for left, _ in cuts[1:]), len(text)]
    pieces = (text[right:end].strip() for (_, right), end in zip(cuts, ends, strict=True))
    return {area_of_heading(piece) for piece in pieces if names_area(piece)} - {"other"}
