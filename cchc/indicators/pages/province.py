"""Pages about the figures of the agencies below."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from cchc.core.pages import Page
from cchc.indicators.models import IndicatorVersion
from cchc.indicators.pages import parts_text, said, shown
from cchc.indicators.selectors.province import AgencyRow, Row, Year, is_added
from cchc.orgs.models import Unit


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of one period; `value` "" when no agency gave one; `not_arising`: units that said so."""

    address: str
    value: str
    agencies: int
    not_arising: int


@dataclass(frozen=True, slots=True)
class TreeRow:
    version: IndicatorVersion
    cells: list[Cell]
    is_added: bool


@dataclass(frozen=True)
class TreePage(Page):
    template: ClassVar[str] = "indicators/tree.html"

    agency: Unit
    year: int
    codes: Sequence[tuple[str, str]]
    blocks: list[tuple[str, list[TreeRow]]]
    agencies: int


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """One agency behind a sum: value, parts, and each unit's word with who entered it."""

    agency: Unit
    value: str
    parts: str
    units: list[tuple[str, str, str]]


@dataclass(frozen=True)
class TreeBehindPage(Page):
    template: ClassVar[str] = "indicators/tree_behind.html"

    version: IndicatorVersion
    code: str
    value: str
    parts: str
    is_added: bool
    lines: list[AgencyLine]
    missing: list[str]


_PLACE = "-code-"


def tree_blocks(year: Year) -> list[tuple[str, list[TreeRow]]]:
    rows = [_row(each, year) for each in year.rows]
    return [
        (block.name, list(found))
        for block, found in groupby(rows, key=lambda row: row.version.indicator.block)
    ]


def agency_line(row: AgencyRow, version: IndicatorVersion) -> AgencyLine:
    units = [
        (
            unit.name,
            said(answer.row, version),
            answer.row.entered_by.full_name if answer.row else "",
        )
        for unit, answer in row.units
    ]
    value = shown(row.figure, version)
    if row.figure is None and row.not_arising:
        value = _("không phát sinh")
    return AgencyLine(row.agency, value, parts_text(row.figure), units)


def _row(row: Row, year: Year) -> TreeRow:
    adds = is_added(row.version)
    address = reverse("figures_tree_behind", args=[_PLACE, row.version.indicator.uid])
    cells = []
    for code, _name in year.codes:
        value = shown(row.figures.get(code) if adds else None, row.version)
        given, out = row.agencies.get(code, 0), row.not_arising.get(code, 0)
        cells.append(Cell(address.replace(_PLACE, code), value, given, out))
    return TreeRow(row.version, cells, adds)
