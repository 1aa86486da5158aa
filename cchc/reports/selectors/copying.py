"""The figures of a report in the order of its form, to be typed into the receiver's system by hand."""

from dataclasses import dataclass
from typing import Any

from cchc.indicators.rules import exact, rounded
from cchc.reports.models import CopiedFigure, Report
from cchc.reports.rules.snapshot import Fact
from cchc.reports.selectors.content import snapshot_in, table_value
from cchc.reports.selectors.facts import own_facts


@dataclass(frozen=True, slots=True)
class CopyLine:
    """One figure. `typed`: as a field takes it, "" for nothing to type; `is_moved`: another was ticked before."""

    key: str
    label: str
    measure: str
    shown: str
    typed: str
    copied: CopiedFigure | None
    is_moved: bool


@dataclass(frozen=True, slots=True)
class CopyBlock:
    name: str
    lines: list[CopyLine]


def copy_blocks(report: Report, content: dict[str, Any]) -> list[CopyBlock]:
    """Every indicator by block with its tick; two statements."""
    ticks = {row.key: row for row in report.copied.select_related("ticked_by")}
    found: dict[str, list[CopyLine]] = {}
    for fact in own_facts(snapshot_in(content)):
        if fact.key.startswith("indicator."):
            found.setdefault(fact.group_name, []).append(_line(fact, ticks.get(fact.key)))
    return [CopyBlock(name, lines) for name, lines in found.items()]


def fact_to_copy(content: dict[str, Any], key: str) -> Fact | None:
    """The figure of this key among those that are copied; None for another."""
    fact = snapshot_in(content).get(key)
    return fact if fact is not None and key.startswith("indicator.") else None


def _line(fact: Fact, tick: CopiedFigure | None) -> CopyLine:
    shown = table_value(fact)
    typed = "" if fact.value is None else exact(rounded(fact.value, fact.decimals)).replace(".", "")
    return CopyLine(
        key=fact.key,
        label=fact.label,
        measure=fact.measure,
        shown=shown,
        typed=typed,
        copied=tick,
        is_moved=bool(tick and tick.shown != shown),
    )
