"""A department's plan under review beside the province's, which the department uploaded, and beside last year's."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from cchc.plans.models import Draft
from cchc.plans.selectors.sides import Facing, Side
from tests.factories.plans import READING, make_draft

ABOVE = [
    ("1", "Kiểm tra công tác cải cách hành chính tại các đơn vị thuộc Sở", ["Các sở, ban, ngành"]),
    ("2", "Rà soát, đơn giản hóa thủ tục hành chính; cắt giảm thời gian", ["Các sở, ban, ngành"]),
    ("3", "Xử lý tài sản công dôi dư sau sắp xếp", ["Các cơ quan, đơn vị"]),
    ("4", "Vận hành cổng dịch vụ công của tỉnh", ["Sở Nội vụ"]),
]


def reading(
    tasks: list[dict[str, Any]], *, issuer: str, year: int, parent: str | None = None
) -> dict[str, Any]:
    """The invented plan with other tasks, issuer and year."""
    value = deepcopy(READING)
    value["document"] |= {"issuer": issuer, "parent_issuer": parent, "year": year}
    value["document"]["title"] = f"Cải cách hành chính năm {year} của {issuer}"
    value["tasks"] = tasks
    return value


def plain_task(key: str, text: str, lead: list[str]) -> dict[str, Any]:
    """A task of the plan above."""
    return deepcopy(READING["tasks"][0]) | {
        "path": key, "key": key, "text": text, "lead": lead, "coordinating": [], "area": "other",
    }  # fmt: skip


@pytest.fixture
def make(cast, at) -> Callable[[dict[str, Any]], Draft]:
    """A draft of the department with this value."""
    return lambda value: make_draft(agency=cast.agency, by=cast.coordinator, at=at, value=value)


@pytest.fixture
def ours(make) -> Draft:
    return make(READING)


@pytest.fixture
def above(make) -> Draft:
    tasks = [plain_task(*each) for each in ABOVE]
    return make(reading(tasks, issuer="UBND tỉnh Lam Sơn", year=2026))


@pytest.fixture
def last_year(make) -> Draft:
    tasks = deepcopy(READING["tasks"][:3])
    tasks[1]["lead"] = ["Văn phòng Sở"]
    tasks[2] |= {"text": "Luân chuyển cán bộ về cơ sở", "products": ["Quyết định luân chuyển"]}
    return make(reading(tasks, issuer="Sở Khoa học và Công nghệ", year=2025))


@pytest.fixture
def coverage(ours, above) -> Facing:
    return Facing(Side(ours, None), Side(above, None), "coverage")


@pytest.fixture
def years(ours, last_year) -> Facing:
    return Facing(Side(ours, None), Side(last_year, None), "years")
