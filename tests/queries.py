"""Lists ask the database the same number of questions however long they grow."""

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def count_queries(client: Client, address: str) -> tuple[int, list[str]]:
    """Statements of one visit (the second: the first may fill caches), and their text."""
    assert client.get(address).status_code == 200, address
    with CaptureQueriesContext(
        connection,
    ) as captured:
        client.get(address)
    return len(captured), [each["sql"] for each in captured.captured_queries]


def assert_constant_queries(client: Client, address: str, grow: Callable[[], object]) -> int:
    """The page at two data sizes: `grow` adds rows that it shows. Returns the number of statements."""
    few, _ = count_queries(client, address)
    grow()
    many, asked = count_queries(client, address)
    assert many <= few, f"{address}: {few} statements, then {many}:\n" + "\n".join(asked)
    return many
