"""The promised context of the log page."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page as Leaf

from cchc.audit.access import Scope
from cchc.audit.forms import LogFilter
from cchc.audit.selectors import Line
from cchc.core.pages import Page


@dataclass(frozen=True)
class LogPage(Page):
    """One page of 50 events of one agency. `query`: the address's filters, ending in & or empty."""

    template = "audit/log.html"
    fragment = "audit/_log.html"
    scope: Scope
    scopes: list[Scope]
    form: LogFilter
    lines: list[Line]
    page: Leaf[Any]
    query: str
    is_narrowed: bool
