"""Two plans of the database compared by the rules, with what persons decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cchc.plans.models import PairingDecision
from cchc.plans.rules.comparing.compare import cover, follow
from cchc.plans.rules.comparing.lines import Comparison, Decided
from cchc.plans.selectors.sides import Facing, us_of


@dataclass(frozen=True, slots=True)
class Compared:
    """The comparison, and by the key of their task the row of what somebody decided about it."""

    comparison: Comparison
    decisions: Mapping[str, PairingDecision]


def compare_sides(facing: Facing, *, asks_all: bool = False) -> Compared:
    """What answers each task of theirs. Two queries whatever the size: decisions and the agency's names.

    asks_all: ask also about tasks of the plan above that do not concern the agency.
    """
    ours, theirs = facing.ours, facing.theirs
    rows = decisions_of(facing)
    decided = [decided_as(row) for row in rows if row.choice != PairingDecision.Choice.OPEN]
    if facing.question == "coverage":
        us = None if asks_all else us_of(ours, theirs)
        comparison = cover(theirs.tasks, ours.tasks, us=us, decisions=decided)
    else:
        years = ours.year - theirs.year if ours.year and theirs.year else None
        comparison = follow(theirs.tasks, ours.tasks, years=years, decisions=decided)
    return Compared(comparison, _by_task(rows, comparison))


def _by_task(
    rows: Sequence[PairingDecision], comparison: Comparison
) -> Mapping[str, PairingDecision]:
    keyed = {row.task_key: row for row in rows}
    found = {}
    for line in comparison.lines:
        about = line.decided or line.lapsed
        if line.theirs is None:
            continue
        row = keyed.get(line.theirs.key) or (keyed.get(about.key) if about else None)
        if row is not None:
            found[line.theirs.key] = row
    return found


def decisions_of(facing: Facing) -> Sequence[PairingDecision]:
    """Every decision about this pair of readings, the earliest first, with who decided."""
    return list(
        PairingDecision.objects.filter(
            question=facing.question, ours=facing.ours.draft, theirs=facing.theirs.draft
        ).select_related("by")
    )


def decided_as(row: PairingDecision) -> Decided:
    """A decision as the rules take it."""
    return Decided(
        key=row.task_key,
        text=row.task_text,
        choice=row.choice,  # type: ignore[arg-type]
        ours_key=row.ours_key,
        ours_text=row.ours_text,
        reason=row.reason,
    )
