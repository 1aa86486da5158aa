"""How alike the tasks of two plans are, and by which words. Prose: docs/algorithms/comparing.md."""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from cchc.plans.rules.comparing.settings import Measure, weights
from cchc.plans.rules.comparing.words import (
    Gram,
    Span,
    Word,
    grams_of,
    is_quiet,
    spans_of,
    without_edges,
    words_of,
    years_in,
)
from cchc.reading.draft import TaskDraft

_UNKNOWN_AREAS = {"", "other"}
_PHRASES_SHOWN = 4
_SCALE = 10_000  # weights are whole numbers, so that no order of adding shows in a sum


@dataclass(frozen=True, slots=True)
class Shared:
    """The words that two tasks share: where they stand in both texts, and the weightiest as phrases."""

    left: tuple[Span, ...]
    right: tuple[Span, ...]
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One plan's tasks as compared: words, runs, the runs of their products, and years that texts name."""

    tasks: Sequence[TaskDraft]
    words: Sequence[tuple[Word, ...]]
    grams: Sequence[Mapping[Gram, Sequence[int]]]
    products: Sequence[Collection[Gram]]
    years: Sequence[frozenset[str]]

    @classmethod
    def of(cls, tasks: Sequence[TaskDraft]) -> "Side":
        """Cut the tasks into words and runs, once."""
        longest = len(weights().grams)
        words = [words_of(task.text) for task in tasks]
        return cls(
            tasks=tasks,
            words=words,
            grams=[grams_of(each, longest) for each in words],
            products=[grams_of(words_of("; ".join(task.products)), longest) for task in tasks],
            years=[years_in(task.text) for task in tasks],
        )


class Likeness:
    """Likeness of every task of one plan with every task of another, 0 to 100.

    A run of syllables counts the more the fewer tasks hold it; runs of quiet syllables count little. The same
    plans always give the same figures, and the order of the sides changes none.
    """

    def __init__(self, left: Side, right: Side, measure: Measure) -> None:
        self.left, self.right, self.measure = left, right, measure
        self._texts = _Runs(left.grams, right.grams)
        self._products = _Runs(left.products, right.products)
        gain = 1 + weights().products + weights().same_area
        self._least = (measure.maybe_from - 1) / 100 / gain

    def row(self, at: int) -> dict[int, int]:
        """Likeness of one left task with the right tasks that may be near enough to be proposed."""
        products = self._products.common(at)
        found = {}
        for place, common in sorted(self._texts.common(at).items()):
            mass, other = self._texts.masses(at, place)
            # Neither the share of the shorter text nor anything added to it can lift less than this.
            if common < self._least * min(mass, other):
                continue
            text = self._texts.alike(common, mass, other, self.measure.part)
            product = self._products.alike(
                products.get(place, 0), *self._products.masses(at, place), 1.0
            )
            found[place] = self._score(text, product, at, place)
        return found

    def shared(self, at: int, place: int) -> Shared:
        """The words by which these two are alike; nothing where they share none."""
        ours, theirs = self.left.grams[at], self.right.grams[place]
        common = [gram for gram in ours if gram in theirs and not all(map(is_quiet, gram))]
        here, there = self.left.words[at], self.right.words[place]
        marked = without_edges(here, _covered(common, ours))
        spans = spans_of(here, marked)
        return Shared(
            left=spans,
            right=spans_of(there, without_edges(there, _covered(common, theirs))),
            phrases=self._phrases(at, spans, marked),
        )

    def _phrases(self, at: int, spans: Sequence[Span], marked: Iterable[int]) -> tuple[str, ...]:
        """The shared words as the left text has them, without quiet edges, the weightiest first."""
        text, words = self.left.tasks[at].text, self.left.words[at]
        loud = [words[place] for place in sorted(marked) if not is_quiet(words[place].sign)]
        weighed: list[tuple[int, Span]] = []
        for start, end in spans:
            inside = [word for word in loud if start <= word.span[0] < end]
            if inside:
                weight = sum(self._texts.weight((word.alone,)) for word in inside)
                weighed.append((-weight, (inside[0].span[0], inside[-1].span[1])))
        weighed.sort()
        kept = [span for weight, span in weighed[:_PHRASES_SHOWN] if 4 * weight <= weighed[0][0]]
        return tuple(dict.fromkeys(" ".join(text[start:end].split()) for start, end in kept))

    def _score(self, text: float, product: float, at: int, place: int) -> int:
        setting = weights()
        score = text + setting.products * product * text * (1 - text)
        areas = {self.left.tasks[at].area, self.right.tasks[place].area}
        if not areas & _UNKNOWN_AREAS:
            if len(areas) == 1:
                score += setting.same_area * text * (1 - score)
            else:
                score *= setting.other_area
        named = self.left.years[at], self.right.years[place]
        if all(named) and named[0].isdisjoint(named[1]):
            score *= self.measure.other_year
        return round(100 * min(score, 1.0))


class _Runs:
    """The runs of both sides and what they weigh: the rarer among the tasks, the more."""

    def __init__(self, left: Sequence[Collection[Gram]], right: Sequence[Collection[Gram]]) -> None:
        self._left = left
        self._most = max(len(left), len(right), 1)
        seen = [Counter(gram for grams in side for gram in grams) for side in (left, right)]
        self._weights = {
            gram: self._weigh(gram, max(count[gram] for count in seen))
            for gram in seen[0].keys() | seen[1].keys()
        }
        self._thin = round(weights().thin * math.log1p(self._most) * _SCALE)
        self._masses = [[sum(map(self.weight, grams)) for grams in side] for side in (left, right)]
        self._places: dict[Gram, list[int]] = defaultdict(list)
        for place, grams in enumerate(right):
            for gram in grams:
                self._places[gram].append(place)

    def weight(self, gram: Gram) -> int:
        """What a run of these tasks weighs, in ten-thousandths."""
        return self._weights[gram]

    def _weigh(self, gram: Gram, seen: int) -> int:
        """ln(1 + tasks / tasks with the run), times what its length and its quiet syllables leave."""
        setting = weights()
        loud = sum(setting.quiet if is_quiet(part) else 1.0 for part in gram) / len(gram)
        rare = math.log1p(self._most / seen)
        return round(setting.grams[len(gram) - 1] * loud * rare * _SCALE)

    def masses(self, at: int, place: int) -> tuple[int, int]:
        """What all runs of a left and of a right text weigh together."""
        return self._masses[0][at], self._masses[1][place]

    def common(self, at: int) -> dict[int, int]:
        """Per right place what the runs weigh that it shares with a left one."""
        found: dict[int, int] = defaultdict(int)
        for gram in self._left[at]:
            places = self._places.get(gram)
            if places:
                weight = self._weights[gram]
                for place in places:
                    found[place] += weight
        return found

    def alike(self, common: int, left: int, right: int, part: float) -> float:
        """Likeness of two texts from 0 to 1: what the shorter has in the longer, and both as wholes.

        Being inside counts for less where little is in common (`thin`). 0 when either is empty.
        """
        if not common or not left or not right:
            return 0.0
        inside = common / min(left, right) * common / (common + self._thin)
        whole = 2 * common / (left + right)
        return part * inside + (1 - part) * whole


def _covered(grams: Sequence[Gram], places: Mapping[Gram, Sequence[int]]) -> set[int]:
    return {
        start + offset for gram in grams for start in places[gram] for offset in range(len(gram))
    }
