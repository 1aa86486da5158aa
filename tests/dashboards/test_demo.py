"""`cchc demo`: a programme in motion on any day of the year, loaded once however often it runs."""

import io
import stat
from collections import Counter
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from cchc.audit.models import AuditEvent
from cchc.orgs.models import Unit, User
from cchc.plans.models import Draft, Plan
from cchc.tasks.models import Occurrence, Task
from cchc.tasks.rules.state import State
from cchc.tasks.selectors.states import with_state


def load(**options) -> str:
    out = io.StringIO()
    call_command("demo", stdout=out, **options)
    return out.getvalue()


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 7, 15), date(2026, 12, 31)])
def test_any_day_of_the_year_shows_done_late_due_and_future_work(db, settings, day):
    settings.CCHC_TODAY = day

    load()

    states = Counter(with_state(Task.objects.all(), day, 7).values_list("state", flat=True))
    assert states[State.DONE_ON_TIME] + states[State.DONE_LATE] > 0 or day.month == 1
    assert states[State.OVERDUE] + states[State.DONE_LATE] > 0
    assert states[State.DUE_SOON] > 0
    assert Occurrence.objects.filter(due_on__gt=day).exists()


def test_running_it_again_adds_nothing(loaded, db):
    kinds = (Unit, User, Draft, Plan, Task, AuditEvent)
    counts = [model.objects.count() for model in kinds]

    assert load() == ""

    assert counts == [model.objects.count() for model in kinds]
    assert counts[-2] > 50


def test_passwords_are_random_and_readable_by_the_owner_alone(loaded, db):
    notes = loaded / "demo-accounts.txt"

    assert stat.S_IMODE(notes.stat().st_mode) == 0o600
    name, password, *_about = notes.read_text(encoding="utf-8").splitlines()[0].split()
    assert User.objects.get(username=name).check_password(password)


def test_a_person_added_by_a_later_load_leaves_the_passwords_of_the_others_on_record(
    loaded, db, tmp_path
):
    notes = tmp_path / "demo-accounts.txt"
    notes.write_text((loaded / notes.name).read_text(encoding="utf-8"), encoding="utf-8")
    before = notes.read_text(encoding="utf-8").splitlines()
    # As if this person had come with a newer version.
    User.objects.filter(username="thamdinh").update(username="thamdinh.cu")

    load()

    after = notes.read_text(encoding="utf-8").splitlines()
    assert sorted(line.split()[0] for line in after) == sorted(line.split()[0] for line in before)
    assert len(set(after) - set(before)) == 1


def test_plans_of_a_folder_are_taken_through_the_product_each_in_its_agency(db, tmp_path):
    (tmp_path / "ke-hoach.txt").write_text(
        "Số: 5/KH-STP\n\nBình Phong, ngày 05 tháng 01 năm 2026\n\n"
        "KẾ HOẠCH Cải cách hành chính năm 2026 của Sở Tư pháp\n\n"
        "Sở Tư pháp ban hành Kế hoạch như sau:\n\nI. NHIỆM VỤ\n\n1. Cải cách thể chế\n\n"
        "a) Rà soát văn bản quy phạm pháp luật:\n\n- Đơn vị chủ trì: Phòng Pháp chế.\n\n"
        "- Sản phẩm: Báo cáo.\n\n- Thời gian: Quý I năm 2026.\n",
        encoding="utf-8",
    )
    (tmp_path / "hong.pdf").write_bytes(b"%PDF-1.4 khong phai")

    told = load(folder=tmp_path)

    assert Task.objects.filter(agency__name__startswith="Sở Tư pháp").count() == 1
    assert "ke-hoach.txt: 1 nhiệm vụ" in told
    assert "hong.pdf: " in told


def test_it_refuses_to_touch_a_production_system(db, settings):
    settings.ENV = "production"
    before = Unit.objects.count()
    with pytest.raises(CommandError):
        load()
    assert Unit.objects.count() == before


def test_the_plan_above_waits_to_be_compared_with(loaded, client, db):
    client.force_login(User.objects.get(username="daumoi"))
    plan = Plan.objects.get(title__regex="^Cải cách hành chính năm .* của Sở Khoa học")

    page = client.get(f"/plans/{plan.uid}/compare/").content.decode()

    assert page.index("của tỉnh Lam Sơn") < page.index("Gợi ý")
