"""Background work of tasks."""

from cchc.core import clock
from cchc.tasks import access
from cchc.tasks.models import SheetUpload
from cchc.tasks.selectors.reminders import reminding_agencies
from cchc.tasks.services.reminding import remind
from cchc.tasks.services.sheets import apply_lines


def remind_everybody() -> None:
    """The daily round of reminders, agency by agency."""
    for agency in reminding_agencies():
        remind(agency=agency, at=clock.now())


def apply_sheet(upload: int) -> None:
    """Apply the rows of a filled-in list that still wait."""
    row = SheetUpload.objects.select_related("user").get(pk=upload)
    apply_lines(upload=row, tasks=access.visible_tasks(row.user))
