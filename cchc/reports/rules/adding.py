"""Figures of several agencies as one. Plain Python; prose: docs/algorithms/consolidation.md."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from cchc.reports.rules.snapshot import Fact, Scope


@dataclass(frozen=True, slots=True)
class Said:
    """What an agency's accepted report says of one figure; `is_accepted` False: there is no such report."""

    agency: str
    fact: Fact | None = None
    is_accepted: bool = True


def sum_of(facts: Sequence[Fact]) -> Fact:
    """One figure of several agencies: numbers and parts of shares added, percentages never averaged.

    Who said nothing adds nothing; không phát sinh only where everybody says so. Described by the first fact.
    """
    first = facts[0]
    known = [fact for fact in facts if fact.value is not None or fact.has_nothing_to_divide]
    missing = tuple(dict.fromkeys(name for fact in facts for name in fact.missing))
    if not known:
        is_out = all(fact.is_not_arising for fact in facts)
        return replace(_bare(first), missing=missing, is_not_arising=is_out)
    is_estimated = any(fact.is_estimated for fact in known)
    bare = replace(_bare(first), missing=missing, is_estimated=is_estimated)
    shares = [fact for fact in known if fact.denominator is not None]
    if not shares:
        values = (fact.value for fact in known if fact.value is not None)
        return replace(bare, value=sum(values, Decimal(0)))
    numerator = sum((fact.numerator or Decimal(0) for fact in shares), Decimal(0))
    denominator = sum((fact.denominator or Decimal(0) for fact in shares), Decimal(0))
    share = Decimal(100) * numerator / denominator if denominator else None
    return replace(bare, value=share, numerator=numerator, denominator=denominator)


def whole_of(own: Fact, said: Sequence[Said], scope: Scope) -> Fact:
    """An agency's own figure and those of the agencies below it, under the scope of the whole.

    own: as its own units say, without a value where none of them is asked. An agency without an accepted report, one
    whose report gives no number, and one that counts otherwise (`counts_alike`) are named in `missing`, never taken
    as 0; of one whose own units were missing the units are named. A report that does not speak of the figure was not
    asked for it.
    """
    rows, missing = ([] if _is_silent(own) else [own]), [*own.missing]
    for each in said:
        if not each.is_accepted:
            missing.append(each.agency)
        elif each.fact is not None:
            if each.fact.is_missing_data or not counts_alike(own, each.fact):
                missing.append(each.agency)
            else:
                rows.append(each.fact)
                missing += [f"{unit} ({each.agency})" for unit in each.fact.missing]
    total = sum_of(rows) if rows else _bare(own)
    is_out = total.is_not_arising and not missing
    return replace(
        total,
        key=own.key,
        label=own.label,
        decimals=own.decimals,
        group=own.group,
        group_name=own.group_name,
        scope=scope,
        missing=tuple(dict.fromkeys(missing)),
        is_not_arising=is_out,
    )


def one_word_of(own: Fact, said: Sequence[Said]) -> Fact:
    """A figure that one agency gives for the whole province: the own one, else the one that all who give one give.

    Never added. Where agencies differ there is no figure until the office above says which one counts.
    """
    if own.value is not None or own.is_not_arising:
        return own
    found = [
        each.fact
        for each in said
        if each.fact is not None and each.fact.value is not None and counts_alike(own, each.fact)
    ]
    words = {(fact.value, fact.numerator, fact.denominator) for fact in found}
    return found[0] if len(words) == 1 else own


def counts_alike(one: Fact, other: Fact) -> bool:
    """Whether two facts count the same thing in the same measure."""
    return (one.label, one.measure) == (other.label, other.measure)


def _is_silent(own: Fact) -> bool:
    """Nobody of the agency's own said anything, and nobody was asked and is missing."""
    return own.is_missing_data


def _bare(fact: Fact) -> Fact:
    return replace(
        fact,
        value=None,
        numerator=None,
        denominator=None,
        is_estimated=False,
        is_not_arising=False,
    )
