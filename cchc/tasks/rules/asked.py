"""What somebody asks of the task list: read from an address, written back to one. Plain Python.

A saved view, a chip, a figure of the overview and the export all are such a value.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Self
from urllib.parse import quote_plus
from uuid import UUID

from cchc.core.days import read_day
from cchc.tasks.rules.state import State

PARTS = {"": "Chủ trì hoặc phối hợp", "lead": "Chủ trì", "coordinating": "Phối hợp"}
DUES = {
    "": "Mọi thời hạn",
    "week": "Trong tuần này",
    "30days": "Trong 30 ngày tới",
    "month": "Trong một tháng",
    "custom": "Từ ngày – đến ngày",
}
ORIGINS = {"": "Mọi nguồn", "plan": "Kế hoạch", "instruction": "Nhiệm vụ phát sinh"}
REVIEWS = {"": "Mọi kết quả", "waiting": "Chờ xác nhận", "asked_back": "Bị trả lại, cần bổ sung"}
GROUPS = {"": "Không nhóm", "area": "Lĩnh vực", "unit": "Đơn vị chủ trì", "month": "Tháng đến hạn"}
SORTS = {
    "": "Hạn gần nhất trước",
    "plan": "Thứ tự trong kế hoạch",
    "text": "Nội dung (A–Y)",
    "unit": "Đơn vị chủ trì (A–Y)",
    "area": "Lĩnh vực",
    "state": "Trạng thái",
    "changed": "Mới cập nhật trước",
}
COLUMNS = {
    "state": "Trạng thái",
    "label": "Mã",
    "text": "Nội dung",
    "lead": "Chủ trì",
    "coordinating": "Phối hợp",
    "area": "Lĩnh vực",
    "products": "Sản phẩm",
    "due": "Hạn",
    "changed": "Cập nhật cuối",
    "plan": "Kế hoạch",
    "agency": "Cơ quan",
}
SHOWN_FIRST = ("state", "label", "text", "lead", "products", "due", "changed")


@dataclass(frozen=True, slots=True)
class Asked:
    """Filters, grouping, order and columns; empty values do not narrow.

    agency, unit, plan: uids. area, kind, nature: codes. month: "2026-09". left: only occurrences not delivered count
    for the due range ("week" and "30days" always mean those). watched: only what
    the person watches; mine: only what was entrusted to him. as_of: an earlier day as whose list it is shown. Unknown
    values are dropped, never an error.
    """

    q: str = ""
    agency: str = ""
    unit: str = ""
    part: str = ""
    area: str = ""
    plan: str = ""
    year: str = ""
    state: tuple[str, ...] = ()
    due: str = ""
    month: str = ""
    from_on: str = ""
    to_on: str = ""
    left: str = ""
    kind: str = ""
    nature: str = ""
    origin: str = ""
    review: str = ""
    watched: str = ""
    mine: str = ""
    as_of: str = ""
    group: str = ""
    sort: str = ""
    col: tuple[str, ...] = ()

    @classmethod
    def parse(cls, params: Mapping[str, Sequence[str]]) -> Self:
        """From an address's parameters; a choice that is not offered counts as none."""
        values: dict[str, Any] = {}
        for field in fields(cls):
            given = [value.strip() for value in params.get(field.name, []) if value.strip()]
            if field.name in {"state", "col"}:
                values[field.name] = tuple(dict.fromkeys(given))
            else:
                values[field.name] = given[-1][:300] if given else ""
        return cls(**values)._cleaned()

    @property
    def states(self) -> tuple[State, ...]:
        return tuple(State(code) for code in self.state)

    @property
    def columns(self) -> tuple[str, ...]:
        """Chosen columns in the order of COLUMNS; text is always among them. No earlier day knows the last change."""
        chosen = set(self.col or SHOWN_FIRST) - ({"changed"} if self.as_of else set())
        return tuple(name for name in COLUMNS if name in chosen or name == "text")

    @property
    def only_left(self) -> bool:
        return bool(self.left) or self.due in {"week", "30days"}

    def due_range(self, today: date) -> tuple[date, date] | None:
        """First and last day asked for, inclusive; None when the due range does not narrow.

        "Tuần này" runs from Monday to Sunday of the present week; "30 ngày tới" from today to today + 30.
        """
        if self.due == "week":
            monday = today - timedelta(days=today.weekday())
            return monday, monday + timedelta(days=6)
        if self.due == "30days":
            return today, today + timedelta(days=30)
        if self.due == "month" and (first := _month(self.month)):
            return first, _last_day(first)
        if self.due == "custom" and (self.from_on or self.to_on):
            return read_day(self.from_on) or date.min, read_day(self.to_on) or date.max
        return None

    def day(self, today: date) -> date | None:
        """The earlier day as whose list it is shown; None for the list of today, which knows no later day."""
        day = read_day(self.as_of) if self.as_of else None
        return day if day is not None and day < today else None

    def but(self, **changes: Any) -> Self:
        return replace(self, **changes)

    def query(self, **changes: Any) -> str:
        """The address's query string, without empty values; "" when nothing is asked."""
        asked = replace(self, **changes) if changes else self
        pairs: list[tuple[str, str]] = []
        for name in _NAMES:
            if value := getattr(asked, name):
                values = (value,) if isinstance(value, str) else value
                pairs += [(name, each) for each in values if each]
        return "&".join([f"{name}={_quoted(value)}" for name, value in pairs])

    @property
    def narrows(self) -> bool:
        """Whether any filter is set (grouping, order, columns and the day do not count)."""
        shape = {"group", "sort", "col", "as_of"}
        return any(getattr(self, each.name) for each in fields(self) if each.name not in shape)

    def _cleaned(self) -> Self:
        chosen = tuple(name for name in COLUMNS if name in self.col)
        month = self.month if _month(self.month) else ""
        due = self.due if self.due in DUES else ""
        return replace(
            self,
            state=tuple(code for code in self.state if code in set(State)),
            col=() if set(self.col) == set(SHOWN_FIRST) else chosen,
            agency=_uid(self.agency),
            unit=_uid(self.unit),
            plan=_uid(self.plan),
            part=self.part if self.part in PARTS else "",
            origin=self.origin if self.origin in ORIGINS else "",
            review=self.review if self.review in REVIEWS else "",
            month=month,
            watched="1" if self.watched else "",
            mine="1" if self.mine else "",
            due="" if due == "month" and not month else due,
            from_on=_iso(self.from_on),
            to_on=_iso(self.to_on),
            as_of=_iso(self.as_of),
            year=self.year if self.year.isascii() and self.year.isdigit() else "",
            group=self.group if self.group in GROUPS else "",
            sort=self.sort if self.sort in SORTS else "",
        )


_NAMES = tuple(each.name for each in fields(Asked))  # asked a hundred times for one overview
_quoted = lru_cache(maxsize=2048)(quote_plus)  # mostly codes and uids, the same on every page


def _uid(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return ""


def _iso(text: str) -> str:
    day = read_day(text)
    return day.isoformat() if day else ""


def _month(text: str) -> date | None:
    return read_day(f"{text}-01") if len(text) == 7 else None


def _last_day(first: date) -> date:
    following = first.replace(day=28) + timedelta(days=4)
    return following.replace(day=1) - timedelta(days=1)
