"""What a briefing (giao ban) talks about: late work, work near its day, what waits for a word, what was done since."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from cchc.orgs.models import Unit
from cchc.tasks.models import Extension, Instruction, Obstacle, Occurrence, Task
from cchc.tasks.selectors.board import last_said
from cchc.tasks.selectors.reminders import Owed, owed_until, units_by_key

SHOWN = 60


@dataclass(frozen=True, slots=True)
class Matter:
    """One task on the table: who leads it, its nearest day, and how it stands ("" when there is nothing to say).

    `note`: days late, then the last that was said of it with its day; of a result its day and document.
    """

    task: Task
    units: str
    due_on: date | None
    note: str


@dataclass(frozen=True, slots=True)
class Briefing:
    """The matters by sort, nearest day first, at most SHOWN each; `counts` are of all, by the same names."""

    late: list[Matter]
    due: list[Matter]
    concluded: list[Matter]
    asked: list[Matter]
    done: list[Matter]
    counts: dict[str, int]

    @property
    def is_empty(self) -> bool:
        return not any(self.counts.values())


def briefing_of(agency: Unit, *, today: date, since: date, until: date) -> Briefing:
    """The briefing of an agency held today: results from `since` on, days up to `until`.

    Open tasks of earlier conclusions stand under their own heading, late or not, and nowhere else. The number of
    statements does not grow with the matters.
    """
    owed = _by_task(owed_until(agency, max(until, today), today))
    concluded = _concluded(agency, today)
    late = [rows for key, rows in owed.items() if rows[0].due_on < today and key not in concluded]
    due = [
        rows
        for key, rows in owed.items()
        if today <= rows[0].due_on <= until and key not in concluded
    ]
    done, done_count = _done(agency, since, today)
    asked = _asked(agency)
    said = last_said([rows[0].task.pk for rows in (*late, *due)] + list(concluded))
    names = _names(each for rows in (*late, *due) for each in rows)
    return Briefing(
        late=[_matter(rows, names, said, today) for rows in late[:SHOWN]],
        due=[_matter(rows, names, said, today) for rows in due[:SHOWN]],
        concluded=[
            Matter(task, _lead(task), task.next_due_on, _note(said, task, task.next_due_on, today))
            for task in list(concluded.values())[:SHOWN]
        ],
        asked=asked[:SHOWN],
        done=done,
        counts={
            "late": len(late),
            "due": len(due),
            "concluded": len(concluded),
            "asked": len(asked),
            "done": done_count,
        },
    )


def _by_task(owed: Iterable[Owed]) -> dict[int, list[Owed]]:
    found: dict[int, list[Owed]] = {}
    for each in owed:
        found.setdefault(each.task.pk, []).append(each)
    return found


def _names(owed: Iterable[Owed]) -> dict[int, str]:
    return {
        key: unit.name for key, unit in units_by_key([k for o in owed for k in o.units]).items()
    }


def _matter(
    rows: list[Owed], names: dict[int, str], said: dict[int, tuple[str, date]], today: date
) -> Matter:
    task, first = rows[0].task, rows[0].due_on
    units = dict.fromkeys(names[key] for row in rows for key in row.units if key in names)
    return Matter(task, "; ".join(units), first, _note(said, task, first, today))


def _note(said: dict[int, tuple[str, date]], task: Task, due_on: date | None, today: date) -> str:
    late = (today - due_on).days if due_on else 0
    parts = [f"Quá hạn {late} ngày"] if late > 0 else []
    if task.pk in said:
        text, on = said[task.pk]
        parts.append(f"{text.rstrip(' .')} ({on:%d/%m/%Y})")
    return ". ".join(parts)


def _lead(task: Task) -> str:
    return task.lead_unit.name if task.lead_unit else ""


def _concluded(agency: Unit, today: date) -> dict[int, Task]:
    """Open tasks of conclusions, by key, nearest day first. One statement."""
    tasks = Task.objects.filter(
        agency=agency,
        instruction__kind=Instruction.Kind.CONCLUSION,
        discontinued_on__isnull=True,
        open_count__gt=0,
        ends_on__gte=date(today.year, 1, 1),
    )
    rows = tasks.select_related("lead_unit").order_by("due_key", "pk")
    return {task.pk: task for task in rows}


def _done(agency: Unit, since: date, today: date) -> tuple[list[Matter], int]:
    """Results of the time since the last briefing, latest first, and how many there are. Two statements."""
    rows = Occurrence.objects.filter(
        task__agency=agency, delivered_on__gte=since, delivered_on__lte=today
    ).order_by("-delivered_on", "pk")
    shown = rows.select_related("task", "task__lead_unit", "unit")[:SHOWN]
    return [
        Matter(
            row.task,
            row.unit.name if row.unit else _lead(row.task),
            row.due_on,
            _result(row),
        )
        for row in shown
    ], rows.count()


def _result(row: Occurrence) -> str:
    document = f"văn bản số {row.document_number}" if row.document_number else row.outcome
    return ", ".join(filter(None, (f"Hoàn thành ngày {row.delivered_on:%d/%m/%Y}", document)))


def _asked(agency: Unit) -> list[Matter]:
    """Requests for a later day and difficulties without an answer. Two statements."""
    extensions = Extension.objects.filter(
        state=Extension.State.ASKED, occurrence__task__agency=agency
    ).select_related("occurrence__task__lead_unit", "occurrence__unit")
    obstacles = Obstacle.objects.filter(
        answer="", withdrawn_at__isnull=True, task__agency=agency
    ).select_related("task__lead_unit")
    found = [
        Matter(
            each.occurrence.task,
            each.occurrence.unit.name if each.occurrence.unit else _lead(each.occurrence.task),
            each.from_due,
            f"Đề nghị gia hạn đến {each.to_due:%d/%m/%Y}: {each.reason}",
        )
        for each in extensions.order_by("from_due", "pk")
    ]
    return found + [
        Matter(each.task, _lead(each.task), each.task.next_due_on, each.text) for each in obstacles
    ]


def span_of(today: date, days: int = 7) -> tuple[date, date]:
    """The usual span of a briefing: so many days back, and as many ahead."""
    return today - timedelta(days=days), today + timedelta(days=days)
