"""URLs are closed by default: a view without a door answers 404 to everybody.

A door is declared by a decorator and read by `ClosedByDefault` and by the test that walks every URL.
`orgs.access.require_permission` adds the doors that need a permission.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Door:
    """Who may call a view: `public`, `signed_in`, or the code of the permission it asks for."""

    kind: str
    permission: str | None = None


def set_door(view: View, door: Door) -> View:
    view.door = door  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """Anybody may call this view."""
    return set_door(view, Door("public"))


def signed_in(view: View) -> View:
    """Anybody with an account may call this view; what they see is decided by `access`."""
    return set_door(view, Door("signed_in"))
