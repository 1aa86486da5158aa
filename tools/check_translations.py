"""Whatever third-party packages may say to a reader is in Vietnamese, and our own words are wrapped.

Our sources are Vietnamese, so the catalogue `locale/vi` holds only texts of the packages. The modules listed in
SPEAKING are those whose words can reach a page; their strings are collected from their sources.
"""

import ast
import os
import re
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import django
import polib
from django.utils import translation

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "locale" / "vi" / "LC_MESSAGES" / "django.po"
SPEAKING = {
    "allauth": [
        "account/adapter.py", "account/fields.py", "account/forms.py", "account/internal/**/*.py",
        "mfa/adapter.py", "mfa/models.py", "mfa/*/forms.py", "usersessions/forms.py",
        "templates/account/messages/*.txt", "templates/mfa/messages/*.txt",
        "templates/usersessions/messages/*.txt",
    ],
    "axes": ["conf.py"],
    "django": [
        "forms/**/*.py", "core/validators.py", "core/paginator.py", "contrib/auth/validators.py",
        "contrib/auth/password_validation.py", "db/models/base.py", "db/models/constraints.py",
        "db/models/fields/*.py", "utils/timesince.py", "utils/ipv6.py", "utils/dates.py",
    ],
}  # fmt: skip
CALLS = {
    "_": 1, "gettext": 1, "gettext_lazy": 1, "ngettext": 2, "ngettext_lazy": 2, "pgettext": 2,
}  # fmt: skip
IN_TEMPLATE = re.compile(
    r"{%\s*blocktrans(?:late)?[^%]*%}(.*?){%\s*endblocktrans|{%\s*trans(?:late)?\s+\"([^\"]+)\"",
    re.S,
)
# Names of kinds of column: seen by programmers only.
TECHNICAL = re.compile(
    r"integer|relationship|^(Duration|File|Image|A JSON object|String|Universally|IPv).*|^[\W]*$"
)
SAME = {"Email", "MFA", "WebAuthn", "IPv4", "IPv6"}
PLACE = re.compile(r"%\(\w+\)\w|%[sd]|{\w*}")
WRAPPERS = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext", "ngettext_lazy"}
SHOWING = {"views", "forms", "pages", "models", "tables"}
WITHOUT_DJANGO = {"reading", "publishing"}
VIETNAMESE = re.compile(r"[À-ỹ]")


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cchc.config.settings")
    os.environ.setdefault("CCHC_ENV", "test")
    django.setup()
    faults = [*catalogue_faults(), *package_faults(), *source_faults()]
    print("\n".join(faults))
    return 1 if faults else 0


def catalogue_faults() -> Iterator[str]:
    """Fuzzy, empty or obsolete entries, and placeholders that do not agree."""
    for entry in polib.pofile(str(CATALOGUE)):
        texts = list(entry.msgstr_plural.values()) or [entry.msgstr]
        if entry.fuzzy or entry.obsolete or not all(texts):
            yield f"locale/vi: {entry.msgid!r} is fuzzy, obsolete or empty"
        for text in texts:
            if set(PLACE.findall(text)) - set(PLACE.findall(entry.msgid + entry.msgid_plural)):
                yield f"locale/vi: {entry.msgid!r} and its translation hold other placeholders"


def package_faults() -> Iterator[str]:
    """Texts of packages that a reader may meet in English; entries that no package asks for."""
    asked = dict(package_texts())
    known = {entry.msgid for entry in polib.pofile(str(CATALOGUE))}
    with translation.override("vi"):
        for text, place in sorted(asked.items()):
            shown = translation.gettext(text) if text not in known else ""
            if shown == text and text not in SAME and not TECHNICAL.search(text):
                yield f"locale/vi lacks {text!r} ({place})"
    for text in sorted(known - set(asked)):
        yield f"locale/vi holds {text!r}, which no listed module says"


def package_texts() -> Iterator[tuple[str, str]]:
    for package, patterns in SPEAKING.items():
        spec = find_spec(package)
        assert spec is not None
        assert spec.origin is not None
        home = Path(spec.origin).parent
        for pattern in patterns:
            for path in sorted(home.glob(pattern)):
                place = f"{package}/{path.relative_to(home)}"
                source = path.read_text(encoding="utf-8")
                found = python_texts(source) if path.suffix == ".py" else template_texts(source)
                yield from ((text, place) for text in found)


def python_texts(source: str) -> Iterator[str]:
    """First text of each gettext call (the singular; of `pgettext` the text after its context)."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _name(node.func) in CALLS:
            texts = [
                each.value
                for each in node.args
                if isinstance(each, ast.Constant) and isinstance(each.value, str)
            ]
            if texts:
                yield texts[-1] if _name(node.func) == "pgettext" else texts[0]


def template_texts(source: str) -> Iterator[str]:
    for block, quoted in IN_TEMPLATE.findall(source):
        yield re.sub(r"{{\s*(\w+)\s*}}", r"%(\1)s", block) if block else quoted


def source_faults() -> Iterator[str]:
    """Vietnamese words in views, forms, pages and models that are not wrapped for translation."""
    for path in sorted((ROOT / "cchc").rglob("*.py")):
        parts = set(path.relative_to(ROOT / "cchc").with_suffix("").parts[1:])
        if not parts & SHOWING or path.relative_to(ROOT / "cchc").parts[0] in WITHOUT_DJANGO:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        allowed = _wrapped(tree)
        for node in ast.walk(tree):
            if not isinstance(node, ast.Constant) or id(node) in allowed:
                continue
            words = node.value
            if isinstance(words, str) and VIETNAMESE.search(words):
                place = f"{path.relative_to(ROOT)}:{node.lineno}"
                yield f"{place}: words outside gettext: {words[:60]!r}"


def _wrapped(tree: ast.AST) -> set[int]:
    """Constants that stand in a gettext call, or are a docstring."""
    allowed: set[int] = set()
    wrappers = WRAPPERS | {
        name.asname
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for name in node.names
        if name.asname
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in wrappers:
            allowed |= {id(each) for argument in node.args for each in ast.walk(argument)}
        elif isinstance(node, ast.Expr):
            allowed.add(id(node.value))
    return allowed


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


if __name__ == "__main__":
    sys.exit(main())
