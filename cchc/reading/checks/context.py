"""What a check may look at."""

from dataclasses import dataclass

from cchc.reading.draft import PlanDraft
from cchc.reading.meaning.tasks import Found, Trees


@dataclass(frozen=True, slots=True)
class Context:
    """The draft so far, the outline it was read from, and how its tasks were found."""

    plan: PlanDraft
    trees: Trees
    found: Found
    annexes: int
