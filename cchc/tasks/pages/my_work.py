"""Việc của tôi: cards by what they ask for."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from cchc.core.pages import Page
from cchc.orgs.models import Unit
from cchc.tasks.models import Obstacle
from cchc.tasks.rules.asked import Asked
from cchc.tasks.rules.state import State
from cchc.tasks.selectors.figures import Figure
from cchc.tasks.selectors.my_work import Item, MyWork, UnitLoad


@dataclass(frozen=True, slots=True)
class Bucket:
    """Cards under one heading; `act` is the name of the address their button leads to."""

    title: str
    icon: str
    tone: str
    act: str
    act_label: str
    items: list[Item]


@dataclass(frozen=True, slots=True)
class LoadLine:
    """One unit of the person and the figures that matter now; each opens its list."""

    unit: Unit
    all: Figure
    soon: Figure
    late: Figure


@dataclass(frozen=True)
class MyWorkPage(Page):
    template: ClassVar[str] = "tasks/my_work.html"

    buckets: list[Bucket]
    to_answer: list[Obstacle]
    loads: list[LoadLine]
    has_more: bool


def my_work_page(work: MyWork) -> MyWorkPage:
    """Headings without cards are left out; what was given back stands first."""
    record, answer, judge = _("Ghi nhận"), _("Bổ sung, làm lại"), _("Xem và xác nhận")
    decide = _("Xem và quyết định")
    buckets = [
        Bucket(_("Bị trả lại, cần bổ sung"), "arrow-back-up", "late", "task_record", answer, work.asked_back),
        Bucket(_("Quá hạn, đến hạn hôm nay"), "alert-circle", "late", "task_record", record, work.late),
        Bucket(_("Trong 7 ngày tới"), "clock-exclamation", "soon", "task_record", record, work.soon),
        Bucket(
            _("Đề nghị gia hạn chờ quyết định"), "calendar-plus", "soon", "task_extension_decide", decide,
            work.to_decide,
        ),
        Bucket(_("Chờ tôi xác nhận"), "checks", "quiet", "task_judge", judge, work.to_confirm),
    ]  # fmt: skip
    shown = [bucket for bucket in buckets if bucket.items]
    loads = [_load_line(load) for load in work.loads]
    return MyWorkPage(shown, work.to_answer, loads, work.has_more)


def _load_line(load: UnitLoad) -> LoadLine:
    led = Asked(unit=str(load.unit.uid), part="lead")
    soon, late = (
        Figure(load.states[state], led.but(state=(state.value,)))
        for state in (State.DUE_SOON, State.OVERDUE)
    )
    return LoadLine(load.unit, Figure(load.states.total(), led), soon, late)
