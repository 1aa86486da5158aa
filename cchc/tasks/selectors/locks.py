"""Why a result or its judgement is not this person's to change, and who can open it. No statement of its own."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from cchc.core.clock import VIETNAM
from cchc.core.locks import Lock
from cchc.tasks.models import Assignment, Occurrence, Task
from cchc.tasks.selectors.people import Confirming, Standing

_NAMED = 3


def lock_on_task(task: Task, parts: Sequence[Assignment], standing: Standing) -> Lock | None:
    """Why nothing of the task can be recorded by this person; None when it can."""
    if task.discontinued_on is not None:
        why = _("Nhiệm vụ đã thôi thực hiện từ %(day)s nên không ghi nhận thêm.")
        opener = (
            _("Đầu mối CCHC đưa trở lại bằng điều chỉnh kế hoạch theo văn bản.")
            if task.plan_id is not None
            else _("Đầu mối CCHC giao lại bằng một nhiệm vụ phát sinh mới.")
        )
        return Lock(why % {"day": f"{task.discontinued_on:%d/%m/%Y}"}, opener)
    if standing is Standing.NONE:
        return Lock(
            _("Bạn xem được nhưng không ghi nhận được kết quả của nhiệm vụ này."), _who(task, parts)
        )
    return None


def lock_on_result(
    task: Task, row: Occurrence, parts: Sequence[Assignment], standing: Standing
) -> Lock | None:
    """Why this person cannot record, prove or take back this result; None when he can."""
    lock = lock_on_task(task, parts, standing)
    if lock is not None or row.confirmed_at is None:
        return lock
    assert row.confirmed_by is not None  # the database holds both or none
    name = row.confirmed_by.full_name
    moment = row.confirmed_at.astimezone(VIETNAM)
    return Lock(
        _("Kết quả này đã khóa: %(name)s xác nhận lúc %(when)s.")
        % {"name": name, "when": f"{moment:%H:%M %d/%m/%Y}"},
        _("Muốn sửa, hãy đề nghị %(name)s hoặc lãnh đạo yêu cầu bổ sung, trả lại.")
        % {"name": name},
    )


def lock_on_judging(row: Occurrence, confirming: Confirming) -> Lock | None:
    """Why this person cannot confirm or give back this result; None when he can."""
    if confirming is Confirming.OWN_RESULT:
        return Lock(
            _("Bạn đã ghi nhận kết quả này nên không tự xác nhận được."),
            _("Người khác trong bộ phận đầu mối CCHC hoặc lãnh đạo phụ trách xác nhận."),
        )
    if confirming is Confirming.NOTHING_THERE:
        unit = row.unit.name if row.unit else _("Đơn vị chủ trì")
        return Lock(
            _("Chưa có kết quả nào được ghi nhận nên chưa xác nhận được."),
            _("%(unit)s ghi nhận kết quả trước.") % {"unit": unit},
        )
    return None


def _who(task: Task, parts: Sequence[Assignment]) -> str:
    names = list(dict.fromkeys(part.unit.name for part in parts))
    told = ", ".join(names[:_NAMED])
    if len(names) > _NAMED:
        told += " " + _("và %(n)d đơn vị khác") % {"n": len(names) - _NAMED}
    coordinator = _("đầu mối CCHC của %(agency)s (nhập thay)") % {"agency": task.agency.name}
    if not told:
        return _("Người ghi nhận: %(who)s.") % {"who": coordinator}
    return _("Người ghi nhận: %(units)s; %(who)s.") % {"units": told, "who": coordinator}
