"""Lines of preambles and tables of legal bases as offices of all kinds write them."""

import pytest

from cchc.reading import read_blocks
from cchc.reading.inputs.text import read_text
from tests.reading.cases import wordings

HEAD = (
    "UBND TỈNH LAM SƠN\nSỞ Y TẾ\n\nSố: 5/KH-SYT\n\nLam Sơn, ngày 02 tháng 01 năm 2026\n\n"
    "KẾ HOẠCH\nCải cách hành chính năm 2026\n\n"
)
WORK = "\nII. NHIỆM VỤ\n1. Rà soát.\n"


@pytest.mark.parametrize(("line", "expected"), wordings("bases-offices"))
def test_a_line_of_a_preamble_gives_what_it_cites(line: str, expected: list[str]) -> None:
    plan = read_blocks([read_text(f"{HEAD}{line}\n\nI. NHIỆM VỤ\n1. Rà soát thủ tục.\n")])
    found = [one for one in plan.legal_bases if not one.path]
    assert [f"{one.number or '-'} {one.date or '-'}" for one in found] == expected


@pytest.mark.parametrize(
    "table",
    [
        "TT\tSố, ký hiệu\tNgày ban hành\tCơ quan\n1\tNghị quyết số 76/NQ-CP\t15/7/2021\tChính phủ\n",
        "TT\tTên văn bản\tSố hiệu\tNgày\n1\tNghị quyết\t76/NQ-CP\t15/7/2021\n",
        "TT\tVăn bản\n1\tNghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ\n",
    ],
)
def test_a_table_below_a_heading_of_bases_is_a_list_of_them(table: str) -> None:
    body = f"I. CƠ SỞ PHÁP LÝ\n{table}{WORK}"
    [basis] = read_blocks([read_text(HEAD + body)]).legal_bases
    assert (basis.path, basis.number, str(basis.date)) == ("", "76/NQ-CP", "2021-07-15")
