"""A plan draft as the JSON object of docs/plan-format.md, and back again without loss."""

import datetime
from dataclasses import fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from cchc.reading import draft
from cchc.reading.draft import PlanDraft

_NAMES = {(draft.Period, "start"): "from", (draft.Period, "end"): "to",
          (draft.ReportDeadline, "start"): "from", (draft.ReportDeadline, "end"): "to"}  # fmt: skip


def as_json(plan: PlanDraft) -> dict[str, Any]:
    """Plain values in the order of the format: dates as ISO strings, spans and boxes as lists."""
    made = _plain(plan)
    assert isinstance(made, dict)
    return made


def from_json(data: dict[str, Any]) -> PlanDraft:
    """The draft that `as_json` wrote. Keys that are left out take their defaults."""
    made = _object(PlanDraft, data)
    assert isinstance(made, PlanDraft)
    return made


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        kind = type(value)
        return {
            _NAMES.get((kind, one.name), one.name): _plain(getattr(value, one.name))
            for one in fields(value)
        }
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _object(kind: type, data: dict[str, Any]) -> Any:
    values = {}
    for name, hint in _hints(kind).items():
        key = _NAMES.get((kind, name), name)
        if key in data:
            values[name] = _value(hint, data[key])
    return kind(**values)


def _value(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    origin, args = get_origin(hint), get_args(hint)
    if origin is UnionType:
        return _value(next(one for one in args if one is not type(None)), value)
    if origin is list:
        return [_value(args[0], one) for one in value]
    if origin is tuple:
        return tuple(value)
    if hint is datetime.date:
        return datetime.date.fromisoformat(value)
    if is_dataclass(hint):
        return _object(hint, value)  # type: ignore[arg-type]
    return value
