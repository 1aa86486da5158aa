"""A year's programme of 43 invented tasks in nine areas, some done, some late, for lists and looking."""

from datetime import date, datetime, timedelta

from cchc.core import clock
from cchc.plans.models import Plan
from cchc.tasks.models import Task
from cchc.tasks.services.recording import Result, record_fact
from tests.factories import programme as p
from tests.factories.cast import Cast

AREAS = (
    ("steering", "Công tác chỉ đạo, điều hành cải cách hành chính"),
    ("institutions", "Cải cách thể chế"),
    ("procedures", "Cải cách thủ tục hành chính"),
    ("organization", "Cải cách tổ chức bộ máy"),
    ("civil_service", "Cải cách chế độ công vụ"),
    ("finance", "Cải cách tài chính công"),
    ("digital", "Xây dựng, phát triển chính quyền số"),
    ("quality", "Hệ thống quản lý chất lượng ISO 9001"),
    ("communication", "Thông tin, tuyên truyền"),
)
TEXTS = (
    "Ban hành Kế hoạch tuyên truyền cải cách hành chính của cơ quan và tổ chức thực hiện",
    "Tự kiểm tra việc thực hiện nhiệm vụ cải cách hành chính tại các phòng, đơn vị",
    "Rà soát, đề xuất cắt giảm thành phần hồ sơ của thủ tục hành chính nội bộ",
    "Đánh giá mức độ hài lòng của tổ chức, cá nhân đối với sự phục vụ của cơ quan",
    "Tổng hợp số liệu hồ sơ giải quyết trước hạn, đúng hạn, trễ hẹn",
    "Xây dựng phương án sắp xếp các tổ chức trực thuộc theo quy định mới",
    "Bồi dưỡng kỹ năng số cho công chức, viên chức làm việc tại bộ phận một cửa",
    "Công khai dự toán, quyết toán kinh phí trên trang thông tin điện tử",
    "Ký số và gửi văn bản điện tử trên hệ thống quản lý văn bản",
    "Ăn mòn thủ tục: đề xuất bỏ các bước trung gian khi luân chuyển hồ sơ",
)
Q1, Q2, Q3, YEAR_END = (
    date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31),
)  # fmt: skip


def make_year(cast: Cast, plan: Plan | None = None, count: int = 43) -> list[Task]:
    """Tasks of every kind and state as they stand on the tests' day, 10/3/2026."""
    plan = plan or p.make_plan(cast)
    units = [cast.office, cast.division, cast.sub_department, cast.centre]
    collective = [p.link(unit, cast.all_units) for unit in units]
    shapes = [
        {"times": [p.due(date(2026, 2, 28))]},
        {"times": [p.due(date(2026, 3, 13))]},
        {"times": [p.due(Q1)], "products": ["Kế hoạch của Giám đốc Sở", "Báo cáo kết quả"]},
        {"times": [p.every("monthly", on=["*-20"])], "products": ["Báo cáo tháng"]},
        {"times": [p.every("quarterly")], "products": ["Báo cáo quý"]},
        {"times": [p.every("continuous")], "products": ["Văn bản triển khai"]},
        {"times": [p.every("on_event")], "products": ["Quyết định của Chủ tịch UBND tỉnh (nếu có)"]},
        {"times": [p.due(YEAR_END, start=date(2026, 10, 1))]},
        {"times": [], "time": None, "products": []},
        {"times": [p.due(date(2026, 1, 31))], "products": ["Quyết định của Giám đốc Sở"]},
        {"times": [p.due(Q3)], "products": ["Quyết định của UBND tỉnh"]},
    ]  # fmt: skip
    sections = [
        p.section(plan, f"II.{place}", name, place, code)
        for place, (code, name) in enumerate(AREAS, start=1)
    ]
    tasks = []
    for number in range(count):
        place = number % len(AREAS)
        lead = units[number % 4]
        helping = [p.link(unit, cast.all_units) for unit in units if unit != lead]
        label = f"{place + 1}.{'abcdđeg'[number // len(AREAS) % 7]}"
        tasks.append(
            p.issued(
                collective if number % 9 == 4 else [lead],
                coordinating=[] if number % 9 == 4 else helping,
                text=f"{TEXTS[number % len(TEXTS)]} năm 2026",
                section=sections[place],
                area=sections[place].area,
                label=label,
                key=f"II.{label}#{number}",
                position=number + 1,
                **{"products": ["Kế hoạch"], **shapes[number % len(shapes)]},
            )
        )
    written = p.write(plan, *tasks)
    _some_results(cast, written)
    return written


def _some_results(cast: Cast, tasks: list[Task]) -> None:
    at = datetime(2026, 3, 10, 8, 0, tzinfo=clock.VIETNAM)
    for number, task in enumerate(tasks):
        if number % 11 not in {1, 9, 10, 5, 3} or number % 3 == 2:
            continue
        row = task.occurrences.order_by("due_on", "pk").first()
        if row is None:
            continue
        day = min(row.due_on or date(2026, 3, 2), date(2026, 3, 9)) + timedelta(days=number % 2)
        submitted_only = number % 11 == 10
        result = Result(day, None) if submitted_only else Result(None, day, f"{number + 10}/BC")
        record_fact(occurrence=row, result=result, by=cast.coordinator, at=at, seen=row.version)
