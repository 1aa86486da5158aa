"""The periods that words about reports name (``quý I``, ``6 tháng``, ``năm``), in text order and in the calendar."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_REPORT = r"(?:(?:bao cao|tong ket|so ket)\s+(?:ket qua\s+|dinh ky\s+|tong ket\s+|so ket\s+)?)"
_YEAR_BEFORE = rf"(?:{_REPORT}|(?:^|[,;:(]|\b(?:va|ca|dinh ky|hang|doi voi))\s*)(?:ca\s+)?"
_YEAR_BEHIND = (
    r"(?=\s*(?:$|[,;:.()-]|20\d\d\b|(?:nam|truoc|cham nhat|muon nhat|vao|gui|ve|theo|lan luot|ngay|cac|"
    r"ket qua|va|la|cua|den|cho|trong|xong|hoan thanh|bao cao|tong hop|lap|nop)\b))"
)
_QUARTER_BEHIND = r"(?=\s*(?:$|[,;:).]|(?:va|gui|truoc|cham|muon|ve|theo|ket qua|cho|ngay)\b))"
_NAMED = re.compile(
    r"\bquy\s+(?P<q>iv|i{1,3}|[1-4])(?![a-z0-9])"
    r"|\b(?:0?6|sau)\s+thang(?!/)(?:\s+(?:dau|(?P<late>cuoi))\s+nam)?(?P<half>)(?![a-z0-9])"
    r"|\b(?:0?9|chin)\s+thang(?!/)(?:\s+dau\s+nam)?(?P<nine>)(?![a-z0-9])"
    rf"|{_YEAR_BEFORE}nam(?P<year>){_YEAR_BEHIND}"
    r"|\bbao cao\s+(?:dinh ky\s+)?thang\s+(?P<month>1[0-2]|0?[1-9])(?!\d)"
    r"|\b(?:hang|moi|tung|dinh ky|cac)\s+quy(?P<quarterly>)(?!\s+(?:dinh|che|trinh|iv|i{1,3}|[1-4])(?![a-z0-9]))"
    rf"|(?:\bbao cao(?:\s+dinh ky)?\s+|[,;(:]\s*)quy(?P<quarters>){_QUARTER_BEHIND}"
    r"|\bbao cao\s+tong ket(?P<closing>)(?=\s*(?:$|[,;:()-]|(?:cham|truoc|gui|vao|ngay|muon)\b))"
    r"|\bbao cao\s+so ket(?P<middle>)(?=\s*(?:$|[,;:()-]|(?:cham|truoc|gui|vao|ngay|muon)\b))"
    r"|\b(?:hang|moi|dinh ky)\s+thang(?P<monthly>)|\bbao cao\s+(?:dinh ky\s+)?thang(?P<months>)(?!\s+\d)"
)
_MORE_QUARTERS = re.compile(r"(?:\s*,\s*|\s+va\s+)(?P<q>iv|i{1,3}|[1-4])(?![a-z0-9/])")
_OF_YEAR = re.compile(r"\s*[,/]?\s*(?:cua\s+)?(?:nam\s+)?(?P<y>20\d\d)(?![\d/])")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_ROMAN = ("I", "II", "III", "IV")
EACH_QUARTER, EACH_MONTH = "quarterly", "monthly"
_LAST_MONTHS = {"Q1": 3, "Q2": 6, "Q3": 9, "Q4": 12, "H1": 6, "H2": 12, "9M": 9, "": 12}
_DECEMBER = 12
_LENGTHS = {"Q": 3, "H": 6, "9": 9, "M": 1}


@dataclass(frozen=True, slots=True)
class Period:
    """A period as a code (``Q1``, ``H1``, ``9M``, ``M03``, ``""`` for the year, or one for each quarter or month)."""

    code: str
    year: int
    left: int
    right: int

    @property
    def each(self) -> bool:
        return self.code in {EACH_QUARTER, EACH_MONTH}

    @property
    def name(self) -> str:
        return "Báo cáo " + _name(self.code)

    @property
    def key(self) -> str:
        return f"{self.year}-{self.code}" if self.code else str(self.year)

    @property
    def last_month(self) -> int:
        return int(self.code[1:]) if self.code.startswith("M") else _LAST_MONTHS[self.code]

    @property
    def first_day(self) -> date:
        return date(self.year, self.last_month - _LENGTHS.get(self.code[:1], 12) + 1, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, self.last_month, monthrange(self.year, self.last_month)[1])


def _name(code: str) -> str:
    if code.startswith("Q"):
        return f"quý {_ROMAN[int(code[1]) - 1]}"
    if code.startswith("M"):
        return f"tháng {int(code[1:])}"
    names = {"H1": "6 tháng", "H2": "6 tháng cuối năm", "9M": "9 tháng", "": "năm",
             EACH_QUARTER: "hằng quý", EACH_MONTH: "hằng tháng"}  # fmt: skip
    return names[code]


def periods_in(plain: str, year: int) -> list[Period]:
    """All periods that flat text names, in order; a year left out is `year`."""
    found: list[Period] = []
    for match in _NAMED.finditer(plain):
        codes, end = [_code(match)], match.end()
        while match["q"] and (more := _MORE_QUARTERS.match(plain, end)):
            codes.append(f"Q{_QUARTERS[more['q']]}")
            end = more.end()
        given = _OF_YEAR.match(plain, end)
        of = int(given["y"]) if given else year
        end = given.end() if given else end
        found.extend(Period(code, of, match.start(), end) for code in codes)
    return found


def _code(match: re.Match[str]) -> str:
    if match["q"]:
        return f"Q{_QUARTERS[match['q']]}"
    if match["half"] is not None:
        return "H2" if match["late"] else "H1"
    if match["month"]:
        return f"M{int(match['month']):02d}"
    named = {
        "nine": "9M",
        "middle": "H1",
        "year": "",
        "closing": "",
        "quarterly": EACH_QUARTER,
        "quarters": EACH_QUARTER,
    }
    return next((code for name, code in named.items() if match[name] is not None), EACH_MONTH)


def calendar(named: list[Period], year: int) -> list[Period]:
    """The periods of a year for which one rule holds: ``quý, 6 tháng và năm`` are quý I, 6 tháng, quý III, năm."""
    codes = [one.code for one in named]
    if EACH_MONTH in codes:
        return [_of(f"M{month:02d}", year) for month in range(1, 13)]
    single = [one for one in named if not one.each]
    if EACH_QUARTER not in codes:
        return single
    taken = {one.last_month for one in single if not one.code.startswith("Q")}
    kept = [one for one in single if not one.code.startswith("Q")]
    quarters = [_of(f"Q{at}", year) for at in range(1, 5) if at * 3 not in taken]
    return sorted(kept + quarters, key=lambda one: (one.last_month, -len(one.code)))


def of_one_day(day: date) -> list[Period]:
    """The period that a single day stands for, whatever is to be told by then; [] in months without a report."""
    codes = {1: "", 3: "Q1", 6: "H1", 7: "H1", 9: "Q3", 10: "Q3", 11: "", 12: ""}
    code = codes.get(day.month)
    return [] if code is None else [_of(code, day.year - (day.month == 1))]


def of_days(days: list[date]) -> list[Period]:
    """The periods that days alone stand for: two are the half year and the year, else by their months."""
    if len(days) < 2 or days != sorted(set(days)):
        return []
    by_month = {3: "Q1", 6: "Q2", 9: "Q3", 11: "", 12: ""}
    codes: list[str | None] = (
        ["H1", ""] if len(days) == 2 else [by_month.get(day.month) for day in days]
    )
    if None in codes or len(set(codes)) < len(codes):
        return []
    return [_of(code or "", day.year) for code, day in zip(codes, days, strict=True)]


def quarters(year: int) -> list[Period]:
    """The four quarters."""
    return [_of(f"Q{at}", year) for at in range(1, 5)]


def usual(year: int) -> list[Period]:
    """The reports of a year as decrees ask for them."""
    return [_of(code, year) for code in ("Q1", "H1", "Q3", "")]


def _of(code: str, year: int) -> Period:
    return Period(code, year, 0, 0)


def day_of(period: Period, day: int, *, following: bool) -> date | None:
    """Day `day` of the last month of a period, or of the month that follows it; None when there is no such day."""
    month, year = period.last_month + following, period.year
    if month > _DECEMBER:
        year, month = year + 1, 1
    try:
        return date(year, month, day)
    except ValueError:
        return None
