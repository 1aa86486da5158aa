"""Processor time of process trees, from /proc: says where it went when other programs share the machine."""

import os
from collections.abc import Mapping
from pathlib import Path

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


def _is_below(pid: int, root: int, parents: Mapping[int, int]) -> bool:
    while pid not in {root, 0}:
        pid = parents.get(pid, 0)
    return pid == root
