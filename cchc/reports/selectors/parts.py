"""What a unit's part holds: its tasks of the window, its figures of the period, the documents it issued."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import chain
from typing import Any

from django.conf import settings
from django.utils.text import capfirst

from cchc.core import clock
from cchc.indicators.rules import Figure, value_of, written
from cchc.indicators.selectors import Answer, answers_of, questions_for
from cchc.orgs.models import Unit
from cchc.periods.models import ReportingPeriod
from cchc.reports.models import UnitPart
from cchc.reports.selectors.facts import window_of
from cchc.reports.selectors.window import Outcome, Standing, Window, standings_of
from cchc.tasks.models import (
    Deliverable,
    Extension,
    Obstacle,
    Occurrence,
    ProgressReport,
    ResultEvidence,
)
from cchc.tasks.selectors.proof import files_in_use

_LABELS = {
    Outcome.DONE_ON_TIME: ("Hoàn thành đúng hạn", "circle-check", "done"),
    Outcome.DONE_LATE: ("Hoàn thành quá hạn", "circle-check", "done"),
    Outcome.WAITING: ("Đã trình, chờ ban hành", "send", "ontime"),
    Outcome.OVERDUE: ("Quá hạn", "alert-circle", "late"),
    Outcome.OPEN: ("Đang thực hiện, trong hạn", "progress", "ontime"),
    Outcome.NOT_ARISING: ("Không phát sinh", "circle-off", "quiet"),
}


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task at the cut-off: `state` in words with its icon and tone, `note` what the unit says of it.

    `asks`: "late" where the unit owes a reason, "forecast" where the day lies behind the cut-off but within the year.
    `outcome`: code of what became of what it owed in the window, "" for nothing; `plan_state`: its state at the cut-off
    within the plan of the year, "" for a task of another; `is_ongoing`: nothing of it is owed yet, more follows.
    `forecast`: what the unit expects of it until the end of the year, in the report's words, "" where none is asked.
    """

    uid: str
    label: str
    text: str
    area: str
    area_name: str
    state: str
    icon: str
    tone: str
    due_on: str
    done_on: str
    days_late: int
    asks: str
    outcome: str
    plan_state: str
    products: str = ""
    units: str = ""
    note: str = ""
    is_ongoing: bool = False
    forecast: str = ""


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure a unit was asked for. `said`: missing, value or not_arising, which are three facts."""

    code: str
    name: str
    measure: str
    said: str
    value: str
    is_estimated: bool
    note: str
    block: str


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A document that came of a task in the window.

    `files`: those that proved it when the report took it in, each with name, moment of upload and SHA-256;
    `files_replaced`: how many were taken out before. A corrected file leaves the earlier one in the store.
    """

    number: str
    issued_on: str
    text: str
    label: str
    unit: str
    files: Sequence[dict[str, str]] = ()
    files_replaced: int = 0


@dataclass(frozen=True, slots=True)
class PartContent:
    """What a part is pre-filled with."""

    tasks: tuple[TaskLine, ...]
    figures: tuple[FigureLine, ...]
    papers: tuple[PaperLine, ...]

    @property
    def missing(self) -> tuple[FigureLine, ...]:
        return tuple(line for line in self.figures if line.said == "missing")

    def to_json(self) -> dict[str, Any]:
        """As plain values, to be kept with the part when it is sent."""
        return asdict(self)


def content_of_part(part: UnitPart) -> PartContent:
    """What a part holds: as it was sent, or as the data stand for one that is open."""
    if part.is_given and part.given:
        return part_from_json(part.given)
    window = window_of(part.report.period)
    standings = standings_of(part.report.agency, window, settings.DUE_SOON_DAYS, part.unit)
    return PartContent(
        tasks=task_lines(standings, window, part.task_notes),
        figures=figure_lines(part.report.period, part.unit),
        papers=paper_lines(standings, window, {part.unit_id: part.unit.name}),
    )


def part_from_json(value: dict[str, Any]) -> PartContent:
    """What `PartContent.to_json` gave."""
    return PartContent(
        tasks=tuple(TaskLine(**row) for row in value["tasks"]),
        figures=tuple(FigureLine(**row) for row in value["figures"]),
        papers=tuple(PaperLine(**row) for row in value["papers"]),
    )


def task_lines(
    standings: Sequence[Standing],
    window: Window,
    notes: dict[str, str],
    names: dict[int, str] | None = None,
) -> tuple[TaskLine, ...]:
    """The tasks that owed something in the window and those of the year's plan, each with its note.

    notes: by the task's uid; where there is none, the last thing that was said of it by the cut-off. names: of units.
    """
    keys = [each.task.pk for each in standings]
    told = _Told(notes, _last_words(keys, window.last), _products(keys), names or {})
    return tuple(_task_line(each, window, told) for each in standings)


def figure_lines(period: ReportingPeriod, unit: Unit) -> tuple[FigureLine, ...]:
    """The figures that the unit is asked for, each as it was said; empty, 0 and không phát sinh are told apart."""
    answers = answers_of(period, unit)
    lines = []
    for question in questions_for(period, unit):
        answer = answers.get((question.indicator.pk, unit.pk), Answer())
        row, version = answer.row, question.version
        is_out = bool(row and row.is_not_arising)
        said = "missing" if row is None else "not_arising" if is_out else "value"
        lines.append(
            FigureLine(
                code=question.indicator.code,
                name=version.name,
                measure="%" if version.denominator else version.measure,
                said=said,
                value=_written(answer.figure, version.decimals),
                is_estimated=bool(answer.figure and answer.figure.is_estimate),
                note=row.note if row else "",
                block=question.indicator.block.code,
            )
        )
    return tuple(lines)


def paper_lines(
    standings: Iterable[Standing], window: Window, units: dict[int, str]
) -> tuple[PaperLine, ...]:
    """Documents with a number that were issued in the window for these tasks, by day."""
    keys = [fact.key for each in standings for fact in each.facts if fact.key is not None]
    rows = (
        Occurrence.objects.filter(pk__in=keys, delivered_on__range=(window.first, window.last))
        .exclude(document_number="")
        .select_related("task", "milestone__deliverable")
        .order_by("delivered_on", "pk")
    )
    found = list(rows)
    used = files_in_use([row.pk for row in found])
    return tuple(
        PaperLine(
            number=row.document_number,
            issued_on=row.delivered_on.isoformat() if row.delivered_on else "",
            text=capfirst(
                row.milestone.deliverable.text if row.milestone.deliverable else row.task.text
            ),
            label=row.task.label,
            unit=units.get(row.unit_id or 0, ""),
            files=[_file(link) for link in used[row.pk].standing],
            files_replaced=used[row.pk].replaced,
        )
        for row in found
    )


def _file(link: ResultEvidence) -> dict[str, str]:
    assert link.stored is not None  # only files were asked for
    return {
        "name": link.name,
        "added_at": link.added_at.isoformat(),
        "sha256": link.stored.sha256,
    }


@dataclass(frozen=True, slots=True)
class _Told:
    """What is said of tasks: notes by uid, last words and products by key; names of units by key."""

    notes: dict[str, str]
    said: dict[int, str]
    products: dict[int, str]
    names: dict[int, str]


def _products(keys: Sequence[int]) -> dict[int, str]:
    found: dict[int, list[str]] = {}
    rows = Deliverable.objects.filter(task__in=keys).order_by("task", "position")
    for task_id, text in rows.values_list("task_id", "text"):
        found.setdefault(task_id, []).append(text)
    return {key: "; ".join(dict.fromkeys(texts)) for key, texts in found.items()}


def _is_forecast(each: Standing, window: Window) -> bool:
    """Open at the cut-off, in time, due within the year: what the report says about the year's end rests on these."""
    if not each.is_planned or each.is_done or each.work.state.is_done:
        return False
    due = each.due_on
    return due is not None and window.last <= due <= date(window.last.year, 12, 31)


def _forecast(expected: str, window: Window) -> str:
    """The forecast to 31/12 that a report states of work that is in time; a year's report says where there is none."""
    end = f"31/12/{window.last.year}"
    if expected:
        return f"Dự kiến đến {end}: {expected}"
    return f"Đơn vị chưa nêu dự kiến đến {end}" if window.is_year else ""


def _task_line(each: Standing, window: Window, told: _Told) -> TaskLine:
    task, outcome = each.task, each.outcome
    label, icon, tone = (
        _LABELS[outcome]
        if outcome
        else (each.work.state.label, each.work.state.icon, each.work.state.tone)
    )
    late = max((fact.days_late for fact in each.facts), default=0)
    asks = ""
    if outcome is Outcome.OVERDUE:
        asks = "late"
        late = (window.last - each.due_on).days if each.due_on else 0
    elif outcome is Outcome.DONE_LATE:
        asks = "late"
    elif outcome is not Outcome.NOT_ARISING and _is_forecast(each, window):
        asks = "forecast"
        if outcome is None and not each.work.state.is_done:
            label, icon, tone = _LABELS[Outcome.OPEN]
    uid = str(task.uid)
    return TaskLine(
        uid=uid,
        label=task.label,
        text=task.text,
        area=each.area.code,
        area_name=each.area.name,
        state=label,
        icon=icon,
        tone=tone,
        due_on=each.due_on.isoformat() if each.due_on else "",
        done_on=each.done_on.isoformat() if each.done_on else "",
        days_late=late,
        asks=asks,
        outcome=outcome.value if outcome else "",
        plan_state=each.work.state.value if each.is_planned else "",
        products=told.products.get(task.pk, ""),
        units="; ".join(told.names[key] for key in each.work.leads if key in told.names),
        note=told.notes.get(uid, told.said.get(task.pk, "") if asks else ""),
        is_ongoing=each.is_planned and each.is_ongoing,
        forecast=_forecast(told.notes.get(uid, ""), window) if asks == "forecast" else "",
    )


def _last_words(keys: Sequence[int], day: date) -> dict[int, str]:
    """The last difficulty, reason for a later day or report of progress of each task until that day."""
    end = clock.start_of(day).replace(hour=23, minute=59, second=59)
    sources = (
        Obstacle.objects.filter(task__in=keys, raised_at__lte=end).values_list(
            "task_id", "raised_at", "text"
        ),
        ProgressReport.objects.filter(task__in=keys, reported_at__lte=end).values_list(
            "task_id", "reported_at", "note"
        ),
        Extension.objects.filter(occurrence__task__in=keys, asked_at__lte=end).values_list(
            "occurrence__task_id", "asked_at", "reason"
        ),
    )
    found: dict[int, str] = {}
    for task_id, _at, words in sorted(chain(*sources), key=lambda row: row[1]):
        found[task_id] = words
    return found


def _written(figure: Figure | None, decimals: int) -> str:
    value = value_of(figure)
    if figure is None or value is None:
        return ""
    return written(value, decimals) + ("%" if figure.denominator is not None else "")
