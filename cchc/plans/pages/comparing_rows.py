"""Lines of a comparison as the page shows them: texts cut at the marked words, marks, who decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from cchc.plans.models import PairingDecision
from cchc.plans.rules.comparing.changes import FIELDS
from cchc.plans.rules.comparing.lines import CERTAINTIES, OUTCOMES, PARTS, Candidate, Line
from cchc.plans.rules.comparing.settings import Question
from cchc.plans.rules.comparing.shown import headings, headings_of
from cchc.plans.rules.comparing.words import Span
from cchc.plans.rules.labels import label_of
from cchc.plans.selectors.comparing import Compared
from cchc.plans.selectors.lists import StateMark
from cchc.plans.selectors.sides import Facing, Side
from cchc.reading.draft import TaskDraft

_CERTAIN = {
    "sure": ("ontime", "circle-check"), "maybe": ("soon", "help-circle"), "none": ("late", "circle-x"),
}  # fmt: skip
_OUTCOME = {
    "carried": ("ontime", "equal"), "changed": ("soon", "pencil"),
    "dropped": ("late", "circle-minus"), "new": ("done", "circle-plus"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, marked where both tasks share it."""

    text: str
    is_shared: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One task in its column."""

    key: str
    label: str
    pieces: Sequence[Piece]
    lead: str
    products: str
    time: str


@dataclass(frozen=True, slots=True)
class Rival:
    """A task of ours that also comes near."""

    cell: Cell
    mark: StateMark
    likeness: int


@dataclass(frozen=True, slots=True)
class Row:
    """One line; `number` stays the same under every heading.

    `changed`: names of the fields that differ; `changes`: those but the text, old and new. `seen`: version of the
    decision's row, 0 for none; `proposal`: the key that "Đúng" confirms, "" for none.
    """

    number: int
    theirs: Cell | None
    ours: Cell | None
    mark: StateMark
    certainty: StateMark | None
    likeness: int
    phrases: Sequence[str]
    part: str
    changed: str
    changes: Sequence[tuple[str, str, str]]
    rivals: Sequence[Rival]
    decision: PairingDecision | None
    lapsed: PairingDecision | None
    seen: int
    proposal: str
    address: str


@dataclass(frozen=True, slots=True)
class Tab:
    """One heading with how many lines stand under it."""

    name: str
    count: int
    is_on: bool
    address: str


@dataclass(frozen=True, slots=True)
class Option:
    """A task of ours to choose."""

    key: str
    cell: Cell
    mark: StateMark | None
    is_on: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the form shows as chosen: the choice, the task of ours among the options, the reason."""

    choice: str
    options: Sequence[Option]
    reason: str


def tabs_of(question: Question, lines: Sequence[Line], shown: str, asks_all: bool) -> list[Tab]:
    """Headings with their counts; each is an address of its own."""
    under = [headings_of(question, line) for line in lines]
    return [
        Tab(
            name, sum(code in each for each in under), code == shown, f"?{asked_as(code, asks_all)}"
        )
        for code, name in headings(question).items()
    ]


def asked_as(shown: str, asks_all: bool) -> str:
    """The question's own part of the address, for links that lead back to the same view."""
    return urlencode({"show": shown} | ({"scope": "all"} if asks_all else {}))


def rows_of(facing: Facing, compared: Compared, shown: str) -> list[Row]:
    """The lines under a heading as rows."""
    return [
        row_of(facing, compared, line)
        for line in compared.comparison.lines
        if shown in headings_of(facing.question, line)
    ]


def options_of(line: Line, ours: Side, on: str) -> list[Option]:
    """Every task of ours, what comes near first, the chosen one marked."""
    near = {rival.place: rival for rival in line.rivals}
    found = next((at for at, task in enumerate(ours.tasks) if task is line.ours), None)
    order = [*([found] if found is not None else []), *near]
    order += [at for at in range(len(ours.tasks)) if at not in order]
    return [_option(line, at, near.get(at), ours, on) for at in order]


def certainty_mark(code: str) -> StateMark:
    """A certainty as word, tone and icon."""
    return StateMark(CERTAINTIES[code], *_CERTAIN[code])  # type: ignore[index]


def cell_of(task: TaskDraft, spans: Sequence[Span] = ()) -> Cell:
    """A task with the marked places of its text."""
    return Cell(
        key=task.key,
        label=label_of(task.path),
        pieces=pieces_of(task.text, spans),
        lead="; ".join(task.lead),
        products="; ".join(task.products),
        time=task.time or "",
    )


def pieces_of(text: str, spans: Sequence[Span]) -> list[Piece]:
    """The text cut at the edges of the marked places, whole and in order."""
    pieces = []
    at = 0
    for start, end in spans:
        pieces += [Piece(text[at:start], False), Piece(text[start:end], True)]
        at = end
    return [piece for piece in (*pieces, Piece(text[at:], False)) if piece.text]


def _option(line: Line, at: int, near: Candidate | None, ours: Side, on: str) -> Option:
    task = ours.tasks[at]
    is_found = task is line.ours
    shared = line.shared if is_found else near.shared if near else None
    code = line.certainty if is_found else near.certainty if near else "none"
    return Option(
        key=task.key,
        cell=cell_of(task, shared.right if shared else ()),
        mark=certainty_mark(code) if code != "none" else None,
        is_on=task.key == on,
    )


def row_of(facing: Facing, compared: Compared, line: Line) -> Row:
    """One line as a row."""
    key = line.theirs.key if line.theirs else ""
    decision = compared.decisions.get(key)
    return Row(
        number=line.at + 1,
        theirs=cell_of(line.theirs, line.shared.left) if line.theirs else None,
        ours=cell_of(line.ours, line.shared.right) if line.ours else None,
        mark=_mark(line, facing.question),
        certainty=_certainty(line, facing.question),
        likeness=line.likeness,
        phrases=line.shared.phrases,
        part=PARTS[line.part] if line.part and line.part != "lead" else "",
        changed=", ".join(FIELDS[change.field].lower() for change in line.changes),
        changes=[(FIELDS[c.field], c.old, c.new) for c in line.changes if c.field != "text"],
        rivals=[_rival(rival, facing.ours) for rival in line.rivals],
        decision=decision if line.decided else None,
        lapsed=decision if line.lapsed and not line.decided else None,
        seen=decision.version if decision else 0,
        proposal=line.ours.key if line.ours and not line.decided else "",
        address=_decide_address(facing, key) if key else "",
    )


def _decide_address(facing: Facing, key: str) -> str:
    return reverse(
        "comparison_task", args=[facing.ours.uid, facing.question, facing.theirs.uid, key]
    )


def _rival(rival: Candidate, ours: Side) -> Rival:
    cell = cell_of(ours.tasks[rival.place], rival.shared.right)
    return Rival(cell, certainty_mark(rival.certainty), rival.likeness)


def _mark(line: Line, question: Question) -> StateMark:
    if line.decided and line.decided.choice == "out_of_scope":
        return StateMark(_("Không thuộc phạm vi"), "quiet", "circle-off")
    if question == "years":
        return StateMark(OUTCOMES[line.outcome], *_OUTCOME[line.outcome])
    if line.decided and line.decided.choice == "paired":
        return StateMark(_("Đã xác nhận"), "done", "checks")
    if line.decided:
        return StateMark(_("Chưa có"), *_CERTAIN["none"])
    return certainty_mark(line.certainty)


def _certainty(line: Line, question: Question) -> StateMark | None:
    """Beside an outcome of years: how sure the pair is, where nobody decided and it is not certain."""
    is_open = question == "years" and not line.decided and line.certainty == "maybe"
    return certainty_mark("maybe") if is_open else None
