"""What tasks tell people: reminders of due dates, handed to the room of messages."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from cchc.core import clock
from cchc.messages.kinds import Kind, register
from cchc.messages.services.telling import Told, tell
from cchc.tasks.selectors.reminders import Owed, still_owed

OVERDUE, ESCALATED, DUE, BEFORE = "task.overdue", "task.escalated", "task.due", "task.before"
_TEXT_LENGTH = 220


def register_kinds() -> None:
    """Called once from `AppConfig.ready`; the order is that of a mail."""
    for code, label, icon, tone in (
        (ESCALATED, "Quá hạn, báo lên cấp trên", "alert-triangle", "late"),
        (OVERDUE, "Quá hạn", "alert-circle", "late"),
        (DUE, "Đến hạn", "alarm", "soon"),
        (BEFORE, "Sắp đến hạn", "clock-exclamation", "soon"),
    ):
        register(Kind(code, label, icon, tone, _still_open))


def tell_reminders(
    told: Iterable[tuple[Owed, Collection[int], Collection[int]]],
    units: dict[int, str],
    today: date,
    at: datetime,
) -> None:
    """Write one notice a person and occurrence. told: what is owed, who works on it, and to whom it is escalated."""
    notices: list[Told] = []
    for owed, people, above in told:
        kind = _kind(owed, today)
        higher = ESCALATED if kind == OVERDUE else kind
        kinds = dict.fromkeys(people, kind) | dict.fromkeys(above, higher)
        notices += [_told(owed, user, each, units, today) for user, each in kinds.items()]
    tell(notices=notices, at=at)


def _still_open(uids: Collection[UUID]) -> set[UUID]:
    return still_owed(uids, clock.today())


def _kind(owed: Owed, today: date) -> str:
    if owed.due_on < today:
        return OVERDUE
    return DUE if owed.due_on == today else BEFORE


def _told(owed: Owed, user: int, kind: str, units: dict[int, str], today: date) -> Told:
    return Told(
        user_id=user,
        agency_id=owed.task.agency_id,
        kind=kind,
        subject_uid=owed.uid,
        title=_title(owed, today),
        text=f"{_cut(owed.task.text)} ({_names(owed.units, units)})",
        address=reverse("task", args=[owed.task.uid]),
    )


def _title(owed: Owed, today: date) -> str:
    days = (owed.due_on - today).days
    facts = {"label": owed.task.label, "day": f"{owed.due_on:%d/%m/%Y}", "days": abs(days)}
    if days < 0:
        return _("%(label)s quá hạn %(days)d ngày (hạn %(day)s)") % facts
    if days == 0:
        return _("%(label)s đến hạn hôm nay (%(day)s)") % facts
    return _("%(label)s còn %(days)d ngày (hạn %(day)s)") % facts


def _names(keys: Sequence[int], units: dict[int, str]) -> str:
    return "; ".join(units[key] for key in keys if key in units) or _("chưa có đơn vị chủ trì")


def _cut(text: str) -> str:
    return text if len(text) <= _TEXT_LENGTH else f"{text[:_TEXT_LENGTH].rsplit(' ', 1)[0]}…"
