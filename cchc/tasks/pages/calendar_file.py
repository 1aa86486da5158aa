"""Due days as an iCalendar file (RFC 5545): whole-day events without alarms, the phone's owner sets those."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from cchc.tasks.selectors.reminders import Owed


def calendar_file(owed: Sequence[Owed], at: datetime) -> bytes:
    """One event an occurrence that is still owed; what is done leaves the calendar at the next fetch."""
    calendar = Calendar()
    calendar.add("prodid", "-//cchc//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Hạn nhiệm vụ cải cách hành chính"))
    for each in owed:
        calendar.add_component(_event(each, at))
    return bytes(calendar.to_ical())


def _event(owed: Owed, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{owed.uid}@cchc")
    event.add("dtstamp", at)
    event.add("dtstart", owed.due_on)
    event.add("dtend", owed.due_on + timedelta(days=1))
    event.add(
        "summary",
        _("Hạn %(label)s: %(text)s") % {"label": owed.task.label, "text": owed.task.text[:120]},
    )
    event.add("description", owed.task.text)
    event.add("transp", "TRANSPARENT")
    if settings.BASE_URL:
        event.add("url", f"{settings.BASE_URL}{reverse('task', args=[owed.task.uid])}")
    return event
