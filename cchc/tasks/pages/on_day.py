"""How each unit stood on a day, under the names and in the tree of that day."""

from dataclasses import dataclass
from datetime import date

from cchc.core.pages import Page
from cchc.orgs.models import Unit
from cchc.tasks.selectors.same_period import Compared


@dataclass(frozen=True)
class OnDayPage(Page):
    """Figures by unit on `day`, results since `first`, and what they were a year before."""

    template = "tasks/on_day.html"
    agency: Unit
    agencies: list[Unit]
    day: date
    first: date
    with_predecessors: bool
    rows: list[Compared]
    errors: list[str]
