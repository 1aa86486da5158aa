"""Pages promise their context: frozen, with a template of their own room."""

from dataclasses import is_dataclass

import pytest
from django.template.loader import get_template
from django.urls import get_resolver

from cchc.core.pages import Page
from tests.quality.sources import PACKAGE

VIEWS = get_resolver().url_patterns  # asking loads every view, and with it every page


def every_page() -> list[type[Page]]:
    found, waiting = [], [Page]
    while waiting:
        for each in waiting.pop().__subclasses__():
            waiting.append(each)
            if each.__module__.startswith("cchc.") and hasattr(each, "template"):
                found.append(each)
    return sorted(found, key=lambda page: page.__qualname__)


@pytest.mark.parametrize("page", every_page(), ids=lambda page: page.__name__)
def test_a_page_is_a_frozen_promise_with_a_template_of_its_room(page):
    assert is_dataclass(page)
    assert page.__dataclass_params__.frozen
    room = page.__module__.split(".")[1]
    for name in filter(None, (page.template, page.fragment)):
        assert get_template(name), name
        assert get_template(name).origin.name.startswith(f"{PACKAGE}/{room}/")
    if page.fragment:
        assert page.fragment.rsplit("/", 1)[-1].startswith("_"), page.fragment
