"""The reading of a plan: dataclasses in exactly the shape of `cchc read --json`.

`as_json` writes them, `from_json` reads them back; a round trip changes nothing. Dates are ISO strings in
JSON and `date` here. Field meanings: docs/plan-format.md.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

Marks = dict[str, list[str]]  # per field (named as in JSON): why a person should look at it


@dataclass(slots=True)
class Signer:
    authority: str | None = None
    position: str | None = None
    name: str | None = None


@dataclass(slots=True)
class DocumentHead:
    type: str | None = None
    number: str | None = None
    issuer: str | None = None
    parent_issuer: str | None = None
    place: str | None = None
    date: datetime.date | None = None
    title: str | None = None
    year: int | None = None
    signer: Signer = field(default_factory=Signer)
    recipients: list[str] = field(default_factory=list)
    marks: Marks = field(default_factory=dict)


@dataclass(slots=True)
class Period:
    start: datetime.date | None = None  # "from" in JSON
    end: datetime.date | None = None  # "to" in JSON


@dataclass(slots=True)
class Source:
    """Where a fact was read: see blocks.Place; the same keys in JSON, absent ones null."""

    file: int = 0
    page: int | None = None
    line: int | None = None
    span: tuple[int, int] | None = None
    cell: str | None = None
    box: tuple[int, float, float, float, float] | None = None


@dataclass(slots=True)
class LegalBasis:
    """A document that the plan rests on (`path` "") or that an item cites (the item's path)."""

    type: str | None
    number: str | None
    date: datetime.date | None
    issuer: str | None
    subject: str | None
    path: str
    source: Source
    marks: Marks = field(default_factory=dict)


def bases_of_plan(bases: Sequence[LegalBasis]) -> list[LegalBasis]:
    """What the plan rests on, without the documents that its items merely cite (those have a path)."""
    return [one for one in bases if not one.path]


@dataclass(slots=True)
class Section:
    path: str
    heading: str
    area: str
    source: Source


@dataclass(slots=True)
class Target:
    path: str
    text: str
    area: str
    comparator: str | None
    value: float | None
    reference: str | None
    unit: str | None
    per: str | None
    source: Source
    marks: Marks = field(default_factory=dict)


@dataclass(slots=True)
class ScheduleEntry:
    """One milestone. `before`: `due` itself is too late. `on`: days the wording names ("*-20", "05-31")."""

    what: str | None = None
    product: int | None = None
    due: datetime.date | None = None
    start: datetime.date | None = None
    before: bool = False
    recurrence: str | None = None
    on: list[str] | None = None


@dataclass(slots=True)
class TaskDraft:
    path: str
    key: str
    marks: Marks
    section: str
    area: str
    text: str
    lead: list[str]
    coordinating: list[str]
    products: list[str]
    products_rule: str
    conditional: bool
    issued_by: str | None
    funding: str | None
    time: str | None
    schedule: list[ScheduleEntry]
    source: Source


@dataclass(slots=True)
class ReportDeadline:
    name: str
    period: str | None
    start: datetime.date | None  # "from" in JSON
    end: datetime.date | None  # "to" in JSON
    due: datetime.date | None
    before: bool = False
    source: Source | None = None
    marks: Marks = field(default_factory=dict)


@dataclass(slots=True)
class Finding:
    """Something a person should look at. `severity`: error, warning, note. `fix`: an edit the screen offers."""

    code: str
    severity: str
    path: str
    message: str
    source: Source | None = None
    fix: dict[str, Any] | None = None


@dataclass(slots=True)
class PlanDraft:
    document: DocumentHead = field(default_factory=DocumentHead)
    period: Period = field(default_factory=Period)
    legal_bases: list[LegalBasis] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    tasks: list[TaskDraft] = field(default_factory=list)
    report_deadlines: list[ReportDeadline] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
