"""What every page's frame needs."""

from functools import cache, partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from cchc.core import clock, navigation, tokens, topbar

_address = cache(reverse)  # the frame's own names have no parameters


def shell(request: HttpRequest) -> dict[str, Any]:
    """Navigation, today's date and a one-time token; nothing for visitors but the date."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"today": clock.today(), "environment": settings.ENV}
    held: frozenset[str] = getattr(user, "permissions_somewhere", frozenset())
    shown = [
        entry
        for entry in navigation.entries()
        if entry.permission is None or entry.permission in held
    ]
    current = navigation.current(shown, request.path)
    lines = [
        {
            "label": entry.label,
            "icon": entry.icon,
            "address": _address(entry.url_name),
            "is_current": entry is current,
        }
        for entry in shown
    ]
    return {
        "navigation": lines,
        "today": clock.today(),
        "environment": settings.ENV,
        "new_token": partial(tokens.new_token, user.pk),
        "idle_seconds": settings.SESSION_COOKIE_AGE,
        "signs": partial(_signs, user),
    }


def _signs(user: Any) -> list[dict[str, Any]]:
    """Called by the frame alone, so that fragments ask nothing."""
    return [
        {
            "label": sign.label,
            "icon": sign.icon,
            "address": _address(sign.url_name),
            "count": sign.count(user),
        }
        for sign in topbar.signs()
    ]
