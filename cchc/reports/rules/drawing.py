"""Drawings of a report's figures, each with what it takes to be read: unit, day, source, the same values as a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import unescape

from cchc.indicators.rules import exact, rounded
from cchc.indicators.rules.targets import Aim
from cchc.publishing.charts import TASK_PARTS, Bar, Stack, bars, stacks
from cchc.publishing.document import Cell, Column, Picture, TableNode
from cchc.publishing.layout import date_in_figures
from cchc.reports.rules.paper import NO_DATA, in_table
from cchc.reports.rules.snapshot import ALL, BEFORE, Fact, Scope, Snapshot, places_of

COMPARED: Final = {">=": "≥ ", "<=": "≤ ", "=": "", ">": "> ", "<": "< "}
_COUNTS: Final = ("done_on_time", "done_late", "open", "overdue")
_WHOLE: Final = 100
_REMARKS: Final = "Ghi chú"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart. note: unit of measure, day and source in a line; heads, rows: its values, words in the first column."""

    title: str
    note: str
    picture: Picture
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def ends_in_words(self) -> bool:
        """Whether the last column holds remarks; all between it and the first hold figures."""
        return self.heads[-1] == _REMARKS


def tasks_drawing(snapshot: Snapshot) -> Drawing | None:
    """Tasks of the window by area and state as stacked bars; None when no area is known whole."""
    areas = dict.fromkeys(
        fact.key.split(".")[1] for fact in snapshot.facts if fact.key.startswith("task.")
    )
    known = [row for area in areas if area != ALL and (row := _stack(snapshot, area))]
    if not known:
        return None
    title = "Kết quả thực hiện nhiệm vụ trong kỳ theo lĩnh vực"
    whole = _stack(snapshot, ALL) if len(known) > 1 else None
    summed = [Stack("Tổng số", whole.values)] if whole else []
    return Drawing(
        title=title,
        note=_note("nhiệm vụ", snapshot, "danh sách nhiệm vụ của cơ quan"),
        picture=_picture(title, stacks(title, known)),
        heads=("Lĩnh vực", "Phải thực hiện", *(part.name for part in TASK_PARTS)),
        rows=tuple(
            (row.label, str(sum(row.values)), *map(str, row.values)) for row in [*known, *summed]
        ),
    )


def shares_drawing(
    snapshot: Snapshot, aims: Mapping[str, Aim], *, is_aimed: bool = False
) -> Drawing | None:
    """Percentages of the period as bars, with the level that the plan asks for across them; None without any.

    aims: by key of the fact. is_aimed: only those for which a level is asked. Without a preceding period the table has
    no column for it.
    """
    facts = [
        fact
        for fact in snapshot.facts
        if fact.key.startswith("indicator.")
        and fact.is_share
        and (fact.key in aims or (fact.value is not None and not is_aimed))
    ]
    if all(fact.value is None for fact in facts):
        return None
    is_compared = any(fact.key in aims for fact in facts)
    title = "Các tỷ lệ trong kỳ"
    if is_compared:
        title = "Các tỷ lệ trong kỳ so với chỉ tiêu của kế hoạch năm"
    source = "số liệu của các cơ quan, đơn vị và danh sách nhiệm vụ"
    asked = ("Chỉ tiêu năm",) if is_compared else ()
    then = (snapshot.before_heading,) if snapshot.holds(BEFORE) else ()
    return Drawing(
        title=title,
        note=_note("%", snapshot, source),
        picture=_picture(
            title, bars(title, [_bar(f, aims.get(f.key)) for f in facts], most=_WHOLE)
        ),
        heads=("Tỷ lệ", "Kỳ này", *asked, *then, _REMARKS),
        rows=tuple(
            _line(fact, snapshot, aims, is_compared=is_compared, has_before=bool(then))
            for fact in facts
        ),
    )


def in_paper(drawing: Drawing | None) -> tuple[Picture | TableNode, ...]:
    """The chart and its table as lines of an official document."""
    if drawing is None:
        return ()
    picture = Picture(
        drawing.picture.svg, drawing.picture.alt, caption=f"{drawing.title}. {drawing.note}"
    )
    columns = [Column(6), *(Column(2.4, "right") for _ in drawing.heads[1:])]
    if drawing.ends_in_words:
        columns[-1] = Column(3.6)
    head = tuple(Cell((words,), bold=True, align="center") for words in drawing.heads)
    rows = tuple(tuple(Cell((words,) if words else ()) for words in row) for row in drawing.rows)
    return picture, TableNode(tuple(columns), (head,), rows)


def _line(
    fact: Fact,
    snapshot: Snapshot,
    aims: Mapping[str, Aim],
    *,
    is_compared: bool,
    has_before: bool,
) -> tuple[str, ...]:
    before = snapshot.get(f"{BEFORE}{fact.key}")
    aim = aims.get(fact.key)
    asked = (_asked(aim) if aim else "",) if is_compared else ()
    missing = f"chưa gồm {len(fact.missing)} đơn vị" if fact.missing else ""
    scope = "" if fact.scope is Scope.OWN else fact.scope.label.lower()
    remark = "; ".join(filter(None, (_judged(fact, aim), scope, missing)))
    earlier = _figure(before) if before is not None and before.value is not None else ""
    then = (earlier,) if has_before else ()
    return (fact.label, _figure(fact), *asked, *then, remark[:1].upper() + remark[1:])


def _bar(fact: Fact, aim: Aim | None) -> Bar:
    word = _judged(fact, aim)
    return Bar(
        label=fact.label,
        value=None if fact.value is None else float(fact.value),
        shown=_figure(fact),
        target=float(aim.value) if aim else None,
        target_shown=_asked(aim) if aim else "",
        tone={"đạt": "ontime", "chưa đạt": "late"}.get(word, "plain"),  # type: ignore[arg-type]
        word=word,
    )


def _judged(fact: Fact, aim: Aim | None) -> str:
    if aim is None or fact.value is None:
        return ""
    return "đạt" if aim.is_met(fact.value) else "chưa đạt"


def _asked(aim: Aim) -> str:
    return f"{COMPARED[aim.comparator]}{exact(aim.value)}%"


def _figure(fact: Fact) -> str:
    if fact.value is None:
        return in_table(fact) or NO_DATA
    figure = f"{exact(rounded(fact.value, places_of(fact)))}%"
    return f"{figure} (ước)" if fact.is_estimated else figure


def _stack(snapshot: Snapshot, area: str) -> Stack | None:
    total = snapshot.get(f"task.{area}.total")
    counts = [snapshot.get(f"task.{area}.{name}") for name in _COUNTS]
    known = [int(fact.value) for fact in counts if fact is not None and fact.value is not None]
    if total is None or len(known) != len(counts):
        return None
    on_time, late, left, overdue = known
    parts = (on_time, late, max(left - overdue, 0), min(overdue, left))
    return Stack(total.group_name or area, parts)


def _note(measure: str, snapshot: Snapshot, source: str) -> str:
    day = date_in_figures(snapshot.as_of)
    return f"Đơn vị tính: {measure}. Tính đến hết ngày {day}. Nguồn: {source}."


def _picture(title: str, svg: str) -> Picture:
    described = unescape(svg.partition("<desc>")[2].partition("</desc>")[0])
    return Picture(svg, described, caption=title)
