"""The sentence that says why a task stands as it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cchc.tasks.rules.facts import Fact
from cchc.tasks.rules.state import State


@dataclass(frozen=True, slots=True)
class Line:
    """One occurrence with the words for it: "sản phẩm 2", "kỳ tháng 3", the unit that owes it."""

    fact: Fact
    name: str
    unit: str = ""


def why(state: State, lines: Sequence[Line], today: date, ends_on: date) -> str:
    """One Vietnamese sentence: the state and the fact that decides it; at most three are named.

    "Quá hạn: sản phẩm 2 hạn 30/9, chưa nộp."
    """
    if state is State.OVERDUE:
        late = [line for line in _owed(lines) if line.fact.due_on and line.fact.due_on < today]
        return f"Quá hạn: {_listed(late, 'hạn', ', chưa nộp')}."
    if state is State.DUE_SOON:
        return f"Sắp đến hạn: {_soon(_owed(lines), today)}."
    if state is State.SUBMITTED:
        return f"Đã trình, chờ ban hành: {_waiting(lines, today)}."
    if state is State.IN_PROGRESS:
        return _in_progress(lines)
    if state is State.NOT_STARTED:
        return "Chưa đến thời gian thực hiện ghi trong kế hoạch."
    if state is State.DONE_LATE:
        late = [line for line in lines if line.fact.days_late]
        return f"Hoàn thành quá hạn: {'; '.join(_late(line) for line in late[:3])}."
    return {
        State.DONE_ON_TIME: "Mọi sản phẩm đã hoàn thành, không sản phẩm nào quá hạn.",
        State.CONTINUOUS_WITH_RESULT: (
            f"Thường xuyên: đã có kết quả trong kỳ; hoàn thành khi hết kế hoạch ({_day(ends_on)})."
        ),
        State.CONTINUOUS_WITHOUT_RESULT: "Thường xuyên: chưa ghi nhận kết quả trong kỳ báo cáo này.",
        State.ON_EVENT: "Chỉ thực hiện khi phát sinh hoặc có chỉ đạo; chưa ghi nhận việc nào đang chờ.",
        State.UNSCHEDULED: "Kế hoạch không nêu ngày, hoặc lịch báo cáo của cơ quan chưa có mốc.",
        State.NOT_ARISING: "Không phát sinh, đã được xác nhận; không tính vào tỷ lệ hoàn thành.",
        State.AWAITING_GUIDANCE: "Chờ hướng dẫn của cấp trên; văn bản xin hướng dẫn ghi bên dưới.",
        State.DISCONTINUED: "Đã thôi thực hiện.",
    }[state]


def _owed(lines: Sequence[Line]) -> list[Line]:
    owed = [
        line
        for line in lines
        if line.fact.delivered_on is None
        and line.fact.submitted_on is None
        and line.fact.is_arisen
        and not line.fact.is_waived
        and not line.fact.is_standing
    ]
    return sorted(owed, key=lambda line: line.fact.due_on or date.max)


def _listed(lines: Sequence[Line], word: str, tail: str) -> str:
    named = [f"{_name(line)} {word} {_day(line.fact.due_on)}" for line in lines[:3]]
    more = f" và {len(lines) - 3} mốc khác" if len(lines) > 3 else ""
    return "; ".join(named) + more + tail


def _soon(owed: Sequence[Line], today: date) -> str:
    line = owed[0]
    assert line.fact.due_on is not None
    days = (line.fact.due_on - today).days
    left = f"còn {days} ngày" if days else "hôm nay là ngày cuối"
    return f"{_name(line)} hạn {_day(line.fact.due_on)}, {left}"


def _waiting(lines: Sequence[Line], today: date) -> str:
    named = []
    for line in lines:
        if line.fact.submitted_on and line.fact.delivered_on is None:
            days = (today - line.fact.submitted_on).days
            named.append(f"{_name(line)} trình ngày {_day(line.fact.submitted_on)}, {days} ngày")
    return "; ".join(named[:3])


def _in_progress(lines: Sequence[Line]) -> str:
    owed = _owed(lines)
    if owed and owed[0].fact.due_on:
        return f"Trong hạn: mốc gần nhất là {_name(owed[0])}, hạn {_day(owed[0].fact.due_on)}."
    return "Đang thực hiện; phần còn lại chưa có thời hạn."


def _late(line: Line) -> str:
    return f"{_name(line)} hạn {_day(line.fact.due_on)}, chậm {line.fact.days_late} ngày"


def _name(line: Line) -> str:
    return f"{line.name} ({line.unit})" if line.unit else line.name


def _day(value: date | None) -> str:
    return f"{value:%d/%m/%Y}" if value else ""
