"""The store as a folder: two levels of folders by the first digits of the hash."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import BufferedReader
from pathlib import Path

from cchc.evidence.stores import Kept, StoreUnavailable

_AT_ONCE = 500


class Disk:
    """Files below one folder. A file appears whole, under its final name, synced with its folder."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def staging(self) -> Path:
        """The store's own folder, so that placing is a rename."""
        self._root.mkdir(parents=True, exist_ok=True)
        return self._root

    def path(self, sha256: str) -> Path:
        """Where content with this hash lies, whether or not it is there."""
        return self._root / sha256[:2] / sha256[2:4] / sha256

    def place(self, part: Path, sha256: str) -> None:
        """Rename the part, which lies on this disk, to the place of its content, durably."""
        target = self.path(sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        part.chmod(0o640)
        part.replace(target)
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def size(self, sha256: str) -> int | None:
        """Size of the file; None when it is gone."""
        path = self.path(sha256)
        return path.stat().st_size if path.is_file() else None

    def open(self, sha256: str) -> BufferedReader:
        """The file itself."""
        return self.path(sha256).open("rb")

    @contextmanager
    def local(self, sha256: str) -> Iterator[Path]:
        """The file itself, no copy."""
        path = self.path(sha256)
        if not path.is_file():
            raise FileNotFoundError(path)
        yield path.resolve()

    def erase(self, sha256: str) -> None:
        """Unlink the file, durably."""
        path = self.path(sha256)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise StoreUnavailable from error
        if path.parent.is_dir():
            folder = os.open(path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)

    def walk(self, before: datetime) -> Iterator[list[Kept]]:
        """Folder by folder, in order; what stands at no place of its own hash is told with hash ""."""
        for folder in self._folders():
            old = sorted(
                path
                for path in folder.iterdir()
                if path.is_file() and path.stat().st_mtime < before.timestamp()
            )
            for start in range(0, len(old), _AT_ONCE):
                yield [self._kept(path) for path in old[start : start + _AT_ONCE]]

    def free(self) -> int:
        """What the disk has left."""
        return shutil.disk_usage(self.staging()).free

    def _kept(self, path: Path) -> Kept:
        is_right = self.path(path.name) == path
        place = str(path.relative_to(self._root))
        return Kept(place, path.stat().st_size, path.name if is_right else "")

    def _folders(self) -> Iterator[Path]:
        if not self._root.is_dir():
            return
        yield self._root
        for outer in sorted(each for each in self._root.iterdir() if each.is_dir()):
            yield outer
            yield from sorted(each for each in outer.iterdir() if each.is_dir())
