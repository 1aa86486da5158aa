"""Finds the few third-party files that pages use, in node_modules, under /static/vendor/."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage


class PickedFiles(BaseFinder):
    """`settings.PICKED_FILES` maps the address below /static/ to a path below node_modules."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.files = {
            name: Path(settings.NODE_MODULES) / source
            for name, source in settings.PICKED_FILES.items()
        }

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        found = self.files.get(path)
        if found is None or not found.exists():
            return [] if find_all else None
        return [str(found)] if find_all else str(found)

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, Any]]:
        for name, source in self.files.items():
            yield name, _OneFile(name, source)


class _OneFile(FileSystemStorage):
    """A storage that holds one file under its public name."""

    prefix = None

    def __init__(self, name: str, source: Path) -> None:
        super().__init__(location=str(source.parent))
        self.renamed = {name: source.name}

    def path(self, name: str) -> str:
        return super().path(self.renamed.get(name, name))
