"""What the import contract cannot see: rooms keep their outside to themselves and look downwards only."""

import re
import subprocess
import sys

from django.apps import apps

from tests.quality.sources import PACKAGE, ROOMS, ROOT, modules, templates

PRIVATE = {"views", "forms", "pages", "tables", "urls", "templatetags"}
USED = re.compile(r"{%\s*(?:include|extends)\s+['\"]([^'\"]+)['\"]")
# Fragments that a lower room draws for those above it: one thing, one look.
SHARED_FRAGMENTS = {
    "evidence/_verdict.html", "evidence/_beyond.html", "documents/_recorded.html", "documents/_slip_field.html",
    "audit/_history.html", "audit/_lines.html",
    "sheets/out_and_in.html", "sheets/_verdicts.html", "sheets/_rows.html",
}  # fmt: skip
COMMON = ("core/", "components/")


def test_no_room_imports_anothers_views_forms_pages_or_tables():
    faults = [
        f"{module.name} imports {name}"
        for module in modules()
        for name in module.imports()
        if name.startswith("cchc.")
        and len(name.split(".")) > 2
        and name.split(".")[1] not in {module.room, "core"}
        and name.split(".")[2] in PRIVATE
    ]
    assert not faults, "\n".join(faults)


def test_templates_extend_and_include_only_their_own_room_and_the_common_ones():
    faults = [
        f"{room}: {name} uses {used}"
        for room, name, text in templates()
        for used in USED.findall(text)
        if not used.startswith((*COMMON, f"{room}/", *_third_party(room)))
        and used not in SHARED_FRAGMENTS
    ]
    assert not faults, "\n".join(faults)


def _third_party(room: str) -> tuple[str, ...]:
    """`orgs` draws the pages of the sign-in package, which stand under that package's names."""
    return ("account/", "mfa/", "usersessions/", "allauth/") if room == "orgs" else ()


def test_no_relation_points_to_a_higher_room():
    faults = [
        f"{model._meta.label}.{field.name} -> {target._meta.label}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.concrete and (target := field.related_model)
        if _room(model) and _room(target)
        if ROOMS.index(_room(target)) < ROOMS.index(_room(model))
    ]
    assert not faults, "\n".join(faults)


def _room(model: type) -> str | None:
    parts = model.__module__.split(".")
    return parts[1] if parts[0] == "cchc" else None


def test_every_package_has_its_place_in_the_order():
    packages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert packages <= set(ROOMS)


def test_core_exports_nothing_by_itself():
    assert (PACKAGE / "core" / "__init__.py").read_text() == ""


def test_there_is_no_drawer():
    assert not [
        path for path in PACKAGE.rglob("*.py") if path.stem in {"utils", "helpers", "common"}
    ]


def test_reading_a_file_loads_no_django():
    """In a fresh process: the command, the reader and everything they import."""
    code = (
        "import sys, pathlib\n"
        "from cchc.__main__ import main\n"
        "sys.argv = ['cchc', 'read', sys.argv[1], '--json']\n"
        "status = main()\n"
        "print(status, sorted(n for n in sys.modules if n.split('.')[0] == 'django'), file=sys.stderr)\n"
    )
    plan = ROOT / "tests" / "corpus" / "bullets" / "plan.txt"
    done = subprocess.run(
        [sys.executable, "-c", code, str(plan)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr.strip().splitlines()[-1] == "0 []", done.stderr
