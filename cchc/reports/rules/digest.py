"""The figures of a frozen report that the level above adds, in little room: a hundred reports are read on one page.

Prose: docs/algorithms/consolidation.md.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from hashlib import blake2b
from typing import Any, Final

from cchc.reports.rules.snapshot import Fact, Scope, Snapshot

INDICATOR: Final = "indicator."
_ESTIMATED, _NOT_ARISING, _SHARE = 1, 2, 4
Digest = Mapping[str, Sequence[Any]]
_SCOPES: Final = {scope.value: scope for scope in Scope}


def digest_of(snapshot: Snapshot) -> dict[str, list[Any]]:
    """The snapshot's indicators of the period itself by key, each a row of plain JSON values.

    Nothing that adding asks for is lost. Left out: counts of tasks and earlier periods, which nobody adds, and words:
    what is counted stands as a mark of its label and measure, which the reader has.
    """
    return {fact.key: _row(fact) for fact in snapshot.facts if fact.key.startswith(INDICATOR)}


def fact_in(row: Sequence[Any], like: Fact) -> Fact:
    """The fact of a row, in the words of `like`, the reader's own fact of the same key.

    One that counts something else under this key has no label, so that it is never taken for the same.
    """
    mark, value, numerator, denominator, traits, scope, decimals, missing = row
    is_alike = mark == _mark(like.label, like.measure)
    return Fact(
        like.key,
        like.label if is_alike else "",
        like.measure if is_alike else "%" if traits & _SHARE else "",
        None if value is None else Decimal(value),
        None if numerator is None else Decimal(numerator),
        None if denominator is None else Decimal(denominator),
        bool(traits & _ESTIMATED),
        bool(traits & _NOT_ARISING),
        tuple(missing),
        _SCOPES[scope],
        decimals,
        like.group,
        like.group_name,
    )


def _row(fact: Fact) -> list[Any]:
    numbers = (fact.value, fact.numerator, fact.denominator)
    traits = (_ESTIMATED, fact.is_estimated), (_NOT_ARISING, fact.is_not_arising)
    return [
        _mark(fact.label, fact.measure),
        *(None if number is None else str(number) for number in numbers),
        sum(bit for bit, is_set in (*traits, (_SHARE, fact.is_share)) if is_set),
        fact.scope.value,
        fact.decimals,
        list(fact.missing),
    ]


@lru_cache(maxsize=4096)
def _mark(label: str, measure: str) -> str:
    return blake2b(f"{label}\n{measure}".encode(), digest_size=6).hexdigest()
