"""The state of tasks in SQL: the same table as `rules.state`, row by row."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, Self

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, Expression, F, IntegerField, Q, QuerySet
from django.db.models.lookups import In
from django.db.models.sql.compiler import SQLCompiler

from cchc.tasks.models import Task
from cchc.tasks.rules.state import FIELDS, TABLE, Row, State, on

_OPERATORS = {"lt": "<", "lte": "<=", "gt": ">", "gte": ">=", "exact": "="}


class StateCode(Expression):
    """A task's state code on a day, or its rank; `prefix` leads to the task ("task__").

    The text of the CASE is made from TABLE once: made of Q objects it cost a fifth of the task list's time.
    """

    def __init__(
        self, today: date, soon_days: int, prefix: str = "", *, ranks: bool = False
    ) -> None:
        super().__init__(output_field=IntegerField() if ranks else CharField())
        self.columns: list[Any] = [F(prefix + field) for field in FIELDS]
        self.template = _RANKS if ranks else _CODES
        self.values = [on(value, today, soon_days) for value in _VALUES]

    def get_source_expressions(self) -> list[Any]:
        """The columns of the task that the conditions read."""
        return self.columns

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        """Take the columns as resolved for a query."""
        self.columns = list(exprs)

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        """The CASE over this query's columns, and the days and values it compares with."""
        columns = [compiler.compile(column)[0] for column in self.columns]
        adapt = connection.ops.adapt_datefield_value
        values = (adapt(v) if isinstance(v, date) else v for v in self.values)
        return self.template.format(*columns), tuple(values)

    def copy(self) -> Self:
        """A copy whose columns may be resolved apart."""
        clone = super().copy()
        clone.columns = self.columns[:]
        return clone


def _when(row: Row) -> str:
    conditions = []
    for key, value in row.when.items():
        field, comparison = key.split("__")
        column = f"{{{FIELDS.index(field)}}}"
        if comparison == "isnull":
            conditions.append(f"{column} IS {'' if value else 'NOT '}NULL")
        else:
            conditions.append(f"{column} {_OPERATORS[comparison]} %s")
    return " AND ".join(conditions) or "1 = 1"


def _case(results: list[str]) -> str:
    rows = zip(TABLE, results, strict=True)
    return "CASE " + " ".join(f"WHEN {_when(row)} THEN {result}" for row, result in rows) + " END"


_CODES = _case([f"'{row.state.value}'" for row in TABLE])
_RANKS = _case([str(list(State).index(row.state)) for row in TABLE])
_VALUES = [
    value for row in TABLE for key, value in row.when.items() if not key.endswith("__isnull")
]


def state_rank(today: date, soon_days: int) -> StateCode:
    """An expression for sorting: what needs attention first, in the order in which State lists its members."""
    return StateCode(today, soon_days, ranks=True)


def with_state(tasks: QuerySet[Task], today: date, soon_days: int) -> QuerySet[Task]:
    """Annotate `state`, equal to `rules.state.state_of` of the stored facts (tested on random histories)."""
    return tasks.annotate(state=StateCode(today, soon_days))


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
    return tasks.filter(possible).filter(Q(In(StateCode(today, soon_days), codes)))


def _condition(row: Row, today: date, soon_days: int) -> Q:
    if not row.when:
        return Q(pk__isnull=False)
    return Q(**{key: on(value, today, soon_days) for key, value in row.when.items()})
