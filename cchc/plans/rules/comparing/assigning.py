"""One-to-one pairs with the greatest likeness in all. Prose: docs/algorithms/comparing.md."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

Edges = Mapping[int, Mapping[int, int]]
LARGEST_KNOT = 120
_FAR = 10**9


def assign(edges: Edges) -> dict[int, int]:
    """Right place per left place, each used at most once, so that the sum of the gains is greatest.

    edges: gain (above 0) per left and right place; places without an edge are never paired. The same edges
    always give the same pairs. A knot of more than 120 places that all hang together is given out best first.
    """
    pairs: dict[int, int] = {}
    for lefts in _knots(edges):
        rights = sorted({right for left in lefts for right in edges[left]})
        knot = _best_first if max(len(lefts), len(rights)) > LARGEST_KNOT else _greatest
        pairs |= knot(lefts, rights, edges)
    return pairs


def _knots(edges: Edges) -> list[list[int]]:
    """Left places that compete with each other, directly or by others; in order."""
    holders: dict[int, list[int]] = defaultdict(list)
    for left in sorted(edges):
        for right in edges[left]:
            holders[right].append(left)
    seen: set[int] = set()
    met: set[int] = set()
    knots = []
    for first in sorted(edges):
        waiting, knot = [first], []
        while waiting:
            left = waiting.pop()
            if left in seen:
                continue
            seen.add(left)
            knot.append(left)
            for right in edges[left].keys() - met:
                met.add(right)
                waiting.extend(holders[right])
        if knot:
            knots.append(sorted(knot))
    return knots


def _best_first(lefts: Sequence[int], rights: Sequence[int], edges: Edges) -> dict[int, int]:
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    every = sorted((-edges[left][right], left, right) for left in lefts for right in edges[left])
    for _gain, left, right in every:
        if left not in pairs and right not in taken:
            pairs[left] = right
            taken.add(right)
    return pairs


def _greatest(lefts: Sequence[int], rights: Sequence[int], edges: Edges) -> dict[int, int]:
    """The optimum by shortest augmenting paths over rows (lefts) and columns (rights, then staying alone)."""
    columns = [*rights, *(None for _left in lefts)]
    costs = [[-edges[left].get(c, 0) if c is not None else 0 for c in columns] for left in lefts]
    row_of = _shortest_paths(costs, len(columns))
    return {
        lefts[row]: right
        for column, right in enumerate(rights)
        if (row := row_of[column]) is not None and edges[lefts[row]].get(right, 0) > 0
    }


def _shortest_paths(costs: Sequence[Sequence[int]], width: int) -> list[int | None]:
    """Row per column of the cheapest assignment of every row (Hungarian method, O(rows² · columns))."""
    root = width  # a column of its own, from which each search begins
    over, under = [0] * len(costs), [0] * (width + 1)
    row_of: list[int | None] = [None] * (width + 1)
    for start in range(len(costs)):
        row_of[root] = start
        at = root
        least, came, done = [_FAR] * width, [root] * width, [False] * (width + 1)
        while (row := row_of[at]) is not None:
            done[at] = True
            step, nearest = _FAR, root
            for column in range(width):
                if done[column]:
                    continue
                cost = costs[row][column] - over[row] - under[column]
                if cost < least[column]:
                    least[column], came[column] = cost, at
                if least[column] < step:
                    step, nearest = least[column], column
            for column in range(width + 1):
                holder = row_of[column]
                if done[column] and holder is not None:
                    over[holder] += step
                    under[column] -= step
                elif column < width:
                    least[column] -= step
            at = nearest
        while at != root:
            row_of[at] = row_of[came[at]]
            at = came[at]
        row_of[root] = None
    return row_of[:width]
