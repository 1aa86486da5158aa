"""`python -m benchmarks.fuzz_reading [SECONDS] [SEED]`: damaged and shuffled plans, until the time is up.

Takes the corpus in every kind of file, spoils bytes, parts of archives and lines of text, and reads each result whole.
Whatever comes back must be a draft or the reader's own refusal, soon; anything else is printed with what makes it
again, and ends the run with status 1.
"""

import io
import logging
import random
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from pathlib import Path
from types import FrameType

from cchc.reading import UnreadableFile, as_json, from_json, read_file
from tests.corpus.make import make
from tests.reading.cases import CORPUS

PATIENCE_SECONDS = 60  # for one file; the reader's own limit is longer and not what is tried here
TEXTS = {".txt", ".md", ".html"}


class Inner(logging.Handler):
    """What went wrong inside and was turned into a refusal: counted, since each deserves its own sentence."""

    def __init__(self) -> None:
        super().__init__()
        self.met: Counter[str] = Counter()

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        trace = traceback.extract_tb(error.__traceback__) if error else []
        ours = [
            each
            for each in trace
            if "/cchc/reading/" in each.filename and each.name != "only_refusals"
        ]
        if error is not None and ours:
            self.met[
                f"{type(error).__name__} in {Path(ours[-1].filename).name}:{ours[-1].lineno}"
            ] += 1


class Hang(BaseException):
    """One file took longer than PATIENCE_SECONDS."""


def main() -> int:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 600
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    signal.signal(signal.SIGALRM, _give_up)
    inner = Inner()
    logging.getLogger("cchc.reading").addHandler(inner)
    logging.getLogger("cchc.reading").propagate = False
    seen: Counter[str] = Counter()
    faults, slowest = 0, (0.0, "")
    with tempfile.TemporaryDirectory(prefix="cchc-fuzz-") as folder:
        originals = _originals(Path(folder))
        until = time.monotonic() + seconds
        number = seed
        while time.monotonic() < until:
            number += 1
            chance = random.Random(number)
            source = chance.choice(originals)
            file = Path(folder) / f"case{source.suffix}"
            file.write_bytes(spoiled(source.read_bytes(), source.suffix, chance))
            start = time.monotonic()
            outcome = _read(file)
            slowest = max(slowest, (time.monotonic() - start, f"{source.name}, case {number}"))
            seen[f"{source.suffix} {outcome}"] += 1
            if outcome.startswith(("CRASH", "HANG")):
                faults += 1
                print(f"{outcome}: {source.name}, case {number}", flush=True)
    for outcome, count in sorted(seen.items()):
        print(f"{count:7} {outcome}")
    for met, count in inner.met.most_common(20):
        print(f"{count:7} refused for {met}")
    print(f"{seen.total()} files in {seconds:.0f} s, slowest {slowest[0]:.1f} s ({slowest[1]})")
    print(f"{seen.total() - faults} passed, {faults} failed")
    return int(faults > 0)


def spoiled(data: bytes, suffix: str, chance: random.Random) -> bytes:
    """The file with something wrong: lines shuffled, parts of the archive or plain bytes changed."""
    if suffix in TEXTS:
        return _shuffled(data, chance)
    if suffix in {".docx", ".xlsx"} and chance.random() < 0.7:
        return _repacked(data, chance)
    return _changed(data, chance)


def _originals(folder: Path) -> list[Path]:
    for name in ("tuning", "heldout"):
        (folder / name).mkdir()
        make(CORPUS / name, folder / name)
    made = [path for path in sorted(folder.rglob("*")) if path.suffix in {".docx", ".xlsx", ".pdf"}]
    plain = [path for path in sorted(CORPUS.rglob("*")) if path.suffix in TEXTS]
    return made + [path for path in plain if path.name != "README.md"]


def _read(file: Path) -> str:
    signal.alarm(PATIENCE_SECONDS)
    try:
        plan = read_file(file)
        return "read" if from_json(as_json(plan)) == plan else "CRASH not the same as JSON"
    except UnreadableFile as refusal:
        return f"refused: {refusal.code}"
    except Hang:
        return "HANG"
    except BaseException as error:
        return f"CRASH {type(error).__name__}: {error}"[:200]
    finally:
        signal.alarm(0)


def _changed(data: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(data)
    for _ in range(chance.choice([1, 3, 30, 300])):
        place = chance.randrange(len(spoilt))
        kind = chance.random()
        if kind < 0.6:
            spoilt[place] = chance.randrange(256)
        elif kind < 0.8:
            del spoilt[place : place + chance.randrange(1, 64)]
        else:
            spoilt[place:place] = chance.randbytes(chance.randrange(1, 16))
        if not spoilt:
            break
    return bytes(spoilt)


def _repacked(data: bytes, chance: random.Random) -> bytes:
    """An archive whose parts are sound zip members with spoilt content, so that the damage reaches the XML readers."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if part and chance.random() < 0.3:
                part = (
                    _shuffled(part, chance, b"<")
                    if chance.random() < 0.6
                    else _changed(part, chance)
                )
            if chance.random() > 0.03:
                new.writestr(name, part)
    return held.getvalue()


def _shuffled(data: bytes, chance: random.Random, cut: bytes = b"\n") -> bytes:
    pieces = data.split(cut)
    for _ in range(chance.choice([1, 5, 50])):
        place, other = chance.randrange(len(pieces)), chance.randrange(len(pieces))
        kind = chance.random()
        if kind < 0.3:
            pieces[place], pieces[other] = pieces[other], pieces[place]
        elif kind < 0.5:
            pieces.insert(place, pieces[other])
        elif kind < 0.7 and len(pieces) > 1:
            del pieces[place]
        elif kind < 0.85:
            pieces[place] = pieces[place][:2_000] * chance.randrange(2, 40)
        else:
            pieces[place] = _changed(pieces[place] or b" ", chance)
    return cut.join(pieces)


def _give_up(_signal: int, _frame: FrameType | None) -> None:
    raise Hang


if __name__ == "__main__":
    sys.exit(main())
