"""`make score`: readings against what a person read, one line per plan; fails below the floors.

Own plans stand in tests/corpus; the real ones are added where ../shared/plans exists. `--short` leaves the
list of differences out. The sets of other authors count as a whole, each below its own floors.
`--tuning`, `--fresh`, `--blind`, `--sealed`, `--unopened` and `--unmet` read those that may be looked at; `--heldout`
and `--unread` the documents that nobody tunes on, for the figures alone.
`--scans` reads our own corpus as an office's scanner gives it, 300 dpi, without a letter of text; its tasks must
reach SCANNED_TASKS (F1).
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from cchc.reading import UnreadableFile, read_file
from cchc.reading.inputs.programs import has_recogniser
from tests.corpus.scans import as_pdf, scanned
from tests.reading.agreement import FIELDS, LISTS, Agreement, compare
from tests.reading.cases import CORPUS, load_case, own_cases, real_cases, set_cases

COLUMNS = ("tasks", *FIELDS, *LISTS, "head")
LOOKED_AT = ("tuning", "fresh", "blind", "sealed", "unopened", "unmet")
SETS = {
    "tuning": "the plans to tune on",
    "heldout": "the plans nobody tunes on",
    "fresh": "plans of a third author, tuned on since",
    "blind": "plans written after those, tuned on since",
    "sealed": "plans written after those, tuned on since",
    "unopened": "plans written after those, read once before they were opened",
    "unmet": "plans of two more authors, written last, read once before they were opened",
    "unread": "plans of one more author, that no rule has met",
}
OK, BELOW = 0, 1
SCANNED_TASKS = 0.9


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--short", action="store_true", help="only the table")
    for name, meaning in SETS.items():
        options.add_argument(f"--{name}", action="store_true", help=meaning)
    options.add_argument("--scans", action="store_true", help="our own plans as scans")
    chosen = options.parse_args()
    for name in SETS:
        if getattr(chosen, name):
            results = _show_set(name)
            if (
                name in LOOKED_AT
            ):  # of the others they stay unseen, so that nothing is tuned on them
                _show_differences(results)
            return OK
    if chosen.scans:
        return _show_scans(short=chosen.short)
    short: bool = chosen.short
    floors: dict[str, dict[str, float]] = json.loads((CORPUS / "floors.json").read_text("utf-8"))
    own = list(_results())
    print(_line("plan", "n", COLUMNS))
    for result in own:
        _show(result)
    if not real_cases():
        print("The real plans (../shared/plans) are not here; only our own corpus was read.")
    if not short:
        _show_differences(own)
    below = [line for result in own for line in _below(result, floors["each"])]
    for name in (name for name in SETS if name in floors):
        whole = _together(f"{name}, all together", _set_results(name))
        _show(whole)
        below += _below(whole, floors[name])
    print("\n".join(below))
    return BELOW if below else OK


def _below(result: Agreement, floors: dict[str, float]) -> list[str]:
    return [
        f"{result.name}: {name} {share:.3f} is below {floors[name]:.3f}"
        for name, share in result.figures().items()
        if share < floors[name]
    ]


def _show_set(name: str) -> list[Agreement]:
    """Prints the figures per document and over all of them."""
    results = _set_results(name)
    _show_together(results)
    return results


def _set_results(name: str) -> list[Agreement]:
    with tempfile.TemporaryDirectory() as folder:
        return [
            _agreement(path.name, [path], wanted) for path, wanted in set_cases(name, Path(folder))
        ]


def _show_scans(*, short: bool) -> int:
    """Figures per plan and over all of them, each typeset, drawn, worn and kept as a PDF of pictures."""
    if not has_recogniser():
        print("Scans need Debian's packages tesseract-ocr and tesseract-ocr-vie.")
        return BELOW
    results = []
    with tempfile.TemporaryDirectory() as folder:
        for path in own_cases():
            files, expected = load_case(path)
            scan = as_pdf(scanned(files), Path(folder) / "scan.pdf")
            results.append(_agreement(path.parent.name, [scan], expected))
    whole = _show_together(results)
    if not short:
        _show_differences(results)
    return OK if whole.f1 >= SCANNED_TASKS else BELOW


def _show_together(results: Sequence[Agreement]) -> Agreement:
    """A line per document and one for all; the latter is also given back."""
    print(_line("document", "n", COLUMNS))
    for result in results:
        _show(result)
    whole = _together("all together", results)
    _show(whole)
    return whole


def _together(name: str, results: Iterable[Agreement]) -> Agreement:
    whole = Agreement(name)
    for result in results:
        whole.expected += result.expected
        whole.read += result.read
        whole.matched += result.matched
        whole.right += result.right
        whole.of += result.of
    return whole


def _show_differences(results: Iterable[Agreement]) -> None:
    for result in results:
        for difference in result.differences:
            print(f"  {result.name}: {difference}")


def _show(result: Agreement) -> None:
    shares = [f"{share:.2f}" for share in result.figures().values()]
    print(_line(result.name, f"{result.matched}/{result.expected}", shares))


def _results() -> Iterable[Agreement]:
    for path in (*own_cases(), *real_cases()):
        files, expected = load_case(path)
        name = path.parent.name if path.name == "expected.json" else path.name.split(".")[0]
        yield _agreement(name, files, expected)


def _agreement(name: str, files: Sequence[Path], expected: dict[str, Any]) -> Agreement:
    try:
        plan = read_file(*files)
    except UnreadableFile as refusal:
        return Agreement(name, len(expected["tasks"]), 0, differences=[refusal.message])
    return compare(name, plan, expected)


def _line(name: str, count: str, cells: Iterable[str]) -> str:
    return f"{name:<36}{count:>8}  " + "".join(f"{cell:>13}" for cell in cells)


if __name__ == "__main__":
    sys.exit(main())
