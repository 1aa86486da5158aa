"""What figures tell people: a period is open, is due, is late; handed to the room of messages."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from cchc.core import clock
from cchc.indicators.selectors.reminding import Owing, still_owing
from cchc.messages.kinds import Kind, register
from cchc.messages.services.telling import Told, tell

OPEN, DUE, LATE = "figures.open", "figures.due", "figures.late"


def register_kinds() -> None:
    """Called once from `AppConfig.ready`."""
    for code, label, icon, tone in (
        (LATE, "Số liệu chậm", "alert-circle", "late"),
        (DUE, "Số liệu đến hạn", "alarm", "soon"),
        (OPEN, "Kỳ số liệu đã mở", "chart-bar", "quiet"),
    ):
        register(Kind(code, label, icon, tone, _still_open))


def tell_owing(
    told: Iterable[tuple[Owing, str, Collection[int]]], today: date, at: datetime
) -> int:
    """One notice a person, unit and period; told: what is owed, which kind of notice, to whom."""
    notices = [
        Told(
            user_id=user,
            agency_id=owing.period.agency_id,
            kind=kind,
            subject_uid=owing.uid,
            title=_title(owing, kind, today),
            text=_text(owing),
            address=reverse("figures_entry", args=[owing.period.uid, owing.unit.uid]),
        )
        for owing, kind, people in told
        for user in people
    ]
    return tell(notices=notices, at=at)


def _title(owing: Owing, kind: str, today: date) -> str:
    facts = {"name": owing.period.name, "day": f"{owing.due:%d/%m/%Y}"}
    if kind == LATE:
        facts["days"] = str((today - owing.due).days)
        return _("Số liệu %(name)s chậm %(days)s ngày (hạn %(day)s)") % facts
    if kind == DUE:
        return _("Số liệu %(name)s đến hạn %(day)s") % facts
    return _("Kỳ số liệu %(name)s đã mở, hạn %(day)s") % facts


def _text(owing: Owing) -> str:
    said = _("%(unit)s còn %(n)d chỉ tiêu chưa có số.") % {
        "unit": owing.unit.name,
        "n": owing.missing,
    }
    if owing.period.data_to is not None and owing.due < owing.period.data_to:
        said += " " + _("Hạn trước ngày chốt: nhập số ước và nêu căn cứ.")
    return said


def _still_open(uids: Collection[UUID]) -> set[UUID]:
    return still_owing(uids, clock.today())
