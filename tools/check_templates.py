"""Every template parses, names only what exists, and holds no inline code, no bare words, no lint exceptions.

Bare words: text that a reader sees must stand in {% translate %} or {% blocktranslate %}.
"""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from django.conf import settings
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template
from django.urls import get_resolver

ROOT = Path(__file__).resolve().parents[1]
INLINE = {
    "an inline style": re.compile(r"<[a-z][^<>]*\sstyle\s*=", re.I),
    "a style element": re.compile(r"<style\b", re.I),
    "an inline handler": re.compile(r"<[a-z][^<>]*\son[a-z]+\s*=", re.I),
    "an inline script": re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*application/json)", re.I),
    "a javascript: address": re.compile(r"javascript:", re.I),
    "the safe filter": re.compile(r"\|\s*safe\b|{%\s*autoescape off"),
    "an address of another server": re.compile(r"(?:src|href)=\"https?://", re.I),
}
COMMENT = re.compile(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}", re.S)
BLOCK_TEXT = re.compile(r"{%\s*blocktranslate.*?endblocktranslate\s*%}", re.S)
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.S)
ELEMENT = re.compile(r"<!--.*?-->|<[^<>]*>", re.S)
SPOKEN = re.compile(r"\b(?:aria-label|title|placeholder|alt|hx-confirm)=\"([^\"]*)\"")
LETTERS = re.compile(r"[^\W\d_]{2,}")
# Names of the product, of keys and of kinds of file are no sentences.
NAMES = {"cchc", "CCHC", "Enter", "Ctrl", "Esc", "Alt", "Delete", "Shift", "Tab", "Excel", "CSV",
         "Word", "PDF"}  # fmt: skip
URL_NAME = re.compile(r"{%\s*url\s+['\"]([^'\"]+)['\"]")
ICON_NAME = re.compile(r"{%\s*icon\s+['\"]([^'\"]+)['\"]")
LINES_AT_MOST = 160


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cchc.config.settings")
    os.environ.setdefault("CCHC_ENV", "test")
    django.setup()
    addresses = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    faults = []
    for path in sorted((ROOT / "cchc").glob("*/templates/**/*")):
        if path.suffix in {".html", ".txt"}:
            name = str(path).split("/templates/", 1)[1]
            found = faults_of(name, path.read_text(encoding="utf-8"), addresses)
            faults += [f"{path.relative_to(ROOT)}: {fault}" for fault in found]
    print("\n".join(faults))
    return 1 if faults else 0


def faults_of(name: str, text: str, addresses: set[str]) -> Iterator[str]:
    try:
        get_template(name)
    except (TemplateSyntaxError, TemplateDoesNotExist) as error:
        yield f"does not compile: {error!r}"
    if text.count("\n") > LINES_AT_MOST:
        yield f"{text.count(chr(10))} lines: cut it into fragments"
    bare = COMMENT.sub("", text)
    without_tags = TAG.sub("", BLOCK_TEXT.sub("", bare))
    for what, pattern in INLINE.items():
        if pattern.search(bare if "filter" in what else without_tags):
            yield what
    yield from (f"no address is named {each}" for each in set(URL_NAME.findall(bare)) - addresses)
    drawn = Path(settings.ICONS_DIR) / "outline"
    for each in set(ICON_NAME.findall(bare)):
        if not (drawn / f"{each}.svg").exists():
            yield f"no icon is named {each}"
    for words in [*SPOKEN.findall(without_tags), *ELEMENT.sub("\n", without_tags).splitlines()]:
        if set(LETTERS.findall(words)) - NAMES:
            yield f"words outside translate: {words.strip()[:80]}"


if __name__ == "__main__":
    sys.exit(main())
