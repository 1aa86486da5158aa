"""Sentences for events. Each room registers one presenter per action from its `AppConfig.ready`.

A presenter must read every event its action ever wrote: values that an old event lacks are left out of the
sentence. An action without a presenter still shows, by its code.
"""

from collections.abc import Callable

from cchc.audit.models import AuditEvent

Render = Callable[[AuditEvent], str]
_renders: dict[str, Render] = {}
_titles: dict[str, str] = {}
_kinds: dict[str, str] = {}


def register(action: str, render: Render, title: str = "") -> None:
    """Give an action its Vietnamese sentence; `title` names the action in the log's filter."""
    _renders[action] = render
    _titles[action] = title or action


def name_kinds(names: dict[str, str]) -> None:
    """Give the kinds of a room's rows, as `target_kind` keeps them, their Vietnamese names."""
    _kinds.update(names)


def kind_name(kind: str) -> str:
    """What people call a kind of row; a kind that no room has named is just another one."""
    return _kinds.get(kind, "Đối tượng khác")


def named_kinds() -> dict[str, str]:
    """All named kinds, by code."""
    return dict(_kinds)


def sentence(event: AuditEvent) -> str:
    """The event as a sentence without its actor: "đổi tên đơn vị …"."""
    render = _renders.get(event.action)
    return render(event) if render else f"{event.action}: {event.target_label}"


def titles() -> dict[str, str]:
    """Names of all known actions by code, in Vietnamese alphabetical order of the codes' rooms."""
    return dict(sorted(_titles.items()))


def title_of(action: str) -> str:
    """The action's name in filters; its code when no room has named it."""
    return _titles.get(action, action)
