"""Habits that a reader would otherwise have to watch for: the clock, the writes, the tables, the sizes."""

import ast
import re

from tests.quality.sources import PACKAGE, Module, modules

CLOCK = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("timezone", "now"),
    ("timezone", "localdate"),
    ("timezone", "localtime"),
    ("time", "time"),
}
WRITES = {"update", "bulk_create", "bulk_update", "delete", "create", "get_or_create",
          "update_or_create", "save"}  # fmt: skip
QUERYSETS = {"filter", "exclude", "all", "get_queryset", "select_related", "order_by"}
READING_LAYERS = {"urls", "views", "pages", "forms", "access", "selectors", "presenters", "rules",
                  "states", "notices"}  # fmt: skip
NOT_AUDITED = {"SavedView"}  # how one person likes a list: no fact of the office
LINES_AT_MOST = 500
STATEMENTS_AT_MOST = 60


def test_only_the_clock_reads_the_clock():
    faults = [
        f"{module.name}:{call.lineno}"
        for module in modules()
        if module.name != "cchc/core/clock.py"
        for call in module.calls()
        if isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and (call.func.value.id, call.func.attr) in CLOCK
    ]
    assert not faults, "\n".join(faults)


def test_a_lock_lets_others_refer_to_the_row():
    """PostgreSQL's FOR UPDATE stops whoever commits a row that refers to the locked one: waiting in a ring."""
    faults = [
        f"{module.name}:{call.lineno}"
        for module in modules()
        for call in module.calls()
        if isinstance(call.func, ast.Attribute)
        and call.func.attr == "select_for_update"
        and "no_key" not in {keyword.arg for keyword in call.keywords}
    ]
    assert not faults, "\n".join(faults)


def test_rows_are_written_by_services_alone():
    """Neither querysets nor rows are written by the layers that ask, show or decide."""
    faults = [
        f"{module.name}:{call.lineno} {ast.unparse(call)[:80]}"
        for module in modules()
        if module.layer in READING_LAYERS and module.room not in {"reading", "publishing"}
        for call in module.calls()
        if _writes_rows(call)
    ]
    assert not faults, "\n".join(faults)


def _writes_rows(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in WRITES:
        return False
    receiver = call.func.value
    chain = {node.attr for node in ast.walk(receiver) if isinstance(node, ast.Attribute)}
    if any(isinstance(each, ast.Name) and each.id in NOT_AUDITED for each in ast.walk(receiver)):
        return False
    return "objects" in chain or bool(chain & QUERYSETS and isinstance(receiver, ast.Call))


def test_bulk_writes_stand_in_services_or_the_demo():
    """A bulk write skips what a service promises, so only a service (or loading the demo) may do it."""
    allowed = {"services", "models", "migrations", "management", "demo_office"}
    faults = [
        f"{module.name}:{call.lineno}"
        for module in modules()
        if module.layer not in allowed
        for call in module.calls()
        if isinstance(call.func, ast.Attribute) and call.func.attr in {"bulk_create", "bulk_update"}
    ]
    assert not faults, "\n".join(faults)


def test_no_sql_is_put_together_from_strings():
    faults = [
        f"{module.name}:{call.lineno}"
        for module in modules()
        for call in module.calls()
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in {"raw", "execute", "extra", "RawSQL"}
        and call.args
        and not isinstance(call.args[0], ast.Constant | ast.Name)
    ]
    assert not faults, "\n".join(faults)


def test_dialects_live_in_one_module():
    pattern = re.compile(r"connection\.vendor\s*==|vendor == [\"']|django\.contrib\.postgres")
    faults = [
        module.name
        for module in modules()
        if pattern.search(module.path.read_text()) and module.name != "cchc/core/db.py"
    ]
    assert not faults


def test_no_module_grows_past_reading():
    faults = [
        f"{module.name}: {count} lines"
        for module in modules()
        if (count := module.path.read_text().count("\n")) > LINES_AT_MOST
    ]
    assert not faults, "\n".join(faults)


def test_no_function_grows_past_one_screen():
    faults = [
        f"{module.name}:{node.lineno} {node.name}: {length} lines"
        for module in modules()
        for node in _functions(module)
        if (length := (node.end_lineno or 0) - node.body[0].lineno + 1) > STATEMENTS_AT_MOST
    ]
    assert not faults, "\n".join(faults)


def _functions(module: Module) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(module.tree) if isinstance(node, ast.FunctionDef)]


def test_no_unfinished_work_is_left_in_comments():
    pattern = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    faults = [
        str(path)
        for path in [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.js")]
        if pattern.search(path.read_text(encoding="utf-8"))
    ]
    assert not faults
