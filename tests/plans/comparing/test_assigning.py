"""One-to-one pairs: the greatest sum, found the same way every time."""

import random
from itertools import permutations

import pytest

from cchc.plans.rules.comparing.assigning import LARGEST_KNOT, assign


def best_sum(edges, width):
    """By trying everything: every left place takes a right one or stays alone."""
    lefts = sorted(edges)
    options = [*range(width), *([None] * len(lefts))]
    return max(
        sum(edges[left].get(place, 0) for left, place in zip(lefts, chosen, strict=True))
        for chosen in permutations(options, len(lefts))
    )


@pytest.mark.parametrize("seed", range(12))
def test_no_other_pairs_would_be_likelier_in_all(seed):
    draw = random.Random(seed)
    edges = {
        left: {right: draw.randint(1, 60) for right in range(4) if draw.random() < 0.6}
        for left in range(4)
    }

    pairs = assign(edges)

    assert sum(edges[left][right] for left, right in pairs.items()) == best_sum(edges, 4)
    assert len(set(pairs.values())) == len(pairs)


def test_two_good_pairs_are_preferred_to_one_very_good_one():
    assert assign({0: {0: 35, 1: 30}, 1: {0: 30}}) == {0: 1, 1: 0}


def test_only_what_has_an_edge_is_paired():
    assert assign({0: {}, 1: {3: 5}}) == {1: 3}
    assert assign({}) == {}


def test_more_left_than_right_leaves_some_alone():
    assert assign({0: {7: 10}, 1: {7: 12}, 2: {7: 11}}) == {1: 7}


def test_a_knot_too_large_to_weigh_is_given_out_best_first():
    size = LARGEST_KNOT + 1
    edges = {left: {right: 10 + (left == right) for right in range(size)} for left in range(size)}

    assert assign(edges) == {place: place for place in range(size)}


def test_each_place_of_a_knot_is_looked_at_once():
    """Counted, not timed: a plan of near-repeats must not be walked once per pair of pairs."""
    looked = 0

    class Counted(dict):
        def keys(self):
            nonlocal looked
            looked += 1
            return super().keys()

    size = 300
    edges = {left: Counted(dict.fromkeys(range(size), 5)) for left in range(size)}

    assert len(assign(edges)) == size
    assert looked == size
