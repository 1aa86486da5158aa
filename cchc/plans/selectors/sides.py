"""A plan or a draft as one side of a comparison, and the other sides that may be laid beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.fields.json import KT
from django.urls import reverse

from cchc.orgs.models import Unit
from cchc.plans.models import Draft, Plan
from cchc.plans.rules.amending import standing
from cchc.plans.rules.comparing.concerns import Us, same_issuer
from cchc.plans.rules.comparing.settings import Question
from cchc.plans.rules.comparing.words import plain
from cchc.plans.selectors.lists import StateMark, draft_mark, plan_mark
from cchc.reading import PlanDraft, from_json
from cchc.reading.draft import TaskDraft

_SHOWN = 60


@dataclass(frozen=True)
class Side:
    """One of the two: a draft under review, or a plan in force with the draft it came from."""

    draft: Draft
    plan: Plan | None

    @property
    def uid(self) -> UUID:
        """What stands in addresses: the plan's where there is one."""
        return self.plan.uid if self.plan else self.draft.uid

    @property
    def agency(self) -> Unit:
        return self.plan.agency if self.plan else self.draft.agency

    @property
    def title(self) -> str:
        return self.plan.title if self.plan else self.draft.title

    @property
    def year(self) -> int | None:
        return self.plan.year if self.plan else self.draft.year

    @property
    def number(self) -> str:
        return self.plan.document.number if self.plan else self.reading.document.number or ""

    @property
    def address(self) -> str:
        """The plan's page; the review of a draft."""
        return (self.plan or self.draft).get_absolute_url()

    @cached_property
    def reading(self) -> PlanDraft:
        """What it says now: the plan's value with corrections, late annexes and amendments, or the draft's."""
        value = standing(self.plan.value) if self.plan else self.draft.value
        return from_json(value or {})

    @property
    def tasks(self) -> Sequence[TaskDraft]:
        return self.reading.tasks


@dataclass(frozen=True)
class Facing:
    """Two sides and the question between them."""

    ours: Side
    theirs: Side
    question: Question

    @property
    def address(self) -> str:
        """The page of the comparison."""
        return reverse("comparison", args=[self.ours.uid, self.question, self.theirs.uid])


@dataclass(frozen=True, slots=True)
class Other:
    """A plan or draft that may be laid beside ours."""

    title: str
    detail: str
    task_count: int
    mark: StateMark
    is_suggested: bool
    address: str


def us_of(ours: Side, theirs: Side) -> Us | None:
    """Whom the plan above must concern; None, so that every task is asked about, when one agency issued both.

    One query: the names that the agency bears or bore.
    """
    agency = ours.agency
    names = (agency.name, agency.short_name, *agency.names.values_list("name", flat=True))
    own = tuple(dict.fromkeys(name for name in names if name))
    issuer = theirs.reading.document.issuer
    if theirs.agency == agency and (not issuer or same_issuer(own, [issuer])):
        return None
    return Us(own, agency.kind)


def others_for(
    ours: Side, question: Question, plans: QuerySet[Plan], drafts: QuerySet[Draft]
) -> list[Other]:
    """What may be compared with ours, the likeliest first: for coverage other issuers' plans, for years our own.

    Two queries; at most sixty are offered. A suggestion is the plan above that ours names or that its
    superior issued for the year, or our own plan of the year before under the same title.
    """
    found = [*_of_plans(plans), *_of_drafts(drafts)]
    own = [ours.agency.name, ours.agency.short_name, ours.reading.document.issuer or ""]
    kept = [
        each
        for each in found
        if each.side.draft.pk != ours.draft.pk
        and not each.is_below(ours)
        and each.answers(question, own, ours)
    ]
    kept.sort(key=lambda each: each.rank(ours, question))
    return [each.shown(ours, question) for each in kept[:_SHOWN]]


@dataclass(frozen=True, slots=True)
class _Found:
    """A side without its value, and who issued it as its document says."""

    side: Side
    issuer: str
    task_count: int
    mark: StateMark

    def is_of(self, own: Sequence[str], ours: Side) -> bool:
        """Whether our agency issued it."""
        if self.issuer:
            return same_issuer(own, [self.issuer])
        return self.side.agency.pk == ours.agency.pk

    def answers(self, question: Question, own: Sequence[str], ours: Side) -> bool:
        """For years: our own plan of an earlier year; for coverage: any other, our own of the same year too."""
        if not self.is_of(own, ours) or self.side.year == ours.year:
            return question == "coverage"
        is_earlier = not ours.year or not self.side.year or self.side.year < ours.year
        return question == "years" and is_earlier

    def is_below(self, ours: Side) -> bool:
        """Whether an agency under ours has it: what is above us does not come from there."""
        own = ours.agency
        return self.side.agency.pk != own.pk and self.side.agency.path.startswith(own.path)

    def is_suggested(self, ours: Side, question: Question) -> bool:
        if question == "years":
            before = bool(ours.year) and self.side.year == (ours.year or 0) - 1
            return before and plain(self.side.title) == plain(ours.title)
        above = ours.plan.above_id if ours.plan else None
        if self.side.plan is not None and self.side.plan.pk == above:
            return True
        parents = [ours.reading.document.parent_issuer or ""]
        if ours.agency.parent is not None:
            parents += [ours.agency.parent.name, ours.agency.parent.short_name]
        return self.side.year == ours.year and same_issuer(parents, [self.issuer])

    def rank(self, ours: Side, question: Question) -> tuple[bool, int, bool, int]:
        """Suggested first, then the nearest year, plans before drafts, the latest first."""
        distance = abs((self.side.year or 0) - (ours.year or 0))
        suggested = self.is_suggested(ours, question)
        return not suggested, distance, self.side.plan is None, -self.side.draft.pk

    def shown(self, ours: Side, question: Question) -> Other:
        plan = self.side.plan
        parts = [plan.document.number if plan else "", self.issuer or self.side.agency.name]
        return Other(
            title=self.side.title,
            detail=" · ".join(part for part in parts if part),
            task_count=self.task_count,
            mark=self.mark,
            is_suggested=self.is_suggested(ours, question),
            address=reverse("comparison", args=[ours.uid, question, self.side.uid]),
        )


def _of_plans(plans: QuerySet[Plan]) -> list[_Found]:
    rows = plans.annotate(issuer=KT("value__document__issuer"))
    return [
        _Found(Side(row.draft, row), row.issuer or "", row.task_count, plan_mark(row))
        for row in rows.defer("value", "draft__value", "draft__reading")
    ]


def _of_drafts(drafts: QuerySet[Draft]) -> list[_Found]:
    rows = drafts.annotate(issuer=KT("value__document__issuer"))
    return [
        _Found(Side(row, None), row.issuer or "", row.task_count, draft_mark(row))
        for row in rows.defer("value", "reading")
    ]
