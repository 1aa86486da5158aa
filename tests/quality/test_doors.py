"""Every address is closed unless a door says who may come in; who comes in where: tests/orgs/test_url_doors.py."""

import pytest
from django.template.loader import get_template

from cchc.orgs.rules import ROLE_PERMISSIONS, Permission, Role
from tests.quality.routes import present, recorded, routes
from tests.quality.sources import PACKAGE

ALL = frozenset(Permission)


def give_everybody(monkeypatch, permissions):
    for role in Role:
        monkeypatch.setitem(ROLE_PERMISSIONS, role, permissions)


def ours():
    return [route for route in routes() if not route.view.__module__.startswith("allauth.")]


def test_no_address_disappears_unnoticed():
    """An address that people kept answers as long as we live; a new one is recorded.

    After a deliberate change: CCHC_ENV=test .venv/bin/python -m tests.quality.routes
    """
    assert present() == recorded()


def test_every_address_has_a_name_and_no_two_share_one():
    names = [route.name for route in routes()]
    assert all(names)
    assert len(names) == len(set(names))


@pytest.mark.parametrize("route", ours(), ids=lambda route: route.pattern)
def test_every_view_has_a_door(route):
    door = getattr(route.view, "door", None)
    assert door is not None, f"{route.pattern} answers 404 to everybody: it has no door"
    assert door.kind in {"public", "signed_in", "permission"}
    if door.kind == "permission":
        assert door.permission in ALL


@pytest.mark.any_database
@pytest.mark.parametrize(
    "route",
    [route for route in ours() if getattr(route.view, "door", None)],
    ids=lambda route: route.pattern,
)
def test_without_its_permission_a_view_is_not_even_there(client, cast, monkeypatch, route):
    """Whatever else the person may do: this one permission is taken away."""
    door = route.view.door
    if door.kind != "permission":
        return
    give_everybody(monkeypatch, ALL - {door.permission})
    client.force_login(cast.coordinator)
    assert client.get(route.example()).status_code == 404
    assert client.post(route.example()).status_code in {404, 405}


@pytest.mark.parametrize("route", list(routes()), ids=lambda route: route.pattern)
def test_no_address_breaks_on_what_does_not_exist(client, cast, monkeypatch, route):
    """Made-up names get a refusal, never an error of ours."""
    give_everybody(monkeypatch, ALL)
    client.force_login(cast.coordinator)
    assert client.get(route.example()).status_code < 500


@pytest.mark.parametrize(
    "route",
    [route for route in routes() if route.view.__module__.startswith("allauth.")],
    ids=lambda route: route.pattern,
)
def test_pages_of_the_sign_in_package_are_drawn_by_us(route):
    template = getattr(getattr(route.view, "view_class", None), "template_name", None)
    if template and str(template).endswith(".html"):
        ours = get_template(template).origin.name.startswith(str(PACKAGE))
        assert ours, f"{template} is the package's own page"
