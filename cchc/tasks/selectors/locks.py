"""Why something of a task is not this person's to change, and who can open it. No statement of its own."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from cchc.core.clock import VIETNAM
from cchc.core.locks import Lock
from cchc.tasks.models import Assignment, Extension, Instruction, Occurrence, Task
from cchc.tasks.selectors.people import Confirming, Standing

_NAMED = 3


def lock_on_task(task: Task, parts: Sequence[Assignment], standing: Standing) -> Lock | None:
    """Why nothing of the task can be recorded by this person; None when it can."""
    if (lock := lock_on_given_up(task)) is not None:
        return lock
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


def lock_on_given_up(task: Task) -> Lock | None:
    """Why nothing more happens on a task; None while it is carried out."""
    if task.discontinued_on is None:
        return None
    why = _("Nhiệm vụ đã thôi thực hiện từ %(day)s nên không ghi nhận thêm.")
    opener = (
        _("Đầu mối CCHC đưa trở lại bằng điều chỉnh kế hoạch theo văn bản.")
        if task.plan_id is not None
        else _("Đầu mối CCHC giao lại bằng một nhiệm vụ phát sinh mới.")
    )
    return Lock(why % {"day": _day(task.discontinued_on)}, opener)


def lock_on_extending(row: Occurrence, asked: Extension | None) -> Lock | None:
    """Why no later day can be set for a result; `asked`: the request that waits, if one does."""
    if (lock := lock_on_given_up(row.task)) is not None:
        return lock
    if row.due_on is None:
        return Lock(
            _("Việc này chưa có thời hạn nên không có gì để gia hạn."),
            _("Đầu mối CCHC đặt thời hạn bằng điều chỉnh kế hoạch theo văn bản."),
        )
    if row.delivered_on or row.not_arising_on:
        return Lock(
            _("Việc này đã có kết quả nên không gia hạn."),
            _("Nếu kết quả ghi nhầm, hãy sửa hoặc hoàn tác kết quả trước."),
        )
    if asked is not None:
        return Lock(
            _("Đã có đề nghị gia hạn đến %(day)s đang chờ quyết định.")
            % {"day": _day(asked.to_due)},
            _("Lãnh đạo hoặc đầu mối CCHC quyết định; %(name)s rút được khi chưa ai quyết định.")
            % {"name": asked.asked_by.full_name},
        )
    return None


def lock_on_asking(row: Occurrence, asked: Extension | None, today: date) -> Lock | None:
    """Why a unit cannot ask for a later day; the same, and that the day has passed."""
    lock = lock_on_extending(row, asked)
    if lock is not None or row.due_on is None or today <= row.due_on:
        return lock
    return Lock(
        _("Đã quá hạn %(day)s nên không đề nghị gia hạn được nữa.") % {"day": _day(row.due_on)},
        _("Đầu mối CCHC ghi hạn mới khi có ý kiến lãnh đạo hoặc văn bản."),
    )


def lock_on_entrusting() -> Lock:
    """Who names people, for whoever works in a unit of the task and may not."""
    return Lock(
        _("Bạn không phân công người thực hiện được."),
        _("Trưởng đơn vị hoặc đầu mối CCHC phân công."),
    )


def lock_on_deciding(extension: Extension) -> Lock | None:
    """Why a request is decided no longer; None while it waits."""
    if extension.state == Extension.State.ASKED:
        return None
    whose = {"name": extension.said_by, "day": _day(extension.said_on)}
    if extension.state == Extension.State.WITHDRAWN:
        return Lock(
            _("%(name)s đã rút đề nghị này ngày %(day)s.") % whose,
            _("Đơn vị đề nghị lại nếu vẫn cần gia hạn."),
        )
    return Lock(
        _("Đề nghị này đã có quyết định: %(name)s, ngày %(day)s.") % whose,
        _(
            "Cần đổi hạn lần nữa thì đơn vị đề nghị lại, hoặc đầu mối CCHC ghi hạn mới theo văn bản."
        ),
    )


def lock_on_waiting(task: Task) -> Lock | None:
    """Why no wait for guidance can begin; None when one can."""
    if (lock := lock_on_given_up(task)) is not None or task.awaiting_since is None:
        return lock
    return Lock(
        _("Nhiệm vụ đang chờ hướng dẫn từ %(day)s.") % {"day": _day(task.awaiting_since)},
        _(
            "Đơn vị trong nhiệm vụ hoặc đầu mối CCHC ghi nhận hướng dẫn đã có, rồi mới ghi lần chờ mới."
        ),
    )


def lock_on_arrival(task: Task) -> Lock | None:
    """Why no guidance can be recorded; None while the task waits for some."""
    if (lock := lock_on_given_up(task)) is not None or task.awaiting_since is not None:
        return lock
    return Lock(
        _("Hướng dẫn đã được ghi nhận; nhiệm vụ không chờ hướng dẫn nào."),
        _("Đơn vị trong nhiệm vụ hoặc đầu mối CCHC ghi lần chờ mới nếu còn vướng."),
    )


def lock_on_event(task: Task) -> Lock | None:
    """Why no event can be recorded; None on a task that waits for events."""
    if (lock := lock_on_given_up(task)) is not None or task.nature == Task.Nature.ON_EVENT:
        return lock
    return Lock(
        _("Nhiệm vụ này có thời hạn, không phải việc thực hiện khi phát sinh."),
        _("Kế hoạch ghi khác thì đầu mối CCHC đính chính hoặc điều chỉnh."),
    )


def lock_on_document(instruction: Instruction) -> Lock | None:
    """Why the number of a document cannot be entered; None while the register waits for it."""
    if instruction.awaits_document:
        return None
    if not instruction.document_number:
        return Lock(
            _("Dòng này vào sổ không chờ văn bản."),
            _("Đầu mối CCHC hoặc lãnh đạo vào sổ dòng mới khi có văn bản giao việc."),
        )
    return Lock(
        _("Văn bản này đã có số, ký hiệu: %(number)s.") % {"number": instruction.document_number},
        _(
            "Ghi sai thì đầu mối CCHC vào sổ dòng mới đúng số và thôi thực hiện nhiệm vụ ở dòng này."
        ),
    )


def lock_on_register(agency_name: str) -> Lock:
    """Who keeps the register, for whoever only reads it."""
    return Lock(
        _("Bạn xem được sổ nhưng không ghi thêm được."),
        _("Người ghi sổ: đầu mối CCHC hoặc lãnh đạo của %(agency)s.") % {"agency": agency_name},
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


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
