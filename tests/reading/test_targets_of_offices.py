"""Wordings, tables and places of targets as ministries, provinces, departments, communes and schools write them."""

import pytest

from cchc.reading import read_blocks
from cchc.reading.draft import Target
from cchc.reading.inputs.text import read_text
from tests.reading.cases import wordings

HEAD = (
    "UBND TỈNH LAM SƠN\nSỞ Y TẾ\n\nSố: 5/KH-SYT\n\nLam Sơn, ngày 02 tháng 01 năm 2026\n\n"
    "KẾ HOẠCH\nCải cách hành chính năm 2026\n\n"
)
TARGETS = "I. MỤC TIÊU\n"
WORK = "\nII. NHIỆM VỤ\n1. Rà soát.\n"


@pytest.mark.parametrize(("line", "expected"), wordings("targets-offices"))
def test_a_sentence_of_targets_gives_its_levels(line: str, expected: list[str]) -> None:
    assert targets(f"{TARGETS}- {line}.{WORK}") == expected


@pytest.mark.parametrize(("table", "expected"), wordings("target-tables"))
def test_a_table_of_targets_is_read_whatever_its_columns(table: str, expected: list[str]) -> None:
    assert targets(f"{TARGETS}{table.replace('|', chr(9))}\n{WORK}") == expected


@pytest.mark.parametrize(("body", "expected"), wordings("target-places"))
def test_targets_are_found_where_plans_set_them(body: str, expected: list[str]) -> None:
    assert targets(body) == expected


def targets(body: str) -> list[str]:
    return [_level(one) for one in read_blocks([read_text(HEAD + body)]).targets]


def _level(one: Target) -> str:
    if one.reference is not None:
        return f"@{one.reference}"
    words = [one.comparator, f"{one.value:g}", one.unit, f"/{one.per}" if one.per else None]
    return " ".join(word for word in words if word)
