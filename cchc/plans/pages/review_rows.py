"""The reviewed draft as rows of a screen: sections and tasks in one flat list, so that a change is a few patches."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from cchc.core.text import fold
from cchc.orgs.models import UnitGroup
from cchc.orgs.selectors import group_units
from cchc.plans.forms.review import RECURRENCES
from cchc.plans.models import Draft, DraftUnit
from cchc.plans.rules.fields import FIELDS
from cchc.plans.rules.fields import label_of as label_of_field
from cchc.plans.rules.labels import label_of
from cchc.plans.services.matching import ACCEPTED_FROM

MARKS = {
    "inherited": lazy("Lấy theo mục phía trên, hãy đối chiếu"),
    "ocr": lazy("Chữ nhận dạng từ bản quét, hãy đối chiếu"),
    "doubtful": lazy("Chưa chắc chắn, hãy đối chiếu với văn bản gốc"),
}
NOT_FOUND, SUGGESTED, FOUND = "unknown", "suggested", "found"


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """What a wording stands for, as shown: state, name, and for a group how many units it means today."""

    wording: str
    state: str
    name: str = ""
    members: tuple[str, ...] = ()
    is_group: bool = False
    confidence: int = 0

    @property
    def hint(self) -> str:
        """The sentence behind a chip."""
        if self.state == NOT_FOUND:
            return _("Chưa có trong danh mục đơn vị")
        named = f"{self.name}: {', '.join(self.members)}" if self.is_group else self.name
        if self.state == SUGGESTED:
            return _("Có thể là %(name)s, cần xác nhận") % {"name": named}
        return named


@dataclass(frozen=True, slots=True)
class ProductLine:
    text: str
    dues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a row was read, as attributes of its element; empty texts when unknown."""

    file: int = 0
    start: str = ""
    end: str = ""
    line: str = ""
    page: str = ""
    box: str = ""


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A heading with the number of its tasks. `at` is its place among the draft's sections, -1 when added here."""

    dom_id: str
    heading: str
    path: str
    area: str
    count: int
    at: int
    origin: Origin
    is_section: bool = True


@dataclass(frozen=True, slots=True)
class Mark:
    """Fields that should be looked at for one reason: their names, what people call them, the reason."""

    fields: tuple[str, ...]
    labels: str
    reason: str


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task as a line of the review."""

    dom_id: str
    key: str
    path: str
    text: str
    lead: tuple[UnitMatch, ...]
    coordinating: tuple[UnitMatch, ...]
    products: tuple[ProductLine, ...]
    is_any: bool
    is_conditional: bool
    issued_by: str
    funding: str
    time: str
    dues: tuple[str, ...]
    marks: tuple[Mark, ...]
    worries: int
    origin: Origin
    is_section: bool = False


Row = SectionRow | TaskRow


@dataclass(frozen=True, slots=True)
class Patch:
    """One change of the shown list: `act` is delete, replace or insert; `after` "" means at the top."""

    act: str
    row: Row
    after: str = ""


class Matches:
    """The units behind a draft's wordings, looked up once for a page."""

    def __init__(self, draft: Draft, on: date) -> None:
        """Reads the draft's matches and, once per collective name, the units that it means on that day."""
        rows = list(draft.unit_matches.select_related("unit", "group"))
        self._rows = {row.folded: row for row in rows}
        groups = {row.group for row in rows if row.group is not None}
        self._members = {group.pk: _members(group, on) for group in groups}
        self._shown: dict[str, UnitMatch] = {}

    def of(self, wording: str) -> UnitMatch:
        """How a wording is shown; unknown when it was never looked up."""
        if wording not in self._shown:
            self._shown[wording] = self._read(wording, self._rows.get(fold(wording)))
        return self._shown[wording]

    def _read(self, wording: str, row: DraftUnit | None) -> UnitMatch:
        if row is None or (row.unit is None and row.group is None):
            return UnitMatch(wording, NOT_FOUND)
        sure = row.confirmed_by_id is not None or row.confidence >= ACCEPTED_FROM
        state = FOUND if sure else SUGGESTED
        if row.group is not None:
            members = self._members[row.group.pk]
            return UnitMatch(wording, state, row.group.name, members, True, row.confidence)
        assert row.unit is not None
        return UnitMatch(wording, state, row.unit.name, (), False, row.confidence)


def _members(group: UnitGroup, on: date) -> tuple[str, ...]:
    return tuple(unit.name for unit in group_units(group, on))


def dom_id(prefix: str, key: str) -> str:
    """An element's id for any key: letters and digits only."""
    return f"{prefix}-{hashlib.sha1(key.encode(), usedforsecurity=False).hexdigest()[:10]}"


def rows_of(value: Mapping[str, Any], matches: Matches, areas: Mapping[str, str]) -> list[Row]:
    """Tasks in their order, a heading before each run of tasks of one section."""
    worries = Counter(finding["path"] for finding in value["findings"])
    sections = {section["heading"]: (at, section) for at, section in enumerate(value["sections"])}
    met: Counter[str] = Counter()
    rows: list[Row] = []
    for run in _runs(value["tasks"]):
        heading = run[0]["section"]
        met[heading] += 1
        rows.append(_section_row(heading, met[heading], run, sections.get(heading), areas))
        rows += [_task_row(task, matches, worries[task["key"]]) for task in run]
    return rows


def _runs(tasks: Iterable[Mapping[str, Any]]) -> list[list[Mapping[str, Any]]]:
    runs: list[list[Mapping[str, Any]]] = []
    for task in tasks:
        if not runs or runs[-1][0]["section"] != task["section"]:
            runs.append([])
        runs[-1].append(task)
    return runs


def _section_row(
    heading: str,
    time_met: int,
    run: Sequence[Mapping[str, Any]],
    known: tuple[int, Mapping[str, Any]] | None,
    areas: Mapping[str, str],
) -> SectionRow:
    at, section = known or (-1, {"path": "", "area": run[0]["area"], "source": None})
    return SectionRow(
        dom_id=dom_id("s", f"{heading}\n{time_met}"),
        heading=heading or _("Không thuộc mục nào"),
        path="" if "/" in section["path"] else section["path"],
        area=areas.get(run[0]["area"], run[0]["area"]),
        count=len(run),
        at=at,
        origin=origin_of(section.get("source")),
    )


def _task_row(task: Mapping[str, Any], matches: Matches, worries: int) -> TaskRow:
    schedule = task["schedule"]
    products = tuple(
        ProductLine(text, tuple(due_text(e) for e in schedule if e.get("product") == at))
        for at, text in enumerate(task["products"])
    )
    return TaskRow(
        dom_id=dom_id("t", task["key"]),
        key=task["key"],
        path=label_of(task["path"]) or "–",
        text=task["text"],
        lead=tuple(matches.of(name) for name in task["lead"]),
        coordinating=tuple(matches.of(name) for name in task["coordinating"]),
        products=products,
        is_any=task["products_rule"] == "any" and len(products) > 1,
        is_conditional=bool(task["conditional"]),
        issued_by=task.get("issued_by") or "",
        funding=task.get("funding") or "",
        time=task["time"] or "",
        dues=tuple(due_text(entry) for entry in schedule if entry.get("product") is None),
        marks=marks_of("tasks", task.get("marks", {})),
        worries=worries,
        origin=origin_of(task.get("source")),
    )


def marks_of(list_name: str, marked: Mapping[str, Sequence[str]]) -> tuple[Mark, ...]:
    """One mark for all fields that share their reasons, in the order of the fields: databases keep none."""
    together: dict[tuple[str, ...], list[str]] = {}
    for field in (name for name in FIELDS[list_name] if name in marked):
        together.setdefault(tuple(marked[field]), []).append(field)
    return tuple(
        Mark(
            tuple(fields),
            ", ".join(label_of_field(list_name, field) for field in fields),
            _reason(codes),
        )
        for codes, fields in together.items()
    )


def _reason(codes: Sequence[str]) -> str:
    return "; ".join(str(MARKS.get(code, MARKS["doubtful"])) for code in codes)


def due_text(entry: Mapping[str, Any]) -> str:
    """A milestone in a few words: "trước 15/09/2026", "hằng quý, ngày 20", "" when it names no time."""
    parts = []
    if entry.get("due"):
        day = date.fromisoformat(entry["due"]).strftime("%d/%m/%Y")
        parts.append(_("trước %(day)s") % {"day": day} if entry.get("before") else day)
    if entry.get("recurrence"):
        parts.append(str(RECURRENCES[entry["recurrence"]]))
    if entry.get("on"):
        parts.append(", ".join(_named_day(each) for each in entry["on"]))
    return ", ".join(parts) or _("chưa rõ hạn")


def _named_day(day: str) -> str:
    month, number = day.split("-")
    if month == "*":
        return _("ngày %(day)s") % {"day": int(number)}
    return f"{int(number)}/{int(month)}"


def origin_of(source: Mapping[str, Any] | None) -> Origin:
    """A source as attributes for the page; nothing known gives empty texts."""
    if not source:
        return Origin()
    span, box = source.get("span") or ("", ""), source.get("box") or ()
    return Origin(
        file=int(source.get("file") or 0),
        start=str(span[0]),
        end=str(span[1]),
        line=str(source.get("line") or ""),
        page=str(source.get("page") or (int(box[0]) if box else "")),
        box=",".join(str(round(each, 1)) for each in box[1:]) if box else "",
    )


def patches(old: Sequence[Row], new: Sequence[Row]) -> list[Patch]:
    """The fewest changes that make the shown list the new one; [] when nothing is seen to differ."""
    old_ids, new_ids = [row.dom_id for row in old], [row.dom_id for row in new]
    matcher = SequenceMatcher(None, old_ids, new_ids, autojunk=False)
    kept = {
        old_ids[block.a + step]: old[block.a + step]
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    }
    made = [Patch("delete", row) for row in old if row.dom_id not in kept]
    after = ""
    for row in new:
        if row.dom_id not in kept:
            made.append(Patch("insert", row, after))
        elif kept[row.dom_id] != row:
            made.append(Patch("replace", row))
        after = row.dom_id
    return made
