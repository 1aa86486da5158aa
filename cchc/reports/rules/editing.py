"""Changing an outline: sections and tables put in, moved, taken out, and numbered again. Plain Python.

Every function answers with a new value; a section keeps its code wherever it goes, by which texts find it.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any, Final

from cchc.reports.rules.outline import OutlineRefused

Value = dict[str, Any]
NEW_SECTION: Final = "new-section"
NEW_ANNEX: Final = "new-annex"
ASKED: Final = "asked"
_ROMAN: Final = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_LETTERS: Final = "abcdđeghiklmnopqrstuvxy"


def put_section(
    value: Mapping[str, Any], code: str, row: Mapping[str, Any], after: str = ""
) -> Value:
    """The outline with a section changed, or a new one behind another and all that belongs to it ("" for the end)."""
    fresh = deepcopy(dict(value))
    sections = fresh.setdefault("section", [])
    if code != NEW_SECTION:
        place = _place(sections, code)
        sections[place] = {"code": code, **row}
        return numbered(fresh)
    place = len(sections)
    if after:
        place = _end(sections, _place(sections, after))
        if sections[_place(sections, after)]["level"] < row["level"]:
            place = _place(sections, after) + 1
    sections.insert(place, {"code": _free(fresh, "m"), **row})
    return numbered(fresh)


def put_annex(value: Mapping[str, Any], code: str, row: Mapping[str, Any]) -> Value:
    """The outline with a table after the text changed, or a new one at the end."""
    fresh = deepcopy(dict(value))
    annexes = fresh.setdefault("annex", [])
    if code == NEW_ANNEX:
        annexes.append({"code": _free(fresh, "b"), **row})
    else:
        annexes[_place(annexes, code)] = {"code": code, **row}
    return numbered(fresh)


def moved(value: Mapping[str, Any], code: str, step: int) -> Value:
    """The outline with a section, and all that belongs to it, one place up (-1) or down (1) among its like."""
    fresh = deepcopy(dict(value))
    rows = fresh["annex"] if _holds(fresh.get("annex", []), code) else fresh["section"]
    begin = _place(rows, code)
    end = _end(rows, begin)
    other = end if step > 0 else _before(rows, begin)
    if other is None or not 0 <= other < len(rows) or _level(rows[other]) != _level(rows[begin]):
        return fresh
    block = rows[begin:end]
    rest = [*rows[:begin], *rows[end:]]
    place = other if step < 0 else begin + (_end(rows, other) - other)
    rows[:] = [*rest[:place], *block, *rest[place:]]
    return numbered(fresh)


def without(value: Mapping[str, Any], code: str) -> Value:
    """The outline without a section or table. Raises OutlineRefused while other sections belong to it."""
    fresh = deepcopy(dict(value))
    rows = fresh["annex"] if _holds(fresh.get("annex", []), code) else fresh["section"]
    place = _place(rows, code)
    if _end(rows, place) > place + 1:
        raise OutlineRefused(f"Mục “{rows[place]['title']}” còn mục con; hãy bỏ mục con trước.")
    del rows[place]
    return numbered(fresh)


def numbered(value: Value) -> Value:
    """The outline with numbers as official papers have them: I., 1., a), and a dash; annexes in Roman numbers."""
    counts = [0, 0, 0, 0]
    for row in value.get("section", []):
        level = row["level"]
        counts[level - 1] += 1
        counts[level:] = [0] * (4 - level)
        row["number"] = _number(level, counts[level - 1])
    for place, row in enumerate(value.get("annex", []), start=1):
        row["number"] = _roman(place)
    return value


def asked_outline(*, code: str, name: str, basis: str, indicators: Sequence[str]) -> Value:
    """The outline of a report that is asked for once: the answers, difficulties, proposals, the figures as a table."""
    section = [
        {"code": "KQ", "title": "Kết quả thực hiện theo yêu cầu", "level": 1, "kind": "narrative",
         "guidance": "Trả lời từng nội dung được hỏi; số liệu đã gắn với câu hỏi của kỳ.",
         "indicators": [*indicators]},
        {"code": "KK", "title": "Khó khăn, vướng mắc", "level": 1, "kind": "obstacles"},
        {"code": "KN", "title": "Kiến nghị, đề xuất", "level": 1, "kind": "narrative"},
    ]  # fmt: skip
    annex = [{"code": "PL1", "title": "Số liệu theo yêu cầu", "kind": "statistics",
              "indicators": [*indicators]}]  # fmt: skip
    return numbered(
        {
            "code": code,
            "name": name,
            "subject": name,
            "report": ASKED,
            "basis": basis,
            "section": section,
            "annex": annex,
        }
    )


def _place(rows: Sequence[Mapping[str, Any]], code: str) -> int:
    for place, row in enumerate(rows):
        if row["code"] == code:
            return place
    raise OutlineRefused("Mục này không còn trong mẫu; hãy tải lại trang.")


def _holds(rows: Sequence[Mapping[str, Any]], code: str) -> bool:
    return any(row["code"] == code for row in rows)


def _level(row: Mapping[str, Any]) -> int:
    return int(row.get("level", 1))


def _end(rows: Sequence[Mapping[str, Any]], begin: int) -> int:
    """Behind the section and all that belongs to it; a table stands alone."""
    end = begin + 1
    while end < len(rows) and "level" in rows[end] and _level(rows[end]) > _level(rows[begin]):
        end += 1
    return end


def _before(rows: Sequence[Mapping[str, Any]], begin: int) -> int | None:
    """Where the one before of the same level begins; None for the first one of its parent."""
    for place in range(begin - 1, -1, -1):
        if _level(rows[place]) == _level(rows[begin]):
            return place
        if _level(rows[place]) < _level(rows[begin]):
            return None
    return None


def _free(value: Mapping[str, Any], letter: str) -> str:
    taken = {row["code"] for key in ("section", "annex") for row in value.get(key, [])}
    return next(f"{letter}{n}" for n in range(1, len(taken) + 2) if f"{letter}{n}" not in taken)


def _number(level: int, place: int) -> str:
    if level == 1:
        return f"{_roman(place)}."
    if level == 2:
        return f"{place}."
    letter = _LETTERS[place - 1] if place <= len(_LETTERS) else str(place)
    return f"{letter})" if level == 3 else "-"


def _roman(number: int) -> str:
    found = ""
    for worth, letters in _ROMAN:
        while number >= worth:
            found, number = found + letters, number - worth
    return found
