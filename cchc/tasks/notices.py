"""What tasks tell people: reminders of due dates, handed to the room of messages."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from cchc.audit.models import AuditEvent
from cchc.audit.presenters import sentence
from cchc.core import clock
from cchc.messages.kinds import Kind, register
from cchc.messages.services.telling import Told, tell
from cchc.orgs.models import User
from cchc.plans.models import Amendment
from cchc.tasks.models import Remark, Task
from cchc.tasks.selectors.discussion import still_said, watchers_of
from cchc.tasks.selectors.entrusting import still_entrusted
from cchc.tasks.selectors.reminders import Owed, people_told, still_owed

OVERDUE, ESCALATED, DUE, BEFORE = "task.overdue", "task.escalated", "task.due", "task.before"
AMENDED = "task.amended"
MENTIONED, WATCHED, ENTRUSTED = "task.mentioned", "task.watched", "task.entrusted"
_TEXT_LENGTH = 220


@dataclass(frozen=True, slots=True)
class Amended:
    """A task that an amendment touched: how, and the units that led it before or lead it now (their keys)."""

    task: Task
    kind: str
    units: frozenset[int]


_AMENDED = {
    "change": _lazy("%(label)s được điều chỉnh theo %(number)s"),
    "add": _lazy("%(label)s được bổ sung theo %(number)s"),
    "drop": _lazy("%(label)s thôi thực hiện theo %(number)s"),
    "carry": _lazy("%(label)s chuyển sang kế hoạch mới theo %(number)s"),
}


def register_kinds() -> None:
    """Called once from `AppConfig.ready`; the order is that of a mail."""
    for code, label, icon, tone in (
        (ESCALATED, "Quá hạn, báo lên cấp trên", "alert-triangle", "late"),
        (OVERDUE, "Quá hạn", "alert-circle", "late"),
        (DUE, "Đến hạn", "alarm", "soon"),
        (BEFORE, "Sắp đến hạn", "clock-exclamation", "soon"),
    ):
        register(Kind(code, label, icon, tone, _still_open))
    register(Kind(AMENDED, "Kế hoạch điều chỉnh", "file-pencil", "soon", set))
    register(Kind(ENTRUSTED, "Được phân công thực hiện", "user-check", "soon", still_entrusted))
    register(Kind(MENTIONED, "Được nhắc đến trong trao đổi", "at", "soon", still_said))
    register(Kind(WATCHED, "Nhiệm vụ đang theo dõi", "eye", "quiet", still_said))


def tell_reminders(
    told: Iterable[tuple[Owed, Collection[int], Collection[int]]],
    units: dict[int, str],
    today: date,
    at: datetime,
) -> int:
    """Write one notice a person and occurrence; returns how many people had not been told today.

    told: what is owed, who works on it, and to whom it is escalated.
    """
    notices: list[Told] = []
    for owed, people, above in told:
        kind = _kind(owed, today)
        higher = ESCALATED if kind == OVERDUE else kind
        kinds = dict.fromkeys(people, kind) | dict.fromkeys(above, higher)
        notices += [_told(owed, user, each, units, today) for user, each in kinds.items()]
    return tell(notices=notices, at=at)


def tell_amended(amendment: Amendment, amended: Iterable[Amended], by: User, at: datetime) -> None:
    """Tell everybody in the units that led before or lead now, but not whoever put the amendment in force."""
    document = amendment.document
    assert document is not None
    people: dict[int, set[int]] = defaultdict(set)
    for (unit, _role), users in people_told(amendment.agency, clock.vietnam_date(at)).items():
        people[unit] |= set(users)
    notices = [
        Told(
            user_id=user,
            agency_id=each.task.agency_id,
            kind=AMENDED,
            subject_uid=each.task.uid,
            title=str(_AMENDED[each.kind]) % {"label": each.task.label, "number": document.number},
            text=_cut(each.task.text),
            address=reverse("task", args=[each.task.uid]),
        )
        for each in amended
        for user in {user for unit in each.units for user in people[unit]} - {by.pk}
    ]
    tell(notices=notices, at=at)


def tell_mentioned(remark: Remark, people: Collection[User], at: datetime) -> None:
    """Tell those who are named in a remark."""
    task = remark.task
    facts = {"name": remark.written_by.full_name, "label": task.label}
    tell(
        notices=[
            Told(
                user_id=person.pk,
                agency_id=task.agency_id,
                kind=MENTIONED,
                subject_uid=remark.uid,
                title=_("%(name)s nhắc đến bạn ở nhiệm vụ %(label)s") % facts,
                text=_cut(remark.text),
                address=f"{reverse('task', args=[task.uid])}#discussion",
            )
            for person in people
        ],
        at=at,
    )


def tell_entrusted(task: Task, people: Collection[User], by: User, at: datetime) -> None:
    """Tell those who were named to do a unit's part of a task."""
    facts = {"name": by.full_name, "label": task.label}
    tell(
        notices=[
            Told(
                user_id=person.pk,
                agency_id=task.agency_id,
                kind=ENTRUSTED,
                subject_uid=task.uid,
                title=_("%(name)s phân công bạn thực hiện nhiệm vụ %(label)s") % facts,
                text=_cut(task.text),
                address=reverse("task", args=[task.uid]),
            )
            for person in people
        ],
        at=at,
    )


def tell_watchers(task: Task, event: AuditEvent, among: Collection[int] | None = None) -> None:
    """Tell those who watch a task of an event on it, but not whoever acted; once a day a subject.

    among: keys of the people who may hear of it, None for everybody who reads the task.
    """
    told = [
        person
        for person in watchers_of(task)
        if person.uid != event.actor_uid and (among is None or person.pk in among)
    ]
    if not told or event.target_uid is None:
        return
    text = f"{event.actor_name} {sentence(event)}" if event.actor_name else sentence(event)
    tell(
        notices=[
            Told(
                user_id=person.pk,
                agency_id=task.agency_id,
                kind=WATCHED,
                subject_uid=event.target_uid,
                title=_("%(label)s có diễn biến mới") % {"label": task.label},
                text=_cut(text),
                address=reverse("task", args=[task.uid]),
            )
            for person in told
        ],
        at=event.at,
    )


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
