"""Drafted sentences: facts put into official Vietnamese, the same facts always into the same words.

Every figure of a sentence is a chip bound to its fact; words around it hold no figure of their own but dates.
Prose: docs/algorithms/report-prose.md.
"""

from collections.abc import Iterable, Iterator

from cchc.core.text import fold
from cchc.reports.rules.figure_words import (
    REORGANISED,
    SAME_PERIOD,
    Earlier,
    Ground,
    NotCompared,
    figure_sentence,
)
from cchc.reports.rules.outline import Section
from cchc.reports.rules.sentence import (
    Chip,
    Sentence,
    changed,
    chips,
    from_json,
    inside,
    listed,
    refreshed,
    sentence_of,
    some_of,
    text,
    to_json,
)
from cchc.reports.rules.snapshot import ALL, BEFORE, Fact, Scope, Snapshot
from cchc.reports.rules.task_words import obstacle_sentence, task_sentence

__all__ = [
    "REORGANISED",
    "Chip",
    "Earlier",
    "NotCompared",
    "Sentence",
    "changed",
    "chips",
    "draft",
    "from_json",
    "refreshed",
    "text",
    "to_json",
]

_FAMILIES = ("task", "plan")


def draft(
    section: Section, now: Snapshot, before: Earlier = None, last_year: Earlier = None
) -> tuple[Sentence, ...]:
    """The sentences that the facts give for one section: tasks, figures, obstacles, then what is missing.

    before, last_year: the facts of the preceding period and of the same period last year; None when there is none
    (nothing is then said), REORGANISED when the bases differ ("không so sánh do thay đổi tổ chức").
    Empty for a heading, and when the snapshot holds no fact that the section asks for. Deterministic; reads no clock.
    """
    if section.kind == "heading":
        return ()
    ground = Ground(now, before, last_year)
    asked = list(_asked(section, now))
    sentences = [*_tasks(section, ground)]
    sentences += [figure_sentence(ground, fact) for fact in asked if fact.value is not None]
    if section.kind == "obstacles":
        found = (obstacle_sentence(ground, f"obstacle.{code}") for code in section.areas or (ALL,))
        sentences += [each for each in found if each is not None]
    sentences += _absences(asked + _unknown(section, now), section.code)
    sentences += _incomplete(ground, section.code)
    if any(fact.value is not None for fact in ground.used):
        sentences += _not_compared(ground, section.code)
    return tuple(sentences)


def _asked(section: Section, now: Snapshot) -> Iterator[Fact]:
    single = [now.get(f"indicator.{code}") for code in section.indicators]
    yield from (fact for fact in single if fact is not None)
    for fact in now.facts:
        if (
            fact.key.startswith("indicator.")
            and fact.group in section.blocks
            and fact not in single
        ):
            yield fact


def _task_areas(section: Section, now: Snapshot, family: str) -> tuple[str, ...]:
    if section.areas:
        return section.areas
    if section.kind != "tasks":
        return ()
    parts = (fact.key.split(".") for fact in now.facts if fact.key.startswith(f"{family}."))
    return tuple(dict.fromkeys((ALL, *(part[1] for part in parts))))


def _tasks(section: Section, ground: Ground) -> Iterator[Sentence]:
    """Tasks of the window, then those of the plan. A part of one area names it once, in its first sentence."""
    named = ""
    for family in _FAMILIES:
        areas = _task_areas(section, ground.now, family)
        for area in areas:
            stem = f"{family}.{area}"
            total = ground.now.get(f"{stem}.total")
            if total is None or _says_nothing(
                section, total, ground.now.get(f"{stem}.not_arising")
            ):
                continue
            is_known = total.group_name and fold(total.group_name) in fold(section.title)
            sentence = task_sentence(
                ground,
                stem,
                names_area=area not in {ALL, named} and (len(areas) > 1 or not is_known),
                compares=area == ALL or len(areas) == 1,
            )
            if sentence is not None:
                yield sentence
                named = area if len(areas) == 1 else ""


def _says_nothing(section: Section, total: Fact, not_arising: Fact | None) -> bool:
    """An area without tasks is worth a sentence only where tasks are what the section is about."""
    has_none = total.value == 0 and (not_arising is None or not not_arising.value)
    return has_none and section.kind != "tasks"


def _unknown(section: Section, now: Snapshot) -> list[Fact]:
    stems = [
        f"{family}.{area}" for family in _FAMILIES for area in _task_areas(section, now, family)
    ]
    if section.kind == "obstacles":
        stems += [f"obstacle.{area}" for area in section.areas or (ALL,)]
    totals = (now.get(f"{stem}.total") for stem in stems)
    return [fact for fact in totals if fact is not None and fact.is_missing_data]


def _absences(facts: list[Fact], code: str) -> Iterator[Sentence]:
    not_arising = [
        f"nội dung để tính {_name(fact)}" if fact.is_share else _name(fact)
        for fact in facts
        if fact.is_not_arising
    ]
    if not_arising:
        yield sentence_of(f"{code}.not_arising", f"trong kỳ không phát sinh {_series(not_arising)}")
    empty = [_name(fact) for fact in facts if fact.has_nothing_to_divide]
    if empty:
        yield sentence_of(
            f"{code}.nothing_to_divide", f"chưa phát sinh cơ sở để tính {_series(empty)}"
        )
    silent: dict[tuple[str, ...], list[str]] = {}
    for fact in facts:
        if fact.is_missing_data:
            silent.setdefault(fact.missing, []).append(_name(fact))
    for units, names in silent.items():
        why = f" do {some_of(units)} chưa {_lacking(facts, units)}" if units else ""
        yield sentence_of(f"{code}.no_data", f"chưa có số liệu về {_series(names)}{why}")


def _incomplete(ground: Ground, code: str) -> Iterator[Sentence]:
    groups: dict[tuple[str, ...], list[str]] = {}
    for fact in ground.used:
        if fact.missing and not fact.is_missing_data:
            groups.setdefault(fact.missing, []).append(_name(fact))
    whole = len(groups) == 1 and sum(map(len, groups.values())) == len(ground.used)
    for units, names in groups.items():
        what = "nêu trên" if whole else f"về {_series(list(dict.fromkeys(names)))}"
        yield sentence_of(
            f"{code}.incomplete",
            f"số liệu {what} chưa bao gồm {some_of(units)} do chưa {_lacking(ground.used, units)}",
        )


def _lacking(facts: Iterable[Fact], units: tuple[str, ...]) -> str:
    """What units have not done: a unit sends its part; the report of an agency below is sent and accepted."""
    is_own = all(fact.scope is Scope.OWN for fact in facts if fact.missing == units)
    return "gửi báo cáo" if is_own else "có báo cáo được nhận"


def _not_compared(ground: Ground, code: str) -> Iterator[Sentence]:
    names = [
        name
        for name, earlier in (
            (ground.name_of(BEFORE), ground.before),
            (SAME_PERIOD, ground.last_year),
        )
        if earlier is REORGANISED
    ]
    if names:
        yield sentence_of(
            f"{code}.not_compared",
            f"so với {listed(names)}: không so sánh do thay đổi tổ chức",
        )


def _name(fact: Fact) -> str:
    if fact.key.startswith("indicator."):
        return inside(fact.label)
    what = "khó khăn, vướng mắc" if fact.key.startswith("obstacle.") else "nhiệm vụ"
    area = "" if fact.group == ALL else inside(fact.group_name)
    return f"{what} {area}".strip()


def _series(names: Iterable[str]) -> str:
    return listed(list(names))
