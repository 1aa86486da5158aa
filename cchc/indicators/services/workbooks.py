"""Forms of figures that came back as workbooks: kept, judged cell by cell, each stored whole or not at all."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cchc.audit.services import record
from cchc.core import clock
from cchc.core.errors import DomainError
from cchc.core.jobs import enqueue
from cchc.indicators.models import FigureFile, FigureUpload, Observation
from cchc.indicators.rules import Figure, Stage, exact
from cchc.indicators.rules.answers import ESTIMATED, NOT_ARISING, Answered
from cchc.indicators.rules.workbook import NUMERATOR, Key, digest_of, read_cells
from cchc.indicators.selectors import Question
from cchc.indicators.selectors.workbooks import PeriodGround, ground_of
from cchc.indicators.services import (
    Entry,
    Live,
    Teller,
    changed_entries,
    live_figures,
    write_figures,
)
from cchc.orgs.models import Unit, User
from cchc.periods.models import ReportingPeriod
from cchc.reading.filled import FilledRow

AT_ONCE = 3
MOST_FILES = 400
V = FigureFile.Verdict


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
    FigureFile.objects.bulk_create(
        [
            FigureFile(
                upload=upload,
                position=position,
                name=each.name[:255],
                sha256=each.sha256,
                rows=[[row.line, row.key, row.values] for row in each.rows],
                verdict=V.REFUSED if each.refusal else V.WAITING,
                message=each.refusal,
            )
            for position, each in enumerate(files)
        ],
        batch_size=100,
    )
    record(action="figures.uploaded", **_about(upload, by, at), files=len(files))
    return upload


def start_storing(*, upload: FigureUpload, reach: Reach) -> None:
    """A few files now, more than AT_ONCE in a job."""
    if upload.files.count() > AT_ONCE:
        enqueue("indicators.store_workbooks", upload.pk)
    else:
        store_workbooks(upload=upload, reach=reach)


def store_workbooks(*, upload: FigureUpload, reach: Reach) -> None:
    """Judge and store every waiting file, each in a transaction of its own: a kill loses and doubles nothing.

    A second run goes on where the first ended. reach: what the sender may enter now.
    """
    grounds: dict[int, PeriodGround] = {}
    waiting = upload.files.filter(verdict=V.WAITING)
    for pk in list(waiting.values_list("pk", flat=True)):
        _store_file(pk, upload.user, reach, grounds)
    with transaction.atomic():
        at = clock.now()
        ended = FigureUpload.objects.filter(pk=upload.pk, ended_at__isnull=True).update(ended_at=at)
        if ended:
            verdicts = list(upload.files.values_list("verdict", flat=True))
            counts = {code: verdicts.count(code) for code in V.values}
            record(action="figures.stored", **_about(upload, upload.user, at), counts=counts)


@dataclass(slots=True)
class _Judged:
    """One unit's rows of a file: what would be written, and what is wrong or odd by line."""

    place: Reached
    ground: PeriodGround
    live: Live
    entries: dict[int, Entry] = field(default_factory=dict)
    lines: dict[int, int] = field(default_factory=dict)


@transaction.atomic
def _store_file(pk: int, by: User, reach: Reach, grounds: dict[int, PeriodGround]) -> None:
    file = FigureFile.objects.select_for_update().get(pk=pk)
    if file.verdict != V.WAITING:
        return
    at, faults = clock.now(), _Faults()
    rows = [(line, Key.parse(key), key, values) for line, key, values in file.rows]
    touched = [row for row in rows if row[1] is None or digest_of(row[3]) != row[1].digest]
    parts: dict[tuple[UUID, UUID], list[tuple[int, Key, dict[str, str]]]] = defaultdict(list)
    for line, parsed, _text, values in touched:
        if parsed is None:
            faults.whole(line, _("Không nhận ra dòng này: khóa đã bị sửa."))
        else:
            parts[parsed.period, parsed.unit].append((line, parsed, values))
    judged = [
        each
        for place, found in parts.items()
        if (each := _judge(reach(*place), found, grounds, faults)) is not None
    ]
    file.label = "; ".join(f"{each.place[1].name}, {each.place[0].name}" for each in judged)[:300]
    if faults.wrong:
        file.verdict = V.REFUSED
        file.message = _("%(n)d dòng cần sửa; cả tệp chưa được ghi.") % {"n": faults.wrong}
    else:
        file.changed = sum(_write(each, by, at, faults) for each in judged)
        file.verdict = V.STORED if file.changed else V.UNCHANGED
        file.message = "" if touched else _("Không có ô nào được điền hoặc sửa.")
    file.faults = faults.by_line
    file.save(update_fields=["label", "verdict", "message", "changed", "faults"])


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


def _judge(
    found: Reached | None, rows: _Rows, grounds: dict[int, PeriodGround], faults: _Faults
) -> _Judged | None:
    if found is None:
        for line, _key, _values in rows:
            faults.whole(line, _("Kỳ hoặc đơn vị của dòng này không thuộc phạm vi bạn được nhập."))
        return None
    period, unit, _behalf = found
    Unit.objects.select_for_update().get(pk=unit.pk)
    if period.pk not in grounds:
        grounds[period.pk] = ground_of(period)
    judged = _Judged(found, grounds[period.pk], live_figures(period, unit))
    asked = judged.ground.asked_of(unit)
    for line, key, values in rows:
        question = judged.ground.questions.get(key.indicator)
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
    stands = [row for stage in Stage if (row := judged.live.get((indicator, stage.value)))]
    cells = read_cells(values, is_share=bool(question.version.denominator), has_figure=bool(stands))
    if cells.errors:
        return cells.errors, None
    entry = _entry(cells.answer)
    if entry is None or not changed_entries(judged.live, {indicator: entry}):
        return {}, None
    later = [row for row in stands if row.pk > seen]
    return ({NUMERATOR: _meanwhile(later[-1])}, None) if later else ({}, entry)


def _write(judged: _Judged, by: User, at: datetime, faults: _Faults) -> int:
    period, unit, on_behalf = judged.place
    asked = judged.ground.asked_of(unit)
    for key, entry in judged.entries.items():
        if entry.numerator is not None:
            figure = Figure(entry.numerator, entry.denominator)
            faults.odd(judged.lines[key], judged.ground.doubts(unit, asked[key], figure))
    return write_figures(
        told=Teller(period, unit, by, at, on_behalf),
        asked=asked,
        live=judged.live,
        changed=judged.entries,
    )


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
