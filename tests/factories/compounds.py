"""Compound files (the shell of .doc and .xls) with the streams that a test needs."""

import struct

BOOK = b"\x09\x08\x04\x00\x00\x06\x05\x00" + b"\x0a\x00\x00\x00"
"""The records that begin and end a workbook that nobody locked."""
_SECTOR, _SMALL = 512, 64
_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_CUTOFF = 4096


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file: table in sector 0, directory from 1 on, then small streams, then large ones."""
    small, small_table = b"", []
    entries: list[tuple[str, int, int, bytes]] = []
    for name, data in streams.items():
        if len(data) < _CUTOFF:
            count = -(-len(data) // _SMALL)
            first = len(small_table)
            small_table += [*range(first + 1, first + count), _END]
            small += data.ljust(count * _SMALL, b"\0")
            entries.append((name, first, len(data), b""))
        else:
            entries.append((name, 0, len(data), data))
    directory_sectors = -(-(len(entries) + 1) // 4)
    table = [_TABLE, *_chain(1, directory_sectors)]
    body = [struct.pack("<128I", *small_table, *[_FREE] * (128 - len(small_table)))]
    small_table_at = len(table)
    table.append(_END)
    root = (len(table), len(small))
    table += _chain(len(table), -(-len(small) // _SECTOR))
    body.append(small.ljust(-(-len(small) // _SECTOR) * _SECTOR, b"\0"))
    rows = [_entry("Root Entry", 5, *root)]
    for name, first, size, data in entries:
        at = first
        if data:
            at = len(table)
            table += _chain(at, -(-size // _SECTOR))
            body.append(data.ljust(-(-size // _SECTOR) * _SECTOR, b"\0"))
        rows.append(_entry(name, 2, at, size))
    directory = b"".join(rows).ljust(directory_sectors * _SECTOR, b"\0")
    fat = struct.pack("<128I", *table, *[_FREE] * (128 - len(table)))
    return _header(small_table_at) + fat + directory + b"".join(body)


def _chain(first: int, count: int) -> list[int]:
    return [*range(first + 1, first + count), _END] if count else []


def _entry(name: str, kind: int, first: int, size: int) -> bytes:
    coded = (name + "\0").encode("utf-16-le")
    return struct.pack(
        "<64sHBB3I36xIII", coded, len(coded), kind, 1, _FREE, _FREE, _FREE, first, size, 0
    )


def _header(small_table_at: int) -> bytes:
    start = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(24, b"\0")
    sizes = struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    counts = struct.pack("<6xIIIIIIIII", 0, 1, 1, 0, _CUTOFF, small_table_at, 1, _END, 0)
    return (start + sizes + counts + struct.pack("<109I", 0, *[_FREE] * 108)).ljust(_SECTOR, b"\0")
