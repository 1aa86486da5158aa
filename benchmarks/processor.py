"""Processor time of process trees, from /proc: says where it went when other programs share the machine."""

import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

_TICKS = os.sysconf("SC_CLK_TCK")


def spent(roots: Mapping[str, int]) -> dict[str, float]:
    """Seconds of processor time so far of each named process with all its descendants, ended ones included."""
    parents: dict[int, int] = {}
    seconds: dict[int, float] = {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            facts = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(folder.name)] = int(facts[1])
        seconds[int(folder.name)] = sum(map(int, facts[11:15])) / _TICKS
    return {
        name: sum(time for pid, time in seconds.items() if _is_below(pid, root, parents))
        for name, root in roots.items()
    }


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds by the clock and of the processors."""

    clock: float
    processor: float


def took(act: Callable[[], object], times: int = 1) -> Took:
    """What an act took on average, the database server's part of the processors included."""
    began, used = time.perf_counter(), _used()
    for _ in range(times):
        act()
    return Took((time.perf_counter() - began) / times, (_used() - used) / times)


def told(name: str, turns: Sequence[Took]) -> str:
    """A line of medians in milliseconds with their spread."""
    clock, busy = ([getattr(each, by) * 1000 for each in turns] for by in ("clock", "processor"))
    return (
        f"{name:34} p50 {median(clock):8.1f} ms ({min(clock):.1f} to {max(clock):.1f}); "
        f"processor {median(busy):8.1f} ms ({min(busy):.1f} to {max(busy):.1f})"
    )


def told_ratio(name: str, ours: Sequence[Took], theirs: Sequence[Took], goal: str) -> str:
    """The ratios of turns that took turns, by the clock and by the processors, with their spread."""
    parts = []
    for by in ("clock", "processor"):
        pairs = zip(ours, theirs, strict=True)
        ratios = sorted(getattr(a, by) / getattr(b, by) for a, b in pairs)
        parts.append(f"{by} {median(ratios):.3f} ({ratios[0]:.3f} to {ratios[-1]:.3f})")
    return f"{name:34} ratio by {'; by '.join(parts)}; {goal}"


def ratio(ours: Sequence[Took], theirs: Sequence[Took]) -> float:
    """The median ratio of turns that took turns, by the processors: other programs on the machine hardly move it."""
    return median(a.processor / b.processor for a, b in zip(ours, theirs, strict=True))


def _used() -> float:
    """Processor seconds so far of this program and of what works for it in the database server.

    A server's process of ours counts to the nanosecond; its helpers of a parallel plan, which end with the statement,
    by the clock ticks of their parent.
    """
    from django.db import connection

    used = time.process_time()
    if connection.vendor != "postgresql":
        return used
    connection.ensure_connection()
    server = Path("/proc") / str(connection.connection.info.backend_pid)
    parent = Path("/proc") / (server / "stat").read_text().rpartition(")")[2].split()[1]
    ended = (parent / "stat").read_text().rpartition(")")[2].split()[13:15]
    return (
        used
        + int((server / "schedstat").read_text().split()[0]) / 1e9
        + sum(map(int, ended)) / _TICKS
    )


def _is_below(pid: int, root: int, parents: Mapping[int, int]) -> bool:
    while pid not in {root, 0}:
        pid = parents.get(pid, 0)
    return pid == root
