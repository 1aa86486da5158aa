"""Pages come over a poor line compressed; files do not change on their way."""

import gzip

PACKED = {"Accept-Encoding": "gzip, deflate, br"}


def test_a_page_comes_compressed_to_a_browser_that_takes_it(client, cast):
    client.force_login(cast.lan)
    plain = client.get("/units/")
    packed = client.get("/units/", headers=PACKED)
    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed["Vary"]
    assert len(packed.content) < len(plain.content) / 3
    assert "Cơ cấu tổ chức" in gzip.decompress(packed.content).decode()


def test_who_does_not_ask_for_it_gets_the_page_as_it_is(client, cast):
    client.force_login(cast.lan)
    assert "Content-Encoding" not in client.get("/units/")


def test_a_workbook_is_left_as_it_is(client, cast):
    client.force_login(cast.lan)
    answer = client.get("/tasks/export.xlsx", headers=PACKED)
    assert answer.status_code == 200
    assert "Content-Encoding" not in answer


def test_the_same_page_never_has_the_same_length_twice(client, db):
    """So that nobody can guess a secret in it from how well it packs (BREACH)."""
    lengths = {len(client.get("/account/login/", headers=PACKED).content) for _attempt in range(12)}
    assert len(lengths) > 3
