"""Drawings of figures: over periods, by unit, against targets. Each stands beside a table with the same values."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cchc.indicators.models import IndicatorVersion
from cchc.indicators.pages.targets import TargetLine, aim_text
from cchc.indicators.rules import Figure, value_of
from cchc.indicators.rules.targets import Aim, Light
from cchc.publishing.charts import Bar, Tone, bars

_TONES: Final[dict[Light, Tone]] = {
    Light.MET: "ontime",
    Light.ON_TRACK: "ontime",
    Light.AT_RISK: "soon",
    Light.OFF_TRACK: "late",
    Light.MISSED: "late",
}
_WHOLE = 100


def figures_chart(
    title: str,
    rows: Sequence[tuple[str, Figure | None, str]],
    version: IndicatorVersion,
    aim: Aim | None = None,
) -> SafeString:
    """Figures of one indicator as bars, with the level asked for across them; "" when nobody gave a number.

    rows: label, figure, and what was said in words ("" for nothing).
    """
    if all(value_of(figure) is None for _label, figure, _words in rows):
        return SafeString("")
    drawn = [
        Bar(
            label=label,
            value=_number(value_of(figure)),
            shown=words or _("Chưa có số liệu"),
            target=_number(aim.value) if aim else None,
            target_shown=aim_text(aim, version) if aim else "",
        )
        for label, figure, words in rows
    ]
    return _svg(title, drawn, is_share=bool(version.denominator))


def targets_chart(title: str, lines: Sequence[TargetLine]) -> SafeString:
    """What stands against what was asked: each figure as a share of its own target, with the light's word."""
    drawn = []
    for line in lines:
        aim, now = line.measured.aim, line.measured.standing.now
        if aim is None or now is None or aim.value <= 0:
            continue
        scale = _WHOLE / float(aim.value)
        drawn.append(
            Bar(
                label=capfirst(line.measured.target.text),
                value=float(now) * scale,
                shown=line.now,
                target=_WHOLE,
                target_shown=line.aim,
                tone=_TONES.get(line.light, "plain"),
                word=line.light.label,
            )
        )
    if not drawn:
        return SafeString("")
    most = max(_WHOLE, *(min(each.value or 0, 1.5 * _WHOLE) for each in drawn))
    # Written by `publishing.charts`, which escapes every word that it is given.
    return SafeString(bars(title, drawn, most=most))


def _svg(title: str, drawn: Sequence[Bar], *, is_share: bool) -> SafeString:
    numbers = [number for each in drawn for number in (each.value, each.target) if number]
    most = max([_WHOLE, *numbers]) if is_share else None
    # Written by `publishing.charts`, which escapes every word that it is given.
    return SafeString(bars(title, drawn, most=most))


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
