"""A report's figures beside those of the period before and of the same period last year."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cchc.indicators.rules import rounded, written
from cchc.reports.rules.snapshot import ALL, BEFORE, LAST_YEAR, Fact, Snapshot
from cchc.reports.selectors.content import NOT_COMPARED, snapshot_in, table_value
from cchc.reports.selectors.facts import own_facts

_SHOWN_COUNTS = ("total", "done", "done_rate", "overdue")


@dataclass(frozen=True, slots=True)
class ComparedFact:
    """One figure with the earlier ones as written; `change`: by how much it moved since last year, in words or ""."""

    key: str
    label: str
    measure: str
    now: str
    before: str
    last_year: str
    change: str


@dataclass(frozen=True, slots=True)
class ComparedHeads:
    """Which earlier periods there are: heading of the preceding one, "" for none; whether there is last year's."""

    before: str = ""
    has_last_year: bool = False


def compared_facts(content: dict[str, Any]) -> list[ComparedFact]:
    """The counts over all areas and every indicator, each beside the earlier ones.

    Where the agency took over others since last year the comparison says so instead of a figure (case 22).
    """
    snapshot = snapshot_in(content)
    is_cut = bool(content["is_changed"]) and not content["added"]
    return [
        _compared(fact, snapshot, is_cut=is_cut) for fact in own_facts(snapshot) if _is_shown(fact)
    ]


def compared_heads(content: dict[str, Any]) -> ComparedHeads:
    """The columns of earlier periods: one stands only where the agency has such a period, or has to say why not."""
    snapshot = snapshot_in(content)
    is_cut = bool(content["is_changed"]) and not content["added"]
    return ComparedHeads(
        before=snapshot.before_heading if snapshot.holds(BEFORE) else "",
        has_last_year=is_cut or snapshot.holds(LAST_YEAR),
    )


def _is_shown(fact: Fact) -> bool:
    if fact.key.startswith("indicator."):
        return True
    family, _mark, rest = fact.key.partition(".")
    return family in {"task", "plan"} and rest in {f"{ALL}.{name}" for name in _SHOWN_COUNTS}


def _compared(fact: Fact, snapshot: Snapshot, *, is_cut: bool) -> ComparedFact:
    before = snapshot.get(f"{BEFORE}{fact.key}")
    last_year = snapshot.get(f"{LAST_YEAR}{fact.key}")
    label = fact.label
    if fact.key.startswith("task."):
        label = f"{label} (trong kỳ)"
    if fact.key.startswith("plan."):
        label = f"{label} (cả kế hoạch năm)"
    return ComparedFact(
        key=fact.key,
        label=label,
        measure=fact.measure,
        now=table_value(fact),
        before=table_value(before) if before else "",
        last_year=NOT_COMPARED if is_cut else table_value(last_year) if last_year else "",
        change="" if is_cut or last_year is None else _change(fact, last_year),
    )


def _change(now: Fact, then: Fact) -> str:
    if now.value is None or then.value is None or now.scope is not then.scope:
        return ""
    step = rounded(now.value, now.decimals) - rounded(then.value, then.decimals)
    if step == 0:
        return "không đổi"
    word = "tăng" if step > 0 else "giảm"
    measure = " điểm %" if now.is_share else ""
    return (
        f"{word} {written(abs(step), now.decimals if step != Decimal(int(step)) else 0)}{measure}"
    )
