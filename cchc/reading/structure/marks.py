"""Tables whose columns are units and whose cells are marks: ``CT`` who leads, ``PH`` who helps, a cross who does it.

What a mark means is said by a legend near the table, by the header above its column, by the mark itself
(`[marks]` in `data/columns.toml`), else by what other marks the table holds.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from cchc.reading import lexicon
from cchc.reading.blocks import Cell
from cchc.reading.flat import flat
from cchc.reading.structure.names import begins_name

LEAD, HELPING = "lead", "coordinating"
_EDGE = " .;,()[]{}\"'*“”"
_LONGEST_MARK = 12
_LONGEST_LEGEND = 600
_CLAUSES = re.compile(r"[;,\n]|\.\s|\.$|\sva\s")
_LONGEST_CLAUSE = 80

Cells = tuple[Cell | None, ...]


def mark_of(text: str) -> str:
    """The mark that a cell holds and nothing else, in matching form; "" for any other text."""
    if not text or len(text) > _LONGEST_MARK:
        return ""
    plain = " ".join(flat(text).split())
    plain = plain.strip(_EDGE) or plain
    return plain if plain in _known() or plain.isdecimal() else ""


@cache
def _known() -> frozenset[str]:
    words = lexicon.table("columns")["marks"]
    return frozenset(flat(one) for key in ("lead", "helping") for one in words[key]) | _crosses()


@cache
def _crosses() -> frozenset[str]:
    return frozenset(flat(one) for one in lexicon.table("columns")["crosses"])


def is_cross(text: str) -> bool:
    """Whether a cell holds a cross and nothing else."""
    return mark_of(text) in _crosses()


def mark_columns(rows: Sequence[Cells], names: Mapping[int, str]) -> dict[int, frozenset[str]]:
    """The columns below a header whose cells hold marks and nothing else, each with its marks.

    A cross says nothing about who is meant, so that its header must name a unit; one that says a role by itself
    stands below whatever the office calls its units.
    """
    found: dict[int, frozenset[str]] = {}
    others: dict[int, frozenset[str]] = {}
    for column, name in names.items():
        texts = [cell.text for row in rows if (cell := row[column]) and cell.lines]
        marks = [mark_of(text) for text in texts if set(text) - set("-–—0 ")]
        if marks and all(marks):
            of_roles = any(mark in _roles() for mark in marks)
            named = begins_name(name) or (of_roles and not all(mark.isdecimal() for mark in marks))
            (found if named else others)[column] = frozenset(marks)
    used = frozenset().union(*found.values())
    beside = {
        column: marks
        for column, marks in others.items()
        if _is_short(names[column]) and marks <= used
    }
    return found | (beside if len(found) > 1 else {})


def _is_short(name: str) -> bool:
    """Whether a header may be an office's short name for a unit ("TT CNTT") beside columns of units."""
    return name.split(" ", maxsplit=1)[0].isupper() and len(name) <= _LONGEST_MARK


@cache
def _roles() -> dict[str, str]:
    words = lexicon.table("columns")["marks"]
    roles = {flat(one): HELPING for one in words["helping"]}
    return roles | {flat(one): LEAD for one in words["lead"]}


def roles_of_marks(marks: Iterable[str], *, somebody_leads: bool) -> dict[str, str]:
    """What the marks of a table mean without a legend: by themselves; a cross beside a mark for one role is the other;
    "" for one that says nothing.

    somebody_leads: a column of its own names who leads, so that crosses tell who helps.
    """
    used = set(marks)
    roles = dict.fromkeys(used, "") | {
        mark: role for mark, role in _roles().items() if mark in used
    }
    taken = HELPING if somebody_leads or LEAD in roles.values() else LEAD
    return roles | {mark: taken for mark in used if mark in _crosses() and not roles[mark]}


def legend_in(texts: Iterable[str], marks: Iterable[str]) -> dict[str, str]:
    """What a legend says of the marks: a clause that holds one of them and one role."""
    used = sorted({mark for mark in marks if mark}, key=len, reverse=True)
    if not used:
        return {}
    words = "|".join(re.escape(mark) for mark in used)
    pattern = re.compile(rf"(?<![a-z0-9/.-])(?:{words})(?![a-z0-9/])")
    says = {role: lexicon.finder("columns", "marks", f"says_{role}") for role in (LEAD, HELPING)}
    found: dict[str, str] = {}
    for text in texts:
        if len(text) > _LONGEST_LEGEND:
            continue
        for clause in _CLAUSES.split(flat(text)):
            if not 0 < len(clause) <= _LONGEST_CLAUSE:
                continue
            roles = [role for role, finder in says.items() if finder.search(clause)]
            said = {match.group() for match in pattern.finditer(clause)} - {*_spoken()}
            if len(roles) == 1 and len(said) == 1:
                found.setdefault(said.pop(), roles[0])
    return found


@cache
def _spoken() -> frozenset[str]:
    """Marks that are the words of a role themselves: no legend tells anything about them."""
    return frozenset(
        phrase
        for role in (LEAD, HELPING)
        for phrase in lexicon.phrases("columns", "marks", f"says_{role}")
    )
