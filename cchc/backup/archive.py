"""What stands in a backup and in which order: a tar stream that is written and read once, front to back.

manifest.json, rows/<table>/<number> (gzip of one JSON row a line), evidence/<sha256>, end.json. Whoever reads
it gets rows and files only after their frame was verified, and learns at the end whether everything was there.
"""

import gzip
import hashlib
import json
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from io import BytesIO
from typing import IO, Any, BinaryIO, Protocol

from cchc.backup.rows import Digest, Row
from cchc.backup.sealed import Changed, SealedReader, SealedWriter
from cchc.evidence.stores import Store

_BLOCK = 1 << 20
_SEGMENT = 1 << 20


@dataclass(frozen=True)
class Manifest:
    """What comes first: when and by which database it was made, for which tables and migrations."""

    made_at: str
    database: str
    migrations: list[list[str]]
    columns: dict[str, list[str]]


@dataclass
class End:
    """What comes last: the count and digest of each table, the files, and the heads of the log."""

    rows: dict[str, list[Any]] = field(default_factory=dict)
    files: int = 0
    size: int = 0
    damaged: list[str] = field(default_factory=list)
    heads: list[dict[str, Any]] = field(default_factory=list)

    @property
    def row_count(self) -> int:
        """All rows of all tables."""
        return sum(count for count, _digest in self.rows.values())


class Sink(Protocol):
    """Who is given what a backup holds, in its order."""

    def begin(self, manifest: Manifest) -> None: ...

    def rows(self, label: str, rows: list[Row]) -> None: ...

    def file(self, sha256: str, chunks: Iterator[bytes]) -> None: ...


class Unheeded:
    """A sink that keeps nothing: for reading a backup only to know that it is whole."""

    def begin(self, manifest: Manifest) -> None:
        """Nothing to prepare."""

    def rows(self, label: str, rows: list[Row]) -> None:
        """Rows were verified on the way here."""

    def file(self, sha256: str, chunks: Iterator[bytes]) -> None:
        """The blocks are read so that they are hashed."""
        for _block in chunks:
            pass


class ArchiveWriter:
    """Writes one backup. `close` ends it with the sums of what was written."""

    def __init__(self, file: BinaryIO, passphrase: str, manifest: Manifest) -> None:
        self._sealed = SealedWriter(file, passphrase)
        self._tar = tarfile.open(fileobj=self._sealed, mode="w|", bufsize=_BLOCK)  # type: ignore[call-overload]  # noqa: SIM115
        self.end = End()
        self._bytes("manifest.json", _json(asdict(manifest)))

    def table(self, label: str, rows: Iterator[Row]) -> None:
        """All rows of one table, in segments of about a MiB."""
        digest, waiting, size, number = Digest(), [], 0, 0
        for row in rows:
            digest.add(row)
            line = _json(row)
            waiting.append(line)
            size += len(line)
            if size >= _SEGMENT:
                self._segment(label, number, waiting)
                waiting, size, number = [], 0, number + 1
        if waiting:
            self._segment(label, number, waiting)
        self.end.rows[label] = digest.told()

    def file(self, store: Store, sha256: str, size: int) -> None:
        """One stored file; one that is missing or no longer as stored is told in the end instead."""
        if store.size(sha256) != size:
            self.end.damaged.append(sha256)
            return
        with store.open(sha256) as source:
            hashing = _Hashing(source)
            self._add(f"evidence/{sha256}", size, hashing)
        if hashing.digest.hexdigest() != sha256:
            self.end.damaged.append(sha256)
        self.end.files += 1
        self.end.size += size

    def close(self) -> End:
        self._bytes("end.json", _json(asdict(self.end)))
        self._tar.close()
        self._sealed.close()
        return self.end

    def _segment(self, label: str, number: int, lines: list[bytes]) -> None:
        packed = gzip.compress(b"\n".join(lines), compresslevel=6, mtime=0)
        self._bytes(f"rows/{label}/{number:06}", packed)

    def _bytes(self, name: str, data: bytes) -> None:
        self._add(name, len(data), BytesIO(data))

    def _add(self, name: str, size: int, source: "BinaryIO | _Hashing") -> None:
        info = tarfile.TarInfo(name)
        info.size = size
        self._tar.addfile(info, source)  # asks for read() alone
        self._tar.members.clear()  # nobody asks for them, and they would fill memory


def read_archive(file: BinaryIO, passphrase: str, sink: Sink) -> End:
    """Hand everything to the sink, front to back, and return the end that the archive itself tells.

    Raises the refusals of `sealed`; `Changed` also when counts, digests or files are not those that the end
    tells, so a return means: complete. Memory holds one segment of rows or one block of a file.
    """
    sealed = SealedReader(file, passphrase)
    reading = _Reading(sink)
    with tarfile.open(fileobj=sealed, mode="r|", bufsize=_BLOCK) as tar:  # type: ignore[call-overload]
        while (member := tar.next()) is not None:
            content = tar.extractfile(member)
            if content is None:
                raise Changed
            reading.take(member.name, content)
            tar.members.clear()
    while sealed.read(_BLOCK):
        pass  # to the last frame: only it proves that nothing was cut
    return reading.finished()


class _Reading:
    """Checks what passes through to the sink against what the end tells."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._digests: dict[str, Digest] = {}
        self._seen = End()
        self._told: End | None = None
        self._has_begun = False

    def take(self, name: str, content: IO[bytes]) -> None:
        kind, _slash, rest = name.partition("/")
        if self._told is not None or self._has_begun == (name == "manifest.json"):
            raise Changed
        if name == "manifest.json":
            manifest = Manifest(**json.load(content))
            self._digests = {label: Digest() for label in manifest.columns}
            self._has_begun = True
            self._sink.begin(manifest)
        elif name == "end.json":
            self._told = End(**json.load(content))
        elif kind == "rows":
            self._rows(rest.partition("/")[0], content)
        else:
            self._file(rest, content)

    def _rows(self, label: str, content: IO[bytes]) -> None:
        rows = [json.loads(line) for line in gzip.decompress(content.read()).split(b"\n")]
        for row in rows:
            self._digests[label].add(row)
        self._sink.rows(label, rows)

    def _file(self, sha256: str, content: IO[bytes]) -> None:
        hashing = _Hashing(content)
        self._sink.file(sha256, hashing.blocks())
        self._seen.files += 1
        self._seen.size += hashing.size
        if hashing.digest.hexdigest() != sha256:
            self._seen.damaged.append(sha256)

    def finished(self) -> End:
        """The told end, or Changed when it is not what was seen."""
        told = self._told
        if told is None:
            raise Changed
        self._seen.rows = {label: digest.told() for label, digest in self._digests.items()}
        same = (told.rows, told.files, told.size) == (
            self._seen.rows,
            self._seen.files,
            self._seen.size,
        )
        if not same or not set(self._seen.damaged) <= set(told.damaged):
            raise Changed
        return told


class _Hashing:
    """Reads on behalf of somebody and hashes what it gave; what a shrinking file lacks becomes zeros."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self.digest = hashlib.sha256()
        self.size = 0

    def read(self, size: int) -> bytes:
        data = self._source.read(size).ljust(size, b"\0")
        self._count(data)
        return data

    def blocks(self) -> Iterator[bytes]:
        """Everything that is left, block by block."""
        while data := self._source.read(_BLOCK):
            self._count(data)
            yield data

    def _count(self, data: bytes) -> None:
        self.digest.update(data)
        self.size += len(data)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
