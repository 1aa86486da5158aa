"""The tables of figures."""

from cchc.indicators.models.figures import (
    FigureDuty,
    Indicator,
    IndicatorBlock,
    IndicatorVersion,
    Observation,
    PeriodAsk,
)
from cchc.indicators.models.workbooks import FigureFile, FigureUpload

__all__ = [
    "FigureDuty",
    "FigureFile",
    "FigureUpload",
    "Indicator",
    "IndicatorBlock",
    "IndicatorVersion",
    "Observation",
    "PeriodAsk",
]
