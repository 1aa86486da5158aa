"""The documents tell of what exists, and what exists is told."""

import re

import pytest
from django.apps import apps

from cchc.orgs.rules import ROLE_PERMISSIONS, Permission, Role
from cchc.plans.states import DRAFT_MOVES
from cchc.reports.states import PART_MOVES, REPORT_MOVES
from tests.quality.routes import routes
from tests.quality.sources import PACKAGE, ROOT

DOCS = ROOT / "docs"
VARIABLE = re.compile(
    r"(?:environ|environment)(?:\.get\(|\[)\s*[\"']([A-Z][A-Z0-9_]+)[\"']|_flag\(\s*[\"']([A-Z0-9_]+)[\"']"
)
PATH = re.compile(r"`([a-z_]+(?:/[\w.-]+)+/?)`")
ABSTRACT = {"Identified", "Versioned", "Listed", "Upload", "ListUpload", "ListLine"}


def rows(document: str, heading: str) -> list[list[str]]:
    """Cells of the table under a heading, without its head."""
    text = (DOCS / document).read_text(encoding="utf-8")
    section = text.split(heading, 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_the_permission_table_is_what_the_roles_carry():
    told = {
        cells[0].strip("`"): {role for role, mark in zip(Role, cells[2:], strict=True) if mark}
        for cells in rows("permissions.md", "## Roles and permissions")
    }
    carried = {
        permission.value: {role for role in Role if permission in ROLE_PERMISSIONS[role]}
        for permission in Permission
    }
    assert told == carried


def test_every_door_is_told():
    told = (DOCS / "permissions.md").read_text(encoding="utf-8")
    codes = {door.permission for route in routes() if (door := getattr(route.view, "door", None))}
    assert not [code for code in codes if code and f"`{code}`" not in told]


def test_every_model_has_a_word_in_the_glossary():
    told = (DOCS / "glossary.md").read_text(encoding="utf-8")
    named = {model.__name__ for model in apps.get_models() if model.__module__.startswith("cchc.")}
    assert not sorted(name for name in named | ABSTRACT if f"`{name}`" not in told)


def test_every_variable_that_is_read_is_told():
    read = {
        first or second
        for path in PACKAGE.rglob("*.py")
        for first, second in VARIABLE.findall(path.read_text(encoding="utf-8"))
    } - {"DJANGO_SETTINGS_MODULE"}
    told = {cells[0].strip("`") for cells in rows("operations.md", "## Settings")}
    assert read == told


@pytest.mark.parametrize(
    ("heading", "allowed"),
    [
        ("## States of a draft", DRAFT_MOVES),
        ("## States of a report", REPORT_MOVES),
        ("## States of a unit's part", PART_MOVES),
    ],
)
def test_states_are_drawn_as_they_move(heading, allowed):
    told = {
        (cells[0].strip("`"), cells[1].strip("`")) for cells in rows("architecture.md", heading)
    }
    assert told == {(old.value, new.value) for old, news in allowed.items() for new in news}


def test_every_link_between_documents_leads_somewhere():
    faults = []
    for document in [*DOCS.rglob("*.md"), *ROOT.glob("*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text(encoding="utf-8")):
            if "://" not in target and not (document.parent / target).exists():
                faults.append(f"{document.relative_to(ROOT)} -> {target}")
    assert not faults, "\n".join(faults)


def test_every_path_that_the_documents_name_is_there():
    """The architecture names paths below the package, an algorithm page may leave out the room."""
    below = [f"/{path.relative_to(PACKAGE)}" for path in PACKAGE.rglob("*")]
    lost = []
    for page in [DOCS / "architecture.md", *sorted((DOCS / "algorithms").glob("*.md"))]:
        for path in PATH.findall(page.read_text(encoding="utf-8")):
            plain = path.rstrip("/").removeprefix("cchc/")
            names = (f"/{plain}", f"/{plain}.py")
            is_whole = page.name == "architecture.md" or plain != path.rstrip("/")
            found = any(each in names if is_whole else each.endswith(names) for each in below)
            if not found and not (ROOT / path).exists():
                lost.append(f"{page.name}: {path}")
    assert not lost, "\n".join(lost)


def test_every_algorithm_page_is_named_in_the_code():
    code = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    pages = [path.name for path in (DOCS / "algorithms").glob("*.md")]
    assert not [name for name in pages if f"docs/algorithms/{name}" not in code]
