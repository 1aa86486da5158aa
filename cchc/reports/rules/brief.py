"""One page for the leader: this period in ten numbers and five sentences, from the same facts as the report."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from cchc.reports.rules.figure_words import Earlier, Ground
from cchc.reports.rules.outline import Section
from cchc.reports.rules.prose import draft
from cchc.reports.rules.sentence import Sentence
from cchc.reports.rules.snapshot import ALL, DENOMINATOR, NUMERATOR, Fact, Snapshot, shown
from cchc.reports.rules.task_words import task_sentence

NUMBERS: Final = 10
SENTENCES: Final = 5
Trend = Literal["up", "down", "equal", ""]
_FAMILIES: Final = {"task": ", trong kỳ", "plan": ", lũy kế cả kế hoạch năm"}
_FILE: Final = Path(__file__).parents[1] / "data" / "brief.toml"


@dataclass(frozen=True, slots=True)
class Number:
    """One number of the page. `figure` as text writes it; `parts` "12/15" for a percentage; trend against the last
    period ("" when there is none to compare with) and that figure.
    """

    key: str
    label: str
    figure: str
    measure: str
    parts: str = ""
    is_estimated: bool = False
    trend: Trend = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Brief:
    numbers: tuple[Number, ...]
    sentences: tuple[Sentence, ...]


@lru_cache(maxsize=1)
def brief_keys() -> tuple[str, ...]:
    """The keys of the numbers, most telling first, from `data/brief.toml`."""
    return tuple(tomllib.loads(_FILE.read_text(encoding="utf-8"))["keys"])


@lru_cache(maxsize=1)
def _told_by_tasks() -> frozenset[str]:
    return frozenset(tomllib.loads(_FILE.read_text(encoding="utf-8"))["told_by_tasks"])


def brief(now: Snapshot, before: Earlier = None, last_year: Earlier = None) -> Brief:
    """Ten numbers at most (only those that exist; none is invented) and five sentences at most.

    The numbers are those of `brief_keys`, then the snapshot's other indicators in order. The sentences: all tasks, the
    area that lags most, what changed most against the last period, obstacles, what is missing; the places left free are
    filled from the first figures.
    """
    facts = [now.get(key) for key in brief_keys()]
    facts += [fact for fact in now.facts if fact.key.startswith("indicator.")]
    known = {fact.key: fact for fact in facts if fact is not None and fact.value is not None}
    chosen = list(known.values())[:NUMBERS]
    return Brief(
        numbers=tuple(_number(fact, now, before) for fact in chosen),
        sentences=_sentences(now, before, last_year),
    )


def _number(fact: Fact, now: Snapshot, before: Earlier) -> Number:
    earlier = before.get(fact.key) if isinstance(before, Snapshot) else None
    trend: Trend = ""
    if earlier is not None and earlier.value is not None and fact.value is not None:
        changed: Trend = "up" if fact.value > earlier.value else "down"
        trend = "equal" if shown(earlier) == shown(fact) else changed
    parts = [now.shown(fact.key + mark) for mark in (NUMERATOR, DENOMINATOR)]
    return Number(
        key=fact.key,
        label=_label(fact),
        figure=shown(fact) or "",
        measure="" if fact.is_share else fact.measure,
        parts="/".join(part for part in parts if part) if fact.is_share and all(parts) else "",
        is_estimated=fact.is_estimated,
        trend=trend,
        before=(shown(earlier) or "") if earlier is not None and trend else "",
    )


def _label(fact: Fact) -> str:
    """What the window held and the whole plan bear the same names; the page says which is which."""
    family = fact.key.partition(".")[0]
    return f"{fact.label}{_FAMILIES.get(family, '')}"


def _sentences(now: Snapshot, before: Earlier, last_year: Earlier) -> tuple[Sentence, ...]:
    ground = Ground(now, before, last_year)
    codes = tuple(
        fact.key.removeprefix("indicator.")
        for fact in now.facts
        if fact.key.startswith("indicator.")
    )
    everything = draft(
        Section("brief", "", "", 1, "obstacles", indicators=codes), now, before, last_year
    )
    figures = {
        each.about: each
        for each in everything
        if each.about.startswith("indicator.") and each.about not in _told_by_tasks()
    }
    wanted = [
        task_sentence(ground, f"task.{ALL}", names_area=False),
        task_sentence(ground, f"plan.{ALL}", names_area=False),
        _weakest_area(ground),
        figures.get(_most_changed(now, before)),
        *(each for each in everything if not each.about.startswith(("indicator.", "brief."))),
        *(each for each in everything if each.about.startswith("brief.")),
    ]
    told = dict.fromkeys([*filter(None, wanted)][:SENTENCES])
    told |= dict.fromkeys(figures.values())
    return tuple(told)[:SENTENCES]


def _weakest_area(ground: Ground) -> Sentence | None:
    rates = [
        fact
        for fact in ground.now.facts
        if fact.key.startswith("task.")
        and fact.key.endswith(".done_rate")
        and fact.group != ALL
        and fact.value is not None
        and fact.value < 100
    ]
    if not rates:
        return None
    weakest = min(rates, key=lambda fact: fact.value or 0)
    return task_sentence(
        ground, weakest.key.removesuffix(".done_rate"), names_area=True, compares=False
    )


def _most_changed(now: Snapshot, before: Earlier) -> str:
    if not isinstance(before, Snapshot):
        return ""
    changes = {}
    for fact in now.facts:
        earlier = before.get(fact.key)
        if (
            fact.key.startswith("indicator.")
            and fact.value is not None
            and earlier is not None
            and earlier.value
        ):
            changes[fact.key] = abs(fact.value - earlier.value) / abs(earlier.value)
    return max(changes, key=lambda key: changes[key], default="")
