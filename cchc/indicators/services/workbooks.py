"""Forms of figures that came back as workbooks: kept, judged cell by cell, each stored whole or not at all."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from cchc.audit.services import record
from cchc.core import clock
from cchc.core.db import insert_rows
from cchc.core.errors import DomainError
from cchc.indicators.given import reasons_against
from cchc.indicators.models import FigureFile, FigureUpload, Observation
from cchc.indicators.rules import Figure, Stage, exact
from cchc.indicators.rules.answers import ESTIMATED, NOT_ARISING, Answered
from cchc.indicators.rules.workbook import NUMERATOR, Key, read_cells
from cchc.indicators.selectors import Question
from cchc.indicators.selectors.workbooks import PeriodGround, ground_of
from cchc.indicators.services import (
    Entry,
    Live,
    Teller,
    Writing,
    changed_entries,
    live_figures,
    write_figures,
)
from cchc.orgs.models import Unit, User
from cchc.periods.models import ReportingPeriod
from cchc.reading.filled import FilledRow
from cchc.sheets.services import now_or_queued

AT_ONCE = 3
_BATCH = 20
MOST_FILES = 400
V = FigureFile.Verdict
_FILE_COLUMNS = (
    "uid", "upload_id", "position", "name", "sha256", "rows",
    "label", "verdict", "message", "changed", "faults",
)  # fmt: skip


class TooManyFiles(DomainError):
    """More files than one upload takes."""

    text = f"Mỗi lần tải lên tối đa {MOST_FILES} tệp. Hãy chia thành nhiều lần."


@dataclass(frozen=True, slots=True)
class Came:
    """One file as it came: its rows, or the sentence why it could not be read."""

    name: str
    sha256: str
    rows: Sequence[FilledRow] = ()
    refusal: str = ""


Reached = tuple[ReportingPeriod, Unit, bool]
Reach = Callable[[UUID, UUID], Reached | None]
"""Period and unit by their ids, with whether figures are entered on the unit's behalf; None for what is not there."""


@transaction.atomic
def take_workbooks(*, files: Sequence[Came], agency: Unit, by: User, at: datetime) -> FigureUpload:
    """Keep the forms that came; they are judged and stored by `store_workbooks`. Raises TooManyFiles."""
    if len(files) > MOST_FILES:
        raise TooManyFiles
    upload = FigureUpload.objects.create(agency=agency, user=by, uploaded_at=at)
    rows: list[tuple[Any, ...]] = [
        (
            uuid4(), upload.pk, position, each.name[:255], each.sha256,
            [[row.line, row.key, row.values] for row in each.rows],
            "", V.REFUSED.value if each.refusal else V.WAITING.value, each.refusal, 0, {},
        )
        for position, each in enumerate(files)
    ]  # fmt: skip
    insert_rows(FigureFile, _FILE_COLUMNS, rows)
    record(action="figures.uploaded", **_about(upload, by, at), files=len(files))
    return upload


def start_storing(*, upload: FigureUpload, reach: Reach) -> None:
    """A few files now, more than AT_ONCE in a job."""
    now_or_queued(
        "indicators.store_workbooks",
        upload.pk,
        count=upload.files.count(),
        at_once=AT_ONCE,
        act=lambda: store_workbooks(upload=upload, reach=reach),
    )


def store_workbooks(*, upload: FigureUpload, reach: Reach) -> None:
    """Judge and store every waiting file; a file's figures and its verdict are one transaction, twenty files share one.

    A kill loses and doubles nothing: a second run goes on where the first ended. reach: what the sender may enter now.
    """
    grounds: dict[int, PeriodGround] = {}
    waiting = list(upload.files.filter(verdict=V.WAITING).values_list("pk", flat=True))
    for start in range(0, len(waiting), _BATCH):
        _store_batch(waiting[start : start + _BATCH], upload.user, reach, grounds)
    with transaction.atomic():
        at = clock.now()
        if upload.claim_end(at):
            verdicts = list(upload.files.values_list("verdict", flat=True))
            counts = {code: verdicts.count(code) for code in V.values}
            record(action="figures.stored", **_about(upload, upload.user, at), counts=counts)


@dataclass(slots=True)
class _Place:
    """A unit in a period as the files of a batch find it.

    reason: why nobody but the unit enters its figures now. is_written: a file of the batch changes it already.
    """

    found: Reached
    ground: PeriodGround
    live: Live
    reason: str | None = None
    is_written: bool = False


@dataclass(slots=True)
class _Judged:
    """One unit's rows of a file: what would be written, and in which line it stands."""

    place: _Place
    entries: dict[int, Entry] = field(default_factory=dict)
    lines: dict[int, int] = field(default_factory=dict)


@transaction.atomic
def _store_batch(
    keys: Sequence[int], by: User, reach: Reach, grounds: dict[int, PeriodGround]
) -> None:
    rows = FigureFile.objects.select_for_update(no_key=True).filter(pk__in=keys, verdict=V.WAITING)
    files = [_Opened(file) for file in rows.order_by("position")]
    wanted = dict.fromkeys(place for file in files for place in file.parts)
    reached = {place: found for place in wanted if (found := reach(*place)) is not None}
    list(
        Unit.objects.select_for_update(no_key=True)
        .filter(pk__in={unit.pk for _period, unit, _behalf in reached.values()})
        .order_by("pk")
    )
    places = _places(reached, grounds)
    writings: list[Writing] = []
    at = clock.now()
    for file in files:
        if any(place in places and places[place].is_written for place in file.parts):
            write_figures(writings)
            writings = []
            places = _places(reached, grounds)
        writings += _judge_file(file, places, by, at)
    write_figures(writings)
    fields = ["label", "verdict", "message", "changed", "faults"]
    FigureFile.objects.bulk_update([file.row for file in files], fields)


def _places(
    reached: dict[tuple[UUID, UUID], Reached], grounds: dict[int, PeriodGround]
) -> dict[tuple[UUID, UUID], _Place]:
    by_period: dict[int, list[Reached]] = defaultdict(list)
    for found in reached.values():
        by_period[found[0].pk].append(found)
    live: dict[tuple[int, int], Live] = {}
    reasons: dict[tuple[int, int], str] = {}
    for key, several in by_period.items():
        period = several[0][0]
        if key not in grounds:
            grounds[key] = ground_of(period)
        units = {unit.pk: unit for _period, unit, _behalf in several}
        live |= {(key, unit): each for unit, each in live_figures(period, units.keys()).items()}
        against = reasons_against(period, units.values())
        reasons |= {(key, unit): reason for unit, reason in against.items()}
    places = {}
    for place, found in reached.items():
        at = found[0].pk, found[1].pk
        places[place] = _Place(found, grounds[found[0].pk], live[at], reasons.get(at))
    return places


class _Opened:
    """A file's rows that somebody touched, by period and unit; `unknown`: lines whose key is none of ours."""

    def __init__(self, row: FigureFile) -> None:
        self.row = row
        self.parts: dict[tuple[UUID, UUID], list[tuple[int, Key, dict[str, str]]]] = {}
        self.unknown: list[int] = []
        for line, text, values in row.rows:
            key = Key.parse(text)
            if key is None:
                self.unknown.append(line)
            elif not key.is_of(values):
                self.parts.setdefault((key.period, key.unit), []).append((line, key, values))


def _judge_file(
    file: _Opened, places: dict[tuple[UUID, UUID], _Place], by: User, at: datetime
) -> list[Writing]:
    """Give the file its verdict; what is to be written, nothing when one of its cells is wrong."""
    row, faults = file.row, _Faults()
    for line in file.unknown:
        faults.whole(line, _("Không nhận ra dòng này: khóa đã bị sửa."))
    judged = [
        each
        for place, lines in file.parts.items()
        if (each := _judge(places.get(place), lines, faults)) is not None
    ]
    names = (f"{each.place.found[1].name}, {each.place.found[0].name}" for each in judged)
    row.label = "; ".join(names)[:300]
    writings: list[Writing] = []
    if faults.wrong:
        row.verdict = V.REFUSED
        row.message = _("%(n)d dòng cần sửa; cả tệp chưa được ghi.") % {"n": faults.wrong}
    else:
        writings = [_writing(each, by, at, faults) for each in judged if each.entries]
        row.changed = sum(len(each.entries) for each in judged)
        row.verdict = V.STORED if row.changed else V.UNCHANGED
        row.message = "" if file.parts else _("Không có ô nào được điền hoặc sửa.")
    row.faults = faults.by_line
    return writings


@dataclass(slots=True)
class _Faults:
    """By line: sentences of cells by heading, of the row as a whole under "", and doubts under "?"."""

    by_line: dict[str, dict[str, Any]] = field(default_factory=dict)
    wrong: int = 0

    def cells(self, line: int, errors: dict[str, str]) -> None:
        self.by_line[str(line)] = dict(errors)
        self.wrong += 1

    def whole(self, line: int, sentence: str) -> None:
        self.cells(line, {"": sentence})

    def odd(self, line: int, sentences: list[str]) -> None:
        if sentences:
            self.by_line[str(line)] = {"?": " ".join(sentences)}


_Rows = Sequence[tuple[int, Key, dict[str, str]]]


def _judge(place: _Place | None, rows: _Rows, faults: _Faults) -> _Judged | None:
    if place is None:
        for line, _key, _values in rows:
            faults.whole(line, _("Kỳ hoặc đơn vị của dòng này không thuộc phạm vi bạn được nhập."))
        return None
    _period, unit, on_behalf = place.found
    if on_behalf and place.reason:
        for line, _key, _values in rows:
            faults.whole(line, place.reason)
        return None
    judged = _Judged(place)
    asked = place.ground.asked_of(unit)
    for line, key, values in rows:
        question = place.ground.questions.get(key.indicator)
        if question is None or question.indicator.pk not in asked:
            faults.whole(line, _("Đơn vị không được giao báo cáo chỉ tiêu này trong kỳ."))
            continue
        errors, entry = _judge_row(key.seen, values, question, judged)
        if errors:
            faults.cells(line, errors)
        elif entry is not None:
            judged.entries[question.indicator.pk] = entry
            judged.lines[question.indicator.pk] = line
    return judged


def _judge_row(
    seen: int, values: dict[str, str], question: Question, judged: _Judged
) -> tuple[dict[str, str], Entry | None]:
    """What is wrong in which cell; else what would be written, None where nothing changes."""
    indicator = question.indicator.pk
    if indicator in judged.entries:
        return {"": _("Chỉ tiêu này có hai dòng trong tệp; hãy giữ một dòng.")}, None
    live = judged.place.live
    stands = [row for stage in Stage if (row := live.get((indicator, stage.value)))]
    cells = read_cells(values, is_share=bool(question.version.denominator), has_figure=bool(stands))
    if cells.errors:
        return cells.errors, None
    entry = _entry(cells.answer)
    if entry is None or not changed_entries(live, {indicator: entry}):
        return {}, None
    later = [row for row in stands if row.pk > seen]
    return ({NUMERATOR: _meanwhile(later[-1])}, None) if later else ({}, entry)


def _writing(judged: _Judged, by: User, at: datetime, faults: _Faults) -> Writing:
    place = judged.place
    period, unit, on_behalf = place.found
    asked = place.ground.asked_of(unit)
    for key, entry in judged.entries.items():
        if entry.numerator is not None:
            figure = Figure(entry.numerator, entry.denominator)
            faults.odd(judged.lines[key], place.ground.doubts(unit, asked[key], figure))
    place.is_written = True
    return Writing(Teller(period, unit, by, at, on_behalf), asked, place.live, judged.entries)


def _entry(answer: Answered) -> Entry | None:
    if answer.is_silent:
        return None
    if answer.said == NOT_ARISING:
        return Entry(Stage.OFFICIAL, is_not_arising=True, note=answer.note)
    stage = Stage.ESTIMATED if answer.said == ESTIMATED else Stage.OFFICIAL
    return Entry(stage, answer.numerator, answer.denominator, note=answer.note)


def _meanwhile(row: Observation) -> str:
    """Who entered what since the form went out."""
    if row.is_not_arising or row.numerator is None:
        stands = _("không phát sinh")
    else:
        stands = exact(row.numerator)
        if row.denominator is not None:
            stands = f"{stands}/{exact(row.denominator)}"
    return _(
        "Sau khi tải biểu về, %(name)s đã nhập: %(stands)s. Hãy tải biểu mới rồi điền lại."
    ) % {
        "name": row.entered_by.full_name,
        "stands": stands,
    }


def _about(upload: FigureUpload, by: User, at: datetime) -> dict[str, Any]:
    return {
        "target": upload,
        "by": by,
        "at": at,
        "agency_id": upload.agency_id,
        "label": f"{clock.vietnam_date(upload.uploaded_at):%d/%m/%Y}",
    }
