"""The compound file in which old Office formats (.doc, .xls) and locked new ones keep their streams.

Only what the guard asks is read: which streams there are, and how they begin. Every chain is bounded.
"""

import struct
import sys
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path

from cchc.reading.inputs.refusals import refusal

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA  # sector numbers from here on say "no sector"
_ENTRY = 128
_STREAM, _ROOT = 2, 5
_LOCKED_WORD = 0x0100
_FILE_PASS, _MOST_RECORDS = 0x2F, 40


def kind(path: Path) -> str:
    """doc or xls. Raises UnreadableFile: encrypted, macros, damaged, unknown-kind (slides and others)."""
    try:
        file = _Compound(path.read_bytes())
    except (struct.error, ValueError, IndexError) as error:
        raise refusal("damaged") from error
    names = {name.lower() for name in file.streams}
    if "encryptedpackage" in names:
        raise refusal("encrypted")
    if names & {"_vba_project", "vba", "_vba_project_cur", "macros"}:
        raise refusal("macros")
    if "worddocument" in names:
        start = file.start_of("worddocument")
        if len(start) >= 12 and struct.unpack_from("<H", start, 10)[0] & _LOCKED_WORD:
            raise refusal("encrypted")
        return "doc"
    book = next((name for name in ("workbook", "book") if name in names), None)
    if book is None:
        raise refusal("unknown-kind")
    if _FILE_PASS in _records(file.start_of(book)):
        raise refusal("encrypted")
    return "xls"


def _records(start: bytes) -> Iterator[int]:
    """Kinds of the first records of a workbook; a locked one says so before anything else."""
    at = 0
    for _ in range(_MOST_RECORDS):
        if at + 4 > len(start):
            return
        record, size = struct.unpack_from("<HH", start, at)
        yield record
        at += 4 + size


class _Compound:
    """`streams`: name -> (first sector, size) of storages and streams alike."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        shift, small_shift = struct.unpack_from("<HH", data, 30)
        if shift not in {9, 12} or small_shift != 6:
            raise ValueError("no compound file")
        self._size, self._small_size = 1 << shift, 1 << small_shift
        self._cutoff: int = struct.unpack_from("<I", data, 56)[0]
        self._next = self._table(self._fat_sectors())
        first_directory, first_small = (
            struct.unpack_from("<I8xI", data, 48)[0],
            struct.unpack_from("<I", data, 60)[0],
        )
        self._small_next = self._table(self._chain(first_small, self._next))
        self._root = (_END, 0)
        self.streams = dict(self._entries(first_directory))

    def start_of(self, name: str) -> bytes:
        """The first sectors of the stream of that name, lower case."""
        first, size = next(place for key, place in self.streams.items() if key.lower() == name)
        if size >= self._cutoff:
            return b"".join(self._sector(at) for at in self._chain(first, self._next, most=4))
        whole = b"".join(self._sector(at) for at in self._chain(self._root[0], self._next))
        parts = self._chain(first, self._small_next, most=8)
        return b"".join(whole[at * self._small_size : (at + 1) * self._small_size] for at in parts)

    def _fat_sectors(self) -> list[int]:
        """Sectors that say what follows each sector; no more than the file's sectors need."""
        needed = len(self._data) // self._size // (self._size // 4) + 1
        sectors = list(struct.unpack_from("<109I", self._data, 76))
        at: int = struct.unpack_from("<I", self._data, 68)[0]
        while at < _END and len(sectors) < needed:
            more = struct.unpack(f"<{self._size // 4}I", self._sector(at))
            sectors += more[:-1]
            at = more[-1]
        return [sector for sector in sectors if sector < _END][:needed]

    def _table(self, sectors: list[int]) -> Sequence[int]:
        """What follows each sector, from the sectors that say so."""
        table = array("I")
        for sector in sectors:
            table.frombytes(self._sector(sector))
        if sys.byteorder == "big":
            table.byteswap()
        return table

    def _chain(self, first: int, following: Sequence[int], most: int | None = None) -> list[int]:
        """The sectors of one stream; a chain that bites its tail ends there."""
        chain: dict[int, None] = {}
        at = first
        while at < len(following) and at not in chain and (most is None or len(chain) < most):
            chain[at] = None
            at = following[at]
        return list(chain)

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        sector = self._data[start : start + self._size]
        if not sector:
            raise ValueError("a sector lies outside the file")
        return sector.ljust(self._size, b"\0")

    def _entries(self, first: int) -> Iterator[tuple[str, tuple[int, int]]]:
        directory = b"".join(self._sector(at) for at in self._chain(first, self._next))
        for start in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            entry = directory[start : start + _ENTRY]
            length, entry_kind = struct.unpack_from("<HB", entry, 64)
            place = struct.unpack_from("<II", entry, 116)
            if entry_kind == _ROOT:
                self._root = place
            elif entry_kind and 2 <= length <= 64:
                yield entry[: length - 2].decode("utf-16-le", errors="replace"), place
