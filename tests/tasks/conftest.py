"""What the tests of tasks share."""

import pytest


@pytest.fixture
def page(client, cast, settings):
    """A page as the coordinator sees it on a day, its white space squeezed."""

    def look(address, day):
        settings.CCHC_TODAY = day
        client.force_login(cast.coordinator)
        return " ".join(client.get(address).content.decode().split())

    return look
