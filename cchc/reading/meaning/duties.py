"""Duties listed per unit instead of per task, as letters, directives and decisions give them.

``2. Văn phòng Sở`` with items below it, or ``Sở Nội vụ chủ trì, phối hợp với ... hoàn thành trước ngày ...``.
An item counts only when it names a time or a product, so that general reminders are no tasks.
"""

import re
from dataclasses import dataclass, replace
from functools import cache

from cchc.reading import lexicon
from cchc.reading.flat import flat
from cchc.reading.meaning.acts import LONGEST_NAME, helpers_of, order_inside, verb_behind_name
from cchc.reading.meaning.inline import steady_in, time_in
from cchc.reading.meaning.measures import measures_in
from cchc.reading.meaning.orders import Part, behind_subject, pieces_of_work
from cchc.reading.meaning.outline import class_of
from cchc.reading.meaning.report_periods import periods_in
from cchc.reading.meaning.units import split_units
from cchc.reading.structure.names import begins_name, is_collective
from cchc.reading.structure.ordinals import HEADING_KINDS
from cchc.reading.structure.tree import Node

_PRODUCT = re.compile(  # "chương trình", "quá trình" send nothing to anybody
    r"\b(?:ban hanh|(?<!chuong )(?<!qua )(?<!cong )(?<!lo )(?<!tien )(?<!quy )trinh|gui|bao cao)\b"
)
# "... tập trung chỉ đạo thực hiện các nội dung sau đây": whatever the verbs, a list of work follows.
_LIST_OPENS = re.compile(
    r"\s(?:tap trung|chi dao|to chuc|trien khai|thuc hien|chu dong|khan truong|nghiem tuc|co trach nhiem)\b"
    r"[^.;:]{0,60}\b(?:noi dung|nhiem vu|cong viec|giai phap|yeu cau|viec)\b(?:\s+[a-z]+){0,4}\s+"
    r"(?:sau|sau day|duoi day|nhu sau|cu the)$"
)
_FIRST = re.compile(r"[;.]\s")
_ON_THIS = re.compile(
    r"(?:dinh ky\s+)?(?:tong hop,?\s+|gui\s+|lap\s+)?bao cao\s+[^.;]{0,60}\b"
    r"(?:cong van|ke hoach|chi thi|quyet dinh|cong dien|van ban|chuong trinh) nay\b"
)
_REPORTS = re.compile(r"(?:dinh ky\s+)?(?:tong hop,?\s+|gui\s+|lap\s+|xay dung\s+)?bao cao\b")


@dataclass(frozen=True, slots=True)
class Duty:
    """A piece of work, the item it stands in, who leads it, who is named as coordinating, and its time."""

    node: Node
    text: str
    lead: list[str]
    coordinating: list[str]
    time: str | None


def find_duties(body: Node, year: int, within: str | None = None) -> list[Duty]:
    """The duties of the body in reading order, [] where no unit is given any.

    within: only below headings of this class.
    """
    found: list[Duty] = []
    for node in body.walk():
        if within and class_of(node) != within:
            continue
        units = named_units(node)
        if units:
            found.extend(_listed(node, units, year))
        elif node.kind != "root" and not (node.parent and named_units(node.parent)):
            found.extend(_own_sentences(node, year))
    return found


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(rf"\s{lexicon.any_of('units', 'opening')}$")


def named_units(node: Node) -> list[str]:
    """The units that an item names and nothing else: its items below are their duties."""
    text = node.text.rstrip(" :.")
    if not node.children or len(text) > 2 * LONGEST_NAME:
        return []
    if node.kind in HEADING_KINDS and lexicon.classify("headings", text):
        return []  # "TỔ CHỨC THỰC HIỆN" is no unit
    order = lexicon.opener("units", "orders").match(flat(text))
    name = text[order.end() :].lstrip() if order else text
    opening = _opening().search(flat(name)) or _LIST_OPENS.search(flat(name))
    name = name[: opening.start()] if opening else name
    if len(name) > LONGEST_NAME or not begins_name(name):
        return []
    several = lexicon.opener("units", "collective").match(flat(name))
    if several and not (is_collective(name) or begins_name(name[several.end() :].lstrip())):
        return []  # "Các nhiệm vụ trọng tâm"
    verb = verb_behind_name(name.replace(";", ","))
    return split_units(name) if verb is None else []


def _listed(node: Node, units: list[str], year: int) -> list[Duty]:
    """What the items below the name of units give them.

    Beside one with a time, another of the same list counts without one, unless it only reminds ("Tiếp tục ...").
    """
    given = [_given(child, units, year) for child in node.children]
    timed = {child.kind for child, duties in zip(node.children, given, strict=True) if duties}
    for at, child in enumerate(node.children):
        if not given[at] and child.kind in timed - {"para"} and not child.children:
            firm = not _reminds(child.text) or bool(measures_in(child.text, year))
            given[at] = _given(child, units, year, firm=firm)
    return [duty for duties in given for duty in duties]


def _reminds(text: str) -> bool:
    return bool(lexicon.opener("units", "reminders").match(flat(text)))


def _given(node: Node, units: list[str], year: int, *, firm: bool = False) -> list[Duty]:
    """What an item below the name of units gives them; a paragraph behind them all may speak of others."""
    plain = flat(node.text)
    if node.kind == "para":
        if lexicon.opener("units", "closing").match(plain):
            return []
        if lexicon.opener("units", "orders").match(plain) or _speaks_of_others(node.text):
            return _own_sentences(node, year)
    several = len(units) > 1 or is_collective(units[0])
    if several and _names_its_own(node.text):  # "ĐỐI VỚI CÁC SỞ" above "Sở Tư pháp rà soát ..."
        return _own_sentences(node, year)
    duty = _duty(node, node.text, node.text, units, year, firm=firm)
    return [duty] if duty else []


def _speaks_of_others(text: str) -> bool:
    """Whether a paragraph opens with the name of several units and what they do: it closes the whole list."""
    return is_collective(text) and verb_behind_name(text) is not None


def _names_its_own(text: str) -> bool:
    """Whether an item opens with the name of the unit that is to do it; its officials in general are none."""
    end = verb_behind_name(text)
    return end is not None and not lexicon.opener("units", "officials").match(flat(text))


def _own_sentences(node: Node, year: int) -> list[Duty]:
    """What an item that opens with a unit's name gives it: once, or once per sentence that gives work.

    Beside an order with a time or a product, what else the same sentences order counts without one.
    """
    parts = pieces_of_work(node.text, year)
    duties = [_own_sentence(node, part, year) for part in parts]
    if any(duties) and len(parts) > 1:
        duties = [
            duty or (_own_sentence(node, part, year, firm=True) if part.ordered else None)
            for duty, part in zip(duties, parts, strict=True)
        ]
    return [duty for duty in duties if duty]


def _own_sentence(node: Node, part: Part, year: int, *, firm: bool = False) -> Duty | None:
    whole = part.text
    if orders := behind_subject(whole):
        whole = whole[orders:] if verb_behind_name(whole[orders:]) else whole
    order = lexicon.opener("units", "orders").match(flat(whole))
    if order is None and (inside := order_inside(whole))[1]:
        whole = whole[inside[0] :]
        order = lexicon.opener("units", "orders").match(flat(whole))
    text = whole[order.end() :].lstrip() if order else whole
    start = verb_behind_name(text)
    if start is None:
        return None
    duty = _duty(node, whole, text[start:], split_units(text[:start]), year, firm=firm)
    return replace(duty, time=duty.time or part.time) if duty else None


def _duty(
    node: Node, whole: str, text: str, lead: list[str], year: int, *, firm: bool = False
) -> Duty | None:
    """firm: an order that stands among orders with times needs none of its own."""
    act = flat(text).lstrip(" :,")
    follows = lexicon.opener("units", "following").match(act)
    told = whole
    if follows:  # what others do by a day, behind it, is not theirs
        end = _FIRST.search(whole)
        told = whole[: end.start() if end else None]
    time = time_in(told, year) or steady_in(told)
    said = {line.field for line in node.fields} & {"time", "product"}
    counts = time or said or ((firm or _PRODUCT.search(act)) and not follows)
    if not lead or not counts:
        return None
    if is_collective(lead[0]) and _asks_for_reports(act, year):
        return None
    return Duty(node, whole, lead, helpers_of(text), time)


def _asks_for_reports(act: str, year: int) -> bool:
    """Whether all that units are to do is to report on the whole at set times: a reporting date, no task."""
    if _ON_THIS.match(act):
        return True
    named = len([one for one in periods_in(act, year) if "bao cao" in act])
    return named > 1 or (named > 0 and bool(_REPORTS.match(act)))
