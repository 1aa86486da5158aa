"""What goes into a printed plan: plain values, filled by whoever keeps plans.

Texts are without ordinals and closing marks, as a reading gives them; the layout adds both. An empty
tuple or None leaves its part out.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from cchc.publishing.document import Signature


@dataclass(frozen=True, slots=True)
class PlanHead:
    """The letterhead's facts, as `document.OfficialDocument` means them.

    issuer_in_text: how running text calls the agency; the letterhead's name when None.
    """

    issuer: str
    symbol: str
    place: str
    subject: str
    parent_issuer: str | None = None
    number: str | None = None
    issued_on: date | None = None
    year: int | None = None
    kind: str = "Kế hoạch"
    issuer_in_text: str | None = None


@dataclass(frozen=True, slots=True)
class PlanTask:
    """One task of an area. `time` is the wording; `products_rule` "any": one of the products is enough."""

    text: str
    lead: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    time: str | None = None
    products_rule: Literal["all", "any"] = "all"
    funding: str | None = None


@dataclass(frozen=True, slots=True)
class PlanArea:
    """An area of reform: its prose (paragraphs) and its tasks, in order."""

    heading: str
    tasks: tuple[PlanTask, ...] = ()
    prose: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanPart:
    """A numbered part of a section: a heading or an opening sentence, then bullets."""

    heading: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanSection:
    """A section before the tasks ("Mục đích, yêu cầu"): parts, or bullets alone."""

    heading: str
    parts: tuple[PlanPart, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanTarget:
    """A target as worded, under its area's heading where it has one."""

    text: str
    area: str | None = None


@dataclass(frozen=True, slots=True)
class PlanReport:
    """A report and its time: `due` is the date as written; with `before`, that day is too late."""

    name: str
    due: date | None = None
    before: bool = False
    data_from: date | None = None
    data_to: date | None = None


@dataclass(frozen=True, slots=True)
class PlanPaper:
    """A whole plan, ready to be laid out by `plan_layout`."""

    head: PlanHead
    areas: tuple[PlanArea, ...] = ()
    legal_bases: tuple[str, ...] = ()
    introduction: str | None = None
    sections: tuple[PlanSection, ...] = ()
    targets: tuple[PlanTarget, ...] = ()
    organisation: tuple[PlanPart, ...] = ()
    reports: tuple[PlanReport, ...] = ()
    closing: str | None = None
    recipients: tuple[str, ...] = ()
    signature: Signature | None = None
    tasks_heading: str = field(default="Nhiệm vụ cụ thể")
