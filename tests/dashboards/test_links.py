"""Nobody is shown a way that ends before a closed door: every link on the pages of each person of the demo opens."""

import re
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.urls import resolve

from cchc.orgs.models import User

LINK = re.compile(r'<a [^>]*?href="([^"#]+)"')
ELSEWHERE = re.compile(r"^(https?:|mailto:|//)")
SLOW = re.compile(r"\.pdf$|/pdf/?$")  # the same door opens for the Word file beside it


def ways(page: str, here: str) -> list[str]:
    """Addresses that the links of a page lead to, relative ones made whole."""
    found = [unescape(address) for address in LINK.findall(page)]
    return [
        here + each if each.startswith("?") else each for each in found if not ELSEWHERE.match(each)
    ]


@pytest.mark.any_database
@pytest.mark.parametrize(
    "username",
    [
        "daumoi",
        "chuyenvien",
        "truongphong",
        "giamdoc",
        "vanthu",
        "quantri",
        "kiemtra",
        "thamdinh",
        "vanphong",
        "xadongphu",
        "tinh",
    ],
)
def test_every_link_that_a_person_is_shown_opens(loaded, db, client, settings, username):
    """One address of each route, found by following links from the first page."""
    settings.EVIDENCE_DIR = loaded / "evidence"
    client.force_login(User.objects.get(username=username))
    waiting, seen, shut = ["/"], set(), []
    came_from = {"/": "the first page"}
    while waiting:
        address = waiting.pop(0)
        path = urlsplit(address).path
        route = resolve(path).route
        if route in seen or SLOW.search(path):
            continue
        seen.add(route)
        answer = client.get(address)
        if answer.status_code >= 400:
            shut.append(f"{came_from[address]} leads to {address}: {answer.status_code}")
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            for way in ways(answer.content.decode(), path):
                came_from.setdefault(way, path)
                waiting.append(way)
    assert len(seen) > 8
    assert not shut, "\n".join(shut)
