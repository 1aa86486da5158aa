"""Nhiệm vụ của các cơ quan: one line an agency, each number leading to the list that it counts."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from html import escape
from typing import ClassVar
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cchc.core.pages import Page
from cchc.core.templatetags.cchc import icon, number
from cchc.orgs.models import Unit
from cchc.publishing.sheets import Sheet, SheetColumn, Value
from cchc.tasks.rules.asked import Asked
from cchc.tasks.rules.state import State
from cchc.tasks.selectors.agencies import AgencyLine, rate_of
from cchc.tasks.selectors.options import Option


@dataclass(frozen=True, slots=True)
class Column:
    """A number of the table: heading, the states that it adds up (none: all), and how it is marked when not 0."""

    name: str
    heading: str | Promise
    states: tuple[State, ...] = ()
    tone: str = ""
    icon_name: str = ""


COLUMNS = (
    Column("all", gettext_lazy("Nhiệm vụ")),
    Column("on_time", gettext_lazy("Hoàn thành đúng hạn"), (State.DONE_ON_TIME,)),
    Column("late", gettext_lazy("Hoàn thành quá hạn"), (State.DONE_LATE,)),
    Column(
        "overdue", gettext_lazy("Quá hạn chưa hoàn thành"), (State.OVERDUE,), "late", "alert-circle"
    ),
    Column("soon", gettext_lazy("Sắp đến hạn"), (State.DUE_SOON,), "soon", "clock-exclamation"),
    Column("open", gettext_lazy("Đang làm, trong hạn"), (State.IN_PROGRESS, State.NOT_STARTED)),
    Column(
        "waiting",
        gettext_lazy("Chờ ban hành, chờ hướng dẫn"),
        (State.SUBMITTED, State.AWAITING_GUIDANCE),
    ),
    Column("silent", gettext_lazy("Chưa có kết quả trong kỳ"), (State.CONTINUOUS_WITHOUT_RESULT,)),
    Column(
        "others",
        gettext_lazy("Khác"),
        (
            State.CONTINUOUS_WITH_RESULT,
            State.ON_EVENT,
            State.UNSCHEDULED,
            State.NOT_ARISING,
            State.DISCONTINUED,
        ),
    ),
)
_ONLY = {
    column.name: "".join(f"&amp;state={state.value}" for state in column.states)
    for column in COLUMNS
}
_NOTHING = '<td class="num is-nothing"><span class="text-secondary">–</span></td>'
_RATE = "rate"
SORTS = ("", _RATE, *(column.name for column in COLUMNS))
_LOWEST_FIRST = {_RATE}


@dataclass(frozen=True, slots=True)
class AskedAgencies:
    """Whose agencies, which year's work, of which area, and by which number they are sorted ("": the directory)."""

    above: Unit
    year: int
    area: str = ""
    sort: str = ""

    def query(self) -> str:
        given = {"at": self.above.uid, "year": self.year, "area": self.area, "sort": self.sort}
        return urlencode({name: value for name, value in given.items() if value})


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with the address that sorts by it; order: what aria-sort says, "" when not sorted by it."""

    label: str
    query: str
    order: str


@dataclass(frozen=True, slots=True)
class Row:
    """An agency; address "": its name leads nowhere. cells: <td> elements, one for each number."""

    name: str
    address: str
    note: str
    cells: SafeString


@dataclass(frozen=True)
class AgenciesPage(Page):
    template: ClassVar[str] = "tasks/agencies.html"

    asked: AskedAgencies
    lines: Sequence[AgencyLine]
    headings: list[Heading]
    rows: list[Row]
    totals: Row
    crumbs: Sequence[tuple[str, str]]
    years: Sequence[Option]
    areas: Sequence[Option]
    sorts: Sequence[Option]
    area_name: str
    today: date
    query: str
    late: int


def agencies_page(
    *,
    asked: AskedAgencies,
    lines: Sequence[AgencyLine],
    late: int,
    crumbs: Sequence[Unit],
    years: Sequence[int],
    areas: Sequence[Option],
    today: date,
) -> AgenciesPage:
    """The page in the order asked for; the agency's own work stays first. late: agencies below with late work."""
    shown = sorted(lines, key=_order(asked.sort))
    base = reverse("task_agencies")
    states = _sum(lines)
    everything = AgencyLine(asked.above, has_below=True, states=states)
    return AgenciesPage(
        asked=asked,
        lines=shown,
        headings=[
            *(_heading(column.name, str(column.heading), asked) for column in COLUMNS),
            _heading(_RATE, _("Tỷ lệ hoàn thành"), asked),
        ],
        rows=[_row(line, asked, today) for line in shown],
        totals=Row(_("Tổng cộng"), "", "", _cells(everything, asked)),
        crumbs=[(f"{base}?{replace(asked, above=each).query()}", each.name) for each in crumbs],
        years=[Option(str(year), str(year), year == asked.year) for year in years],
        areas=areas,
        sorts=[
            Option("", _("Thứ tự danh bạ"), not asked.sort),
            *(Option(each.name, str(each.heading), each.name == asked.sort) for each in COLUMNS),
            Option(_RATE, _("Tỷ lệ hoàn thành, thấp nhất trước"), asked.sort == _RATE),
        ],
        area_name=next((each.label for each in areas if each.is_on), ""),
        today=today,
        query=asked.query(),
        late=late,
    )


def agencies_sheet(page: AgenciesPage, today: date) -> Sheet:
    """The lines in the page's order with every state, and the sum of all."""
    everything = AgencyLine(page.asked.above, states=_sum(page.lines))
    columns = (
        SheetColumn(_("Cơ quan"), 44),
        SheetColumn(_("Nhiệm vụ"), 11, "number"),
        *(SheetColumn(state.label, 14, "number") for state in State),
        SheetColumn(_("Tỷ lệ hoàn thành (%)"), 14, "number"),
    )
    rows = [_sheet_row(_name(line), line) for line in page.lines]
    told = _("Kế hoạch năm %(year)d; trạng thái tính đến ngày %(day)s") % {
        "year": page.asked.year,
        "day": today.strftime("%d/%m/%Y"),
    }
    area = _("Lĩnh vực: %(area)s") % {"area": page.area_name} if page.area_name else ""
    return Sheet(
        title=_("NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH CỦA CÁC CƠ QUAN"),
        subtitle=tuple(filter(None, (page.asked.above.name, told, area))),
        columns=columns,
        rows=(*rows, _sheet_row(_("Tổng cộng"), everything)),
        name=_("Các cơ quan"),
    )


def year_among(years: Sequence[int], asked: str, present: int) -> int:
    """The year asked for, else the present one, else the latest with work; the present one when there is none."""
    wanted = [int(asked)] if asked.isascii() and asked.isdigit() and len(asked) == 4 else []
    return next((year for year in [*wanted, present] if year in years), (*years, present)[0])


def _sheet_row(name: str, line: AgencyLine) -> tuple[Value, ...]:
    rate = line.rate
    counts = (line.states[state] for state in State)
    return (name, line.total, *counts, None if rate is None else round(rate, 1))


def _sum(lines: Sequence[AgencyLine]) -> Counter[State]:
    states: Counter[State] = Counter()
    for line in lines:
        states.update(line.states)
    return states


def _order(sort: str) -> Callable[[AgencyLine], tuple[int, Decimal]]:
    """Own work first; the least rate first, of counts the largest; what has no rate comes last."""
    chosen = next((column for column in COLUMNS if column.name == sort), None)

    def key(line: AgencyLine) -> tuple[int, Decimal]:
        if line.is_own or not sort:
            return (0, Decimal(0))
        if chosen is not None:
            return (1, Decimal(-line.count(chosen.states)))
        rate = line.rate
        return (1, rate) if rate is not None else (2, Decimal(0))

    return key


def _heading(name: str, label: str, asked: AskedAgencies) -> Heading:
    """A second click leads back to the directory's order."""
    is_on = asked.sort == name
    query = replace(asked, sort="" if is_on else name).query()
    order = ("ascending" if name in _LOWEST_FIRST else "descending") if is_on else ""
    return Heading(label, query, order)


def _row(line: AgencyLine, asked: AskedAgencies, today: date) -> Row:
    address = note = ""
    if line.has_below:
        address = f"{reverse('task_agencies')}?{replace(asked, above=line.unit, sort='').query()}"
        note = _("và các cơ quan trực thuộc")
    elif line.total:
        address = f"{reverse('tasks')}?{_list_of(line, asked).query()}"
    if line.unit.valid_to is not None and line.unit.valid_to < today:
        note = _("đã kết thúc")
    return Row(_name(line), address, note, _cells(line, asked))


def _name(line: AgencyLine) -> str:
    return _("Nhiệm vụ của %(name)s") % {"name": line.unit.name} if line.is_own else line.unit.name


def _list_of(line: AgencyLine, asked: AskedAgencies) -> Asked:
    return Asked(agency=str(line.unit.uid), year=str(asked.year), area=asked.area)


def _cells(line: AgencyLine, asked: AskedAgencies) -> SafeString:
    """Written here: the thousand cells of a province took a template too long.

    A number opens the list that it counts; one over several agencies has no such list, its agency's name leads on.
    """
    base = "" if line.has_below else escape(f"{reverse('tasks')}?{_list_of(line, asked).query()}")
    cells = []
    for column in COLUMNS:
        count = line.count(column.states)
        if not count:
            cells.append(_NOTHING)
            continue
        mark = f' class="state state-{column.tone}"' if column.tone else ""
        text = f"{icon(column.icon_name) if column.icon_name else ''}{number(count)}"
        shown = f'<a href="{base}{_ONLY[column.name]}"{mark}>{text}</a>' if base else ""
        shown = shown or f"<span{mark}>{text}</span>"
        cells.append(f'<td class="num" data-label="{column.heading}">{shown}</td>')
    return SafeString("".join(cells) + _rate_cell(rate_of(line.states)))


def _rate_cell(rate: Decimal | None) -> str:
    if rate is None:
        return _NOTHING
    return f'<td class="num" data-label="{_("Tỷ lệ hoàn thành")}">{number(round(rate, 1))}%</td>'
