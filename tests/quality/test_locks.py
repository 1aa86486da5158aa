"""A clean clone installs one lock: whatever the product runs on must stand in the lock of its tests too."""

import re

from tests.quality.sources import ROOT

PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*(?:\[[^\]]*\])?)==(\S+)", re.M)


def pins(name: str) -> dict[str, str]:
    return dict(PINNED.findall((ROOT / "requirements" / name).read_text(encoding="utf-8")))


def test_the_lock_of_tests_holds_everything_that_the_product_runs_on():
    tests, product = pins("dev.txt"), pins("runtime.txt")
    assert product
    assert {name: tests.get(name) for name in product} == product
