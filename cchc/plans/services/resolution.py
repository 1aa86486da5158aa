"""Units of a draft's tasks on the day of issue, from the matches that stand or that a person confirmed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from django.utils.translation import gettext as _

from cchc.core.errors import DomainError
from cchc.core.text import fold
from cchc.orgs.models import Unit, UnitGroup
from cchc.orgs.selectors import group_units
from cchc.plans.issuing import UnitLink
from cchc.plans.models import Draft, DraftUnit
from cchc.plans.services.matching import ACCEPTED_FROM
from cchc.reading.draft import TaskDraft


class UnitsUnresolved(DomainError):
    """Leading units that stand for nobody yet; `wordings` names them."""

    text = "Còn đơn vị chủ trì chưa xác định."

    def __init__(self, wordings: Sequence[str]) -> None:
        self.wordings = list(wordings)
        names = ", ".join(f"“{wording}”" for wording in wordings)
        sentence = _(
            "Chưa xác định đơn vị chủ trì: %(names)s. "
            "Hãy trở lại phần rà soát, chọn đơn vị cho từng tên gọi rồi đưa vào theo dõi."
        )
        super().__init__(sentence % {"names": names})


class Meant(Protocol):
    """What a wording stands for: a unit, a group, or nobody."""

    @property
    def unit(self) -> Unit | None: ...

    @property
    def group(self) -> UnitGroup | None: ...


@dataclass
class Resolution:
    """What wordings mean at one date, by folded wording; each collective name is expanded once."""

    matches: dict[str, Meant]
    on: date
    _expanded: dict[int, list[Unit]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[DraftUnit], on: date) -> "Resolution":
        """The matches that count: found for sure, or confirmed by a person. A mere suggestion does not."""
        return cls({row.folded: row for row in rows if _counts(row)}, on)

    def is_resolved(self, wording: str) -> bool:
        """Whether the wording stands for a unit that exists, or for a group with units on the day."""
        row = self.matches.get(fold(wording))
        return row is not None and bool(self._units(row))

    def leads(self, task: TaskDraft) -> list[UnitLink]:
        """One link per leading unit, each unit once, in the order written."""
        return _once(link for wording in task.lead for link in self._links(wording))

    def coordinating(self, task: TaskDraft, leads: Sequence[UnitLink]) -> list[UnitLink]:
        """One link per coordinating unit; a collective name leaves out the units that lead."""
        leading = {link.unit.pk for link in leads}
        links = (link for wording in task.coordinating for link in self._links(wording))
        return _once(link for link in links if link.group is None or link.unit.pk not in leading)

    def _links(self, wording: str) -> list[UnitLink]:
        row = self.matches.get(fold(wording))
        if row is None:
            return []
        return [UnitLink(wording[:300], unit, row.group) for unit in self._units(row)]

    def _units(self, row: Meant) -> list[Unit]:
        if row.group is None:
            return [row.unit] if row.unit is not None else []
        if row.group.pk not in self._expanded:
            self._expanded[row.group.pk] = group_units(row.group, self.on)
        return self._expanded[row.group.pk]


def resolve(draft: Draft, on: date) -> Resolution:
    """What the draft's wordings mean on that day."""
    return Resolution.of(draft.unit_matches.select_related("unit", "group"), on)


def unresolved_leads(tasks: Iterable[TaskDraft], resolution: Resolution) -> list[str]:
    """Wordings of leading units that stand for nobody, each once, in the order met."""
    return _unresolved((wording for task in tasks for wording in task.lead), resolution)


def unresolved_coordinating(tasks: Iterable[TaskDraft], resolution: Resolution) -> list[str]:
    """Wordings of coordinating units that stand for nobody; they stay in the task's quote as text."""
    return _unresolved((wording for task in tasks for wording in task.coordinating), resolution)


def _unresolved(wordings: Iterable[str], resolution: Resolution) -> list[str]:
    missing = [wording for wording in wordings if not resolution.is_resolved(wording)]
    return list({fold(wording): wording for wording in missing}.values())


def _counts(row: DraftUnit) -> bool:
    return row.confirmed_by_id is not None or row.confidence >= ACCEPTED_FROM


def _once(links: Iterable[UnitLink]) -> list[UnitLink]:
    kept: dict[int, UnitLink] = {}
    for link in links:
        kept.setdefault(link.unit.pk, link)
    return list(kept.values())
