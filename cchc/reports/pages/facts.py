"""Where one figure of a report comes from."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from cchc.core.pages import Page
from cchc.reports.models import Report
from cchc.reports.rules.snapshot import Fact
from cchc.reports.selectors.sources import AgencyAnswer, Origin, UnitAnswer


@dataclass(frozen=True)
class FactPage(Page):
    """`value`: as the report has it; `now`: as the data stand where that is another. `tasks` or `answers` behind it,
    `agencies` below that it is a sum of; `origin` of a figure of an earlier period.
    """

    template: ClassVar[str] = "reports/fact.html"

    report: Report
    fact: Fact
    when: str
    value: str
    parts: str
    now: str
    tasks: list[dict[str, str]]
    answers: list[UnitAnswer]
    agencies: list[AgencyAnswer]
    indicator_uid: UUID | None
    origin: Origin | None
