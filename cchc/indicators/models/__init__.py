"""The tables of figures."""

from cchc.indicators.models.figures import (
    FigureDuty,
    Indicator,
    IndicatorBlock,
    IndicatorVersion,
    Observation,
    PeriodAsk,
)
from cchc.indicators.models.imports import DataSource, FigureImport, SourceFigure
from cchc.indicators.models.rates import Rate, RateValue
from cchc.indicators.models.sums import FigureSum
from cchc.indicators.models.targets import TargetLink, TargetValue
from cchc.indicators.models.workbooks import FigureFile, FigureUpload

__all__ = [
    "DataSource",
    "FigureDuty",
    "FigureFile",
    "FigureImport",
    "FigureSum",
    "FigureUpload",
    "Indicator",
    "IndicatorBlock",
    "IndicatorVersion",
    "Observation",
    "PeriodAsk",
    "Rate",
    "RateValue",
    "SourceFigure",
    "TargetLink",
    "TargetValue",
]
