"""Sentences on figures of indicators, and how a figure compares with earlier ones."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from cchc.reports.rules.phrases import phrase_of
from cchc.reports.rules.sentence import Chip, Part, Parts, Sentence, inside, sentence_of
from cchc.reports.rules.snapshot import (
    BEFORE,
    DENOMINATOR,
    LAST_YEAR,
    NUMERATOR,
    Fact,
    Scope,
    Snapshot,
    in_words,
    shown,
)

INDICATOR: Final = "indicator."
ESTIMATE: Final = " (ước)"
_OPENINGS: Final = {
    Scope.OWN: "",
    Scope.WHOLE: "tính cả các cơ quan trực thuộc, ",
    Scope.PROVINCE: "trên toàn tỉnh, ",
}
LAST_PERIOD: Final = "kỳ trước"
SAME_PERIOD: Final = "cùng kỳ năm trước"


class NotCompared(Enum):
    """Why an earlier period is named but not compared with."""

    REORGANISED = "reorganised"


REORGANISED: Final = NotCompared.REORGANISED
Earlier = Snapshot | NotCompared | None


@dataclass(slots=True)
class Ground:
    """What a draft rests on, and the facts its sentences have used so far."""

    now: Snapshot
    before: Earlier = None
    last_year: Earlier = None
    used: list[Fact] = field(default_factory=list)

    @property
    def earlier(self) -> tuple[tuple[str, Earlier], ...]:
        return ((BEFORE, self.before), (LAST_YEAR, self.last_year))

    def name_of(self, mark: str) -> str:
        """What the text calls an earlier period."""
        return SAME_PERIOD if mark == LAST_YEAR else self.now.before_name or LAST_PERIOD

    def use(self, fact: Fact) -> Fact:
        self.used.append(fact)
        return fact


def figure_sentence(ground: Ground, fact: Fact) -> Sentence:
    """The sentence of one figure that has a value."""
    ground.use(fact)
    return sentence_of(
        fact.key, _OPENINGS[fact.scope], *_statement(ground, fact), *comparison(ground, fact)
    )


def measured(fact: Fact, mark: str = "") -> Parts:
    """The figure with its unit of measure: "05 văn bản", "46,7%"."""
    chip = Chip(mark + fact.key, shown(fact) or "")
    return (chip,) if fact.is_share else (chip, f" {fact.measure}")


def share_of(fact: Fact) -> Parts:
    """A percentage with its parts: "40% (04/10)", or "40% (ước), tương ứng 04/10"."""
    number = measured(fact)
    estimate = ESTIMATE if fact.is_estimated else ""
    if fact.numerator is None or fact.denominator is None:
        return (*number, estimate)
    parts: Parts = (
        Chip(fact.key + NUMERATOR, in_words(fact.numerator)),
        "/",
        Chip(fact.key + DENOMINATOR, in_words(fact.denominator)),
    )
    return (*number, estimate, ", tương ứng ", *parts) if estimate else (*number, " (", *parts, ")")


def comparison(ground: Ground, fact: Fact, opening: str = ", ") -> Parts:
    """How the figure stands to the preceding period and to the same period last year; () when it cannot be said.

    ", tăng so với quý I (10 văn bản) và cùng kỳ năm trước (09 văn bản)"; the figures compared are those shown, so that
    two figures that read alike are equal. Nothing beside nothing is "như quý I": there is no figure to be equal to.
    """
    said: list[tuple[str, Parts]] = []
    for mark, earlier in ground.earlier:
        found = earlier.get(fact.key) if isinstance(earlier, Snapshot) else None
        if found is None or found.measure != fact.measure or found.scope is not fact.scope:
            continue
        said += _compared(fact, found, mark, ground.name_of(mark))
    parts: list[Part] = []
    last = ""
    for place, (verb, what) in enumerate(said):
        parts.append(opening if place == 0 else " và ")
        parts += [*([f"{verb} "] if verb and verb != last else []), *what]
        last = verb
    return tuple(parts)


def _compared(fact: Fact, earlier: Fact, mark: str, name: str) -> list[tuple[str, Parts]]:
    if earlier.is_not_arising:
        return [("", (f"{name} không phát sinh",))]
    if fact.value is None or earlier.value is None:
        return []
    if shown(fact) == shown(earlier):
        is_nothing = fact.value == 0 and not fact.is_share
        return [("như" if is_nothing else "bằng", (name,))]
    verb = "tăng so với" if fact.value > earlier.value else "giảm so với"
    estimate = ", ước" if earlier.is_estimated else ""
    return [(verb, (f"{name} (", *measured(earlier, mark), f"{estimate})"))]


def _statement(ground: Ground, fact: Fact) -> Parts:
    phrase = None if fact.scope is not Scope.OWN else phrase_of(fact.key.removeprefix(INDICATOR))
    number = share_of(fact) if fact.is_share else measured(fact)
    estimate = ESTIMATE if fact.is_estimated and not fact.is_share else ""
    is_zero = fact.value == 0 and not fact.is_estimated and not fact.is_share
    label = inside(fact.label)
    if phrase is not None:
        if is_zero and phrase.none:
            return (phrase.none.replace("{who}", ground.now.reporter),)
        before, _, after = phrase.some.replace("{who}", ground.now.reporter).partition("{n}")
        return (before, *number, after, estimate)
    if fact.is_share:
        return (label, " đạt ", *number)
    if not _begins_with(label, fact.measure):
        return (label, " là ", *number, estimate)
    if is_zero:
        return ("không có ", label)
    return ("có ", *number, label[len(fact.measure) :], estimate)


def _begins_with(label: str, measure: str) -> bool:
    rest = label[len(measure) :]
    return label.lower().startswith(measure.lower()) and bool(measure) and rest[:1] in {" ", ","}
