"""`cchc compare A B [--json]`: the tasks of two plans side by side; reads two files, writes nothing, needs no Django.

A is the plan above, or last year's; B is ours. Prose: docs/algorithms/comparing.md.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from textwrap import shorten
from typing import Any

from cchc.plans.rules.comparing.changes import FIELDS
from cchc.plans.rules.comparing.compare import cover, follow
from cchc.plans.rules.comparing.concerns import Us, same_issuer
from cchc.plans.rules.comparing.lines import CERTAINTIES, OUTCOMES, PARTS, Comparison, Line
from cchc.plans.rules.comparing.settings import QUESTIONS, Question
from cchc.reading import PlanDraft, UnreadableFile, read_file, require_plan
from cchc.reading.draft import TaskDraft

COMPARED, REFUSED = 0, 2
_TEXT = 96


def main(argv: Sequence[str] | None = None) -> int:
    """Print what answers each task of A; 0 when both were read, 2 with one line otherwise."""
    options = _parser().parse_args(argv)
    try:
        theirs, ours = (require_plan(read_file(path)) for path in (options.theirs, options.ours))
    except UnreadableFile as refusal:
        print(refusal.message, file=sys.stderr)
        return REFUSED
    question: Question = options.question or question_of(theirs, ours)
    us = None if options.all else us_of(theirs, ours)
    comparison = answer(question, theirs, ours, us)
    if options.json:
        print(json.dumps(as_json(question, comparison), ensure_ascii=False, indent=2))
    else:
        print("\n".join(table(question, comparison)))
    return COMPARED


def question_of(theirs: PlanDraft, ours: PlanDraft) -> Question:
    """years for two years of one issuer (or of issuers nobody names), else coverage."""
    heads = theirs.document, ours.document
    issuers = [[head.issuer or ""] for head in heads]
    alike = same_issuer(*issuers) or not any(head.issuer for head in heads)
    return "years" if alike and heads[0].year != heads[1].year else "coverage"


def us_of(theirs: PlanDraft, ours: PlanDraft) -> Us | None:
    """Who asks; None, so that every task is asked about, when nobody is named or one agency issued both."""
    issuer = ours.document.issuer
    if not issuer or same_issuer([issuer], [theirs.document.issuer or ""]):
        return None
    return Us.named(issuer)


def answer(question: Question, theirs: PlanDraft, ours: PlanDraft, us: Us | None) -> Comparison:
    """The comparison that the question asks for."""
    if question == "coverage":
        return cover(theirs.tasks, ours.tasks, us=us)
    first, second = theirs.document.year, ours.document.year
    return follow(theirs.tasks, ours.tasks, years=second - first if first and second else None)


def as_json(question: Question, comparison: Comparison) -> dict[str, Any]:
    """The object of `--json`; spans count characters of the texts beside them."""
    return {
        "question": question,
        "left_out": comparison.left_out,
        "counts": _counts(question, comparison),
        "lines": [_plain(question, line) for line in comparison.lines],
    }


def table(question: Question, comparison: Comparison) -> list[str]:
    """For a person: the counts, then each task with what answers it and by which words."""
    counts = _counts(question, comparison)
    names = OUTCOMES if question == "years" else CERTAINTIES
    lines = [", ".join(f"{names[code]}: {number}" for code, number in counts.items())]  # type: ignore[index]
    if comparison.left_out:
        lines.append(f"Không liên quan đến cơ quan: {comparison.left_out} nhiệm vụ (--all để xem)")
    for line in comparison.lines:
        lines.extend(["", *_told(question, line)])
    return lines


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cchc compare", description="Đối chiếu nhiệm vụ của hai kế hoạch."
    )
    parser.add_argument(
        "theirs", type=Path, metavar="A", help="kế hoạch cấp trên, hoặc của năm trước"
    )
    parser.add_argument(
        "ours", type=Path, metavar="B", help="kế hoạch của cơ quan, hoặc của năm nay"
    )
    parser.add_argument(
        "--question",
        choices=QUESTIONS,
        help="coverage: B đã có các nhiệm vụ A giao chưa; years: nhiệm vụ của A ra sao trong B",
    )
    parser.add_argument(
        "--all", action="store_true", help="hỏi cả nhiệm vụ không liên quan đến cơ quan"
    )
    parser.add_argument("--json", action="store_true", help="in một đối tượng JSON")
    return parser


def _counts(question: Question, comparison: Comparison) -> dict[str, int]:
    names = OUTCOMES if question == "years" else CERTAINTIES
    found = Counter(
        line.outcome if question == "years" else line.certainty for line in comparison.lines
    )
    return {str(code): found[code] for code in names}


def _told(question: Question, line: Line) -> list[str]:
    if line.theirs is None:
        return [f"[Mới] {_named(line.ours)}"]
    mark = OUTCOMES[line.outcome] if question == "years" else CERTAINTIES[line.certainty]
    lines = [f"[{mark}] {_named(line.theirs)}"]
    if line.part == "coordinating":
        lines[0] += f" ({PARTS['coordinating'].lower()})"
    if line.ours is None:
        return lines
    sure = f", {CERTAINTIES[line.certainty].lower()}" if question == "years" else ""
    lines.append(f"    → {_named(line.ours)} ({line.likeness}{sure})")
    if line.shared.phrases:
        lines.append(f"      vì: {'; '.join(f'“{phrase}”' for phrase in line.shared.phrases)}")
    for change in line.changes:
        if change.field != "text":
            lines.append(
                f"      {FIELDS[change.field].lower()}: {change.old or '–'} → {change.new or '–'}"
            )
    return lines


def _named(task: TaskDraft | None) -> str:
    return f"{task.key}. {shorten(task.text, _TEXT, placeholder='…')}" if task else ""


def _plain(question: Question, line: Line) -> dict[str, Any]:
    made: dict[str, Any] = {
        "theirs": _task(line.theirs),
        "ours": _task(line.ours),
        "likeness": line.likeness,
        "certainty": line.certainty,
        "phrases": list(line.shared.phrases),
        "spans": {"theirs": line.shared.left, "ours": line.shared.right},
    }
    if question == "years":
        changed = [{"field": c.field, "old": c.old, "new": c.new} for c in line.changes]
        return made | {"outcome": line.outcome, "changes": changed}
    return made | {"part": line.part}


def _task(task: TaskDraft | None) -> dict[str, Any] | None:
    if task is None:
        return None
    return {"key": task.key, "text": task.text, "lead": task.lead, "products": task.products}
