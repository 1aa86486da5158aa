"""What a person should still look at in a draft, told again after each edit."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cchc.plans.rules.edits import is_finding

Finding = dict[str, Any]
_EMPTY = (
    ("lead", "no-lead", "error", "Nhiệm vụ không nêu đơn vị chủ trì"),
    ("products", "no-product", "warning", "Nhiệm vụ không nêu sản phẩm"),
    ("time", "no-deadline", "warning", "Nhiệm vụ không nêu thời gian thực hiện"),
)
_CHECKED_HERE = frozenset(code for _field, code, _severity, _text in _EMPTY)
# The field in which a finding is answered; the screen opens it.
FIELD_OF = {code: field for field, code, _severity, _text in _EMPTY}


def findings_of(
    value: Mapping[str, Any], reading: Mapping[str, Any], settled: Iterable[Mapping[str, Any]]
) -> list[Finding]:
    """Findings of the value as it is now, errors first, without those that a person settled.

    What can be seen in the value is looked at anew; what only the reading could see (an unreadable page, a law
    out of force) stays as the reading told it, as long as the place it speaks of is still there.
    """
    done = list(settled)
    found = [*_in_tasks(value), *_kept(value, reading)]
    open_ones = [each for each in found if not any(is_finding(each, one) for one in done)]
    return sorted(open_ones, key=lambda each: ("error", "warning", "note").index(each["severity"]))


def _in_tasks(value: Mapping[str, Any]) -> Iterator[Finding]:
    for task in value["tasks"]:
        for field, code, severity, message in _EMPTY:
            if not task[field] and not (field == "time" and task["schedule"]):
                yield {
                    "code": code,
                    "severity": severity,
                    "path": task["key"],
                    "message": message,
                    "source": task["source"],
                    "fix": None,
                }


def _kept(value: Mapping[str, Any], reading: Mapping[str, Any]) -> Iterator[Finding]:
    gone = {task["key"] for task in reading["tasks"]} - {task["key"] for task in value["tasks"]}
    for finding in reading["findings"]:
        if finding["code"] not in _CHECKED_HERE and finding["path"] not in gone:
            yield finding
