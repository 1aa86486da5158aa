"""What a unit's form of figures shows, and the ground on which forms that came back are judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from cchc.indicators.models import Observation
from cchc.indicators.rules import Figure
from cchc.indicators.rules.answers import NOT_ARISING, OFFICIAL, Answered
from cchc.indicators.rules.workbook import Key, cells_of
from cchc.indicators.selectors import (
    Answer,
    Question,
    are_alike,
    before,
    contained_in,
    doubts_about,
    figures_of,
    questions_of,
)
from cchc.orgs.models import Unit
from cchc.periods.models import ReportingPeriod

Figures = Mapping[tuple[int, int], Figure]


def answered(row: Observation | None) -> Answered:
    """What a row says, as a form shows it; the empty answer for none."""
    if row is None:
        return Answered(OFFICIAL)
    said = NOT_ARISING if row.is_not_arising else row.stage
    return Answered(said, row.numerator, row.denominator, row.note)


def key_of(
    period: ReportingPeriod, unit: Unit, question: Question, answer: Answer, seen: int
) -> Key:
    """The key under which a question goes out; its digest is of what the cells show then."""
    digest = Key.digest_of(cells_of(answered(answer.row)))
    return Key(period.uid, unit.uid, question.indicator.uid, seen, digest=digest)


@dataclass(slots=True)
class PeriodGround:
    """A period as forms are judged against it: read once however many units send theirs."""

    period: ReportingPeriod
    questions: dict[UUID, Question] = field(default_factory=dict)
    previous: Figures = field(default_factory=dict)
    contained: Sequence[tuple[str, Figures]] = ()
    previous_is_alike: bool = False

    def asked_of(self, unit: Unit) -> dict[int, Question]:
        """What the unit is asked to enter, by key of the indicator."""
        return {
            each.indicator.pk: each
            for each in self.questions.values()
            if not each.is_computed and each.unit_id in {None, unit.pk}
        }

    def doubts(self, unit: Unit, question: Question, given: Figure) -> list[str]:
        """What looks odd in a figure of this unit."""
        key = (question.indicator.pk, unit.pk)
        inner = [(name, figure) for name, found in self.contained if (figure := found.get(key))]
        old = self.previous.get(key)
        return doubts_about(
            question, given, before=old, contained=inner, before_is_alike=self.previous_is_alike
        )


def ground_of(period: ReportingPeriod) -> PeriodGround:
    """Questions of a period and what was said of the preceding one and of those within it, of every unit."""
    earlier = before(period)
    return PeriodGround(
        period,
        {each.indicator.uid: each for each in questions_of(period)},
        figures_of(earlier) if earlier else {},
        [(inner.name, figures_of(inner)) for inner in contained_in(period)],
        are_alike(period, earlier),
    )
