"""Whose notices and whose records: one's own, and those of the agencies whose reminders one keeps."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from cchc.messages.models import Notice
from cchc.orgs.access import agencies_where, agency_where
from cchc.orgs.models import Unit, User
from cchc.orgs.rules import Permission


def own_notice(user: User, uid: UUID) -> Notice:
    """One of the person's own notices, or 404."""
    return get_object_or_404(Notice, user=user, uid=uid)


def kept_agencies(user: User) -> list[Unit]:
    """The agencies whose reminders the person keeps."""
    return agencies_where(user, Permission.REMINDER_MANAGE)


def kept_agency(user: User) -> Unit:
    """The first of them, or 404."""
    return agency_where(user, Permission.REMINDER_MANAGE)
