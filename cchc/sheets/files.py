"""Workbooks on their way: a filled-in one becomes rows, and rows become one to keep."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from cchc.core.downloads import download
from cchc.core.forms import UploadingForm
from cchc.core.uploads import on_disk
from cchc.publishing.fill_in import (
    KEY_HEADING,
    FillColumn,
    FillRow,
    FillSheet,
    FillValue,
    write_fill_in,
)
from cchc.publishing.sheets import XLSX
from cchc.reading.filled import FilledRow, read_filled
from cchc.sheets.rules import typed_cell


class FilledInForm(UploadingForm):
    """A filled-in list that comes back."""

    file = forms.FileField(
        label=_("Tệp Excel đã điền"),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"class": "form-control", "accept": ".xlsx"}),
    )


class Typing(Protocol):
    """How a cell that came back goes out again; the second is the kind of its column."""

    def __call__(self, text: str, kind: str, /) -> FillValue: ...


@dataclass(frozen=True, slots=True)
class Returned:
    """A row that came back, to go out with its verdict. told: what stands in the closed columns, in their order.

    values: the open cells as they came, by heading. errors: by heading, in the cell. locked: as of `FillRow`.
    """

    key: str
    told: Sequence[FillValue]
    values: Mapping[str, str]
    said: str
    errors: Mapping[str, str] = field(default_factory=dict)
    locked: frozenset[str] = frozenset()


def rows_of(file: UploadedFile, new_under: str = "") -> tuple[list[FilledRow], str]:
    """The rows of an uploaded list and the SHA-256 of the file. new_under: as of `read_filled`.

    Raises UnreadableFile.
    """
    with on_disk(file, "danh-sach.xlsx") as (path, sha256):
        return read_filled(path, KEY_HEADING, new_under), sha256


def returned_rows(
    columns: Iterable[FillColumn], rows: Iterable[Returned], typed: Typing = typed_cell
) -> tuple[FillRow, ...]:
    """Rows for the columns of a list with a last one for the verdict: the result can be mended and sent again."""
    columns = tuple(columns)
    return tuple(_returned(columns, row, typed) for row in rows)


def workbook(sheet: FillSheet, name: str) -> HttpResponse:
    """The list as a file to keep; the name lacks its ending."""
    return download(write_fill_in(sheet), XLSX, f"{name}.xlsx")


def _returned(columns: Sequence[FillColumn], row: Returned, typed: Typing) -> FillRow:
    told = iter(row.told)
    values = tuple(
        typed(row.values.get(each.heading, ""), each.kind) if each.is_open else next(told)
        for each in columns
    )
    return FillRow(row.key, (*values, row.said), errors=row.errors, locked=row.locked)
