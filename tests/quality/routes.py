"""Every address of the product. `CCHC_ENV=test python -m tests.quality.routes` writes them to routes.json."""

import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

RECORD = Path(__file__).with_name("routes.json")


@dataclass(frozen=True)
class Route:
    """A pattern as written in a urls module, its name and its view."""

    pattern: str
    name: str
    view: Callable[..., Any]

    def example(self) -> str:
        """An address of this pattern; what its arguments name does not exist."""
        return "/" + re.sub(r"<(?:(\w+):)?\w+>", _argument, self.pattern)


def routes() -> Iterator[Route]:
    from django.urls import URLPattern, URLResolver, get_resolver

    def walk(patterns: list[Any], prefix: str) -> Iterator[Route]:
        for each in patterns:
            if isinstance(each, URLResolver):
                yield from walk(each.url_patterns, prefix + str(each.pattern))
            elif isinstance(each, URLPattern):
                yield Route(prefix + str(each.pattern), each.name or "", each.callback)

    return walk(get_resolver().url_patterns, "")


def recorded() -> dict[str, str]:
    """Pattern -> name of every address that people may have kept."""
    return dict(json.loads(RECORD.read_text()))


def present() -> dict[str, str]:
    return {route.pattern: route.name for route in routes()}


def _argument(match: re.Match[str]) -> str:
    examples = {"uuid": "00000000-0000-4000-8000-000000000000", "int": "4711"}
    return examples.get(match.group(1) or "str", "khong-co")


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cchc.config.settings")
    django.setup()
    RECORD.write_text(json.dumps(present(), indent=1, sort_keys=True) + "\n")
