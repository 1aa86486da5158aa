"""The product's own source, as the guards read it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "cchc"
# Downwards: each room may use only those after it. The same order as in pyproject's import contract.
ROOMS = (
    "config",
    "portal",
    "dashboards",
    "api",
    "backup",
    "scorecards",
    "reports",
    "indicators",
    "registers",
    "tasks",
    "plans",
    "periods",
    "documents",
    "evidence",
    "messages",
    "orgs",
    "sheets",
    "audit",
    "reading",
    "publishing",
    "core",
)


@dataclass(frozen=True)
class Module:
    """One file of the package: its room, its layer (`views`, `services`, ...) and its tree."""

    path: Path
    room: str
    layer: str
    tree: ast.Module

    @property
    def name(self) -> str:
        return str(self.path.relative_to(ROOT))

    def imports(self) -> Iterator[str]:
        """Dotted names that this file imports, each with what it takes from a module."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (each.name for each in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield from (f"{node.module}.{each.name}" for each in node.names)

    def calls(self) -> Iterator[ast.Call]:
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))


@lru_cache(maxsize=1)
def modules() -> tuple[Module, ...]:
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        if len(parts) > 1 and "migrations" not in parts:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found.append(Module(path, parts[0], parts[1], tree))
    return tuple(found)


def templates() -> Iterator[tuple[str, str, str]]:
    """Room, name below its templates folder, and text of every template."""
    for path in sorted(PACKAGE.glob("*/templates/**/*")):
        if path.is_file():
            room = path.relative_to(PACKAGE).parts[0]
            name = str(path).split("/templates/", 1)[1]
            yield room, name, path.read_text(encoding="utf-8")
