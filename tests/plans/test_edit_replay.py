"""Undo is a replay: any edits, then undone one by one, give back what stood before each, at last the reading."""

import json
from copy import deepcopy
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc.core.errors import DomainError
from cchc.plans.rules import fields
from cchc.plans.rules.edits import apply, complete, replay
from tests.factories.plans import READING

WORDS = st.text("aăđ ơư;,.()-/1", min_size=1, max_size=12).map(lambda text: f"x{text}")
TIMES = st.sampled_from(
    [None, "Quý II", "Hằng tháng", "Tháng 5; báo cáo tháng 11", "khi có chỉ đạo"]
)


@st.composite
def requests(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """An edit as a person might ask for it; places and values are filled in against the value of the moment."""
    name = draw(
        st.sampled_from(["set", "set", "set", "add", "split", "merge", "move", "drop", "section"])
    )
    return name, {
        "pick": draw(st.integers(0, 30)),
        "other": draw(st.integers(0, 30)),
        "words": draw(WORDS),
        "many": draw(st.lists(WORDS, max_size=3)),
        "time": draw(TIMES),
        "field": draw(st.sampled_from(["text", "lead", "products", "time", "conditional"])),
    }


def asked(value, name, wish) -> tuple[str, dict[str, Any]] | None:
    if name == "section":
        at = wish["pick"] % len(value["sections"])
        heading = value["sections"][at]["heading"]
        change = {"was": heading, "value": wish["words"]}
        return "set", {"list": "sections", "at": at, "seen": heading, "fields": {"heading": change}}
    if name == "add":
        return name, {
            "list": "tasks",
            "after": None,
            "item": {"text": wish["words"], "time": wish["time"]},
        }
    if not value["tasks"]:
        return None
    task = value["tasks"][wish["pick"] % len(value["tasks"])]
    other = value["tasks"][wish["other"] % len(value["tasks"])]
    if name == "set":
        new = {
            "text": wish["words"],
            "lead": wish["many"],
            "products": wish["many"],
            "time": wish["time"],
            "conditional": not task["conditional"],
        }[wish["field"]]
        change = {wish["field"]: {"was": task[wish["field"]], "value": new}}
        return name, {"list": "tasks", "key": task["key"], "fields": change}
    if name == "split":
        into = {"into": "products"} if wish["other"] % 2 else {"at": wish["other"], "products": [0]}
        return name, {"key": task["key"], "was": task["text"], **into}
    if name == "merge":
        was = [task["text"], other["text"]]
        return name, {"key": task["key"], "with": other["key"], "was": was}
    if name == "move":
        return name, {"key": task["key"], "after": other["key"]}
    return name, {"list": "tasks", "key": task["key"], "was": task["text"]}


def assert_valid(value: dict[str, Any]) -> None:
    assert json.loads(json.dumps(value)) == value
    assert set(value) == set(READING)
    assert len({task["key"] for task in value["tasks"]}) == len(value["tasks"])
    for task in value["tasks"]:
        assert set(task) == set(READING["tasks"][0])
        for field in fields.FIELDS["tasks"]:
            assert fields.checked("tasks", field, task[field]) == task[field]
        for entry in task["schedule"]:
            assert entry["product"] is None or 0 <= entry["product"] < len(task["products"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(requests(), max_size=12))
def test_any_edits_keep_the_value_valid_and_undo_gives_back_each_step(wishes):
    untouched = deepcopy(READING)
    log: list[tuple[str, dict[str, Any]]] = []
    steps = [READING]
    for name, wish in wishes:
        value = steps[-1]
        edit = asked(value, name, wish)
        if edit is None:
            continue
        try:
            args = complete(value, *edit)
        except DomainError:
            continue
        log.append((edit[0], json.loads(json.dumps(args))))
        steps.append(apply(value, *log[-1]))
        assert_valid(steps[-1])
    while log:
        assert replay(READING, log) == steps.pop()
        log.pop()
    assert replay(READING, log) == untouched
