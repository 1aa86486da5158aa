"""How far a reading agrees with what a person read: the one rule of `make score` and of the tests.

Tasks are matched by the first 40 folded characters of their text. Units agree as folded sets, products by
their words, the due date when it is `due` or one of `due_alternatives`; a plan that only says "theo kế
hoạch" may be expected without recurrence. A row of a table has the path `PL/<group>/<number>`; an expectation
that names the group by its ordinal ("II.1"), or not at all where none is printed, agrees when the number does.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from cchc.core.text import fold, squeeze
from cchc.reading import PlanDraft
from cchc.reading.draft import Target, TaskDraft
from tests.reading.codes import recurrence_of

FIELDS = ("path", "lead", "coordinating", "products", "due", "recurrence")
_SHARED = 40
LISTS = ("targets", "reports", "bases")
HEAD = (
    "type", "number", "date", "issuer", "parent_issuer", "place", "title", "year",
    "authority", "position", "signer", "recipients", "period",
)  # fmt: skip
# The same fact told with its context: "Sở Y tế" of a province, "KT. GIÁM ĐỐC" before "PHÓ GIÁM ĐỐC".
_WIDER = {"issuer": "issuer_of", "position": "standing"}
_LEADING = re.compile(r"^(?:v v|ve viec|ve|ke hoach)\s+")  # "V/v đôn đốc ..." or "đôn đốc ..."
_ARTICLE = re.compile(r"^Điều\s+")  # "Điều 1.2.a" or "1.2.a"
_COUNTED = re.compile(
    r"\.-\d{1,3}$"
)  # "I.3.-2": a bullet, counted by whoever wrote the expectation


@dataclass(slots=True)
class Agreement:
    """Counts per field (right, of) and what differs, as sentences."""

    name: str
    expected: int = 0
    read: int = 0
    matched: int = 0
    right: Counter[str] = field(default_factory=Counter)
    of: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)
    groups: dict[str, str] = field(
        default_factory=dict
    )  # what an expectation calls our group of rows

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall of tasks; 1.0 where none is expected and none read."""
        total = self.expected + self.read
        return 2 * self.matched / total if total else 1.0

    def share(self, name: str) -> float:
        """The part of a field that agrees; 1.0 where nothing is expected."""
        return self.right[name] / self.of[name] if self.of[name] else 1.0

    def figures(self) -> dict[str, float]:
        names = (*FIELDS, *LISTS, "head")
        return {"tasks": self.f1} | {name: self.share(name) for name in names}


def compare(name: str, plan: PlanDraft, expected: dict[str, Any]) -> Agreement:
    """The reading of a plan against the expectation (the keys of the hand-made readings)."""
    result = Agreement(name, expected=len(expected["tasks"]), read=len(plan.tasks))
    waiting: defaultdict[str, list[TaskDraft]] = defaultdict(list)
    for task in plan.tasks:
        waiting[start_of(task.text)].append(task)
    for wanted in expected["tasks"]:
        found = _beginning_with(start_of(wanted["text_start"]), waiting)
        if not found:
            result.differences.append(f"{wanted['ordinal_path']}: not found")
            continue
        result.matched += 1
        _compare_task(result, found.pop(0), wanted)
    for extra in (task for tasks in waiting.values() for task in tasks):
        result.differences.append(f"{extra.key}: not a task")
    _compare_lists(result, plan, expected)
    _compare_head(result, plan, expected)
    return result


def _compare_head(result: Agreement, plan: PlanDraft, expected: dict[str, Any]) -> None:
    """Letterhead, title, signature and recipients: each fact that the expectation names is one of "head".

    Names must have their capitals ("Sở Y tế Lam Sơn"); a number left blank is read as none.
    """
    read, wanted = _head_read(plan), _head_wanted(expected)
    for name in wanted:
        result.of["head"] += 1
        if read[name] in wanted[name] or read.get(_WIDER.get(name, "")) in wanted[name]:
            result.right["head"] += 1
        else:
            result.differences.append(f"head: {name} {read[name]!r}, not {wanted[name][0]!r}")


def _head_read(plan: PlanDraft) -> dict[str, Any]:
    head = plan.document
    ends = (plan.period.start, plan.period.end)
    return {
        "type": head.type,
        "number": head.number,
        "date": head.date.isoformat() if head.date else None,
        "issuer": _in_short(head.issuer),
        "issuer_of": _in_short(f"{head.issuer} {_of_level(head.parent_issuer)}"),
        "parent_issuer": _in_short(head.parent_issuer),
        "place": head.place,
        "title": _subject(head.title),
        "year": head.year,
        "authority": head.signer.authority,
        "position": head.signer.position,
        "standing": squeeze(f"{head.signer.authority or ''} {head.signer.position or ''}") or None,
        "signer": head.signer.name,
        "recipients": _recipients(head.recipients),
        "period": tuple(day.isoformat() if day else None for day in ends),
    }


def _head_wanted(expected: dict[str, Any]) -> dict[str, list[Any]]:
    """What the expectation says of each fact, then the other readings it allows; facts it is silent on are left out."""
    signer = expected.get("signer") or {}
    told = {
        name: [expected[name], *expected.get(f"{name}_alternatives", ())]
        for name in HEAD
        if name in expected
    }
    for name, key in (("authority", "authority"), ("position", "title"), ("signer", "name")):
        told.pop(name, None)
        if key in signer:
            told[name] = [signer[key], *signer.get(f"{key}_alternatives", ())]
    if len(told.get("authority", ())) > 1:  # "TM. ... KT. ..." stand on two lines
        told["authority"].append(" ".join(told["authority"]))
    if "number" in told and expected.get("number_value", "") is None:
        told["number"] = [None, *told["number"]]
    for name in ("issuer", "parent_issuer"):
        if name in told:
            told[name] = [_in_short(one) for one in told[name]]
    if "title" in told:
        told["title"] = [_subject(one) for one in told["title"]]
    if "recipients" in told:
        told["recipients"] = [_recipients(told["recipients"][0] or ())]
    if told.get("period", [None])[0] is None:
        told.pop("period", None)
    else:
        told["period"] = [(one["from"], one["to"]) for one in told["period"]]
    return told


def _in_short(name: str | None) -> str | None:
    """ "Ủy ban nhân dân xã Lam Sơn": "UBND xã Lam Sơn", the same body."""
    return name.replace("Ủy ban nhân dân", "UBND") if name else None


def _of_level(body: str | None) -> str:
    """ "UBND tỉnh Lam Sơn": "tỉnh Lam Sơn"."""
    found = re.search(r"(?:tỉnh|thành phố|xã|phường|đặc khu) .+", body or "")
    return found[0] if found else ""


def _subject(title: str | None) -> str | None:
    return _LEADING.sub("", fold(title)) if title else None


def _recipients(names: Sequence[str]) -> tuple[str, ...]:
    """Without the office's own file copy ("Lưu: VT"), which lists may leave out."""
    folded = (fold(name) for name in names)
    return tuple(name for name in folded if not name.startswith("luu"))


def _beginning_with(start: str, waiting: dict[str, list[TaskDraft]]) -> list[TaskDraft]:
    """The tasks with these first characters; a shorter start is the beginning of a task."""
    if waiting.get(start):
        return waiting[start]
    if len(start) < _SHARED:
        return next(
            (tasks for key, tasks in waiting.items() if tasks and key.startswith(start)), []
        )
    return []


def start_of(text: str) -> str:
    """What two texts must share to be the same task."""
    return fold(text)[:_SHARED]


def _compare_task(result: Agreement, task: TaskDraft, wanted: dict[str, Any]) -> None:
    fields = {
        "path": _same_path(result, task.path, wanted["ordinal_path"]),
        **_fields(task, wanted),
    }
    for name, same in fields.items():
        result.of[name] += 1
        result.right[name] += same
        if not same:
            result.differences.append(f"{task.key}: {name}")


def _fields(task: TaskDraft, wanted: dict[str, Any]) -> dict[str, bool]:
    due = next((entry.due.isoformat() for entry in task.schedule if entry.due), None)
    recurrence = recurrence_of(task.schedule)
    return {
        "lead": _folded(task.lead) in map(_folded, _readings(wanted, "lead")),
        "coordinating": _folded(task.coordinating)
        in map(_folded, _readings(wanted, "coordinating")),
        "products": _words(task.products) in map(_words, _readings(wanted, "products")),
        "due": due in [wanted["due"], *wanted.get("due_alternatives", ())],
        "recurrence": recurrence
        in [wanted["recurrence"], *wanted.get("recurrence_alternatives", ())]
        or (recurrence == "as_planned" and wanted["recurrence"] is None),
    }


def _readings(wanted: dict[str, Any], field: str) -> list[list[str]]:
    """The names that an expectation gives for a field, then other defensible ones: one list of names, or several."""
    others = wanted.get(f"{field}_alternatives")
    if not others:
        return [wanted[field]]
    return [wanted[field], *(others if isinstance(others[0], list) else [others])]


def _same_path(result: Agreement, path: str, wanted: str) -> bool:
    """Whether both name the same item. Of a row of a table the number must agree (none, where an expectation
    gives rows without one the path of their group), and our group must be the same one of theirs throughout.
    """
    path, wanted = (_COUNTED.sub("", _ARTICLE.sub("", one)) for one in (path, wanted))
    if path == wanted:
        return True
    group, slash, number = path.rpartition("/")
    theirs, last = _parted(wanted)
    names = {wanted, theirs} if _parted(number)[1] == last else {wanted}
    known = result.groups.setdefault(group, names) & names if slash else set()
    if known:
        result.groups[group] = known
    return bool(known)


def _parted(path: str) -> tuple[str, str]:
    *above, last = re.split(r"[./]", path)
    return ".".join(above), last


def _folded(names: Sequence[str]) -> set[str]:
    return {fold(name) for name in names}


def _words(names: Sequence[str]) -> Counter[str]:
    return Counter(word for name in names for word in fold(name).split())


def _compare_lists(result: Agreement, plan: PlanDraft, expected: dict[str, Any]) -> None:
    """Targets by comparator and value; reports by due; bases of the preamble by number and date."""
    _compare_targets(result, plan, expected)
    reports = Counter(one.due.isoformat() if one.due else None for one in plan.report_deadlines)
    wanted = Counter(
        day
        for one in expected.get("report_deadlines", ())
        for day in _days(one, plan.document.year)
    )
    _count(result, "reports", reports, wanted)
    bases = Counter(
        (one.number, one.date.isoformat() if one.date else None)
        for one in plan.legal_bases
        if not one.path and (one.number or not expected.get("narrow"))
    )
    _count(
        result, "bases", bases,
        Counter((one["number"], one["date"]) for one in expected.get("legal_bases", ())),
    )  # fmt: skip


def _days(report: dict[str, Any], year: int | None) -> list[str | None]:
    """The day of an expected report; of a monthly one told as `on` ("*-20") its day in each month."""
    [day] = report.get("on") or [""]
    if report["due"] is None and day.startswith("*-"):
        return [f"{year}-{month:02d}-{day[2:]}" for month in range(1, 13)]
    return [report["due"]]


def _compare_targets(result: Agreement, plan: PlanDraft, expected: dict[str, Any]) -> None:
    """Where the expectation leaves the figures inside tasks out, those read there are not judged."""
    judged = plan.targets
    if expected.get("narrow"):
        judged = [one for one in judged if not _in_a_task(one, plan)]
    targets = Counter((one.comparator, one.value) for one in judged)
    wished = expected.get("targets", ())
    must = Counter(_as_read(one, targets) for one in wished if not one.get("optional"))
    may = Counter((one["comparator"], one["value"]) for one in wished if one.get("optional"))
    # A target told in the body and again in an annex row may be listed once by hand.
    once = Counter({pair: min(n, must[pair]) if pair in must else n for pair, n in targets.items()})
    _count(result, "targets", once - (may & (once - must)), must)


def _in_a_task(target: Target, plan: PlanDraft) -> bool:
    words = fold(target.text)
    return any(
        target.path == task.path and words in fold(" ".join([task.text, *task.products]))
        for task in plan.tasks
    )


def _as_read(wanted: dict[str, Any], read: Counter[Any]) -> tuple[str | None, float | None]:
    """The pair expected, or the defensible other one that was read."""
    pairs = [
        (comparator, value)
        for value in (wanted["value"], *wanted.get("value_alternatives", ()))
        for comparator in (wanted["comparator"], *wanted.get("comparator_alternatives", ()))
    ]
    return next((pair for pair in pairs if pair in read), pairs[0])


def _count(result: Agreement, name: str, read: Counter[Any], wanted: Counter[Any]) -> None:
    """One too many counts against the reading like one too few."""
    result.of[name] += (wanted | read).total()
    result.right[name] += (read & wanted).total()
    result.differences.extend(f"{name}: {missing} not found" for missing in wanted - read)
    result.differences.extend(f"{name}: {extra} not expected" for extra in read - wanted)
