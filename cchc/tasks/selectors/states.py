"""The state of tasks in SQL: the same table as `rules.state`, row by row."""

from collections.abc import Collection
from datetime import date

from django.db.models import Case, CharField, IntegerField, Q, QuerySet, Value, When
from django.db.models.lookups import In

from cchc.tasks.models import Task
from cchc.tasks.rules.state import TABLE, Row, State, on


def state_case(today: date, soon_days: int, prefix: str = "") -> Case:
    """An expression that gives a task's state code on a day; `prefix` leads to the task ("task__")."""
    return Case(
        *[
            When(_condition(row, today, soon_days, prefix), then=Value(row.state.value))
            for row in TABLE
            if row.when
        ],
        default=Value(TABLE[-1].state.value),
        output_field=CharField(),
    )


def state_rank(today: date, soon_days: int) -> Case:
    """An expression for sorting: what needs attention first, in the order in which State lists its members."""
    order = list(State)
    whens = [
        When(_condition(row, today, soon_days), then=Value(order.index(row.state))) for row in TABLE
    ]
    return Case(*whens, output_field=IntegerField())


def with_state(tasks: QuerySet[Task], today: date, soon_days: int) -> QuerySet[Task]:
    """Annotate `state`, equal to `rules.state.state_of` of the stored facts (tested on random histories)."""
    return tasks.annotate(state=state_case(today, soon_days))


def in_states(
    tasks: QuerySet[Task], states: Collection[State], today: date, soon_days: int
) -> QuerySet[Task]:
    """The tasks in one of these states; all of them for an empty choice.

    The rows of the chosen states alone are asked first, so that an index can serve "quá hạn".
    """
    if not states:
        return tasks
    possible = Q(pk__in=[])
    for row in TABLE:
        if row.state in states:
            possible |= _condition(row, today, soon_days)
    codes = [state.value for state in states]
    return tasks.filter(possible).filter(_is_one_of(codes, today, soon_days))


def _is_one_of(codes: list[str], today: date, soon_days: int) -> Q:
    return Q(In(state_case(today, soon_days), codes))


def _condition(row: Row, today: date, soon_days: int, prefix: str = "") -> Q:
    if not row.when:
        return Q(pk__isnull=False)
    return Q(**{prefix + key: on(value, today, soon_days) for key, value in row.when.items()})
