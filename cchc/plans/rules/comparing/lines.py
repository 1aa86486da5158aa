"""The answer of a comparison, line by line. Prose: docs/algorithms/comparing.md."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from cchc.plans.rules.comparing.changes import Change
from cchc.plans.rules.comparing.concerns import Part
from cchc.plans.rules.comparing.likeness import Shared
from cchc.reading.draft import TaskDraft

Certainty = Literal["sure", "maybe", "none"]
Choice = Literal["paired", "absent", "out_of_scope"]
CERTAINTIES: dict[Certainty, str] = {"sure": "Chắc chắn", "maybe": "Có thể", "none": "Không thấy"}
Outcome = Literal["carried", "changed", "dropped", "new"]
OUTCOMES: dict[Outcome, str] = {
    "carried": "Giữ nguyên", "changed": "Thay đổi", "dropped": "Không còn", "new": "Mới",
}  # fmt: skip
PARTS: dict[Part, str] = {
    "lead": "Chủ trì", "coordinating": "Phối hợp", "unnamed": "Không nêu đơn vị",
}  # fmt: skip
NOTHING_SHARED = Shared((), (), ())


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person decided about a task of the other plan.

    paired: it is this task of ours; absent: none of ours; out_of_scope: it asks nothing of us, for `reason`.
    The texts are those that stood there when it was decided.
    """

    key: str
    text: str
    choice: Choice
    ours_key: str = ""
    ours_text: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A task of ours that a task of the other plan may be: its place in our plan, how sure, by which words."""

    place: int
    likeness: int
    certainty: Certainty
    shared: Shared


@dataclass(frozen=True, slots=True)
class Line:
    """One task of the other plan with what answers it, or (years only) a task of ours that answers none.

    at: place among the other plan's tasks, new tasks of ours behind them. theirs, ours: the tasks; `likeness`
    0 to 100 and `certainty` of the pair as the words alone give it, also where a person decided. `rivals`: other
    tasks of ours that come near, best first. `changes`: what the new plan says otherwise. `decided` holds the
    person's decision; `lapsed` one whose words are no longer there.
    """

    at: int
    theirs: TaskDraft | None
    ours: TaskDraft | None
    likeness: int = 0
    certainty: Certainty = "none"
    shared: Shared = NOTHING_SHARED
    rivals: Sequence[Candidate] = ()
    part: Part | None = None
    changes: tuple[Change, ...] = ()
    decided: Decided | None = None
    lapsed: Decided | None = None

    @property
    def outcome(self) -> Outcome:
        """Years: carried, changed, dropped or new. A task out of scope counts as dropped."""
        if self.theirs is None:
            return "new"
        if self.ours is None:
            return "dropped"
        return "changed" if self.changes else "carried"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every line in the other plan's order; in years our new tasks follow. `left_out`: how many do not concern us."""

    lines: Sequence[Line]
    left_out: int = 0
