"""From an outline and a snapshot to what is printed: parts and statistics annex."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final, Literal, cast

from cchc.indicators.rules import exact, rounded, written
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
from cchc.reports.rules.snapshot import Fact, Snapshot, places_of

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
        numerator=_plain(fact.numerator),
        denominator=_plain(fact.denominator),
        is_estimated=fact.is_estimated and fact.value is not None,
        scope=fact.scope.label,
        missing=fact.missing,
        note="mẫu số bằng không" if fact.has_nothing_to_divide else parts,
    )


def _plain(number: Decimal | None) -> Decimal | None:
    """A part of a percentage without the zeros that it is stored with: 1234, not 1234,0000."""
    return None if number is None else Decimal(f"{number.normalize():f}")


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
