"""Pages about the targets of a plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from cchc.audit.selectors import Line as HistoryLine
from cchc.core.pages import Page
from cchc.indicators.forms.targets import LevelForm, LinkForm
from cchc.indicators.models import IndicatorVersion
from cchc.indicators.rules import exact, written
from cchc.indicators.rules.targets import Aim, Light
from cchc.indicators.selectors.targets import Measured
from cchc.plans.models import Plan, Target


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target as its row shows it; texts are as written, "" where there is nothing to say."""

    measured: Measured
    aim: str
    aim_source: str
    now: str
    distance: str
    trend: str
    trend_icon: str
    forecast: str
    light: Light


@dataclass(frozen=True)
class TargetsPage(Page):
    template: ClassVar[str] = "indicators/targets.html"

    plans: list[Plan]
    plan: Plan | None
    lines: list[TargetLine]
    counts: list[tuple[Light, int]]
    chart: SafeString
    may_manage: bool


@dataclass(frozen=True)
class TargetPage(Page):
    """One target: its figures over the year's periods, what measures it, and its level."""

    template: ClassVar[str] = "indicators/target.html"

    target: Target
    line: TargetLine
    points: list[tuple[str, str]]
    chart: SafeString
    link: LinkForm | None
    level: LevelForm | None
    history: list[HistoryLine]


_COMPARED = {">=": "≥ ", ">": "> ", "=": "", "<=": "≤ ", "<": "< "}
_TRENDS = {
    "up": (lazy("tăng"), "trending-up"),
    "down": (lazy("giảm"), "trending-down"),
    "same": (lazy("không đổi"), "minus"),
    "": ("", ""),
}


def target_line(each: Measured) -> TargetLine:
    version = each.question.version if each.question else None
    trend, icon = _TRENDS[each.standing.trend]
    aim = ""
    if each.aim is not None:
        aim = _COMPARED[each.aim.comparator] + _value(each.aim.value, version, each.target)
    return TargetLine(
        measured=each,
        aim=aim,
        aim_source=_aim_source(each),
        now=_value(each.standing.now, version, each.target),
        distance=_value(each.standing.distance, version, each.target),
        trend=str(trend),
        trend_icon=icon,
        forecast=_value(each.standing.forecast, version, each.target),
        light=each.standing.light,
    )


def aim_text(aim: Aim, version: IndicatorVersion) -> str:
    """The level asked for as written: "≥ 95%"."""
    text = written(aim.value, version.decimals) + ("%" if version.denominator else "")
    return _COMPARED[aim.comparator] + text


def point_rows(each: Measured) -> list[tuple[str, str]]:
    """The year's periods with the agency's figure, as written."""
    version = each.question.version if each.question else None
    return [
        (period.name, _value(point.value, version, each.target)) for period, point in each.points
    ]


def counts_of(lines: Sequence[TargetLine]) -> list[tuple[Light, int]]:
    """How many targets stand under each light, those that are none left out."""
    found = [(light, sum(line.light is light for line in lines)) for light in Light]
    return [(light, count) for light, count in found if count]


def _aim_source(each: Measured) -> str:
    if each.level is not None:
        return _("theo %(document)s") % {"document": each.level.document.number}
    if each.aim is None:
        return each.target.reference or _("văn bản khác")
    if each.question is not None and each.question.version.rate is not None and each.target.value:
        times = f"{exact(each.target.value)} {each.target.unit_of_measure}"
        return _("%(times)s, mỗi tháng theo mức của tháng đó") % {"times": times}
    return ""


def _value(value: Decimal | None, version: IndicatorVersion | None, target: Target) -> str:
    if value is None:
        return ""
    decimals = version.decimals if version else 0
    exponent = value.normalize().as_tuple().exponent
    if version is None and isinstance(exponent, int):
        decimals = max(0, -exponent)
    is_share = bool(version.denominator) if version else target.unit_of_measure == "%"
    return written(value, decimals) + ("%" if is_share else "")
