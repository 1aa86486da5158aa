"""Background work of tasks."""

from cchc.core import clock
from cchc.tasks.selectors.reminders import reminding_agencies
from cchc.tasks.services.reminding import remind


def remind_everybody() -> None:
    """The daily round of reminders, agency by agency."""
    for agency in reminding_agencies():
        remind(agency=agency, at=clock.now())
