"""Amending a plan: the draft, its changes, and putting it in force."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cchc.core.locks import Lock
from cchc.core.pages import Page
from cchc.plans.forms.amending import (
    AmendmentForm,
    BasisForm,
    ChangeForm,
    DecidingForm,
    DropForm,
    TargetForm,
)
from cchc.plans.models import Amendment, Plan
from cchc.plans.selectors.amendments import ShownChange, TaskChoice


@dataclass(frozen=True)
class AmendmentStartPage(Page):
    """A new draft, beside those that are open already."""

    template = "plans/amendment_start.html"
    plan: Plan
    form: AmendmentForm
    drafts: Sequence[Amendment]


@dataclass(frozen=True)
class AmendmentPage(Page):
    """`may_edit`: the person gathers it; `refusal`: why its effects cannot be foreseen ("" when they can).

    `choices`: its tasks; `items`: its targets and legal bases.
    """

    template = "plans/amendment.html"
    amendment: Amendment
    plan: Plan
    changes: Sequence[ShownChange]
    choices: Sequence[TaskChoice]
    items: Sequence[TaskChoice]
    form: AmendmentForm
    refusal: str
    may_edit: bool
    lock: Lock | None


@dataclass(frozen=True)
class AmendmentTaskPage(Page):
    """One task in an amendment: `label` as it is called, `now` its fields as they stand, {} for a new task."""

    template = "plans/amendment_task.html"
    amendment: Amendment
    plan: Plan
    form: ChangeForm | DropForm
    label: str
    now: Mapping[str, str]
    is_drop: bool


@dataclass(frozen=True)
class AmendmentItemPage(Page):
    """A target or legal basis in an amendment: `now` its fields with their labels, [] for a new one."""

    template = "plans/amendment_item.html"
    amendment: Amendment
    plan: Plan
    form: TargetForm | BasisForm | DropForm
    item: str
    label: str
    now: Sequence[tuple[str, str]]
    is_drop: bool


@dataclass(frozen=True)
class AmendmentEnterPage(Page):
    """What will change, and the document that says so."""

    template = "plans/amendment_enter.html"
    amendment: Amendment
    plan: Plan
    changes: Sequence[ShownChange]
    form: DecidingForm
    refusal: str
