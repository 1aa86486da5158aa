"""Text whose figures lead to their sources, as pages show it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from cchc.reports.models import Report
from cchc.reports.rules.prose import Chip, Sentence
from cchc.reports.rules.snapshot import NUMERATOR, Snapshot


@dataclass(frozen=True, slots=True)
class ChipView:
    """A figure in the text: how it stands there, where it comes from, and what it is now where that is another."""

    shown: str
    address: str
    now: str
    label: str


Pieces = list[str | ChipView]


def fact_address(report: Report, key: str) -> str:
    """Where a figure comes from: the page of its fact."""
    return reverse("report_fact", args=[report.uid, key.partition("#")[0]])


def pieces(report: Report, paragraphs: Sequence[Sentence], snapshot: Snapshot) -> list[Pieces]:
    """Paragraphs for the template: text as it is, figures with their source and what they are now."""
    return [
        [part if isinstance(part, str) else _chip(report, part, snapshot) for part in each.parts]
        for each in paragraphs
    ]


def _chip(report: Report, chip: Chip, snapshot: Snapshot) -> ChipView:
    now = snapshot.shown(chip.key)
    fact = snapshot.get(chip.key.partition("#")[0])
    label = fact.label if fact else ""
    if chip.key.endswith(NUMERATOR):
        label = _("%(label)s (tử số)") % {"label": label}
    return ChipView(
        shown=chip.shown,
        address=fact_address(report, chip.key),
        now="" if now == chip.shown else now or _("không còn số"),
        label=label,
    )
