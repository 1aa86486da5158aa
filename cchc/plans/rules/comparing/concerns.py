"""Which tasks of the plan above concern an agency: it is named, or a collective that contains it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from cchc.core.text import fold
from cchc.plans.rules.comparing.settings import table
from cchc.plans.rules.comparing.words import plain
from cchc.reading.draft import TaskDraft

Part = Literal["lead", "coordinating", "unnamed"]


@dataclass(frozen=True, slots=True)
class Us:
    """The agency whose plan stands below: its names, and its kind in the codes of the directory ("" unknown)."""

    names: tuple[str, ...]
    kind: str

    @classmethod
    def named(cls, issuer: str) -> "Us":
        """The agency as a document names it; the kind is what the name begins like."""
        return cls((issuer,), kind_of(issuer))


def concern(task: TaskDraft, us: Us) -> Part | None:
    """The agency's part in a task of the plan above; "unnamed" when the task names nobody; None for no part."""
    if any(means(wording, us) for wording in task.lead):
        return "lead"
    if any(means(wording, us) for wording in task.coordinating):
        return "coordinating"
    return None if task.lead or task.coordinating else "unnamed"


def means(wording: str, us: Us) -> bool:
    """Whether a unit's wording names the agency or a collective with agencies of its kind."""
    text = _key(wording)
    if any(_holds(text, _key(name)) for name in us.names):
        return True
    return any(_holds(text, phrase) for phrase in _collectives(us.kind))


@lru_cache(maxsize=1024)
def kind_of(name: str) -> str:
    """The kind of agency that a name begins like; "" for none."""
    folded = f"{fold(name)} "
    return next(
        (code for code, opener in _openers() if folded.startswith(f"{opener} ")),
        "",
    )


def same_issuer(one: Sequence[str], other: Iterable[str]) -> bool:
    """Whether two agencies, each by its names, are one."""
    return not {_key(name) for name in one if name}.isdisjoint(_key(name) for name in other)


@lru_cache(maxsize=4096)
def _key(text: str) -> str:
    return " ".join(word for word in plain(text).split() if word != "va")


def _holds(text: str, phrase: str) -> bool:
    return bool(phrase) and f" {phrase} " in f" {text} "


@cache
def _collectives(kind: str) -> tuple[str, ...]:
    rows = [row for row in table()["collective"] if {kind, "any"} & set(row["kinds"])]
    return tuple(_key(phrase) for row in rows for phrase in row["phrases"])


@cache
def _openers() -> tuple[tuple[str, str], ...]:
    return tuple((row["code"], fold(name)) for row in table()["kind"] for name in row["openers"])
