"""Background work of tasks."""

import logging

from cchc.core import clock
from cchc.tasks import access
from cchc.tasks.models import SheetUpload
from cchc.tasks.selectors.reminders import reminding_agencies
from cchc.tasks.services import sums
from cchc.tasks.services.reminding import remind
from cchc.tasks.services.sheets import apply_lines

log = logging.getLogger(__name__)


def remind_everybody() -> None:
    """The daily round of reminders, agency by agency."""
    for agency in reminding_agencies():
        remind(agency=agency, at=clock.now())


def apply_sheet(upload: int) -> None:
    """Apply the rows of a filled-in list that still wait."""
    row = SheetUpload.objects.select_related("user").get(pk=upload)
    apply_lines(upload=row, tasks=access.visible_tasks(row.user))


def merge_sums() -> None:
    """Put together what writers added to the kept sums of tasks, so that pages read few rows."""
    sums.merge_sums()


def recount_sums() -> None:
    """Count every kept sum of tasks anew; what differed is set right and said in the log of the program."""
    if wrong := sums.recount():
        log.error("%d kept sums of tasks were wrong and were set right", wrong)
