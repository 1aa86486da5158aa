"""Whose log a person may read. The directory above this room knows; it registers the answer.

Nothing registered, or an empty answer: nobody reads anything.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest


@dataclass(frozen=True, slots=True)
class Scope:
    """One chain of the log that the person may read: an agency's key, its uid for addresses, its name."""

    agency_id: int
    uid: str
    name: str


Scopes = Callable[[Any], list[Scope]]
_providers: list[Scopes] = []


def register(provider: Scopes) -> None:
    """Let a room answer whose log a person may read."""
    if provider not in _providers:
        _providers.append(provider)


def scopes_of(request: HttpRequest) -> list[Scope]:
    """Every chain that the person behind the request may read; 404 without any."""
    scopes = [scope for provider in _providers for scope in provider(request.user)]
    if not scopes:
        raise Http404
    return scopes


def chosen_scope(request: HttpRequest, uid: str) -> Scope:
    """The asked chain, or the first one when none is asked for; 404 when it is not among the person's."""
    scopes = scopes_of(request)
    if not uid:
        return scopes[0]
    for scope in scopes:
        if scope.uid == uid:
            return scope
    raise Http404
