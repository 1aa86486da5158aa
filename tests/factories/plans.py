"""An invented plan of the cast's department, as a reading and as a draft under review."""

from copy import deepcopy
from datetime import datetime
from typing import Any

from cchc.evidence.services import store
from cchc.orgs.models import Unit, User
from cchc.plans.models import Draft, DraftFile
from cchc.plans.states import DraftState

TEXT = """ỦY BAN NHÂN DÂN TỈNH LAM SƠN
SỞ KHOA HỌC VÀ CÔNG NGHỆ
Số:      /KH-SKHCN
Lam Sơn, ngày      tháng 01 năm 2026
KẾ HOẠCH
Cải cách hành chính năm 2026 của Sở Khoa học và Công nghệ

Căn cứ Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ về Chương trình tổng thể cải cách hành chính;
I. MỤC TIÊU
- Tỷ lệ hồ sơ giải quyết đúng hạn đạt từ 95% trở lên.
II. NHIỆM VỤ
1. Công tác chỉ đạo, điều hành
a) Ban hành Kế hoạch kiểm tra cải cách hành chính tại các đơn vị thuộc Sở.
- Cơ quan chủ trì: Văn phòng Sở
- Cơ quan phối hợp: Các phòng, đơn vị thuộc Sở
- Sản phẩm: Kế hoạch của Giám đốc Sở
- Thời gian thực hiện: Quý I năm 2026
b) Theo dõi, đôn đốc việc thực hiện nhiệm vụ cải cách hành chính.
- Cơ quan chủ trì: Các phòng, đơn vị thuộc Sở
- Sản phẩm: Báo cáo
- Thời gian thực hiện: Thường xuyên trong năm 2026
2. Cải cách thủ tục hành chính
a) Rà soát, đơn giản hóa thủ tục hành chính thuộc phạm vi quản lý.
- Cơ quan chủ trì: Phòng Nghiệp vụ
- Cơ quan phối hợp: Văn phòng Sở
- Sản phẩm: Quyết định/Báo cáo kết quả rà soát
- Thời gian thực hiện: Trước ngày 15/9/2026
b) Số hóa hồ sơ, kết quả giải quyết thủ tục hành chính.
- Cơ quan chủ trì: Trung tâm Ứng dụng và Dịch vụ khoa học công nghệ
- Cơ quan phối hợp: Phòng Nghiệp vụ
- Sản phẩm: Hồ sơ được số hóa
- Thời gian thực hiện: Hằng quý
III. TỔ CHỨC THỰC HIỆN
1. Báo cáo quý I gửi trước ngày 18/3/2026, số liệu từ 15/12/2025 đến 14/3/2026.
"""


def _source(words: str, file: int = 0) -> dict[str, Any]:
    start = TEXT.index(words)
    return {
        "file": file,
        "page": None,
        "line": TEXT.count("\n", 0, start) + 1,
        "span": [start, start + len(words)],
        "cell": None,
        "box": None,
    }


def entry(**given: Any) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "what": None,
        "product": None,
        "due": None,
        "start": None,
        "before": False,
        "recurrence": None,
        "on": None,
    }
    return entry | given


def task_value(path: str, section: str, area: str, text: str, **given: Any) -> dict[str, Any]:
    task: dict[str, Any] = {
        "path": path,
        "key": path,
        "marks": {},
        "section": section,
        "area": area,
        "text": text,
        "lead": [],
        "coordinating": [],
        "products": [],
        "products_rule": "all",
        "conditional": False,
        "issued_by": None,
        "funding": None,
        "time": None,
        "schedule": [],
        "source": _source(text),
    }
    return task | given


STEERING = "Công tác chỉ đạo, điều hành"
PROCEDURES = "Cải cách thủ tục hành chính"
READING: dict[str, Any] = {
    "document": {
        "type": "KH",
        "number": None,
        "issuer": "Sở Khoa học và Công nghệ",
        "parent_issuer": "UBND tỉnh Lam Sơn",
        "place": "Lam Sơn",
        "date": None,
        "title": "Cải cách hành chính năm 2026 của Sở Khoa học và Công nghệ",
        "year": 2026,
        "signer": {"authority": None, "position": "GIÁM ĐỐC", "name": "Trịnh Hoài An"},
        "recipients": ["UBND tỉnh", "Các phòng, đơn vị thuộc Sở", "Lưu: VT, VP"],
    },
    "period": {"from": "2026-01-01", "to": "2026-12-31"},
    "legal_bases": [
        {
            "type": "Nghị quyết",
            "number": "76/NQ-CP",
            "date": "2021-07-15",
            "issuer": "Chính phủ",
            "subject": "Chương trình tổng thể cải cách hành chính",
            "path": "",
            "source": _source("Nghị quyết số 76/NQ-CP"),
        },
        {  # cited by an item: not what the plan rests on
            "type": "Quyết định",
            "number": "1085/QĐ-TTg",
            "date": "2022-09-15",
            "issuer": "Thủ tướng Chính phủ",
            "subject": None,
            "path": "II.2",
            "source": _source("Nghị quyết số 76/NQ-CP"),
        },
    ],
    "sections": [
        {"path": "II.1", "heading": STEERING, "area": "steering", "source": _source(STEERING)},
        {
            "path": "II.2",
            "heading": PROCEDURES,
            "area": "procedures",
            "source": _source(PROCEDURES),
        },
    ],
    "targets": [
        {
            "path": "I",
            "text": "Tỷ lệ hồ sơ giải quyết đúng hạn đạt từ 95% trở lên.",
            "area": "procedures",
            "comparator": ">=",
            "value": 95,
            "reference": None,
            "unit": "%",
            "per": None,
            "source": _source("Tỷ lệ hồ sơ giải quyết đúng hạn"),
        }
    ],
    "tasks": [
        task_value(
            "II.1.a",
            STEERING,
            "steering",
            "Ban hành Kế hoạch kiểm tra cải cách hành chính tại các đơn vị thuộc Sở",
            lead=["Văn phòng Sở"],
            coordinating=["Các phòng, đơn vị thuộc Sở"],
            products=["Kế hoạch của Giám đốc Sở"],
            time="Quý I năm 2026",
            schedule=[entry(product=0, due="2026-03-31", start="2026-01-01")],
        ),
        task_value(
            "II.1.b",
            STEERING,
            "steering",
            "Theo dõi, đôn đốc việc thực hiện nhiệm vụ cải cách hành chính",
            lead=["Các phòng, đơn vị thuộc Sở"],
            products=["Báo cáo"],
            time="Thường xuyên trong năm 2026",
            schedule=[entry(recurrence="continuous")],
        ),
        task_value(
            "II.2.a",
            PROCEDURES,
            "procedures",
            "Rà soát, đơn giản hóa thủ tục hành chính thuộc phạm vi quản lý",
            lead=["Phòng Nghiệp vụ"],
            coordinating=["Văn phòng Sở"],
            products=["Quyết định", "Báo cáo kết quả rà soát"],
            products_rule="any",
            time="Trước ngày 15/9/2026",
            schedule=[entry(due="2026-09-15", before=True)],
        ),
        task_value(
            "II.2.b",
            PROCEDURES,
            "procedures",
            "Số hóa hồ sơ, kết quả giải quyết thủ tục hành chính",
            lead=["Trung tâm Ứng dụng và Dịch vụ khoa học công nghệ"],
            coordinating=["Phòng Nghiệp vụ"],
            products=["Hồ sơ được số hóa"],
            time="Hằng quý",
            schedule=[entry(product=0, recurrence="quarterly")],
        ),
    ],
    "report_deadlines": [
        {
            "name": "Báo cáo quý I",
            "period": "2026-Q1",
            "from": "2025-12-15",
            "to": "2026-03-14",
            "due": "2026-03-18",
            "before": True,
            "source": _source("Báo cáo quý I gửi trước ngày 18/3/2026"),
        }
    ],
    "findings": [],
}


def make_draft(
    *, agency: Unit, by: User, at: datetime, value: dict[str, Any] | None = None
) -> Draft:
    """A draft under review with one text file, as the reading job leaves it."""
    reading = deepcopy(value or READING)
    draft = Draft(agency=agency, created_by=by, created_at=at, changed_at=at)
    draft.state, draft.reading = DraftState.REVIEW, reading
    draft.take_value(deepcopy(reading))
    draft.save()
    stored = store(chunks=[TEXT.encode()], media_type="text/plain", at=at)
    DraftFile.objects.create(
        draft=draft, stored=stored, name="ke-hoach.txt", position=0, kind="txt", text=TEXT
    )
    return draft
