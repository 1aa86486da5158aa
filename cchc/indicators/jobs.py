"""Background work of figures."""

import logging

from cchc.core import clock
from cchc.indicators import access
from cchc.indicators.models import FigureUpload
from cchc.indicators.selectors.reminding import asking_agencies
from cchc.indicators.services.reminding import remind_of_figures
from cchc.indicators.services.sums import recount
from cchc.indicators.services.workbooks import store_workbooks as store

log = logging.getLogger(__name__)


def store_workbooks(upload: int) -> None:
    """Store the forms of an upload that still wait."""
    row = FigureUpload.objects.select_related("user").get(pk=upload)
    store(upload=row, reach=access.reach_of(row.user))


def remind() -> None:
    """The daily round of figures, agency by agency."""
    at = clock.now()
    for agency in asking_agencies(clock.vietnam_date(at)):
        remind_of_figures(agency=agency, at=at)


def recount_sums() -> None:
    """Count every kept sum anew; what differed is set right and said in the log of the program."""
    if wrong := recount():
        log.error("%d kept sums of figures were wrong and were set right", wrong)
