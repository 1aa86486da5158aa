"""What we print, read back, gives the same tasks."""

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc.core.text import fold, squeeze
from cchc.orgs.models import Unit
from cchc.plans.models import Draft
from cchc.plans.selectors.paper import draft_paper
from cchc.publishing.plan import PlanPaper
from cchc.publishing.plan_layout import assignment_annex, plan_document, task_sheet
from cchc.publishing.sheets import Workbook, write_xlsx
from cchc.publishing.word import write_docx
from cchc.reading import as_json, read_file
from tests.factories.plans import READING

DAY = date(2026, 1, 14)


def whole_plan(paper: PlanPaper) -> bytes:
    return write_docx(plan_document(paper))


def whole_plan_with_annex(paper: PlanPaper) -> bytes:
    return write_docx(plan_document(paper, annex=True))


def annex(paper: PlanPaper) -> bytes:
    return write_docx(assignment_annex(paper))


def workbook(paper: PlanPaper) -> bytes:
    return write_xlsx(Workbook((task_sheet(paper),), made_on=DAY))


WRITERS = [
    (whole_plan, "docx"),
    (whole_plan_with_annex, "docx"),
    (annex, "docx"),
    (workbook, "xlsx"),
]
written_by = pytest.mark.parametrize(
    ("write", "kind"), WRITERS, ids=[writer.__name__ for writer, _kind in WRITERS]
)


def paper_of(value: dict[str, Any]) -> PlanPaper:
    agency = Unit(name="Sở Khoa học và Công nghệ", symbol="SKHCN", place="Lam Sơn")
    return draft_paper(Draft(agency=agency, value=value), DAY)


def told(value: dict[str, Any]) -> list[dict[str, Any]]:
    """What a task says, without where it was read and without the splitting of one wording into lines."""
    return [
        {
            "text": fold(task["text"]),
            "lead": [fold(name) for name in task["lead"]],
            "coordinating": [fold(name) for name in task["coordinating"]],
            "products": [fold(product) for product in task["products"]],
            "time": squeeze(task["time"] or "").rstrip(".;"),
        }
        for task in value["tasks"]
    ]


def read_back(
    write: Callable[[PlanPaper], bytes], kind: str, value: dict[str, Any], folder: Path
) -> dict[str, Any]:
    path = folder / f"doc.{kind}"
    path.write_bytes(write(paper_of(value)))
    return as_json(read_file(path))


@written_by
def test_a_draft_that_is_printed_reads_back_the_same(write, kind, tmp_path):
    value = deepcopy(READING)

    assert told(read_back(write, kind, value, tmp_path)) == told(value)


VERBS = ["Xây dựng", "Ban hành", "Rà soát", "Tổ chức", "Theo dõi", "Kiểm tra", "Tham mưu"]
THINGS = ["kế hoạch", "quy chế", "thủ tục hành chính", "cơ sở dữ liệu", "đề án vị trí việc làm"]
TAILS = ["năm 2026", "tại các đơn vị", "theo quy định", "trên môi trường điện tử", "(đợt 2)"]
UNITS = [
    "Văn phòng Sở",
    "Phòng Nghiệp vụ",
    "Thanh tra Sở",
    "Chi cục Tiêu chuẩn Đo lường Chất lượng",
    "Trung tâm Ứng dụng và Dịch vụ khoa học công nghệ",
    "Các phòng, đơn vị thuộc Sở",
]
PRODUCTS = [
    "Kế hoạch của Giám đốc Sở",
    "Báo cáo kết quả thực hiện",
    "Quyết định phê duyệt",
    "Hồ sơ được số hóa",
    "Tờ trình, dự thảo Quyết định",
]
TIMES = [
    "Quý I năm 2026",
    "Trước ngày 15/9/2026",
    "Thường xuyên trong năm 2026",
    "Hằng quý",
    "Tháng 6 - 9/2026",
    "Theo thời điểm báo cáo cải cách hành chính",
]
HEADINGS = [
    ("Công tác chỉ đạo, điều hành", "steering"),
    ("Cải cách thể chế", "institutions"),
    ("Cải cách thủ tục hành chính", "procedures"),
    ("Cải cách tài chính công", "finance"),
]


@st.composite
def plans(draw: st.DrawFn) -> dict[str, Any]:
    """A plan of up to four areas; every field of a task but its text may be missing."""
    value = deepcopy(READING)
    value["tasks"], value["sections"] = [], []
    texts: set[str] = set()
    for number in range(draw(st.integers(1, 4))):
        heading, area = HEADINGS[number]
        for _ in range(draw(st.integers(1, 4))):
            words = [draw(st.sampled_from(part)) for part in (VERBS, THINGS, TAILS)]
            text = f"{' '.join(words)} lần {len(texts) + 1}"
            texts.add(text)
            task = deepcopy(READING["tasks"][0])
            task |= {
                "text": text,
                "section": heading,
                "area": area,
                "path": "",
                "key": str(len(texts)),
                "lead": draw(st.lists(st.sampled_from(UNITS), min_size=0, max_size=2, unique=True)),
                "coordinating": draw(st.lists(st.sampled_from(UNITS), max_size=3, unique=True)),
                "products": draw(st.lists(st.sampled_from(PRODUCTS), max_size=3, unique=True)),
                "time": draw(st.none() | st.sampled_from(TIMES)),
                "schedule": [],
                "products_rule": "all",
            }
            value["tasks"].append(task)
    return value


@written_by
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(value=plans())
def test_any_plan_that_is_printed_reads_back_the_same(write, kind, tmp_path, value):
    assert told(read_back(write, kind, value, tmp_path)) == told(value)
