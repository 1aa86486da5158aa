"""What the office says in each section: as drafted from facts and units' words, as kept, and what moved since."""

from collections.abc import Sequence
from dataclasses import dataclass

from cchc.reports.models import Report, SectionText, UnitPart
from cchc.reports.rules.binding import unbound
from cchc.reports.rules.outline import Outline, Section, gathers, parse
from cchc.reports.rules.prose import (
    REORGANISED,
    Chip,
    Sentence,
    changed,
    draft,
    from_json,
)
from cchc.reports.rules.sentence import listed
from cchc.reports.rules.snapshot import Snapshot, together
from cchc.reports.selectors.below import AgencyReport
from cchc.reports.selectors.facts import Basis
from cchc.reports.states import PartState

NOTHING_PROPOSED = "Trong kỳ, các đơn vị không nêu kiến nghị, đề xuất."


@dataclass(frozen=True, slots=True)
class Told:
    """What one unit, or one agency below, says in a section; `is_taken`: its part or report was accepted."""

    unit: str
    text: str
    is_taken: bool


@dataclass(frozen=True, slots=True)
class SectionState:
    """One section of a report being made.

    `paragraphs`: what stands in it. `sentences`: what today's facts would say. `moved`: figures of the text that are
    others now. `loose`: numbers that no fact stands behind. `is_edited`: somebody changed the drafted words.
    """

    section: Section
    row: SectionText | None
    paragraphs: tuple[Sentence, ...]
    sentences: tuple[Sentence, ...]
    told: tuple[Told, ...]
    moved: tuple[Chip, ...]
    loose: tuple[str, ...]
    is_edited: bool

    @property
    def is_empty(self) -> bool:
        return not self.paragraphs

    @property
    def version(self) -> int:
        """The version that a form has seen; 0 before anything was written."""
        return self.row.version if self.row else 0


def outline_of(report: Report) -> Outline:
    """The outline of the report's form."""
    return parse(report.form.outline)


def whole_of(basis: Basis) -> Snapshot:
    """The facts that a report's text may speak of: its own and those it is compared with."""
    return together(basis.now, basis.before, basis.last_year)


def sentences_of(section: Section, basis: Basis) -> tuple[Sentence, ...]:
    """The sentences that the facts give for a section; where the agency took over others nothing is compared."""
    last_year = REORGANISED if basis.is_changed and basis.last_year is None else basis.last_year
    return draft(section, basis.now, basis.before, last_year)


def states_of(report: Report, basis: Basis, parts: Sequence[UnitPart]) -> list[SectionState]:
    """Every section of the report's form in printed order; one statement."""
    rows = {row.code: row for row in report.texts.select_related("changed_by")}
    whole = whole_of(basis)
    return [
        state_of(section, rows.get(section.code), basis, whole, parts)
        for section in outline_of(report).sections
    ]


def state_of(
    section: Section,
    row: SectionText | None,
    basis: Basis,
    whole: Snapshot,
    parts: Sequence[UnitPart],
) -> SectionState:
    """One section of a report being made."""
    paragraphs = from_json(row.paragraphs) if row else ()
    return SectionState(
        section=section,
        row=row,
        paragraphs=paragraphs,
        sentences=sentences_of(section, basis),
        told=told_in(section, parts, basis.below),
        moved=tuple(chip for each in paragraphs for chip in changed(each, whole)),
        loose=unbound(paragraphs),
        is_edited=bool(row and row.paragraphs != row.drafted),
    )


def told_in(
    section: Section, parts: Sequence[UnitPart], below: Sequence[AgencyReport] = ()
) -> tuple[Told, ...]:
    """What units that have given their part say in a section, in the directory's order, then agencies below.

    Of the accepted reports of agencies below their difficulties and proposals alone.
    """
    found = [
        Told(part.unit.name, text, part.state == PartState.ACCEPTED)
        for part in parts
        if part.is_given and (text := part.narrative.get(section.code, ""))
    ]
    purpose = gathers(section)
    found += [
        Told(each.name, text, is_taken=True)
        for each in below
        if purpose and (text := each.words.get(purpose, ""))
    ]
    return tuple(found)


def drafted_paragraphs(
    section: Section,
    basis: Basis,
    told: Sequence[Told],
    difficulties: Sequence[str],
    *,
    is_whole: bool = False,
) -> tuple[Sentence, ...]:
    """A section as the product would write it: the facts' sentences as one paragraph, then each unit's words; what
    several say in the same words stands once, behind all their names.

    difficulties: what units raised on tasks, for the section that gathers it. is_whole: every unit, and every agency
    below, has given its report; where none proposes anything that is said.
    """
    found = []
    joined = _joined(sentences_of(section, basis))
    if joined.parts:
        found.append(joined)
    lines = [f"- {each}" for each in difficulties] if section.kind == "obstacles" else []
    lines += [f"- {listed(units)}: {words}" for words, units in _by_words(told).items()]
    found += [Sentence((line,)) for line in lines]
    if is_whole and not found and gathers(section) == "proposals":
        found.append(Sentence((NOTHING_PROPOSED,)))
    return tuple(found)


def difficulties_of(rows: Sequence[tuple[str, str]]) -> list[str]:
    """Difficulties as lines: what is said, and of which task."""
    return [f"{_on_one_line(text)} (nhiệm vụ {label})" for label, text in rows]


def chips_offered(state: SectionState) -> tuple[Chip, ...]:
    """Figures that the facts give for the section: an edited text may name them."""
    return tuple(part for each in state.sentences for part in each.parts if isinstance(part, Chip))


def _joined(sentences: Sequence[Sentence]) -> Sentence:
    parts: list[str | Chip] = []
    for each in sentences:
        if parts:
            parts.append(" ")
        parts += each.parts
    return Sentence(tuple(parts), about="drafted")


def _by_words(told: Sequence[Told]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in told:
        found.setdefault(_on_one_line(each.text), []).append(each.unit)
    return found


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
