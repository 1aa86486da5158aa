"""Pages about one indicator: its versions, and the form of a new one."""

from dataclasses import dataclass
from typing import ClassVar

from cchc.audit.selectors import Line as HistoryLine
from cchc.core.pages import Page
from cchc.indicators.forms.library import VersionForm
from cchc.indicators.models import Indicator, IndicatorVersion
from cchc.indicators.pages.course import Course
from cchc.indicators.selectors.library import Effect


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version in the list: whose it is, whether it counts now, and whether the reader may take it back."""

    version: IndicatorVersion
    owner: str
    is_counted: bool
    may_take_back: bool


@dataclass(frozen=True)
class IndicatorPage(Page):
    """`version`: the one that counts now, or the first to come. `course`: None while nobody is asked."""

    template: ClassVar[str] = "indicators/indicator.html"

    indicator: Indicator
    version: IndicatorVersion | None
    versions: list[VersionLine]
    course: Course | None
    may_manage: bool
    history: list[HistoryLine]
    errors: list[str]


@dataclass(frozen=True)
class VersionPage(Page):
    """The form of a new indicator, or of a version of one; `effect`: what it would change, when asked for."""

    template: ClassVar[str] = "indicators/version.html"

    indicator: Indicator | None
    form: VersionForm
    effect: Effect | None
