"""From an outline and a snapshot to what is printed: parts, statistics annex, charts."""

from collections.abc import Mapping, Sequence
from typing import Final, Literal, cast
from xml.sax.saxutils import unescape

from cchc.indicators.rules import exact, rounded, written
from cchc.publishing.charts import Bar, Stack, bars, stacks
from cchc.publishing.document import Picture
from cchc.publishing.report import (
    NOT_ARISING,
    Line,
    ReportPart,
    State,
    StatisticBlock,
    StatisticRow,
    StatisticsAnnex,
)
from cchc.reports.rules.outline import Annex, Outline
from cchc.reports.rules.snapshot import ALL, Fact, Snapshot, places_of

NOTHING_TO_DIVIDE: Final = "Không tính"
NO_DATA: Final = "Chưa có số liệu"


def state_of(fact: Fact) -> State:
    """Which of the four: a figure (0 is one), no data, không phát sinh, nothing to divide by."""
    if fact.is_not_arising:
        return "not_arising"
    if fact.has_nothing_to_divide:
        return "nothing_to_divide"
    return "no_data" if fact.value is None else "figure"


def in_table(fact: Fact) -> str:
    """The figure in a column of figures, decimals kept so that they line up: "1.234,50", "0", "Không phát sinh", ""."""
    state = state_of(fact)
    if state == "figure" and fact.value is not None:
        return written(fact.value, places_of(fact))
    return {"not_arising": NOT_ARISING, "nothing_to_divide": NOTHING_TO_DIVIDE}.get(state, "")


def statistic_row(fact: Fact) -> StatisticRow:
    """The annex's row of an indicator; the parts of a percentage stand in its note."""
    parts = ""
    if fact.is_share and fact.numerator is not None and fact.denominator is not None:
        parts = f"{exact(fact.numerator)}/{exact(fact.denominator)}"
    return StatisticRow(
        code=fact.key.removeprefix("indicator."),
        name=fact.label,
        measure=fact.measure,
        shown=in_table(fact),
        state=state_of(fact),
        value=None if fact.value is None else rounded(fact.value, places_of(fact)),
        numerator=fact.numerator,
        denominator=fact.denominator,
        is_estimated=fact.is_estimated and fact.value is not None,
        scope=fact.scope.label,
        missing=fact.missing,
        note="mẫu số bằng không" if fact.has_nothing_to_divide else parts,
    )


def statistics_of(annex: Annex, snapshot: Snapshot) -> StatisticsAnnex:
    """The statistics annex: the indicators of the annex's blocks and its single ones, in the snapshot's order."""
    facts = [
        fact
        for fact in snapshot.facts
        if fact.key.startswith("indicator.")
        and (fact.group in annex.blocks or fact.key.removeprefix("indicator.") in annex.indicators)
    ]
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(fact.group, []).append(fact)
    return StatisticsAnnex(
        title=annex.title,
        blocks=tuple(
            StatisticBlock(rows[0].group_name or code, tuple(map(statistic_row, rows)))
            for code, rows in groups.items()
        ),
    )


def parts_of(outline: Outline, texts: Mapping[str, Sequence[Line]]) -> tuple[ReportPart, ...]:
    """The report's parts with the lines written for each section's code; a section without lines keeps its heading."""
    return tuple(
        ReportPart(
            number=section.number,
            title=section.title,
            level=cast(Literal[1, 2, 3, 4], section.level),
            lines=tuple(texts.get(section.code, ())),
        )
        for section in outline.sections
    )


def task_chart(snapshot: Snapshot, *, family: str = "task") -> Picture | None:
    """Tasks by area and state as stacked bars; None when no area is known whole."""
    areas = dict.fromkeys(
        fact.key.split(".")[1] for fact in snapshot.facts if fact.key.startswith(f"{family}.")
    )
    rows = [row for area in areas if area != ALL and (row := _stack(snapshot, family, area))]
    if not rows:
        return None
    title = "Kết quả thực hiện nhiệm vụ theo lĩnh vực"
    return _picture(title, stacks(title, rows))


def figure_chart(facts: Sequence[Fact], *, title: str, labels: Sequence[str] = ()) -> Picture:
    """Figures of one unit of measure as bars: by unit, by area, over periods (`labels` names the rows then)."""
    rows = [
        Bar(
            label=label,
            value=None if fact.value is None else float(fact.value),
            shown=_chart_words(fact),
        )
        for fact, label in zip(facts, labels or [fact.label for fact in facts], strict=True)
    ]
    is_share = all(fact.is_share for fact in facts)
    return _picture(title, bars(title, rows, most=100 if is_share else None))


def target_chart(rows: Sequence[tuple[Fact, Fact, bool | None]], *, title: str) -> Picture:
    """Values against targets: each figure, its target as a fact, and whether it is reached (None: not judged).

    Each row is drawn as a share of its own target when units of measure differ; percentages share one scale.
    """
    is_share = all(fact.is_share for fact, _, _ in rows)
    drawn = []
    for fact, target, is_reached in rows:
        scale = 1.0
        if not is_share:
            scale = 100 / float(target.value) if target.value else 1.0
        word = {True: "Đạt", False: "Chưa đạt", None: ""}[is_reached]
        drawn.append(
            Bar(
                label=fact.label,
                value=None if fact.value is None else float(fact.value) * scale,
                shown=_chart_words(fact),
                target=None if target.value is None else float(target.value) * scale,
                target_shown=_chart_words(target),
                tone="plain" if is_reached is None else "ontime" if is_reached else "late",
                word=word,
            )
        )
    return _picture(title, bars(title, drawn, most=100 if is_share else None))


def _stack(snapshot: Snapshot, family: str, area: str) -> Stack | None:
    stem = f"{family}.{area}"
    total = snapshot.get(f"{stem}.total")
    counts = [
        snapshot.get(f"{stem}.{name}") for name in ("done_on_time", "done_late", "open", "overdue")
    ]
    known = [int(fact.value) for fact in counts if fact is not None and fact.value is not None]
    if total is None or len(known) != len(counts):
        return None
    on_time, late, left, overdue = known
    return Stack(
        total.group_name or area, (on_time, late, max(left - overdue, 0), min(overdue, left))
    )


def _chart_words(fact: Fact) -> str:
    if fact.value is None:
        return in_table(fact) or NO_DATA
    figure = f"{exact(rounded(fact.value, places_of(fact)))}{'%' if fact.is_share else ''}"
    return f"{figure} (ước)" if fact.is_estimated else figure


def _picture(title: str, svg: str) -> Picture:
    described = unescape(svg.partition("<desc>")[2].partition("</desc>")[0])
    return Picture(svg, described, caption=title)
