"""Whose log a person may read. The directory above this room knows; it registers the answer.

Nothing registered, or an empty answer: nobody reads anything.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Scope:
    """One chain of the log that the person may read: an agency's key, its uid for addresses, its name."""

    agency_id: int
    uid: str
    name: str


Scopes = Callable[[Any], list[Scope]]
Names = Callable[[Collection[int]], dict[int, str]]
INSTALLATION = 0
_providers: list[Scopes] = []
_namers: list[Names] = []


def register(provider: Scopes, names: Names) -> None:
    """Let a room answer whose log a person may read, and what the agencies of the chains are called."""
    if provider not in _providers:
        _providers.append(provider)
        _namers.append(names)


def names_of(agency_ids: Collection[int]) -> dict[int, str]:
    """What people call these chains, by key; a chain that no room knows keeps its number as its name."""
    known = {INSTALLATION: _("Toàn hệ thống")}
    for names in _namers:
        known |= names(agency_ids)
    return {each: known.get(each, _("Cơ quan %(key)s") % {"key": each}) for each in agency_ids}


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
