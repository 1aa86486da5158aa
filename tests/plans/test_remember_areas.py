"""An area chosen for a heading once is offered by itself in the agency's next plan."""

from datetime import date

import pytest

from cchc.plans.models import AreaHeading, Draft
from cchc.plans.services.drafts import NewFile, start_draft
from cchc.plans.services.edits import edit_draft, undo
from cchc.plans.services.issue import Signing, put_in_force
from cchc.plans.services.reading import read_draft

PLAN = """Số: /KH-SKHCN

Lam Sơn, ngày tháng 01 năm 2026

KẾ HOẠCH Cải cách hành chính năm 2026

Sở Khoa học và Công nghệ ban hành Kế hoạch như sau:

I. NHIỆM VỤ

1. Gắn kết cộng đồng và lan tỏa tri thức

a) Tổ chức ngày hội khoa học mở:

- Đơn vị chủ trì: Văn phòng Sở.

- Sản phẩm: Báo cáo.

- Thời gian: Quý II năm 2026.
"""


@pytest.fixture
def read(cast, at):
    def act(agency, by) -> Draft:
        draft = start_draft(
            agency=agency, files=[NewFile("ke-hoach.txt", [PLAN.encode()])], by=by, at=at
        )
        read_draft(draft.pk)
        draft.refresh_from_db()
        return draft

    return act


def area_of(draft: Draft) -> str:
    found = [s for s in draft.value["sections"] if s["heading"].startswith("Gắn kết")]
    return found[0]["area"]


@pytest.fixture
def taught(read, cast, at) -> Draft:
    draft = read(cast.agency, cast.coordinator)
    place = next(i for i, s in enumerate(draft.value["sections"]) if "Gắn kết" in s["heading"])
    section = draft.value["sections"][place]
    change = {"area": {"was": section["area"], "value": "communication"}}
    args = {"list": "sections", "at": place, "seen": section["heading"], "fields": change}
    draft = edit_draft(draft=draft, name="set", args=args, by=cast.coordinator, at=at)
    put_in_force(
        draft=draft,
        seen_revision=draft.revision,
        signing=Signing(),
        in_force_on=date(2026, 1, 5),
        signed_file=None,
        by=cast.coordinator,
        at=at,
    )
    return draft


def test_the_next_plan_has_the_area_and_undo_gives_the_reading_back(taught, read, cast, at):
    following = read(cast.agency, cast.coordinator)

    assert area_of(following) == "communication"
    assert [task["area"] for task in following.value["tasks"]] == ["communication"]
    undone = undo(draft=following, by=cast.coordinator, at=at)
    assert area_of(undone) == area_of(Draft(value=following.reading)) == "other"


def test_another_agency_reads_the_heading_as_before(taught, read, cast):
    assert area_of(read(cast.other_agency, cast.outsider)) == "other"


def test_nothing_is_remembered_before_the_plan_is_in_force(read, cast):
    read(cast.agency, cast.coordinator)
    assert not AreaHeading.objects.exists()
