"""How one occurrence stands, and what its period is called."""

from dataclasses import dataclass
from datetime import date

from cchc.tasks.rules.facts import Fact

_ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}


@dataclass(frozen=True, slots=True)
class Step:
    """Word, icon and tone of one occurrence; the tone is never shown without the word."""

    label: str
    icon: str
    tone: str


def step_of(fact: Fact, today: date, soon_days: int) -> Step:
    """How an occurrence stands on a day. Days are whole Vietnam days; a due day itself is in time."""
    if fact.not_arising:
        waits = "" if fact.is_confirmed else ", chờ xác nhận"
        return Step(f"Không phát sinh{waits}", "circle-minus", "quiet")
    if fact.is_standing:
        if fact.delivered_on:
            return Step("Có kết quả", "circle-check", "done")
        ended = fact.ends_on is not None and fact.ends_on < today
        return Step(
            "Không ghi nhận kết quả" if ended else "Chưa có kết quả", "circle-dashed", "quiet"
        )
    if fact.delivered_on:
        if fact.days_late:
            return Step(f"Hoàn thành, chậm {fact.days_late} ngày", "circle-check", "late")
        return Step("Đã hoàn thành", "circle-check", "done")
    if fact.submitted_on:
        days = (today - fact.submitted_on).days
        return Step(f"Đã trình, chờ ban hành {days} ngày", "send", "ontime")
    if fact.due_on is None:
        return Step("Chưa thực hiện", "circle-dashed", "quiet")
    days = (fact.due_on - today).days
    if fact.is_optional:
        return Step("Nếu có phát sinh", "bolt", "quiet")
    if days < 0:
        return Step(f"Quá hạn {-days} ngày", "alert-circle", "late")
    if days <= soon_days:
        return Step(
            f"Còn {days} ngày" if days else "Hôm nay là ngày cuối", "clock-exclamation", "soon"
        )
    return Step("Chưa đến hạn", "progress", "ontime")


def period_name(code: str) -> str:
    """ "2026-M03" is "Tháng 3/2026", "2026-Q1" "Quý I/2026", "2026-H1" "6 tháng đầu năm 2026"; "" for one-off work."""
    code, _hash, count = code.partition("#")
    year, _dash, rest = code.partition("-")
    again = f" (lần {count})" if count else ""
    if not code:
        return ""
    if not rest:
        return f"Năm {year}{again}"
    if rest.startswith("M"):
        return f"Tháng {int(rest[1:])}/{year}{again}"
    if rest.startswith("Q"):
        return f"Quý {_ROMAN.get(int(rest[1:]), rest[1:])}/{year}{again}"
    named = {"H1": "6 tháng đầu năm", "H2": "6 tháng cuối năm", "9M": "9 tháng"}
    if rest in named:
        return f"{named[rest]} {year}{again}"
    return f"Ngày {date.fromisoformat(code):%d/%m/%Y}{again}"
